from __future__ import annotations

import polars as pl
import pytest

from fulfil.facts.fulfilment import joined as module
from fulfil.facts.fulfilment.joined import joined

ROWS = pl.DataFrame({"a": [2, None, 1, 2, 9], "b": ["x", "y", "x", None, "x"], "c": [1, 2, 3, 4, 5]})
TABLE = pl.DataFrame({"d": [10, 20, 30], "a": [1, 2, None], "b": ["x", "x", "y"]})


@pytest.mark.parametrize("on", [("a",), ("a", "b")])
@pytest.mark.parametrize("nulls_equal", [False, True])
@pytest.mark.parametrize("rows", [ROWS, ROWS.head(0)])
def test_few_rows_are_joined_as_many_are(on, nulls_equal, rows, monkeypatch):
    table = TABLE.select(*on, "d")
    few = joined(rows, table, *on, nulls_equal=nulls_equal)
    monkeypatch.setattr(module, "_FEW", 0)
    assert few.equals(joined(rows, table, *on, nulls_equal=nulls_equal))
    assert few.columns == ["a", "b", "c", "d"]
    assert few["c"].equals(rows["c"])
