from __future__ import annotations

import unicodedata

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.reporters.inert import inert, inert_text

NASTY = "\x1b[2J\x1b]0;title\x07[red]x[/red]\r\nnext\u202etxt.exe\u200b\x9b31m"


def test_nothing_moves_the_cursor():
    assert inert(NASTY) == "?[2J?]0;title?[red]x[/red] next?txt.exe??31m"


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)))))
def test_both_forms_agree_and_leave_no_control(texts):
    column = (
        pl.DataFrame({"text": pl.Series(texts, dtype=pl.String)})
        .select(inert_text(pl.col("text")))
        .to_series()
    )
    assert column.to_list() == [inert(text) for text in texts]
    assert not any(unicodedata.category(c) == "Cc" for text in column for c in text)
