"""The address that calendars read again and again."""

from __future__ import annotations

from bot.pages.calendar import newest_stamp
from gatherings.store.links import LinkPurpose
from tests.builders import at
from tests.web.plain_house import Browser, Plain

KARI = ("Kari Nes", "kari.nes@fjordby.example")


async def test_a_calendar_gets_the_persons_gatherings(house: Plain, browser: Browser) -> None:
    kari = await house.invite(*KARI)
    answer = await browser.get(await house.link(kari, LinkPurpose.FEED))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert f"UID:{kari}\r\n" in answer.text
    assert answer.headers["Last-Modified"] == "Mon, 01 Mar 2027 11:00:00 GMT"


async def test_who_has_it_already_is_sent_nothing(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.FEED)
    first = await browser.get(path)
    by_tag = await browser.get(path, **{"If-None-Match": first.headers["ETag"]})
    by_date = await browser.get(path, **{"If-Modified-Since": first.headers["Last-Modified"]})
    other = await browser.get(path, **{"If-None-Match": '"x"', "If-Modified-Since": first.headers["Last-Modified"]})
    assert [(one.status, one.text == "") for one in (by_tag, by_date, other)] == [
        (304, True),
        (304, True),
        (200, False),
    ]


async def test_a_personal_link_opens_no_calendar_nor_the_other_way_round(house: Plain, browser: Browser) -> None:
    kari = await house.invite(*KARI)
    feed, personal = [await house.link(kari, one) for one in (LinkPurpose.FEED, LinkPurpose.PERSONAL)]
    token = feed.removeprefix("/calendar/").removesuffix(".ics")
    answers = [await browser.get(f"/p/{token}"), await browser.get(f"/calendar/{personal[3:]}.ics")]
    assert ([answer.status for answer in answers], house.calendars.asked) == ([404, 404], [])


def test_the_latest_stamp_is_when_a_calendar_was_changed() -> None:
    body = b"DTSTAMP:20270415T070000Z\r\nLAST-MODIFIED:20270415T080000Z\r\nDTSTART:20280101T000000Z\r\n"
    assert (newest_stamp(body), newest_stamp(b"BEGIN:VCALENDAR\r\n")) == (at("10:00"), None)
