from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.cells.blanks import JUNK
from fulfil.sets.sku_key import sku_key


def _key(*texts):
    return sku_key(pl.Series("sku", texts, pl.String)).to_list()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("KFR-35GW/NA1", "kfr-35gw/na1"),
        (" kfr-35gw/na1\t", "kfr-35gw/na1"),
        ("ＫＦＲ－３５ＧＷ", "kfr-35gw"),
        ("茶具（4杯）　", "茶具(4杯)"),
        ("A  B", "a  b"),
        ("0007", "0007"),
        (None, None),
        ("", None),
        ("　", None),
        ("-", None),
        ("无", None),
        ("N/A", None),
    ],
)
def test_width_case_and_outer_space_do_not_matter(text, key):
    assert _key(text) == [key]
    # The same beside a cell that is not ASCII.
    assert _key(text, "壶") == [key, "壶"]


def test_an_expression_gives_the_same_as_a_column():
    table = pl.DataFrame({"sku": ["A ", None, "Ｂ"], "other": [1, 2, 3]})
    assert table.select(key=sku_key(pl.col("sku")))["key"].to_list() == ["a", None, "b"]
    assert table.lazy().select(key=sku_key(pl.col("sku"))).collect()["key"].to_list() == ["a", None, "b"]
    assert sku_key(pl.Series("sku", [], pl.String)).to_list() == []


WRITTEN = st.text(st.sampled_from("aAｂＢ0９-/（ (壶　 "), max_size=8)


@settings(deadline=None)
@given(WRITTEN, st.text(st.sampled_from(JUNK), max_size=3))
def test_a_key_is_its_own_key_and_sees_no_outer_space(text, junk):
    (key,) = _key(text)
    assert _key(key) == [key]
    assert _key(junk + text + junk) == [key]
    assert _key(text.upper()) == [key]


@settings(deadline=None)
@given(st.lists(WRITTEN, max_size=6))
def test_each_cell_is_keyed_by_itself(texts):
    assert _key(*texts) == [key for text in texts for key in _key(text)]
