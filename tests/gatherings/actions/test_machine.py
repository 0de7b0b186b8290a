"""Any sequence of what people and organisers do, against a small model of what was promised.

`make torture` looks for longer, for something new each time, and makes what it finds short.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from gatherings.actions import attendance, registration
from gatherings.errors import CostChanged, Refusal
from gatherings.gathering import GatheringId
from gatherings.organisations import OrganisationId
from gatherings.people import PersonId
from gatherings.registration import Registration
from gatherings.store import Database, Tx
from gatherings.store.attendances import list_attendances
from gatherings.store.fees import list_fees, waive_fee
from gatherings.store.registrations import list_registrations, list_waiting
from gatherings.terms import Fee, Mode, Terms
from tests.builders import DAY_ONE, DAY_TWO, DEADLINE, FJORDBY, FREE_UNTIL, SIGN_UP, STRANDVIK, at
from tests.examples import SEARCHES, examples
from tests.gatherings.actions.model import BEGINS, DIGITAL, OPENS, OVER, ROOM, Model, Outcome, Signup
from tests.gatherings.actions.scene import EARLY, LATER, Scene

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., None])

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
PEOPLE: dict[str, OrganisationId | None] = {
    "anne": FJORDBY,
    "berit": FJORDBY,
    "cato": FJORDBY,
    "dag": STRANDVIK,
    "eva": STRANDVIK,
    "finn": None,
}
AFTER_FREE, AFTER_DEADLINE = at("00:00", FREE_UNTIL + DAY), at("00:00", DEADLINE + DAY)
INSTANTS = (
    *(OPENS - SECOND, OPENS, EARLY, EARLY + 2 * DAY, AFTER_FREE - SECOND, AFTER_FREE, LATER, LATER + 2 * DAY),
    *(AFTER_DEADLINE - SECOND, AFTER_DEADLINE, AFTER_DEADLINE + 5 * DAY, BEGINS - 2 * DAY, BEGINS - SECOND, BEGINS),
    *(at("12:00", DAY_ONE), at("10:00", DAY_TWO), OVER - SECOND, OVER, OVER + DAY),
)
LIMITS = st.sampled_from([None, 1, 2, 3])
FEES = st.sampled_from([None, Fee(1200), Fee()])
TERMS = st.builds(
    lambda **changes: replace(SIGN_UP, **changes),
    capacity=st.sampled_from([1, 2, 3]),
    capacity_digital=st.sampled_from([None, 0, 1]),
    capacity_per_organisation=st.sampled_from([None, 1]),
    free_until=st.sampled_from([FREE_UNTIL, FREE_UNTIL, None]),
    deadline=st.sampled_from([DEADLINE, DEADLINE, DEADLINE, None]),
    fee_late=st.sampled_from([Fee(1200), Fee()]),
    fee_absent=st.sampled_from([Fee(800), Fee()]),
    fee_covers_digital=st.booleans(),
)
ANYBODY, MODES, PICKS = st.sampled_from(sorted(PEOPLE)), st.sampled_from([ROOM, ROOM, DIGITAL]), st.integers(0, 5)
SELDOM = st.sampled_from([False, False, False, True])


@dataclass(frozen=True)
class Step:
    """Something that can happen: what it is given, when it may, and how many times as often as another."""

    given: st.SearchStrategy[dict[str, Any]]
    when: Callable[[SignUp], object]
    times: int


STEPS: dict[str, Step] = {}


def step(
    *, when: Callable[[SignUp], object] = lambda _: True, times: int = 1, **given: st.SearchStrategy[Any]
) -> Callable[[F], F]:
    """A rule as Hypothesis has them. It would leave most of its own out of an example, and then nothing happens."""

    def kept(happening: F) -> F:
        STEPS[happening.__name__] = Step(st.fixed_dictionaries(given), when, times)
        return happening

    return kept


class SignUp(RuleBasedStateMachine):
    """One gathering of its own; every step is one thing that somebody does, in a transaction that commits."""

    database: ClassVar[Database]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.scene = Scene(self.database, id=GatheringId(uuid4().hex))
        self.model = Model(SIGN_UP, PEOPLE, EARLY)
        self.seen: dict[str, Fee | None] = {}
        self.taken_before: dict[object, int] = {}
        self.count = 0

    def teardown(self) -> None:
        self.run(self.scene.database.close())
        self.runner.close()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    def outcome(self, doing: Awaitable[object]) -> Outcome:
        """What somebody is told."""

        async def done() -> Outcome:
            try:
                await doing
            except CostChanged:
                return Outcome.COST_CHANGED
            except Refusal:
                return Outcome.REFUSED
            return Outcome.DONE

        return self.run(done())

    def shown(self, name: str, *, is_stale: bool) -> Fee | None:
        """What stands on the card: of now, or of when they last looked."""
        return self.seen.get(name) if is_stale else self.model.cost_of_leaving(name)

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        possible = [name for name, one in STEPS.items() for _ in range(one.times) if one.when(self)]
        chosen = data.draw(st.sampled_from(possible))
        getattr(self, chosen)(**data.draw(STEPS[chosen].given))

    # Time.

    @initialize(
        terms=TERMS, start=st.sampled_from([0, 2, 4, 5, 6, 7]), first=st.lists(MODES, min_size=2, max_size=len(PEOPLE))
    )
    def open(self, terms: Terms, start: int, first: list[Mode]) -> None:
        """Some have signed up already, so that the room is full soon."""
        self.come_to(INSTANTS[start])
        self.model.terms = terms
        self.run(self.scene.open(**{name: getattr(terms, name) for name in Terms.__dataclass_fields__}))
        self.run(self.scene.arrive(*PEOPLE))
        for number, mode in enumerate(first):
            self.sign_up(number, mode, by_organiser=False, again=False)

    def come_to(self, now: datetime) -> None:
        self.scene.now = self.model.now = now

    @step(times=2, when=lambda self: self.model.now < INSTANTS[-1], further=st.sampled_from([1, 1, 1, 2, 3]))
    def days_go_by(self, further: int) -> None:
        ahead = [instant for instant in INSTANTS if instant > self.model.now]
        self.come_to(ahead[:further][-1])

    @step(when=lambda self: self.model.offered(), hours=st.sampled_from([1, 23, 25]))
    def hours_go_by(self, hours: int) -> None:
        self.come_to(self.model.now + timedelta(hours=hours))

    # People.

    @step(times=3, pick=PICKS, mode=MODES, by_organiser=SELDOM, again=SELDOM)
    def sign_up(self, pick: int, mode: Mode, *, by_organiser: bool, again: bool) -> None:
        name = picked(self.standing() if again else self.others(), pick)
        self.count += 1
        answer = str(self.count)
        wanted = self.model.sign_up(name, mode, answer=answer, by_organiser=by_organiser)
        assert self.outcome(self._sign_up(name, mode, answer, by_organiser=by_organiser)) is wanted

    async def _sign_up(self, name: str, mode: Mode, answer: str, *, by_organiser: bool) -> Registration:
        asked = replace(await self.scene.application(mode, PEOPLE[name]), answers={"n": answer})
        who, now = PersonId(name), self.scene.now
        if by_organiser:
            asked = replace(asked, accepted=None)
            return await self.scene.act(registration.sign_up_for, self.scene.id, who, asked, now=now)
        return await self.scene.act(registration.sign_up, self.scene.id, who, asked, now=now)

    def standing(self) -> list[str]:
        """Who is signed up; everybody where nobody is."""
        return [name for name in PEOPLE if self.model.standing(name)] or list(PEOPLE)

    def others(self) -> list[str]:
        """Who is not; everybody where all are."""
        return [name for name in PEOPLE if not self.model.standing(name)] or list(PEOPLE)

    @step(pick=PICKS)
    def look_at_the_cost(self, pick: int) -> None:
        name = picked(self.standing(), pick)
        self.seen[name] = self.model.cost_of_leaving(name)
        if self.model.standing(name):
            assert self.run(self.scene.cost(name)) == self.seen[name]

    @step(times=5, when=lambda self: self.model.people, pick=PICKS, is_stale=SELDOM)
    def withdraw(self, pick: int, *, is_stale: bool) -> None:
        name = picked(self.standing(), pick)
        shown = self.shown(name, is_stale=is_stale)
        wanted = self.model.withdraw(name, shown)
        assert self.outcome(self.scene.withdraw(name, shown=shown)) is wanted

    @step(times=3, pick=PICKS, mode=MODES, is_stale=SELDOM)
    def change_mode(self, pick: int, mode: Mode, *, is_stale: bool) -> None:
        name = picked(self.standing(), pick)
        shown = self.shown(name, is_stale=is_stale)
        wanted = self.model.change_mode(name, mode, shown)
        assert self.outcome(self.scene.change_mode(name, mode, shown=shown)) is wanted

    @step(times=12, when=lambda self: self.model.offered(), pick=PICKS)
    def accept_an_offer(self, pick: int) -> None:
        name = picked(self.model.offered(), pick)
        wanted = self.model.accept(name)
        assert self.outcome(self.scene.accept(name)) is wanted

    @step(when=lambda self: self.model.in_line(), pick=PICKS)
    def leave_the_waiting_list(self, pick: int) -> None:
        name = picked(self.model.in_line(), pick)
        wanted = self.model.decline(name)
        assert self.outcome(self.scene.decline(name)) is wanted

    @step(when=lambda self: self.model.offered())
    def end_what_has_lapsed(self) -> None:
        self.model.end_lapsed()
        self.run(self.scene.end_lapsed())

    @step(pick=PICKS)
    def accept_the_terms(self, pick: int) -> None:
        name = picked(self.standing(), pick)
        wanted = self.model.accept_terms(name)
        assert self.outcome(self.scene.accept_for_oneself(name)) is wanted

    @step(times=2, pick=PICKS)
    def hand_over(self, pick: int) -> None:
        name = picked(self.standing(), pick)
        wanted = self.model.hand_over(name)
        if wanted is Outcome.DONE:
            self.model.codes[name] = self.run(self.scene.hand_over(name))
        else:
            assert self.outcome(self.scene.hand_over(name)) is wanted

    @step(times=4, when=lambda self: self.model.codes, pick=PICKS, taking=PICKS, by_anybody=SELDOM)
    def take_a_seat(self, pick: int, taking: int, *, by_anybody: bool) -> None:
        giver = picked(sorted(self.model.codes), pick)
        colleagues = [name for name in PEOPLE if PEOPLE[name] == PEOPLE[giver] and name != giver]
        taker = picked(list(PEOPLE) if by_anybody else colleagues or list(PEOPLE), taking)
        code = self.model.codes[giver]
        wanted = self.model.take(giver, taker)
        assert self.outcome(self.scene.take(code, taker, of=PEOPLE[taker])) is wanted

    # Organisers.

    def new_terms(self, **changes: object) -> None:
        self.model.change_terms(replace(self.model.terms, **changes))  # type: ignore[arg-type]
        self.run(self.scene.change_terms(**changes))

    @step(times=2, capacity=st.sampled_from([1, 2, 3, 4, None]), own=LIMITS)
    def change_the_capacity(self, capacity: int | None, own: int | None) -> None:
        self.new_terms(capacity=capacity, capacity_per_organisation=own)

    @step(when=lambda self: self.model.terms.deadline is not None, days=st.sampled_from([-4, 7]))
    def move_the_deadline(self, days: int) -> None:
        terms = self.model.terms
        assert terms.deadline is not None
        free = terms.free_until and terms.free_until + timedelta(days=days)
        self.new_terms(deadline=terms.deadline + timedelta(days=days), free_until=free)

    @step(fee=FEES)
    def change_the_fee(self, fee: Fee | None) -> None:
        self.new_terms(fee_late=fee)

    @step(when=lambda self: self.count > 6, for_once=SELDOM)
    def cancel_or_hold_after_all(self, *, for_once: bool) -> None:
        if not for_once and not self.model.is_cancelled:
            return
        if self.model.is_cancelled:
            self.model.hold_after_all()
        else:
            self.model.cancel()
        self.run(self.scene.change(is_cancelled=self.model.is_cancelled))

    @step(times=2, when=lambda self: self.model.now >= BEGINS - SECOND, name=ANYBODY)
    def check_in(self, name: str) -> None:
        wanted = self.model.check_in(name)
        assert self.outcome(self.scene.check_in(name)) is wanted

    @step(when=lambda self: self.model.now >= BEGINS - SECOND, name=ANYBODY)
    def note_attendance(self, name: str) -> None:
        wanted = self.model.note(name)
        who, now = PersonId(name), self.scene.now
        noting = self.scene.act(attendance.note_attendance, self.scene.id, who, day=DAY_ONE, mode=None, now=now)
        assert self.outcome(noting) is wanted

    @step(times=2, when=lambda self: self.model.now >= BEGINS - SECOND)
    def close_attendance(self) -> None:
        wanted = self.model.close()
        assert self.outcome(self.scene.close_attendance()) is wanted

    @step(when=lambda self: self.model.owed, pick=PICKS)
    def waive_a_fee(self, pick: int) -> None:
        name = picked(sorted(self.model.owed), pick)
        wanted = self.model.waive(name)
        owing = self.run(self.scene.of(name)).id
        assert self.run(self.scene.act(waive_fee, owing, by="Ola Vik", because="Syk", at=self.scene.now)) is wanted

    # What must be so after every step.

    @invariant()
    def all_is_as_promised(self) -> None:
        if not self.scene.known:
            return
        self.run(self._compare())

    async def _compare(self) -> None:
        async with self.scene.database.read() as tx:
            stored = {one.person_id: one for one in await list_registrations(tx, self.scene.id)}
            line = await list_waiting(tx, self.scene.id)
            there = {one.person_id for one in await list_attendances(tx, self.scene.id)}
            owed = await self._owed(tx, {one.id: str(one.person_id) for one in stored.values()})
        self._learn_the_hours(line)
        model = self.model
        assert {name: as_model(one) for name, one in stored.items() if one.is_active} == {
            name: replace(one, turn=0) for name, one in model.people.items() if one.stands
        }
        assert set(stored) == set(model.people)
        assert [one.person_id for one in line] == model.in_line()
        assert owed == sorted((name, o.reason, o.fee.kroner, o.is_waived) for name, o in model.owed.items())
        assert there == model.there
        self._nothing_is_oversold(list(stored.values()))
        self._nobody_waits_for_a_free_seat(list(stored.values()), line)

    async def _owed(self, tx: Tx, names: dict[Any, str]) -> list[tuple[str, str, int | None, bool]]:
        lines = await list_fees(tx, self.scene.id)
        return sorted(
            (names[one.registration_id], one.reason.value, one.fee.kroner, one.waived_at is not None) for one in lines
        )

    def _learn_the_hours(self, line: list[Registration]) -> None:
        """An offer gives the time that the terms say, but for what the beginning of the gathering cuts off."""
        for one in line:
            known = self.model.people[one.person_id]
            if one.offered_until is not None and known.is_offered and known.kept_until is None:
                shortest = min(self.model.now + self.model.terms.offer, BEGINS)
                assert shortest <= one.offered_until <= BEGINS
                known.kept_until = one.offered_until

    def _nothing_is_oversold(self, stored: list[Registration]) -> None:
        """More are taken than there are only where there were more, and never more than then."""
        terms = self.model.terms
        limits: dict[object, int | None] = {ROOM: terms.capacity, DIGITAL: terms.capacity_digital}
        limits |= dict.fromkeys((FJORDBY, STRANDVIK), terms.capacity_per_organisation)
        taken: dict[object, int] = {of: count_taken(stored, of) for of in limits}
        for of, limit in limits.items():
            assert limit is None or taken[of] <= max(limit, self.taken_before.get(of, 0))
        self.taken_before = taken

    def _nobody_waits_for_a_free_seat(self, stored: list[Registration], line: list[Registration]) -> None:
        terms = self.model.terms
        if self.model.is_cancelled or self.model.now >= BEGINS:
            return
        for one in line:
            if one.offered_until is None:
                assert one.waits_for is not None
                capacity, share = terms.capacity_of(one.waits_for), terms.capacity_per_organisation
                is_full = capacity is not None and count_taken(stored, one.waits_for) >= capacity
                has_its_share = share is not None and count_taken(stored, one.organisation_id) >= share
                assert is_full or (one.waits_for is ROOM and one.organisation_id is not None and has_its_share)


def picked(names: list[str], pick: int) -> str:
    return names[pick % len(names)]


def count_taken(stored: list[Registration], of: object) -> int:
    """Seats of a kind, or an organisation's seats in the room; those that are offered among them."""
    kinds = [
        (kind, one.organisation_id)
        for one in stored
        for kind in (one.seat, one.waits_for if one.offered_until else None)
        if kind is not None
    ]
    if isinstance(of, Mode):
        return sum(1 for kind, _ in kinds if kind is of)
    return sum(1 for kind, organisation in kinds if kind is ROOM and organisation == of)


def as_model(one: Registration) -> Signup:
    """What the model knows of it; the turn is compared as the order of the line."""
    terms = one.accepted.terms if one.accepted else None
    return Signup(
        one.organisation_id,
        terms,
        one.answers.get("n", ""),
        one.seat,
        one.waits_for,
        0,
        one.offered_until is not None,
        one.offered_until,
        one.is_exempt,
    )


@pytest.fixture
def database_address(mostly_sqlite_address: str) -> str:
    return mostly_sqlite_address


@pytest.mark.hypothesis
def test_no_sequence_oversells_a_seat_loses_an_answer_or_makes_somebody_owe_who_owes_nothing(
    database_address: str, database_at: Callable[[str], Database]
) -> None:
    class OnThisDatabase(SignUp):
        database = database_at(database_address)

    run_state_machine_as_test(
        OnThisDatabase,
        settings=settings(
            max_examples=examples(15),
            stateful_step_count=60 if SEARCHES else 40,
            deadline=None,
            derandomize=not SEARCHES,
            phases=[Phase.generate, Phase.shrink] if SEARCHES else [Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
