"""Who we are to the Bot Framework, and where its cloud is: the public one unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.sdk.service_hosts import PUBLIC_SERVICE_HOSTS

PUBLIC_KEYS_URL: Final = "https://login.botframework.com/v1/.well-known/openidconfiguration"
PUBLIC_ISSUER: Final = "https://api.botframework.com"
PUBLIC_LOGIN_URL: Final = "https://login.microsoftonline.com/{tenant}"
PUBLIC_SCOPE: Final = "https://api.botframework.com/.default"
TENANT_OF_ALL: Final = "botframework.com"


@dataclass(frozen=True, slots=True)
class TeamsCredentials:
    """An app id with its password, and the cloud they are good for.

    `tenant_id` is the tenant of a single-tenant app, None for a multi-tenant one. `login_url` is the authority, in
    which "{tenant}" is filled, or the token endpoint itself. `tenants` are those we serve; empty means every one.
    """

    app_id: str
    app_password: str = field(repr=False)
    tenant_id: str | None = None
    keys_url: str = PUBLIC_KEYS_URL
    issuer: str = PUBLIC_ISSUER
    login_url: str = PUBLIC_LOGIN_URL
    service_hosts: frozenset[str] = PUBLIC_SERVICE_HOSTS
    scope: str = PUBLIC_SCOPE
    tenants: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.app_id.strip() or not self.app_password.strip():
            raise ValueError("an app id and its password are both needed; an empty one would open the door")

    @property
    def token_url(self) -> str:
        """Where a token is asked for: AD FS has an address of its own, a full address is taken as it is."""
        login = self.login_url.replace("{tenant}", self.tenant_id or TENANT_OF_ALL).rstrip("/")
        if login.endswith("/token"):
            return login
        return f"{login}/oauth2/token" if login.endswith("/adfs") else f"{login}/oauth2/v2.0/token"
