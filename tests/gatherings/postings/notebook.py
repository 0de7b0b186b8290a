"""The table of postings in memory: takes changes, and fires what is due as the job does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.postings.plan import OPEN, Changes, decide_changes
from gatherings.postings.posting import Kept, Posting, PostingState
from gatherings.postings.truth import is_still_true
from tests.builders import gathering


@dataclass
class Notebook:
    gathering: Gathering = field(default_factory=gathering)
    rows: dict[str, Kept] = field(default_factory=dict)

    def save(self, now: datetime, **changes: object) -> Changes:
        """The gathering with something changed is planned anew."""
        before = self.gathering
        self.gathering = replace(before, version=before.version + 1, **changes)  # type: ignore[arg-type]
        return self.replan(now, before=before)

    def replan(self, now: datetime, *, before: Gathering | None = None) -> Changes:
        decided = decide_changes(Agenda(self.gathering), list(self.rows.values()), before=before, now=now)
        for key in decided.withdraw:
            self.rows[key] = replace(self.rows[key], state=PostingState.WITHDRAWN)
        for posting in decided.plan:
            if posting.key not in self.rows or self.rows[posting.key].state in OPEN:
                self.rows[posting.key] = Kept(posting, PostingState.PLANNED)
        return decided

    def fire(self, now: datetime) -> list[Posting]:
        """What is said when the time comes to `now`, in order."""
        planned = [kept.posting for kept in self.rows.values() if kept.state is PostingState.PLANNED]
        due = sorted((p for p in planned if p.due_at <= now), key=lambda p: (p.due_at, p.rank, p.key))
        told = [p for p in due if is_still_true(p, Agenda(self.gathering))]
        for posting in due:
            state = PostingState.SKIPPED if posting.useful_until < now else PostingState.FIRED
            self.rows[posting.key] = Kept(posting, state if posting in told else PostingState.WITHDRAWN, now)
        return [posting for posting in told if posting.useful_until >= now]

    def keys(self, now: datetime) -> list[str]:
        return [posting.key for posting in self.fire(now)]
