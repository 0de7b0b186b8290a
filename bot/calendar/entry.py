"""One person's sign-up on its way into a calendar: what of the gathering is theirs to see there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.calendar.hours import Hours
from bot.calendar.text import link
from dialogs.answers import Blocks, Reader
from gatherings.agenda import Agenda, TimedBlock
from gatherings.gathering import Gathering
from gatherings.registration import Registration, RegistrationState
from gatherings.terms import Mode

STATUS = {
    RegistrationState.REGISTERED: "CONFIRMED",
    RegistrationState.WAITING: "TENTATIVE",
    RegistrationState.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A registration with its gathering's agenda. `reader_url` is the person's own page, None where they have none."""

    registration: Registration
    agenda: Agenda
    reader_url: str | None = None

    @property
    def gathering(self) -> Gathering:
        return self.agenda.gathering

    @property
    def is_off(self) -> bool:
        """Whether there is nothing to come to any more, for this person at least."""
        return self.gathering.is_cancelled or not self.registration.is_active

    @property
    def status(self) -> str:
        return "CANCELLED" if self.is_off else STATUS[self.registration.state]

    @property
    def sequence(self) -> int:
        """Rises with every change of the registration or of the gathering."""
        return self.registration.sequence + self.gathering.version

    @property
    def is_digital(self) -> bool:
        """Whether they take part digitally, or would."""
        return (self.registration.seat or self.registration.waits_for) is Mode.DIGITAL

    @property
    def reader(self) -> Reader:
        has_seat = self.registration.state is RegistrationState.REGISTERED
        return Reader(sees_streams=has_seat, is_digital=self.is_digital)

    def uid(self, hours: Hours) -> str:
        """The name of a day's event, the same for ever."""
        return f"{self.registration.id}-{hours.number}@samband"

    def link_of(self, timed: TimedBlock) -> str | None:
        """The stream of a block; none for who is in the room."""
        return link(self.reader.link(self.agenda, timed)) if self.is_digital and not self.is_off else None

    def link_on(self, blocks: Blocks) -> str | None:
        """The stream of a day: the gathering's, else the first of the day's own."""
        if not self.is_digital or self.is_off:
            return None
        whole = self.agenda.stream
        if whole is not None and self.reader.may_open(whole):
            return link(whole.url)
        return next((url for url in map(self.link_of, blocks) if url is not None), None)

    def room_on(self, blocks: Blocks) -> str | None:
        """The room of a day, where its work is all in one; none for who takes part digitally."""
        rooms = {timed.block.room for timed in blocks if timed.is_work and timed.block.room}
        return rooms.pop() if len(rooms) == 1 and not self.is_digital else None
