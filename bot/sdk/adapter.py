"""The SDK's part: its adapter dispatches an activity that our gate let in. It authenticates and sends nothing."""

from __future__ import annotations

from typing import Any, NoReturn

from botbuilder.core import Bot, CloudAdapterBase
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount, InvokeResponse
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.sdk.fields import Raw, objects, part
from bot.sdk.signatures import Claims


class NoConnectors(ConnectorFactory):
    """Gives the adapter one connector that cannot send: replies go through our wire, on pooled connections.

    The SDK's own costs a retry policy and a token request at every turn, on the event loop.
    """

    async def create(self, *_: object) -> object:
        return self


class AlreadyAuthenticated(BotFrameworkAuthentication):
    """Stands where the SDK's authentication would: whoever comes as far was let in by our gate."""

    async def authenticate_request(self, *_: object) -> NoReturn:
        raise PermissionError

    async def authenticate_streaming_request(self, *_: object) -> NoReturn:
        raise PermissionError

    def create_connector_factory(self, *_: object) -> ConnectorFactory:
        return NoConnectors()

    async def create_user_token_client(self, *_: object) -> None:
        """No one signs in through us."""


class Adapter:
    """Runs a bot on an activity."""

    def __init__(self) -> None:
        self._cloud = CloudAdapterBase(AlreadyAuthenticated())
        self._connectors = NoConnectors()

    async def run(self, bot: Bot, raw: Raw, *, claims: Claims) -> InvokeResponse | None:
        """The answer to an invoke, None for all else. Raises what the bot raises."""
        admitted = AuthenticateRequestResult()
        admitted.claims_identity = ClaimsIdentity(dict(claims), is_authenticated=True)
        admitted.connector_factory = self._connectors
        return await self._cloud.process_activity(admitted, model_of(raw), bot.on_turn)


def model_of(raw: Raw) -> Activity:
    """As much of an activity as the SDK's dispatch looks at; the raw fields hold the rest, and lose nothing."""
    return Activity(
        type=raw["type"],
        id=raw.get("id"),
        name=raw.get("name"),
        action=raw.get("action"),
        service_url=raw["serviceUrl"],
        channel_id=raw["channelId"],
        conversation=ConversationAccount(id=part(raw, "conversation")["id"]),
        from_property=_account(part(raw, "from")),
        recipient=_account(part(raw, "recipient")),
        members_added=[_account(member) for member in objects(raw, "membersAdded")],
        members_removed=[_account(member) for member in objects(raw, "membersRemoved")],
    )


def _account(raw: Raw) -> Any:  # noqa: ANN401 (the SDK has no types)
    return ChannelAccount(id=raw["id"], name=raw.get("name"))
