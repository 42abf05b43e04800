from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from fulfil.audit import Question, checked
from fulfil.sibling_groups import group_parts, with_groups
from tests.reporters.air_conditioners import frame, nothing, run_of, write


@pytest.fixture
def facts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with checked(write(tmp_path), Question()) as run:
        yield run_of(run).facts


def test_rows_of_lines_and_of_shipments_find_their_group(facts):
    lines, contents = facts.fulfilment.lines, facts.fulfilment.contents
    rows = pl.DataFrame(
        {"row": [contents["row"][-1], lines["row"][1], lines["row"][-1]]}, schema={"row": pl.UInt32}
    )
    told = with_groups(rows, facts.fulfilment, facts.spine)
    orders = facts.fulfilment.orders
    assert told["row"].to_list() == rows["row"].to_list()
    assert told["of_order"].to_list() == [orders["order"][2], orders["order"][0], orders["order"][-1]]
    assert told["of_group"].to_list() == [orders["order"][0], orders["order"][0], orders["order"][-1]]


def test_a_shipment_of_an_unknown_order_has_no_group(facts):
    unknown = facts.fulfilment.contents.with_columns(order=pl.lit(None, pl.UInt32))
    told = with_groups(unknown.select("row"), replace(facts.fulfilment, contents=unknown), facts.spine)
    assert told["of_group"].null_count() == told.height > 0


def test_parts_go_down_to_the_units_and_name_the_mates(facts):
    group = facts.fulfilment.orders["group"][:1]
    parts = group_parts(facts.fulfilment, group)
    assert parts["order_id"].to_list() == ["A1", "A1", "A2", "A2", "A3", "A3", "A3"]
    assert parts["mates"].to_list() == ["A2", "A2", "A1", "A1", None, None, None]
    assert parts["units"].to_list() == [1, 1, 1, 1, 1, 1, None]
    assert parts["sku"][-1] == "FILTER"


def test_units_that_are_alike_are_told_together():
    told = nothing()
    orders = frame("orders", [{"order": 1, "group": 1, "order_id": "A", "siblings": 1}])
    contents = frame("contents", [{"row": 5, "order": 1, "parcel": 5, "counted": True, "quantity": 3000}])
    units = frame(
        "units",
        [
            {"row": 5, "order": 1, "group": 1, "key": "K", "role": "indoor", "set": n, "fit": fit}
            for n, fit in enumerate(["home", "home", "unpaired"])
        ],
    )
    parts = group_parts(
        replace(told, orders=orders, contents=contents, units=units), pl.Series([1], dtype=pl.UInt32)
    )
    assert parts.select("fit", "units").rows() == [("home", 2), ("unpaired", 1)]


def test_nothing_in_gives_nothing(facts):
    assert group_parts(nothing(), facts.fulfilment.orders["group"]).is_empty()
    assert group_parts(facts.fulfilment, facts.fulfilment.orders["group"].head(0)).is_empty()
    assert with_groups(pl.DataFrame(schema={"row": pl.UInt32}), nothing(), facts.spine).is_empty()


def test_an_order_without_parcels_is_a_part(facts):
    last = facts.fulfilment.orders["group"][-1:]
    (part,) = group_parts(facts.fulfilment, last).to_dicts()
    assert part["order_id"] == "A1"
    assert part["parcel"] is None
    assert part["row"] is None


def test_the_order_of_rows_changes_nothing(facts):
    told = facts.fulfilment
    groups = told.orders["group"].unique()
    shuffled = {
        name: getattr(told, name).sample(fraction=1, shuffle=True, seed=3)
        for name in ("orders", "contents", "parcels", "units")
    }
    assert group_parts(replace(told, **shuffled), groups).equals(group_parts(told, groups))
