"""Addresses that look like one on the list and are another: whoever signs for them, nobody there is ever connected to.

The tokens are good: the cloud itself, or whoever has its key, says that answers go to the address.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.sdk.directory import TeamsDirectory
from bot.wire import Address, Known, NotSendable, Outgoing, SendLater, Unreachable
from gatherings.people import ConversationKind
from tests.doubles.botframework import TENANT, BotFramework
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import EchoBot, echo_bot
from tests.doubles.teams import TeamsClient
from tests.hostile.counts import Count
from tests.hostile.sockets import watching
from tests.web.house import serving

pytestmark = pytest.mark.asyncio(loop_scope="module")

LISTED = "smba.trafficmanager.net"
EVIL = "attacker.example.org"

TRICKS = [
    # who is asked for a name or a password is somebody else
    f"https://{LISTED}@{EVIL}/", f"https://{LISTED}:443@{EVIL}/", f"https://{LISTED}%40{EVIL}/", f"https://{EVIL}@{LISTED}/",
    f"https://user:pass@{LISTED}/", f"https://@{LISTED}/", f"https://{LISTED}%00@{EVIL}/", f"https://{LISTED}\\@{EVIL}/",
    # addresses of this machine, of its network, and of a cloud's own data, in all the ways that they are written
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/",
    "https://0177.0.0.1/", "https://017700000001/", "https://127.0.0.1.nip.io/", "https://0/", "https://0.0.0.0/",
    "https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/",
    "https://[0:0:0:0:0:ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[fe80::1%25lo]/", "https://[::1]:443/",
    "http://169.254.169.254/latest/meta-data/", "https://169.254.169.254/", "https://2852039166/", "https://0xa9fea9fe/",
    "https://[::ffff:169.254.169.254]/", "https://[fd00:ec2::254]/", "https://metadata.google.internal/", "https://10.0.0.1/",
    "https://192.168.1.1/", "https://172.16.0.1/", "https://100.100.100.200/", "https://localhost/", "http://localhost:3978/",
    "https://localhost.localdomain/", "https://ip6-localhost/", "https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/",
    # names that begin, or end, as one on the list
    f"https://{LISTED}./", f"https://{LISTED}../", f"https://.{LISTED}/", f"https://{LISTED}.{EVIL}/", f"https://evil{LISTED}/",
    f"https://{LISTED}-{EVIL}/", f"https://evil.{LISTED}/", "https://evilbotframework.com/", "https://botframework.com/",
    f"https://botframework.com.{EVIL}/", f"https://a.botframework.com.{EVIL}/", f"https://{EVIL}/.botframework.com",
    f"https://{EVIL}/{LISTED}", f"https://{EVIL}?{LISTED}", f"https://{EVIL}#{LISTED}", f"https://{EVIL};{LISTED}/",
    f"https://{EVIL}/?x=.botframework.com", f"https://{EVIL}#.botframework.com", f"https://{EVIL}%2f.botframework.com/",
    f"https://{EVIL}%23.botframework.com/", f"https://{EVIL}\\.botframework.com/", f"https://{EVIL}%5c.botframework.com/",
    f"https://{EVIL}:443.botframework.com/", f"https://{EVIL} .botframework.com/", f"https://{EVIL}\t.botframework.com/",
    f"https://{EVIL},a.botframework.com/", f"https://({EVIL}).botframework.com/", f"https://_{EVIL}_.botframework.com/",
    # letters that only look alike, or turn into others
    "https://smba.trafficmаnager.net/", "https://ｓmba.trafficmanager.net/", "https://smba。trafficmanager。net/",
    "https://smba.traffic\u00admanager.net/", "https://smba.trafficmanager.net\u200b/", "https://ﬁ.botframework.com/",
    "https://xn--smba-.trafficmanager.net/", "https://xn--trafficmnager-9fg.net/", "https://smba.trafficmanager.ⓝet/",
    f"https://{EVIL}／.botframework.com/", f"https://{EVIL}＃.botframework.com/", f"https://{EVIL}？.botframework.com/",
    f"https://{EVIL}＠{LISTED}/", "https://\u212a.botframework.com/", "https://ſmba.trafficmanager.net/",
    # where a line ends, and NUL
    f"https://{LISTED}/\r\nHost: {EVIL}", f"https://{LISTED}\r\n/", f"https://{LISTED}/\n", f"\nhttps://{LISTED}/",
    f"https://{LISTED}%0d%0aHost:%20{EVIL}/", f"https://{LISTED}/%0d%0a", f"https://{LISTED}/\0", f" https://{LISTED}/",
    f"https://{LISTED}/ ", f"https://{LISTED}\0.{EVIL}/", f"https://{LISTED}/\u2028", f"ht\ntps://{LISTED}/",
    # other schemes, other ports, other ways to begin
    f"http://{LISTED}/", f"ftp://{LISTED}/", f"//{LISTED}/", f"https:{LISTED}/", f"https:/{LISTED}/", f"https:///{LISTED}/",
    f"https:\\\\{LISTED}/", f"HTTPS//{LISTED}/", f"{LISTED}/", f"wss://{LISTED}/", f"https+unix://{LISTED}/", "file:///etc/passwd",
    "javascript:alert(1)", "data:text/plain,x", "gopher://127.0.0.1:6379/_FLUSHALL", f"https://{LISTED}:80/",
    f"https://{LISTED}:8443/", f"https://{LISTED}:0/", f"https://{LISTED}:443443/", f"https://{LISTED}:-1/", f"https://{LISTED}:/",
    f"https://{LISTED}:443:80/", f"https://{LISTED}:４４３/", f"https://{LISTED}:0443/",
    # paths that lead elsewhere, or are read in two ways
    f"https://{LISTED}/..;/admin", f"https://{LISTED}/?to={EVIL}", f"https://{LISTED}/#{EVIL}", f"https://{LISTED}/%2e%2e/",
    f"https://{LISTED}/%2f..%2f", f"https://{LISTED}/\\..\\", f"https://{LISTED}/" + "a" * 500,
]  # fmt: skip
"""None of them is on the list, which has one host, and one domain with what is under it."""


@dataclass(frozen=True)
class Door:
    cloud: BotFramework
    bot: EchoBot
    teams: TeamsClient

    def address(self, service_url: str) -> Address:
        data = {"serviceUrl": service_url, "conversation": "a:kari", "tenantId": TENANT}
        return Address("teams", TENANT, "a:kari", ConversationKind.PERSONAL, data)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door() -> AsyncIterator[Door]:
    clock = HandClock()
    listed = frozenset({LISTED, "*.botframework.com"})
    async with BotFramework(clock) as cloud, echo_bot(cloud.credentials(service_hosts=listed), clock) as bot:
        yield Door(cloud, bot, TeamsClient(cloud, bot.session, bot.url))


@pytest.mark.parametrize("trick", TRICKS)
async def test_a_message_that_is_to_be_answered_there_is_turned_away(trick: str, door: Door, count: Count) -> None:
    message = door.teams.personal().message("hei", serviceUrl=trick)
    with watching() as watched:
        reply = await door.teams.post(message, token=door.cloud.mint(serviceurl=trick))
    ran = len(door.bot.turns.taken)
    door.bot.turns.taken.clear()
    assert (reply.status in {400, 403}, ran) == (True, 0)
    assert watched.beyond(door.bot.url, door.cloud.base_url) == []
    count("service addresses", 1)


@pytest.mark.parametrize("trick", TRICKS)
async def test_what_was_stored_before_is_not_sent_there(trick: str, door: Door, count: Count) -> None:
    address = door.address(trick)
    with watching() as watched:
        with pytest.raises(NotSendable):
            await door.bot.wire.send(address, Outgoing({"type": "message", "text": "hei"}))
        assert await TeamsDirectory(door.bot.wire).find(address, "29:kari") == Known()
    assert watched.beyond(door.cloud.base_url) == []
    count("service addresses", 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "to", ["http://127.0.0.2:9/", "http://169.254.169.254/", "//attacker.example.org/", "file:///etc/passwd"]
)
async def test_a_listed_host_does_not_send_us_on(status: int, to: str, door: Door, count: Count) -> None:
    app = web.Application()

    async def elsewhere(_: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": to})

    app.router.add_route("*", "/{path:.*}", elsewhere)
    async with serving(app) as url, aiohttp.ClientSession() as session:
        wire = replace(door.bot.wire, session=session, tokens=None, service_hosts=frozenset({"127.0.0.1"}))
        with watching() as watched:
            said = await _outcome(wire.send(door.address(f"{url}/"), Outgoing({"type": "message", "text": "hei"})))
            assert await TeamsDirectory(wire).find(door.address(f"{url}/"), "29:kari") == Known()
    assert (said, watched.beyond(url)) == ("NotSendable", [])
    count("service addresses", 1)


async def _outcome(sending: object) -> str:
    try:
        return type(await sending).__name__  # type: ignore[misc]
    except (NotSendable, SendLater, Unreachable) as trouble:
        return type(trouble).__name__


async def test_a_listed_one_is_connected_to(door: Door) -> None:
    """Else the suite would show nothing: the hook sees what is on the list."""
    wire = replace(door.bot.wire, service_hosts=frozenset({"127.0.0.1"}))
    with watching() as watched:
        said = await _outcome(wire.send(door.address("http://127.0.0.1:9/"), Outgoing({"type": "message"})))
    assert (said, watched.beyond(door.cloud.base_url)) == ("SendLater", ["127.0.0.1:9"])
