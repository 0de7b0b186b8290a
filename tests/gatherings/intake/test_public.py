from __future__ import annotations

from gatherings.intake.public import one_line, plain, without_addresses


def test_tags_bold_marks_hashes_and_unseen_characters_fall_off() -> None:
    assert plain("## Om <b>dagen</b><br>\n\n\n\n**Først** dette\u202e &amp;  så\u00a0det 2 < 3 > 1") == (
        "Om dagen\n\nFørst dette & så det 2 < 3 > 1"
    )
    assert one_line("  to\n<i>linjer</i> ") == "to linjer"


def test_addresses_leave_no_hole() -> None:
    text = (
        "Meld fra (ola.vik@example.org), eller e-post: kari+mat@post.example.org. Skriv <a@b.no> i dag, ikke @fjordby."
    )
    assert without_addresses(text) == (
        "Meld fra, eller. Skriv i dag, ikke @fjordby.",
        ("ola.vik@example.org", "kari+mat@post.example.org", "a@b.no"),
    )
