# Two commands matter: `make demo` and `make test`. Each does all of its own set-up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
unexport PYTHONDONTWRITEBYTECODE  # what was compiled once is kept: every worker and every command that is tried starts with it
CODE   := bot dialogs jobs gatherings config tests

.PHONY: help setup demo test check lint types contracts tests e2e torture simulate mutants learn baselines bench lock page picture clean

help:  ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 12

setup: $(VENV)/.ready  ## .venv with the command samband in it

$(VENV)/.ready: requirements.txt requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Samband needs Python 3.11 or newer; set PYTHON=python3.x" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

page: $(VENV)/.ready bot/static/webchat/webchat.js  ## fetch the web page's bundle, by version and digest

bot/static/webchat/webchat.js: bot/static/fetch.py
	$(BIN)/python bot/static/fetch.py bot/static/webchat

demo: page  ## run the main job with an invented gathering; opens at an address it prints
	$(BIN)/samband demo

test: page check tests  ## everything: format, lint, types, import contracts, tests

check: lint types contracts

lint: $(VENV)/.ready
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)

types: $(VENV)/.ready
	$(BIN)/mypy

contracts: $(VENV)/.ready
	$(BIN)/lint-imports

tests: $(VENV)/.ready
	$(BIN)/pytest -n 2 --dist worksteal

e2e: page $(VENV)/.ready  ## the rest: everything in the browser, and each scenario on PostgreSQL too
	$(BIN)/pytest -n 2 --dist worksteal -m e2e

torture: $(VENV)/.ready  ## every property a thousand times, and the service killed eleven thousand times (docs/torture.md)
	$(BIN)/pytest -n 2 --dist worksteal -m hypothesis --hypothesis-profile torture
	$(BIN)/python -m tests.torture --database sqlite --seed $(SEED)
	$(BIN)/python -m tests.torture --database postgresql --seed $(SEED)

SEED ?= 1

mutants: $(VENV)/.ready  ## plants bugs in a copy of the tree, each of which some test must catch
	$(BIN)/python -m tests.mutants

simulate: $(VENV)/.ready  ## ten thousand histories under simulated time, network and store; HISTORIES=… SEED=…
	$(BIN)/python -m tests.simulation --histories $(or $(HISTORIES),10000) --seed $(SEED)

var/learn/.ready: requirements-learn.txt
	test -x var/learn/bin/python || $(PYTHON) -m venv var/learn
	var/learn/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-learn.txt
	touch $@

learn: var/learn/.ready  ## learn the weights of understanding anew from its examples
	var/learn/bin/python -m tests.dialogs.understanding.learn

baselines: var/learn/.ready  ## measure understanding against two simple baselines
	var/learn/bin/python -m tests.dialogs.understanding.baselines

bench: $(VENV)/.ready  ## what things cost, beside what they are compared with (docs/benchmarks.md)
	$(BIN)/python -m tests.bench

lock:  ## resolve the requirement files anew, with hashes and without addresses
	$(BIN)/uv pip compile pyproject.toml -o requirements.txt $(LOCK)
	$(BIN)/uv pip compile pyproject.toml --extra dev -o requirements-dev.txt $(LOCK)
	$(BIN)/uv pip compile pyproject.toml --extra learn -o requirements-learn.txt $(LOCK)

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .cache node_modules bot/static/webchat
