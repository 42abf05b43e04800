from __future__ import annotations

import polars as pl
import pytest

from fulfil.facts.unreadable import rows_touched

SPINE = pl.DataFrame(
    {
        "file": [0, 0, 0, 1],
        "row": [0, 1, 2, 3],
        "order_id": ["A1", "A2", "A2", "B1"],
        "offset": [10, 20, 40, 10],
    },
    schema={"file": pl.UInt16, "row": pl.UInt32, "order_id": pl.String, "offset": pl.UInt64},
)


def _touched(*records, spine=SPINE):
    frame = pl.DataFrame(
        [(file, offset, text) for file, offset, text in records],
        schema={"file": pl.UInt16, "offset": pl.UInt64, "text": pl.String},
        orient="row",
    )
    return rows_touched(frame, spine).rows()


@pytest.mark.parametrize(
    ("record", "rows"),
    [
        ((0, 30, 'A1,"broken'), [0]),
        ((0, 30, "x,A2,y"), [1, 2]),
        ((0, 30, '"A1";\tA2'), [0, 1, 2]),
        # An id inside another word names nobody: then the records on both sides are in doubt.
        ((0, 30, "XA1X"), [1, 2]),
        ((0, 30, ""), [1, 2]),
        ((0, 5, "nobody"), [0]),
        ((0, 99, "nobody"), [2]),
        # The id of another file's order says nothing here.
        ((0, 30, "B1"), [1, 2]),
        ((1, 30, "nobody"), [3]),
    ],
)
def test_which_rows_a_record_puts_in_doubt(record, rows):
    assert _touched(record) == [(0, row) for row in rows]


def test_several_records_keep_apart():
    assert _touched((0, 30, "A1"), (0, 99, "nobody")) == [(0, 0), (1, 2)]


def test_a_file_without_rows_has_none():
    assert _touched((2, 10, "A1"), (0, 30, "A1")) == [(0, None), (1, 0)]


def test_nothing_unreadable_touches_nothing():
    assert _touched() == []
