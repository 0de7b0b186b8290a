"""A small model of sign-up, written from what was promised to people and not from the code that keeps it.

It knows no database, no lock and no text: who has which seat, who waits in which order, who owes what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from gatherings.organisations import OrganisationId
from gatherings.terms import Fee, Mode, Terms
from tests.builders import DAY_ONE, DAY_TWO, OSLO, at

ROOM, DIGITAL = Mode.ROOM, Mode.DIGITAL
OPENS = at("09:00", date(2027, 2, 1))
BEGINS, OVER = at("09:00", DAY_ONE), at("00:00", date(2027, 4, 17))


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    COST_CHANGED = "the cost is not what was shown"


@dataclass
class Signup:
    """One person's, who has a seat, waits for one, or has neither any more."""

    organisation: OrganisationId | None
    accepted: Terms | None = None
    answer: str = ""
    seat: Mode | None = None
    wants: Mode | None = None
    turn: int = 0
    is_offered: bool = False
    kept_until: datetime | None = None  # as it was told to the person: nobody but the product decides the hour
    is_free: bool = False

    @property
    def stands(self) -> bool:
        return self.seat is not None or self.wants is not None

    def leave_the_list(self) -> None:
        self.wants, self.turn, self.is_offered, self.kept_until = None, 0, False, None


@dataclass
class Owed:
    reason: str
    fee: Fee
    is_waived: bool = False


