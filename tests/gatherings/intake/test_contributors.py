from __future__ import annotations

import pytest

from gatherings.intake.contributors import people_of, split_assigned
from gatherings.programme import Contributor


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Kari Holm fra Fjordby kommune presenterer planen.", [Contributor("Kari Holm", None, "Fjordby kommune")]),
        ("Kari Holm går igjennom planen.", [Contributor("Kari Holm")]),
        ("Nytt fra fylket v/ direktør Kari Holm og Per Lie", [Contributor("Kari Holm", "direktør"), Contributor("Per Lie")]),
        ("Åpning ved Kari Holm og Per Lie.", [Contributor("Kari Holm"), Contributor("Per Lie")]),
        ("Åpning ved Kari Holm, Fjordby kommune.", [Contributor("Kari Holm", None, "Fjordby kommune")]),
        ("Direktør Kari Holm ønsker velkommen.", [Contributor("Kari Holm", "direktør")]),
        ("Her forteller Zuhal Demir fra Havsenteret om fisk.", [Contributor("Zuhal Demir", None, "Havsenteret")]),
        ("Innlegg v/ Zuhal Demir", [Contributor("Zuhal Demir")]),
        ("Kari Holm (Øyane kommune) og Per Lie (KS) deler erfaringer.",
         [Contributor("Kari Holm", None, "Øyane kommune"), Contributor("Per Lie", None, "KS")]),
        ("Foredrag av Kari Holm, professor ved Universitetet i Havby, om hav.",
         [Contributor("Kari Holm", "professor", "Universitetet i Havby")]),
        ("Mina Rustad frå Sundvik kommune viser kartet.", [Contributor("Mina Rustad", None, "Sundvik kommune")]),
        ("Samtale med Erik B. Lunde", [Contributor("Erik B. Lunde")]),
        ("Kari Holm, Fjordby kommune\nPer Lie, Øyane kommune",
         [Contributor("Kari Holm", None, "Fjordby kommune"), Contributor("Per Lie", None, "Øyane kommune")]),
        ("Ordstyrer: Kari Holm", [Contributor("Kari Holm", "ordstyrer")]),
        ("Led by Anna Berg (Fjordby Council) and Tom Hill", [Contributor("Anna Berg", None, "Fjordby Council"), Contributor("Tom Hill")]),
    ],
)  # fmt: skip
def test_a_name_with_evidence_is_a_person(text: str, people: list[Contributor]) -> None:
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
    assert people == (Contributor("Per Lie"), Contributor("Kari Holm", None, "Fjordby kommune"))


def test_those_in_charge_are_told_from_groups_and_addresses() -> None:
    assert split_assigned("Kari Holm <kari@example.org>, bo@example.org; Arbeidsgruppe 2 og Per Lie & KS") == (
        ("Kari Holm", "Per Lie"),
        ("Arbeidsgruppe 2", "KS"),
    )
