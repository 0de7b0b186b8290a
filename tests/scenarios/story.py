"""Those who take part in the whole story, and what they can be seen to get."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import datetime

from tests.builders import gathering
from tests.doubles.smtp import Post
from tests.doubles.teams import Talk
from tests.scenarios.page import Visitor
from tests.scenarios.scene import Scene


@dataclass
class Story:
    """The scene, its post, and those who take part: by name where Teams knows them, at the page the others."""

    scene: Scene
    post: Post
    ola: Visitor
    eva: Visitor
    host: Visitor

    def in_teams(self, name: str, email: str = "") -> Talk:
        first = name.partition(" ")[0].casefold()
        if email:
            self.scene.cloud.members[f"29:{first}"] = email
        return self.scene.teams.personal(first, name)

    @property
    def marit(self) -> Talk:
        return self.in_teams("Marit Sand")

    @property
    def kari(self) -> Talk:
        return self.in_teams("Kari Nes")

    @property
    def anne(self) -> Talk:
        return self.in_teams("Anne Holm")

    @property
    def tor(self) -> Talk:
        return self.in_teams("Tor Nes")

    async def nudged(self, moment: datetime) -> set[str]:
        """Who is asked on a morning whether they come, by first name."""
        await self.scene.tick()
        chats = len(self.scene.cloud.sent)
        letters = len(self.post.taken)
        await self.scene.forward(moment)
        asked = [one.conversation.removeprefix("a:") for one in self.scene.cloud.sent[chats:]]
        written = [taken.to[0].partition(".")[0] for taken in self.post.taken[letters:]]
        assert len(asked + written) == len({*asked, *written}), "nobody is asked twice"
        return {*asked, *written}

    def link_to(self, name: str) -> str:
        """The personal link in the last letter to somebody."""
        letter = next(one.letter for one in reversed(self.post.taken) if one.to[0].startswith(f"{name}."))
        text = letter.get_body(("plain",))
        assert text is not None
        found = re.search(r"http://[^\s?]+/p/[^\s?]+", text.get_content())
        assert found is not None
        return found[0]

    async def fees(self) -> list[tuple[str, ...]]:
        """What the organisers take away: organisation, name, reason and amount of each fee, and who let it go."""
        taken = await self.host.get(f"/host/{gathering().slug}/export/fees.csv")
        assert taken.status == 200, taken.words
        rows = list(csv.DictReader(io.StringIO(taken.text.lstrip("\ufeff")), delimiter=";"))
        columns = ("Organisasjon", "Navn", "Grunn", "Gebyr (kroner)", "Ettergitt av")
        return [tuple(row[column] for column in columns) for row in rows]
