"""The words of a text are those of its tokens, however quickly they are found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.tokens import fold, tokens_of, words_of

TEXTS = st.text(st.sampled_from("abcøåÆéaa  ?!.,:;'’-_@/01\n"), max_size=40)


@given(TEXTS)
def test_the_words_of_a_text_are_the_forms_of_its_tokens(text: str) -> None:
    assert words_of(text) == tuple(fold(token.form) for token in tokens_of(text))
