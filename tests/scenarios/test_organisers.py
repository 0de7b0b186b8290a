"""What only organisers may do, and how somebody becomes one."""

from gatherings.gathering import StreamAudience
from tests.builders import PROGRAMME, at
from tests.scenarios.scene import Scene, button, place, without, words

LINK = "https://video.example.org/ny"


async def test_a_channel_follows_only_when_an_organiser_says_so(scene: Scene) -> None:
    channel = scene.teams.channel()
    assert (await scene.say(channel, "følg programmet"))[0].startswith("Bare arrangører kan gjøre det.")
    kari = scene.teams.personal()
    await scene.say(kari, f"jeg er arrangør {await scene.code()}")
    assert (await scene.say(channel, "følg programmet"))[0].startswith("Du følger nå programmet")
    await scene.until(at("09:00"))
    posts = [
        (sent.thread, words(sent.activity).split("\n")[0])
        for sent in scene.cloud.sent
        if "19:" in sent.conversation and sent.method == "POST"
    ]
    assert posts[2:] == [
        (None, "Strømmelenke til Vårsamling, torsdag 15. april"),
        (None, "Vårsamling: programmet torsdag 15. april"),
        (None, "Om 5 minutter: Velkommen til Fjordby"),
    ]


async def test_a_code_works_once(scene: Scene) -> None:
    code = await scene.code()
    first = await scene.say(scene.teams.personal(), f"jeg er arrangør {code}")
    second = await scene.say(scene.teams.personal("per", "Per Lie"), f"jeg er arrangør {code}")
    assert [first[0].split("\n")[0], second[0]] == [
        "Du er nå arrangør.",
        "Koden gjelder ikke. Den virker én gang, i 24 timer. Be om en ny av en arrangør.",
    ]


async def test_a_code_is_not_redeemed_where_others_read_it(scene: Scene) -> None:
    said = await scene.say(scene.teams.group(), f"jeg er arrangør {await scene.code()}")
    assert said == ["Det gjør vi i privat chat. Skriv til meg der."]


async def test_after_five_wrong_codes_the_right_one_is_refused_for_an_hour(scene: Scene) -> None:
    kari = scene.teams.personal()
    for _ in range(5):
        await scene.say(kari, "jeg er arrangør AAAA-BBBB-CCCC")
    code = await scene.code()
    assert (await scene.say(kari, f"jeg er arrangør {code}"))[0].startswith("Det har vært for mange forsøk.")


async def test_a_stream_link_is_shown_before_it_is_set_and_set_by_one_press(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, f"jeg er arrangør {await scene.code()}")
    asked = await scene.say(kari, f"strømmelenke er {LINK}")
    assert asked[0].split("\n")[:2] == ["Sette strømmelenke for Vårsamling?", LINK]
    yes = button(scene.cloud.sent_to(place(kari))[-1], "Sett lenken")
    assert (await scene.press(kari, yes))[0].split("\n")[:2] == ["Strømmelenken er satt.", LINK]
    assert (await scene.press(kari, yes))[0].startswith("Dette spørsmålet er allerede besvart")
    changed = await scene.change()
    assert [stream.url for stream in changed.streams] == [LINK]


async def test_an_organiser_may_set_a_stream_link_for_everyone(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, f"jeg er arrangør {await scene.code()}")
    await scene.say(kari, f"strømmelenke er {LINK}")
    said = await scene.press(kari, button(scene.cloud.sent_to(place(kari))[-1], "Sett den for alle"))
    changed = await scene.change()
    assert (said[0].split("\n")[0], [(stream.url, stream.audience) for stream in changed.streams]) == (
        "Strømmelenken er satt, for alle.",
        [(LINK, StreamAudience.EVERYONE)],
    )


async def test_a_stream_link_for_a_block_is_never_set_for_the_whole_gathering(scene: Scene) -> None:
    kari = scene.teams.personal()
    await scene.say(kari, f"jeg er arrangør {await scene.code()}")
    await scene.change(programme=without(PROGRAMME, "lunsj"))
    asked = [await scene.say(kari, f"strømmelenke for {topic} {LINK}") for topic in ("pausen", "lunsj")]
    assert [said[0].split("\n")[0] for said in asked] == [
        "Sette strømmelenke for Pause?",
        "Jeg fant ikke nøyaktig én bolk for «lunsj». Skriv tittelen slik den står i programmet. Ingenting er endret.",
    ]


async def test_a_participant_cannot_set_a_stream_link(scene: Scene) -> None:
    said = await scene.say(scene.teams.personal(), f"strømmelenke er {LINK}")
    assert said[0].startswith("Bare arrangører kan gjøre det.")


async def test_an_organiser_invites_the_next_one_in_the_chat(scene: Scene) -> None:
    kari, per = scene.teams.personal(), scene.teams.personal("per", "Per Lie")
    await scene.say(kari, f"jeg er arrangør {await scene.code()}")
    await scene.say(kari, "inviter en arrangør")
    made = await scene.press(kari, button(scene.cloud.sent_to(place(kari))[-1], "Lag kode"))
    code = made[0].split("\n")[0].removeprefix("Engangskode: ")
    assert (await scene.say(per, f"jeg er arrangør {code}"))[0].startswith("Du er nå arrangør.")
