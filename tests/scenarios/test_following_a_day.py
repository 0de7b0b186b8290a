"""A person follows the programme through the first day."""

from datetime import time

from tests.builders import DAY_TWO, PROGRAMME, at
from tests.scenarios.scene import Scene, button, moved, place, without


async def test_each_block_arrives_when_it_is_due_and_nothing_arrives_twice(scene: Scene) -> None:
    kari = scene.teams.personal()
    assert (await scene.say(kari, "følg programmet"))[0].startswith("Du følger nå programmet for Vårsamling.")
    await scene.until(at("20:00"))
    await scene.tick()
    assert scene.posts(kari)[1:] == [
        "Strømmelenke til Vårsamling, torsdag 15. april",
        "Vårsamling: programmet torsdag 15. april",
        "Om 5 minutter: Velkommen til Fjordby",
        "Om 5 minutter: Nytt fra fylket",
        "Om 5 minutter: Pause",
        "Om 5 minutter: Målkonflikter i planarbeidet",
        "Om 5 minutter: Lunsj",
        "Om 5 minutter: Måling og rapportering",
        "Programmet er ferdig for i dag.",
        "Strømmelenke til Vårsamling, fredag 16. april",
        "Om 5 minutter: Middag på Fjordhotellet",
    ]


async def test_the_second_day_ends_with_a_closing_word_before_the_block_that_starts_then(scene: Scene) -> None:
    await scene.change(lead=scene.clock.at - scene.clock.at)
    kari = scene.teams.personal()
    await scene.say(kari, "følg programmet")
    scene.clock.at = at("11:00", DAY_TWO)
    await scene.until(at("12:00", DAY_TWO))
    assert scene.posts(kari)[-2:] == ["Programmet for Vårsamling er slutt.", "Nå: Slutt"]


async def test_who_stops_following_gets_no_more_posts(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, "følg programmet")
    await scene.until(at("09:00"))
    await scene.say(kari, "slutt å følge")
    before = len(scene.posts(kari))
    await scene.until(at("20:00"))
    assert len(scene.posts(kari)) == before


async def test_a_streamed_block_brings_the_link_and_others_do_not(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, "følg programmet")
    await scene.until(at("10:15"))
    cards = [sent["attachments"][0]["content"] for sent in scene.cloud.sent_to(place(kari))[3:]]
    links = [[a["url"] for a in card.get("actions", ()) if a["type"] == "Action.OpenUrl"] for card in cards]
    link = "https://video.example.org/varsamling"
    assert links == [[link], [link], [], []]


async def test_a_moved_block_is_posted_at_its_new_time_and_announced_if_it_had_been_posted(scene: Scene) -> None:

    kari = scene.teams.personal()
    await scene.say(kari, "følg programmet")
    await scene.until(at("09:10"))
    later = moved(PROGRAMME, "fylket", start=time(9, 25), end=time(10, 0))
    await scene.change(programme=moved(later, "konflikter", start=time(10, 30)))
    await scene.until(at("10:30"))
    assert scene.posts(kari)[3:] == [
        "Om 5 minutter: Velkommen til Fjordby",
        "Om 5 minutter: Nytt fra fylket",
        "Endret: Nytt fra fylket starter kl. 09.25",
        "Om 5 minutter: Pause",
        "Om 5 minutter: Målkonflikter i planarbeidet",
    ]


async def test_a_removed_block_is_announced_as_cancelled(scene: Scene) -> None:

    kari = scene.teams.personal()
    await scene.say(kari, "følg programmet")
    await scene.until(at("09:12"))
    await scene.change(programme=without(PROGRAMME, "konflikter"))
    await scene.tick()
    assert scene.posts(kari)[-1] == "Avlyst: Målkonflikter i planarbeidet"


async def test_after_a_long_standstill_what_came_too_late_is_not_sent_and_the_organiser_is_told(scene: Scene) -> None:
    ola, kari = scene.teams.personal("ola", "Ola Vik"), scene.teams.personal()
    await scene.say(ola, f"jeg er arrangør {await scene.code()}")
    await scene.say(kari, "følg programmet")
    scene.clock.at = at("11:00")
    await scene.tick()
    await scene.tick()
    assert scene.posts(kari)[1:] == ["Vårsamling: programmet torsdag 15. april", "Nå: Målkonflikter i planarbeidet"]
    assert scene.posts(ola)[1:] == ["Noe ble ikke sendt i tide"]


async def test_a_button_of_a_card_asks_the_question_it_names(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, "hei")
    data = button(scene.cloud.sent_to(place(kari))[-1], "Hva er neste?")
    scene.clock.at = at("12:20")
    assert (await scene.press(kari, data))[0].split("\n")[:2] == [
        "Neste: Måling og rapportering",
        "kl. 12.45–14.00, om 25 minutter. Nå er det lunsj.",
    ]
