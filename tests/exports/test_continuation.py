from __future__ import annotations

import polars as pl
import pytest

from fulfil.exports.continuation import Continuation, OrderCells, without_sums
from fulfil.exports.export import Reading
from fulfil.tables import Subject
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


_TYPED = (
    ("#1", "t1", "Ann", "Reno", None),
    ("#1", None, None, None, "a"),
    ("#1", None, None, None, None),
    ("#1", None, None, None, "b"),
    ("#2", "t2", "Bob", None, "c"),
    (None, None, None, None, "d"),
)
_TYPED_FILLED = (
    *((("#1", "t1", "Ann", "Reno", line)) for line in (None, "a", None, "b")),
    ("#2", "t2", "Bob", None, "c"),
    (None, None, None, None, "d"),
)


@pytest.mark.parametrize("size", range(1, len(_TYPED) + 1))
def test_records_of_several_kinds_share_what_their_order_s_first_one_says(size):
    cells = OrderCells(Subject.ORDERS)
    blocks = [cells.fill(_frame(*_TYPED[at : at + size])) for at in range(0, len(_TYPED), size)]
    assert pl.concat(blocks).rows() == list(_TYPED_FILLED)


def test_a_refund_takes_its_order_s_currency_and_nothing_of_the_record_above():
    text = pl.DataFrame(
        [("#1", "EUR", None, "t1"), ("#1", None, "R1", None), ("#2", None, "R2", None)],
        schema=["order_id", "currency", "refund_id", "refunded_at"],
        orient="row",
    )
    assert OrderCells(Subject.RETURNS).fill(text).rows() == [
        ("#1", "EUR", None, "t1"),
        ("#1", "EUR", "R1", None),
        ("#2", None, "R2", None),
    ]


def test_a_record_without_line_is_no_continuation():
    filled = Continuation().fill(_frame(("#1", "t1", "Ann", "Reno", "a"), (None, None, None, None, None)))
    assert filled.rows()[1] == (None,) * len(_COLUMNS)


_SOLD = (
    ("#1", "t1", "Ann", "Reno", None),
    # An item repeats more than its order's number.
    ("#1", "t1", None, "Reno", "a"),
    ("#1", "t1", None, None, "b"),
    ("#2", "t2", "Bob", None, "c"),
    ("#2", "t2", None, "Erie", "d"),
    ("#3", "t3", "Eve", None, None),
    ("#3", "t3", None, "Erie", "e"),
)


@pytest.mark.parametrize("size", range(1, len(_SOLD) + 1))
def test_below_a_summary_every_line_of_its_order_continues_it(size):
    continuation = Continuation(summary=True)
    blocks = [continuation.fill(_frame(*_SOLD[at : at + size])) for at in range(0, len(_SOLD), size)]
    filled = pl.concat(blocks)
    assert filled["recipient"].to_list() == ["Ann", "Ann", "Ann", "Bob", None, "Eve", "Eve"]
    assert filled["city"].to_list() == ["Reno", "Reno", "Reno", None, "Erie", None, "Erie"]
    assert filled["sku"].to_list() == [None, "a", "b", "c", "d", None, "e"]


def test_a_summary_of_the_same_order_starts_anew():
    rows = (
        ("#1", "t1", "Ann", None, None),
        ("#1", "t1", None, "Reno", "a"),
        ("#1", "t1", None, "Erie", None),
    )
    assert Continuation(summary=True).fill(_frame(*rows))["recipient"].to_list() == ["Ann", "Ann", None]


def test_sums_are_taken_off_the_record_that_names_no_line():
    rows = [("#1", None, "3", "9"), ("#1", "a", "1", "3"), ("#2", "b", "2", "4")]
    text = pl.DataFrame(rows, ["order_id", "sku", "quantity", "unit_price"], orient="row")
    assert without_sums(text).rows() == [("#1", None, None, None), *rows[1:]]
    nameless = text.drop("sku")
    assert without_sums(nameless).equals(nameless)


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
