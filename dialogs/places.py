"""Where something stands in a document, in words: "program.pdf, side 2"."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.phrases import Voice


def said_page(leaf: str, page: int | str, say: Voice) -> str:
    """ "side 2", "lysbilde 2" or "ark 2"."""
    return say(f"intake.place.{leaf}", page=page)


def with_page(args: Mapping[str, str | int], say: Voice) -> Mapping[str, str | int]:
    """What fills the sentence of a refusal: where that knows a page, the file is named with it."""
    if "page" not in args or "file" not in args:
        return args
    return {**args, "file": f"{args['file']}, {said_page(str(args['leaf']), args['page'], say)}"}
