"""The questions worth asking next, as buttons: the same wherever they are offered."""

from __future__ import annotations

from typing import Final

from dialogs.answers import Suggestion

NOW: Final = Suggestion("now", "agenda.now")
NEXT: Final = Suggestion("next", "agenda.next")
REST: Final = Suggestion("rest", "agenda.day", {"day": "i dag", "from": "now"})
PROGRAMME: Final = Suggestion("day", "agenda.day")
LUNCH: Final = Suggestion("lunch", "agenda.when", {"topic": "lunsj"})
WHERE: Final = Suggestion("where", "agenda.where")
FOLLOW: Final = Suggestion("follow", "follow.start")
UNFOLLOW: Final = Suggestion("unfollow", "follow.stop")
SIGN_UP: Final = Suggestion("sign_up", "signup.start")
HUMAN: Final = Suggestion("human", "speak.human")
HELP: Final = Suggestion("help", "help")
STATUS: Final = Suggestion("status", "signup.status")
STREAM: Final = Suggestion("stream", "stream.link")
EVALUATE: Final = Suggestion("evaluate", "evaluate.start")