@dataclass
class Model:
    terms: Terms
    organisations: dict[str, OrganisationId | None]
    now: datetime
    is_cancelled: bool = False
    is_closed: bool = False
    people: dict[str, Signup] = field(default_factory=dict)
    owed: dict[str, Owed] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    turns: int = 0

    # What is so.

    @property
    def today(self) -> date:
        return self.now.astimezone(OSLO).date()

    def is_past(self, day: date | None) -> bool:
        """A day lasts to its end; no day never ends."""
        return day is not None and self.today > day

    @property
    def can_change(self) -> bool:
        return not self.is_cancelled and not self.is_closed and self.now < OVER

    def standing(self, name: str) -> Signup | None:
        one = self.people.get(name)
        return one if one is not None and one.stands else None

    def in_line(self) -> list[str]:
        waiting = [name for name, one in self.people.items() if one.wants is not None]
        return sorted(waiting, key=lambda name: self.people[name].turn)

    def offered(self) -> list[str]:
        return [name for name in self.in_line() if self.people[name].is_offered]

    def seats_of(self, mode: Mode, *, besides: str = "") -> list[str]:
        """Whose a seat of this kind is, or is kept for."""
        return [
            name
            for name, one in self.people.items()
            if name != besides and (one.seat is mode or (one.wants is mode and one.is_offered))
        ]

    def is_free_for(self, name: str, mode: Mode) -> bool:
        taken, limit = self.seats_of(mode, besides=name), self.terms.capacity_of(mode)
        if limit is not None and len(taken) >= limit:
            return False
        own, share = self.organisations[name], self.terms.capacity_per_organisation
        if mode is DIGITAL or own is None or share is None:
            return True
        return sum(1 for other in taken if self.organisations[other] == own) < share

    def may_owe(self, one: Signup) -> bool:
        if one.accepted is None or one.is_free or self.is_cancelled or one.wants is not None:
            return False
        return one.seat is ROOM or (one.seat is DIGITAL and one.accepted.fee_covers_digital)

    def cost_of_leaving(self, name: str) -> Fee | None:
        one = self.standing(name)
        if one is None or not self.may_owe(one):
            return None
        assert one.accepted is not None
        days = [terms.free_until or terms.deadline for terms in (one.accepted, self.terms)]
        is_late = all(self.is_past(day) for day in days)  # the later day counts, and no day is the latest
        return one.accepted.fee_late if is_late else None

    # What happens by itself.

    def offer_what_is_free(self) -> None:
        """A free seat is kept for the first who may have it, until the gathering begins."""
        if self.is_cancelled or self.now >= BEGINS:
            return
        for name in self.in_line():
            one = self.people[name]
            assert one.wants is not None
            if not one.is_offered and self.is_free_for(name, one.wants):
                one.is_offered = True

    def forgive(self, name: str) -> None:
        """A seat that costs makes up for the one that was given up."""
        one = self.people[name]
        terms = one.accepted or self.terms
        if one.seat is ROOM or (one.seat is DIGITAL and terms.fee_covers_digital):
            self.owed.pop(name, None)

    def place(self, name: str, mode: Mode) -> None:
        one = self.people[name]
        if self.is_free_for(name, mode):
            one.leave_the_list()
            one.seat = mode
        elif one.wants is not mode:
            one.leave_the_list()
            if one.seat is None and mode is ROOM and self.is_free_for(name, DIGITAL):
                one.seat = DIGITAL
            self.turns += 1
            one.wants, one.turn = mode, self.turns

    def pay(self, name: str) -> None:
        fee = self.cost_of_leaving(name)
        if fee is not None:
            self.owed[name] = Owed("late", fee)

    # What people do.

    def sign_up(self, name: str, mode: Mode, *, answer: str, by_organiser: bool) -> Outcome:
        is_open = self.now >= OPENS and not self.is_past(self.terms.deadline)
        if self.standing(name):
            return Outcome.DONE
        if not self.can_change or self.terms.capacity_of(mode) == 0 or not (is_open or by_organiser):
            return Outcome.REFUSED
        self.people[name] = Signup(self.organisations[name], None if by_organiser else self.terms, answer)
        self.place(name, mode)
        self.forgive(name)
        return Outcome.DONE

    def withdraw(self, name: str, shown: Fee | None) -> Outcome:
        one = self.standing(name)
        if one is None or not (self.is_cancelled or self.can_change):
            return Outcome.REFUSED
        if shown != self.cost_of_leaving(name):
            return Outcome.COST_CHANGED
        self.pay(name)
        one.seat = None
        one.leave_the_list()
        self.codes.pop(name, None)
        self.offer_what_is_free()
        return Outcome.DONE

    def change_mode(self, name: str, mode: Mode, shown: Fee | None) -> Outcome:
        one = self.standing(name)
        if one is None or not self.can_change or self.terms.capacity_of(mode) == 0:
            return Outcome.REFUSED
        if one.seat is mode:
            return self.decline(name)
        if one.wants is mode and one.is_offered:
            return self.accept(name)
        if mode is ROOM and self.is_past(self.terms.deadline):
            return Outcome.DONE if one.wants is ROOM else Outcome.REFUSED
        if one.seat is ROOM:
            return self.to_digital(name, shown)
        self.place(name, mode)
        if one.seat is mode:
            one.accepted, one.is_free = self.terms, False
        self.forgive(name)
        self.offer_what_is_free()
        return Outcome.DONE

    def to_digital(self, name: str, shown: Fee | None) -> Outcome:
        if not self.is_free_for(name, DIGITAL):
            return Outcome.REFUSED
        if shown != self.cost_of_leaving(name):
            return Outcome.COST_CHANGED
        self.pay(name)
        self.people[name].seat = DIGITAL
        self.codes.pop(name, None)
        self.offer_what_is_free()
        return Outcome.DONE

    def accept(self, name: str) -> Outcome:
        one = self.people[name]
        if self.is_cancelled or one.kept_until is None or self.now > one.kept_until:
            return Outcome.REFUSED
        one.seat, one.accepted = one.wants, self.terms
        one.is_free |= self.is_past(self.terms.deadline) or self.is_past(self.terms.free_until)
        one.leave_the_list()
        self.forgive(name)
        self.offer_what_is_free()
        return Outcome.DONE

    def decline(self, name: str) -> Outcome:
        self.people[name].leave_the_list()
        self.offer_what_is_free()
        return Outcome.DONE

    def end_lapsed(self) -> None:
        for name in self.offered():
            kept_until = self.people[name].kept_until
            assert kept_until is not None
            if kept_until < self.now:
                self.people[name].leave_the_list()
        self.offer_what_is_free()

    def accept_terms(self, name: str) -> Outcome:
        one = self.standing(name)
        if one is None or not self.can_change:
            return Outcome.REFUSED
        one.accepted = one.accepted or self.terms
        return Outcome.DONE

    def hand_over(self, name: str) -> Outcome:
        one = self.standing(name)
        return Outcome.REFUSED if one is None or one.seat is None or not self.can_change else Outcome.DONE

    def take(self, giver: str, taker: str) -> Outcome:
        given, own = self.people[giver], self.people.get(taker)
        is_colleague = given.organisation is not None and given.organisation == self.organisations[taker]
        has_better = own is not None and own.seat in {ROOM, given.seat}
        if giver not in self.codes or given.seat is None or not self.can_change:
            return Outcome.REFUSED
        if giver == taker or has_better or not is_colleague:
            return Outcome.REFUSED
        self.people[taker] = Signup(given.organisation, self.terms, seat=given.seat, is_free=given.is_free)
        given.seat = None
        given.leave_the_list()
        del self.codes[giver]
        self.forgive(taker)
        self.offer_what_is_free()
        return Outcome.DONE

    # What organisers do.

    def change_terms(self, terms: Terms) -> None:
        self.terms = terms
        self.offer_what_is_free()

    def cancel(self) -> None:
        self.is_cancelled = True
        self.owed.clear()

    def hold_after_all(self) -> None:
        self.is_cancelled = False
        self.offer_what_is_free()

    def check_in(self, name: str) -> Outcome:
        if self.is_cancelled or self.is_closed or self.today not in {DAY_ONE, DAY_TWO}:
            return Outcome.REFUSED
        self.there.add(name)
        return Outcome.DONE

    def note(self, name: str) -> Outcome:
        """An organiser says that somebody was there on the first day."""
        if self.is_cancelled or self.now < at("00:00", DAY_ONE):
            return Outcome.REFUSED
        self.there.add(name)
        if name in self.owed and self.owed[name].reason == "absent":
            del self.owed[name]
        return Outcome.DONE

    def close(self) -> Outcome:
        if self.is_cancelled or not (self.today == DAY_TWO or self.is_past(DAY_TWO)):
            return Outcome.REFUSED
        if not self.is_closed:
            self.is_closed = True
            for name, one in self.people.items():
                if one.seat and name not in self.there and name not in self.owed and self.may_owe(one):
                    assert one.accepted is not None
                    if one.accepted.fee_absent is not None:
                        self.owed[name] = Owed("absent", one.accepted.fee_absent)
        return Outcome.DONE

    def waive(self, name: str) -> bool:
        if name not in self.owed or self.owed[name].is_waived:
            return False
        self.owed[name].is_waived = True
        return True
