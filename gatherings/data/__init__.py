"""Facts of others that we keep as files; `README.md` says whose they are."""
