from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from fulfil.audit import Question, checked
from fulfil.order_lives import nearest_ids, order_lives
from tests.reporters.air_conditioners import moment, nothing, run_of, write


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with checked(write(tmp_path), Question()) as run:
        yield run_of(run)


def changed(run, **frames):
    return replace(run, facts=replace(run.facts, fulfilment=replace(run.facts.fulfilment, **frames)))


def test_a_whole_life(run):
    (life,) = order_lives(run, "A3")
    assert [sibling.order_id for sibling in life.siblings] == ["A1", "A2"]
    assert [(line.sku, line.shipped, line.matched_by) for line in life.lines] == [
        ("KFR-26-IN", 1000, ("SKU",)),
        ("KFR-26-OUT", 0, ()),
    ]
    assert [parcel.tracking_number for parcel in life.parcels] == ["7503", "9904"]
    indoor, outdoor = life.parcels[0].contents
    assert (indoor.line_id, indoor.matched_by, indoor.units[0].fit) == ("1", "SKU", "unpaired")
    assert (outdoor.line_id, outdoor.matched_by, outdoor.units[0].key) == (None, None, "KFR-72")
    (back,) = life.returns
    assert (back.return_id, back.quantity, back.status) == ("R1", 1000, "requested")
    assert back.times == {"requested_at": moment("2026-09-04 15:00:00")}
    (promise,) = life.promises
    assert (promise.kind, promise.source) == ("ship", "48 h after payment")
    assert promise.done_at == moment("2026-09-02 18:00:00")
    assert (life.place.path, life.place.line, life.zone) == ("orders.csv", 6, "Asia/Shanghai")


def test_findings_of_siblings_are_told_apart(run):
    (life,) = order_lives(run, "A1", "Cool")
    rows = {found.rule.code: set(found.rows["row"]) for found in life.findings}
    assert set(rows) == {"SPL006", "SPL007", "SPL009"}
    assert rows["SPL007"] <= life.own_rows
    assert not rows["SPL006"] & life.own_rows
    (other,) = order_lives(run, "B1")
    assert other.findings == ()


@pytest.mark.parametrize("wanted", ["A3", "#A3", " A3 "])
def test_the_sign_before_an_id_is_no_part_of_it(run, wanted):
    assert len(order_lives(run, wanted)) == 1
    orders = run.facts.fulfilment.orders
    signed = changed(run, orders=orders.with_columns(order_id=pl.format("#{}", "order_id")))
    assert [life.order_id for life in order_lives(signed, wanted)] == ["#A3"]


def test_one_id_in_several_shops(run):
    assert [life.shop for life in order_lives(run, "A1")] == ["Cool", "Warm"]
    assert [life.shop for life in order_lives(run, "A1", "warm")] == ["Warm"]
    assert order_lives(run, "A1", "Hot") == ()


def test_ids_that_are_near(run):
    assert order_lives(run, "A33") == ()
    assert nearest_ids(run, "A33") == ["A3"]
    assert nearest_ids(run, "quite another") == []


def test_near_ids_among_very_many(run):
    orders = run.facts.fulfilment.orders
    many = (
        pl.concat([orders] * 1200)
        .with_row_index("n")
        .with_columns(order_id=pl.format("3001{}", 100_000 + pl.col("n")))
    )
    assert nearest_ids(changed(run, orders=many.drop("n")), "3001100778x")[0] == "3001100778"


def test_without_a_balance_there_is_no_life(run):
    nowhere = replace(run, facts=replace(run.facts, fulfilment=None))
    assert order_lives(nowhere, "A1") == ()
    assert nearest_ids(nowhere, "A1") == []
    empty = replace(run, facts=replace(run.facts, fulfilment=nothing()))
    assert order_lives(empty, "A1") == ()
    assert nearest_ids(empty, "A1") == []


def test_a_consolidated_parcel_shows_all_that_it_holds(run):
    contents = run.facts.fulfilment.contents
    both = contents.with_columns(parcel=contents["parcel"][0])
    (life,) = order_lives(changed(run, contents=both), "A3")
    (parcel,) = life.parcels
    assert {content.order_id for content in parcel.contents} == {"A1", "A2", "A3"}


def test_a_return_of_no_known_order_is_nobodys(run):
    returned = run.facts.fulfilment.returned
    unknown = changed(run, returned=returned.with_columns(order=pl.lit(None, pl.UInt32)))
    assert [len(life.returns) for life in order_lives(unknown, "A3")] == [0]


def test_files_without_returns(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paths = [path for path in write(tmp_path) if path != "returns.csv"]
    with checked(paths, Question()) as run:
        (life,) = order_lives(changed(run_of(run), contents=nothing().contents), "A3")
    assert life.returns == ()
    assert life.parcels == ()


def test_ids_of_the_shipment_file_are_not_those_of_the_line(run):
    told = run.facts.fulfilment.contents.with_columns(line_id=pl.lit("theirs"), order_id=pl.lit("theirs"))
    (life,) = order_lives(changed(run, contents=told), "A3")
    content = life.parcels[0].contents[0]
    assert (content.line_id, content.order_id) == ("1", "A3")
