from __future__ import annotations

import polars as pl
import pytest

from fulfil.exports.continuation import Continuation
from fulfil.exports.export import Reading
from tests.fixtures.reading import FIXTURES, read_export

_COLUMNS = ("order_id", "created_at", "recipient", "city", "sku")


def _frame(*rows):
    return pl.DataFrame(rows, schema=dict.fromkeys(_COLUMNS, pl.String), orient="row")


_ORDERS = (
    ("#1", "t1", "Ann", "Reno", "a"),
    ("#1", "t1", None, None, "b"),
    ("#2", "t2", "Bob", None, "c"),
    (None, None, None, None, "d"),
    ("#3", "t3", None, None, "e"),
    ("#3", "t3", None, None, "f"),
)
_FILLED = (
    ("#1", "t1", "Ann", "Reno", "a"),
    ("#1", "t1", "Ann", "Reno", "b"),
    ("#2", "t2", "Bob", None, "c"),
    ("#2", "t2", "Bob", None, "d"),
    ("#3", "t3", None, None, "e"),
    ("#3", "t3", None, None, "f"),
)


@pytest.mark.parametrize("size", range(1, len(_ORDERS) + 1))
def test_fills_within_the_order_wherever_blocks_are_cut(size):
    continuation = Continuation()
    blocks = [continuation.fill(_frame(*_ORDERS[at : at + size])) for at in range(0, len(_ORDERS), size)]
    assert pl.concat(blocks).rows() == list(_FILLED)


def test_an_empty_order_of_its_own_takes_nothing_from_the_one_above():
    filled = Continuation().fill(_frame(("#1", "t1", "Ann", "Reno", "a"), ("#2", "t2", None, None, "b")))
    assert filled.rows()[1] == ("#2", "t2", None, None, "b")


def test_a_further_line_with_order_cells_of_its_own_keeps_them():
    filled = Continuation().fill(_frame(("#1", "t1", "Ann", "Reno", "a"), ("#1", "t1", "Eve", None, "b")))
    assert filled.rows()[1] == ("#1", "t1", "Eve", None, "b")


def test_a_record_without_line_is_no_continuation():
    filled = Continuation().fill(_frame(("#1", "t1", "Ann", "Reno", "a"), (None, None, None, None, None)))
    assert filled.rows()[1] == (None,) * len(_COLUMNS)


def test_files_without_lines_or_orders_stay_as_they_are():
    lines = pl.DataFrame({"order_id": ["1", None], "sku": ["a", "b"]})
    orders = pl.DataFrame({"order_id": ["1", None], "recipient": ["Ann", None]})
    assert Continuation().fill(lines).equals(lines)
    assert Continuation().fill(orders).equals(orders)


def test_the_same_goes_for_a_whole_export():
    path = FIXTURES / "shopify/orders_export.csv"
    whole = read_export(path).table
    assert whole["recipient"].null_count() == 0
    for size in (600, 900):
        assert read_export(path, Reading(block_bytes=size)).table.equals(whole)
