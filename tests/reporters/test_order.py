"""An order's life on a terminal, in a pipe and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import polars as pl
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from rich.cells import cell_len

from fulfil.audit import Question, checked
from fulfil.order_lives import order_lives
from fulfil.report import make_report
from fulfil.reporters.json_order import ORDER_VERSION, order_json
from fulfil.reporters.plain_order import order_lines
from fulfil.reporters.terminal_order import print_lives
from tests.reporters.air_conditioners import moment, run_of, write
from tests.reporters.test_golden import compare
from tests.reporters.test_groups import screen
from tests.reporters.test_json_report import SCHEMA

ORDER_SCHEMA = json.loads(files("fulfil.reporters").joinpath("order.schema.json").read_text("utf-8"))
SCHEMAS = Registry().with_resource("report.schema.json", Resource.from_contents(SCHEMA))
PHONE = "13800001111"


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """The folder of the exports, and their run, which stays open."""
    folder = tmp_path_factory.mktemp("exports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with checked(write(folder), Question()) as run:
            yield folder, run


@pytest.fixture
def told(audited, monkeypatch):
    folder, run = audited
    monkeypatch.chdir(folder)

    def tell(order_id, change=lambda balance: balance, **options):
        known = run_of(run, **options)
        balance = change(known.facts.fulfilment)
        known = replace(known, facts=replace(known.facts, fulfilment=balance))
        return order_lives(known, order_id), make_report(known)

    return tell


def on_terminal(lives, report, **options):
    return screen(report, lambda report, console, **_: print_lives(lives, report, console), **options)


def as_json(lives, report, *, personal=False):
    told = json.loads("".join(order_json(lives, report, personal=personal)))
    Draft202012Validator(ORDER_SCHEMA, registry=SCHEMAS).validate(told)
    return told


def test_schema_is_one():
    Draft202012Validator.check_schema(ORDER_SCHEMA)
    assert ORDER_SCHEMA["properties"]["version"] == {"const": ORDER_VERSION}


def test_terminal(told):
    compare("order_80.txt", on_terminal(*told("A3")))


def test_plain(told):
    lives, report = told("A3")
    compare("order.plain", "".join(order_lines(lives, report, personal=False)))


def test_json(told):
    lives, report = told("A3")
    compare("order.json", "".join(order_json(lives, report, personal=False)))
    assert as_json(lives, report)["orders"][0]["lines"][0]["ordered"] == 1


@pytest.mark.parametrize("width", [40, 80, 200])
def test_nothing_is_wider_than_the_screen(told, width):
    assert max(map(cell_len, on_terminal(*told("A1"), width=width).splitlines())) <= width


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_code_page_936(told, encoding):
    assert "to 浙江省" in on_terminal(*told("A3"), encoding=encoding)


def test_it_is_one_screen(told):
    assert len(on_terminal(*told("A3"), width=100).splitlines()) <= 45


def test_personal_data_is_shown_on_a_terminal_only(told):
    lives, report = told("A3")
    assert PHONE in on_terminal(lives, report)
    for personal in (False, True):
        assert (PHONE in "".join(order_lines(lives, report, personal=personal))) is personal
        assert (PHONE in "".join(order_json(lives, report, personal=personal))) is personal


def test_both_shops_are_told(told):
    lives, report = told("A1")
    lines = "".join(order_lines(lives, report, personal=False))
    assert "order A1 (Cool): status shipped\n" in lines
    assert "order A1 (Warm): status to ship\n" in lines
    assert [one["shop"] for one in as_json(lives, report)["orders"]] == ["Cool", "Warm"]
    text = on_terminal(lives, report)
    assert "No findings." in text
    assert "none\n" in text


def test_siblings_that_were_inferred(told):
    lives, report = told("A3", inferred=True)
    assert "inferred sibling A1 (shipped, 1 parcel)" in "".join(order_lines(lives, report, personal=False))
    assert "put together by shop" in on_terminal(lives, report)
    findings = as_json(lives, report)["orders"][0]["findings"]
    assert {finding["severity"] for finding in findings} == {"warning", "note"}


@pytest.mark.parametrize(
    ("left_at", "ship_by", "words"),
    [
        ("2026-09-02 18:00:00", "2026-09-03 00:00:00", "kept"),
        ("2026-09-02 18:00:00", "2026-09-02 00:00:00", "late by 18 h"),
        (None, "2026-09-04 12:00:00", "not done, 3 h past it"),
        (None, "2026-09-05 12:00:00", "21 h left"),
    ],
)
def test_promises(told, left_at, ship_by, words):
    def change(balance):
        times = {"left_at": left_at, "ship_by": ship_by}
        made = {n: pl.lit(moment(t) if t else None, pl.Datetime("us", "UTC")) for n, t in times.items()}
        return replace(balance, orders=balance.orders.with_columns(**made))

    lives, report = told("B1", change)
    assert f"(48 h after payment): {words}\n" in "".join(order_lines(lives, report, personal=False))
    unknown = replace(report, as_of=None)
    if left_at is None:
        assert "nobody knows" in "".join(order_lines(lives, unknown, personal=False))


def test_what_is_odd_about_lines_and_parcels(told):
    def change(balance):
        return replace(
            balance,
            orders=balance.orders.with_columns(
                cancelled_at=pl.lit(moment("2026-09-03 10:00:00")), cancelled_by=pl.lit("buyer")
            ),
            lines=balance.lines.with_columns(
                excess=pl.lit(2000, pl.Int64),
                reshipped=pl.lit(500, pl.Int64),
                ordered=pl.lit(None, pl.Int64),
                kit=True,
            ),
            parcels=balance.parcels.with_columns(
                voided=True, replacement=True, tracking_number=pl.lit(None, pl.String)
            ),
            contents=balance.contents.with_columns(
                counted=False,
                quantity=pl.lit(None, pl.Int64),
                order=pl.col("order"),
                line=pl.lit(None, pl.UInt32),
            ),
        )

    lives, report = told("A3", change)
    lines = "".join(order_lines(lives, report, personal=False))
    assert (
        "ordered ?, cancelled 0, due 1, shipped 1 + 2 (0.5 again), returned 0; already shipped, kit" in lines
    )
    assert "parcel ZTO without a number: delivered, Hangzhou, a replacement, voided" in lines
    assert "KFR-26-IN x ? (matched, by SKU, does not count)" in lines
    assert "cancelled by the buyer" in lines
    text = on_terminal(lives, report)
    assert "cancelled 2026-09-03 10:00 by the buyer" in " ".join(text.split())
    told_again = as_json(lives, report)["orders"][0]
    assert told_again["lines"][0]["ordered"] is None
    assert told_again["lines"][0]["reshipped"] == 0.5


def test_goods_of_other_orders_and_of_none(told):
    def change(balance):
        first = balance.contents["parcel"][0]
        orders = balance.contents["order"].to_list()
        mixed = pl.Series("order", [orders[0], None, *orders[2:]], dtype=pl.UInt32)
        return replace(balance, contents=balance.contents.with_columns(mixed, parcel=first))

    lives, report = told("A3", change)
    lines = "".join(order_lines(lives, report, personal=False))
    assert "KFR-50-OUT x 1 (of an unknown order)" in lines
    assert "(of order A1, line 1, by SKU)" in lines
