from __future__ import annotations

import pytest

from gatherings.intake.contributors import people_of, split_assigned
from gatherings.programme import Contributor as C


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Kari Holm fra Fjordby kommune presenterer planen.", [C("Kari Holm", None, "Fjordby kommune")]),
        ("Kari Holm går igjennom planen.", [C("Kari Holm")]),
        ("Nytt fra fylket v/ direktør Kari Holm og Per Lie", [C("Kari Holm", "direktør"), C("Per Lie")]),
        ("Åpning ved Kari Holm og Per Lie.", [C("Kari Holm"), C("Per Lie")]),
        ("Åpning ved Kari Holm, Fjordby kommune.", [C("Kari Holm", None, "Fjordby kommune")]),
        ("Direktør Kari Holm ønsker velkommen.", [C("Kari Holm", "direktør")]),
        ("Her forteller Zuhal Demir fra Havsenteret om fisk.", [C("Zuhal Demir", None, "Havsenteret")]),
        ("Innlegg v/ Zuhal Demir", [C("Zuhal Demir")]),
        ("Kari Holm (Øyane kommune) og Per Lie (KS) deler erfaringer.",
         [C("Kari Holm", None, "Øyane kommune"), C("Per Lie", None, "KS")]),
        ("Foredrag av Kari Holm, professor ved Universitetet i Havby, om hav.",
         [C("Kari Holm", "professor", "Universitetet i Havby")]),
        ("Mina Rustad frå Sundvik kommune viser kartet.", [C("Mina Rustad", None, "Sundvik kommune")]),
        ("Samtale med Erik B. Lunde", [C("Erik B. Lunde")]),
        ("Kari Holm, Fjordby kommune\nPer Lie, Øyane kommune",
         [C("Kari Holm", None, "Fjordby kommune"), C("Per Lie", None, "Øyane kommune")]),
        ("Ordstyrer: Kari Holm", [C("Kari Holm", "ordstyrer")]),
        ("Led by Anna Berg (Fjordby Council) and Tom Hill", [C("Anna Berg", None, "Fjordby Council"), C("Tom Hill")]),
    ],
)  # fmt: skip
def test_a_name_with_evidence_is_a_person(text: str, people: list[C]) -> None:
    assert people_of((), "", text) == tuple(people)


@pytest.mark.parametrize(
    "text",
    ["Nordic Edge Expo presenterer nyheter.", "Vi møtes ved Hotel Victoria.", "Middag på Hotel Victoria",
     "Arbeidsgruppe 2 Kompetanse presenterer en workshop.", "Innovasjon Norge informerer.", "Bane Nor orienterer.",
     "Asplan Viak presenterer rapporten.", "Buss ved Olav Tryggvasons gate", "v/ Statsforvalteren i Rogaland",
     "I samarbeid med Norges Forskningsråd", "Kari Holms rapport blir lagt fram.", "Boka til Kari Holm er utsolgt.",
     "Kommunedirektøren presenterer budsjettet.", "KS informerer", "Vi takker Kari Holm fra NTNU for kaka."],
)  # fmt: skip
def test_a_place_a_company_a_group_and_somebody_who_is_only_mentioned_are_nobody(text: str) -> None:
    assert people_of((), "", text) == ()


def test_those_in_charge_come_first_and_nobody_comes_twice() -> None:
    people = people_of(("Per Lie", "Kari Holm"), "Planen v/ Kari Holm", "Kari Holm fra Fjordby kommune presenterer.")
    assert people == (C("Per Lie"), C("Kari Holm", None, "Fjordby kommune"))


def test_those_in_charge_are_told_from_groups_and_addresses() -> None:
    assert split_assigned("Kari Holm <kari@example.org>, bo@example.org; Arbeidsgruppe 2 og Per Lie & KS") == (
        ("Kari Holm", "Per Lie"),
        ("Arbeidsgruppe 2", "KS"),
    )
