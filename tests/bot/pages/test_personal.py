"""The personal link: it shows, it asks whom it takes one for, and only a button changes anything."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gatherings.gathering import EN, NN, NetworkId
from gatherings.people import EmailSource
from gatherings.store.links import LinkPurpose, revoke_links
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.people import set_language
from gatherings.store.profiles import remove_person
from gatherings.terms import Mode, Terms
from tests.builders import at
from tests.web.plain_house import OPEN, SAME_ORIGIN, Browser, Plain, a_browser, hidden_fields

KARI = ("Kari Nes", "kari.nes@fjordby.example")
EVERY_PURPOSE = (LinkPurpose.PERSONAL, LinkPurpose.FEED, LinkPurpose.CHECKIN, LinkPurpose.HOST)


async def test_a_mail_scanner_that_opens_every_link_changes_nothing(house: Plain) -> None:
    kari, ola = await house.invite(*KARI), await house.organiser()
    paths = [await house.link(kari if p in EVERY_PURPOSE[:2] else ola, p) for p in EVERY_PURPOSE]
    before = await house.rows()
    statuses = []
    for path in paths * 2:
        async with a_browser(house) as scanner:
            statuses.append((await scanner.get(path)).status)

    assert statuses == [200] * 8
    assert await house.rows() == before


async def test_it_tells_when_where_until_when_and_what_lateness_costs(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)

    assert (await browser.get(path)).words == (
        "Vårsamling Når Torsdag 15. april kl. 09.00 – fredag 16. april Hvor Kulturhuset, Fjordby"
        " Påmeldingsfrist Torsdag 1. april kl. 23.59"
        " Gratis avmelding til og med torsdag 1. april. Etter det faktureres organisasjonen din for faktisk kostnad."
        " Møter du ikke, og har du ikke meldt deg av, faktureres organisasjonen din for 350 kroner."
        " Det gjelder plass i salen. Digital plass koster ingenting."
        " Du svarer som Kari Nes (k…@fjordby.example). Ikke deg?"
        " Kommer du? Svaret ditt bekreftes i samtalen, og der kan du endre det."
        " Meld på, i salen Meld på, digitalt Kommer ikke Vet ikke ennå Åpne samtalen Ikke minn meg på dette"
    )


@pytest.mark.parametrize(
    ("terms", "offered"),
    [
        (replace(OPEN, capacity=0), ["Meld på, digitalt", "Kommer ikke", "Vet ikke ennå", "Åpne samtalen", "Ikke minn meg på dette"]),
        (replace(OPEN, capacity_digital=0), ["Meld på, i salen", "Kommer ikke", "Vet ikke ennå", "Åpne samtalen", "Ikke minn meg på dette"]),
        (replace(OPEN, deadline=date(2027, 2, 28)), ["Åpne samtalen"]),
        (replace(OPEN, opens=at("09:00", date(2027, 3, 2)).replace(tzinfo=None)),
         ["Kommer ikke", "Vet ikke ennå", "Åpne samtalen", "Ikke minn meg på dette"]),
    ],
)  # fmt: skip
async def test_what_cannot_be_done_is_not_offered(
    house: Plain, browser: Browser, terms: Terms, offered: list[str]
) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    await house.change(terms=terms)
    assert (await browser.get(path)).buttons[1:] == offered


async def test_who_is_registered_is_told_so_and_can_change_it(house: Plain, browser: Browser) -> None:
    kari = await house.invite(*KARI)
    await house.sign_up(kari, Mode.DIGITAL)
    page = await browser.get(await house.link(kari, LinkPurpose.PERSONAL))
    assert "Du er påmeldt, digitalt." in page.words
    assert page.buttons == ["Ikke deg?", "Se eller endre påmeldingen"]


async def test_a_gathering_that_was_called_off_is_said_to_be(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    await house.change(is_cancelled=True)
    page = await browser.get(path)
    assert "Samlingen er avlyst. Det koster deg ingenting." in page.words
    assert page.buttons == ["Ikke deg?", "Åpne samtalen"]


async def test_a_button_makes_the_browser_that_person_and_goes_on_in_the_chat(house: Plain, browser: Browser) -> None:
    kari = await house.invite(*KARI)
    answer = await browser.press(await house.link(kari, LinkPurpose.PERSONAL), "room")

    known = await browser.person()
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert known is not None
    assert (known.id, known.email_source) == (kari, EmailSource.CONFIRMED)
    assert len(await browser.chat()) == 2  # who we are, and the answer to the button


async def test_a_form_that_is_sent_twice_is_answered_once(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    filled = hidden_fields((await browser.get(path)).text) | {"choice": "room"}
    for _ in range(2):
        assert (await browser.post(path, filled)).status == 303
    assert len(await browser.chat()) == 2


async def test_the_link_works_again_on_another_phone(house: Plain, browser: Browser) -> None:
    kari = await house.invite(*KARI)
    path = await house.link(kari, LinkPurpose.PERSONAL)
    await browser.press(path, "open")
    async with a_browser(house) as phone:
        await phone.press(path, "open")
        known = await phone.person()
    assert known is not None
    assert known.id == kari


async def test_who_says_not_me_goes_on_as_a_stranger(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    answer = await browser.press(path, "stranger")
    assert (answer.status, answer.headers["Location"], await browser.person()) == (303, "/", None)

    await browser.press(path, "open")
    assert await browser.person() is not None
    await browser.press(path, "stranger")
    assert await browser.person() is None


async def test_what_two_people_say_in_one_browser_stays_apart(house: Plain, browser: Browser) -> None:
    kari, per = await house.invite(*KARI), await house.invite("Per Lie", "per.lie@fjordby.example")
    await browser.press(await house.link(kari, LinkPurpose.PERSONAL), "open")
    first = browser.user
    await browser.press(await house.link(per, LinkPurpose.PERSONAL), "open")

    known = await browser.person()
    assert known is not None
    assert (known.id, browser.user != first) == (per, True)


async def test_links_that_do_not_hold_give_one_page_that_does_not_tell_which(house: Plain, browser: Browser) -> None:
    kari, ola = await house.invite(*KARI), await house.organiser()
    path = await house.link(kari, LinkPurpose.PERSONAL)
    token = path.rpartition("/")[2]
    wrong = ["/p/x", f"/p/{token}x", f"/checkin/{token}", f"/host/{token}", f"/calendar/{token}.ics", "/p/a.b.c"]
    wrong.append("/p/" + (await house.link(ola, LinkPurpose.HOST)).rpartition("/")[2])
    pages = {(page.status, page.words) for page in [await browser.get(one) for one in wrong]}

    async with house.database.write() as tx:
        await revoke_links(tx, kari, at=house.clock.now())
    revoked = await browser.get(path)
    again = await house.link(kari, LinkPurpose.PERSONAL)
    house.clock.gathering_at = at("00:00", date(2027, 4, 17)) + timedelta(days=30)
    too_old = await browser.get(again)
    assert pages | {(revoked.status, revoked.words), (too_old.status, too_old.words)} == {
        (
            404,
            (
                "Lenken virker ikke Ingenting er endret. Be den som sendte deg lenken, om en ny, eller spør i samtalen."
                " Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org. Til samtalen"
            ),
        )
    }


async def test_until_thirty_days_after_the_gathering_the_link_holds(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    house.clock.gathering_at = at("00:00", date(2027, 4, 17)) + timedelta(days=30, seconds=-1)
    page = await browser.get(path)
    assert (page.status, page.buttons) == (200, ["Ikke deg?", "Åpne samtalen"])


async def test_the_link_of_somebody_who_was_deleted_is_a_link_that_does_not_work(
    house: Plain, browser: Browser
) -> None:
    kari = await house.invite(*KARI)
    path = await house.link(kari, LinkPurpose.PERSONAL)
    async with house.database.write() as tx:
        await remove_person(tx, kari)
    assert (await browser.get(path)).status == 404


async def test_a_link_that_was_revoked_while_the_page_stood_open_changes_nothing(
    house: Plain, browser: Browser
) -> None:
    kari = await house.invite(*KARI)
    path = await house.link(kari, LinkPurpose.PERSONAL)
    filled = hidden_fields((await browser.get(path)).text) | {"choice": "room"}
    async with house.database.write() as tx:
        await revoke_links(tx, kari, at=house.clock.now())
    assert ((await browser.post(path, filled)).status, await browser.person()) == (404, None)


@pytest.mark.parametrize(
    ("headers", "leaves_out", "status"),
    [
        (SAME_ORIGIN, {"csrf"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, set(), 403),
        ({"Sec-Fetch-Site": "none"}, set(), 403),
        ({"Origin": "https://elsewhere.example"}, set(), 403),
        ({"Origin": "null"}, set(), 303),
        ({}, set(), 303),
        ({}, {"csrf"}, 403),
    ],
)
async def test_a_form_counts_only_where_it_is_ours(
    house: Plain, browser: Browser, headers: dict[str, str], leaves_out: set[str], status: int
) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    filled = hidden_fields((await browser.get(path)).text)
    sent = {name: value for name, value in filled.items() if name not in leaves_out}
    assert (await browser.post(path, sent, headers)).status == status


async def test_a_form_of_another_browser_is_not_ours(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    async with a_browser(house) as attacker:
        stolen = hidden_fields((await attacker.get(path)).text)
    await browser.get(path)
    answers = [await browser.post(path, stolen), await browser.post(path, stolen | {"csrf": ""})]
    async with a_browser(house) as without_cookie:
        answers.append(await without_cookie.post(path, stolen))
    assert [answer.status for answer in answers] == [403, 403, 403]
    assert "nettleseren må godta informasjonskapsler" in answers[2].words


async def test_names_are_text_wherever_they_stand(house: Plain, browser: Browser) -> None:
    name = "\"><script>alert(1)</script><b x='{0}$x%s"
    await house.change(title=name, venue=name, terms=replace(OPEN, text=name))
    path = await house.link(await house.invite(name, "<b>@x.example"), LinkPurpose.PERSONAL)
    page = await browser.get(path)
    assert ("<script" in page.text, re.search("<b[ >]", page.text) is not None, page.words.count(name)) == (
        False,
        False,
        4,
    )


async def test_the_page_keeps_to_itself(house: Plain, browser: Browser) -> None:
    page = await browser.get(await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL))
    policy = page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert policy == (
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self';"
        " style-src 'self'"
    )
    assert ("<script" in page.text, " style=" in page.text, "http" in page.text) == (False, False, False)
    assert ("HttpOnly" in page.headers["Set-Cookie"], "SameSite=Lax" in page.headers["Set-Cookie"]) == (True, True)


async def test_tokens_stay_out_of_the_log(house: Plain, browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    await browser.press(path, "room")
    await browser.get(f"{path}x")
    assert path.rpartition("/")[2] not in "\n".join(record.getMessage() for record in caplog.records)


async def test_the_page_speaks_the_persons_language_unless_another_is_asked_for(house: Plain, browser: Browser) -> None:
    kari = await house.invite(*KARI)
    path = await house.link(kari, LinkPurpose.PERSONAL)
    async with house.database.write() as tx:
        await set_language(tx, kari, NN, is_chosen=True)
    nynorsk, english = await browser.get(path), await browser.get(f"{path}?lang={EN}")
    assert ("Ikkje deg?" in nynorsk.buttons, "Not you?" in english.buttons) == (True, True)
    answer = await browser.post(f"{path}?lang=en", hidden_fields(english.text) | {"choice": "open"})
    assert answer.headers["Location"] == "/?lang=en"


async def test_no_organisers_rights_come_by_a_mailed_link(house: Plain, browser: Browser) -> None:
    kari = await house.invite(*KARI)
    path = await house.link(kari, LinkPurpose.PERSONAL)
    await browser.press(path, "open")
    async with house.database.write() as tx:
        await add_organiser(tx, "o", kari, Scope(NetworkId("n1")))
    async with a_browser(house) as forwarded:
        answer = await forwarded.press(path, "open")
        assert (answer.status, await forwarded.person()) == (409, None)
    assert "en lenke på e-post gir ikke arrangørens rettigheter" in answer.words
    assert (await browser.press(path, "open")).status == 303  # where they are known already


async def test_too_much_at_once_is_said_with_a_page(house: Plain, browser: Browser) -> None:
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    answers = [await browser.press(path, "open") for _ in range(12)]
    assert {answer.status for answer in answers} == {303, 429}
    assert "Vent et minutt og prøv igjen." in answers[-1].words


async def test_where_the_browser_asks_for_no_language_of_ours_it_is_the_gatherings(
    house: Plain, browser: Browser
) -> None:
    await house.change(language=NN)
    path = await house.link(await house.invite(*KARI), LinkPurpose.PERSONAL)
    assert " Kjem du? " in (await browser.get(path, **{"Accept-Language": "de"})).words
