"""Who we are to Slack, and where its Web API is: the public one unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

PATH: Final = "/slack/events"
"""Where Slack reaches us."""
PUBLIC_API_URL: Final = "https://slack.com/api"
PUBLIC_ANSWERS_HOST: Final = "hooks.slack.com"


@dataclass(frozen=True, slots=True)
class SlackCredentials:
    """The bot's token in each workspace, and how events come in: signed with a secret, or by an app token's socket."""

    bot_tokens: tuple[str, ...] = field(repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    api_url: str = PUBLIC_API_URL

    def __post_init__(self) -> None:
        if not self.bot_tokens or not (self.signing_secret or self.app_token):
            raise ValueError("a bot token is needed, and a signing secret or an app token; empty, the door were open")

    def answers_at(self, url: str) -> bool:
        """Whether an address at which Slack lets us answer is Slack's own, and that of the same cloud."""
        parts, api = urlsplit(url), urlsplit(self.api_url)
        if self.api_url == PUBLIC_API_URL:
            return (parts.scheme, parts.netloc) == ("https", PUBLIC_ANSWERS_HOST)
        return (parts.scheme, parts.netloc) == (api.scheme, api.netloc)
