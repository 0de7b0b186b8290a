"""No text makes the reader fail: it gives a draft or a refusal."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from gatherings.intake import Unreadable
from gatherings.intake.formats import read_programme
from gatherings.intake.invited import read_invited
from tests.examples import examples
from tests.gatherings.intake.invitation.letters import ENGLISH, NYNORSK
from tests.gatherings.intake.texts import SAMPLES

LETTERS = ((SAMPLES / "invitasjon.txt").read_text(encoding="utf-8"), NYNORSK, ENGLISH)
LINES = [line for letter in LETTERS for line in letter.split("\n")]
SCRAPS = st.sampled_from(
    ["Tid:", "Sted: ", "Frist: ", "Kontakt:", "kl. ", "kl. 99", "0.0.", "31.02.", "99. november", "9999", " - ", "–", "2023-2024", "(", ")", "**",
     "[", "](", "|", "\t", "\n", "> ", "# ", "kr ", "kr 999999", "ikke ", "?", "²", "１６. november", "innen utgangen av februar", "a@b.c", "\x00"]
)  # fmt: skip


def outcome(text: str) -> str:
    try:
        draft = read_programme(f"Invitasjon\n{text}".encode(errors="replace"), filename="skadet.txt")
    except Unreadable as refused:
        return refused.key
    assert draft.title
    assert draft.starts_on <= draft.ends_on
    assert all(day is None or day <= draft.ends_on for day in (draft.deadline, draft.free_until))
    return "read"


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_lines_in_any_order(lines: list[str]) -> None:
    assert outcome("\n".join(lines))


@settings(max_examples=examples(300), deadline=None)
@given(
    st.sampled_from(LETTERS),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 12), SCRAPS | st.text(max_size=5)), max_size=6),
)
def test_letters_that_are_lost_and_scraps_that_come_between(text: str, wounds: list[tuple[int, int, str]]) -> None:
    for at, lost, scrap in wounds:
        text = text[:at] + scrap + text[at + lost :]
    assert outcome(text)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(SCRAPS | st.text(max_size=10), max_size=30).map("".join))
def test_any_words(text: str) -> None:
    assert outcome(text)


@settings(max_examples=examples(200), deadline=None)
@given(st.sampled_from([b"", b"PK\x03\x04", b"Navn,E-post\n", b"E-post;Kommune\n"]), st.binary(max_size=200))
def test_any_bytes_as_an_invitation_list(start: bytes, data: bytes) -> None:
    with suppress(Unreadable):
        assert read_invited(start + data, filename="liste.csv").rows is not None
