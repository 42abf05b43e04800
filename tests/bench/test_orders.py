"""The generator plants what it says, and a handoff finds exactly that."""

from __future__ import annotations

import polars as pl
import pytest

from fulfil.audit import Question
from fulfil.handoff import Request, handoff
from tests.bench.chance import Chance
from tests.bench.orders import NO_COUNTY, PLANTED, VARIANTS, orders
from tests.bench.truth import FOUND_BY, expected

ROWS = 2_000


@pytest.mark.parametrize("variant", VARIANTS)
def test_finds_what_was_planted_and_nothing_else(variant, tmp_path):
    file = orders(tmp_path, variant, ROWS)
    assert sum(file.planted.values()) == file.rows == ROWS
    assert all(file.planted[story] for story in PLANTED), "every story must be told at least once"
    report = handoff([str(file.path)], Question(only_due=True), Request(str(tmp_path / "out"))).report
    (read,) = report.files
    counts = dict(read.fates) | {found.rule.code: found.rows.height for found in report.findings}
    wanted = expected(file)
    assert {code for code, _ in FOUND_BY.values()} < set(wanted)
    assert {name: counts[name] for name in wanted} == wanted


def test_a_file_is_written_once_and_the_same_each_time(tmp_path):
    first = orders(tmp_path / "a", "columns", 300)
    again = orders(tmp_path / "b", "columns", 300)
    assert first.path.read_bytes() == again.path.read_bytes()
    first.path.write_bytes(b"kept")
    assert orders(tmp_path / "a", "columns", 300).planted == again.planted
    assert first.path.read_bytes() == b"kept"


def test_a_file_that_was_cut_short_is_written_again(tmp_path):
    first = orders(tmp_path, "columns", 300)
    whole = first.path.read_bytes()
    first.path.with_suffix(".json").unlink()
    first.path.write_bytes(whole[:100])
    assert orders(tmp_path, "columns", 300).path.read_bytes() == whole


def test_the_gb18030_file_is_the_twin_of_the_columns_file(tmp_path):
    utf8 = orders(tmp_path, "columns", 300).path.read_bytes().decode("utf-8")
    assert orders(tmp_path, "gb18030", 300).path.read_bytes().decode("gb18030") == utf8


def test_texts_are_nearly_all_distinct_and_of_many_shapes(tmp_path):
    texts = pl.read_csv(orders(tmp_path, "text", ROWS).path, infer_schema=False)["收货地址 "]
    assert texts.n_unique() > ROWS * 0.99
    assert texts.str.contains(r"\(\d{6}\)$").sum() > ROWS * 0.3
    assert texts.str.contains(r"1\d{10}$").sum() > ROWS * 0.02


def test_draws_depend_on_the_row_alone():
    whole = Chance(0, 100).below(1000)
    assert Chance(40, 60).below(1000).to_list() == whole[40:].to_list()
    assert whole.n_unique() > 80
    # Stated here so that a change of machine or of Polars that changes the files is seen.
    assert whole[:3].to_list() == [653, 602, 310]


def test_useless_counties_are_of_many_kinds():
    assert len(set(NO_COUNTY)) == len(NO_COUNTY) > 12
