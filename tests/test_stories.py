from __future__ import annotations

import polars as pl
import pytest

from fulfil.messages import messages
from tests.fixtures import make_missing_county as story
from tests.fixtures.reading import FIXTURES
from tests.handoff.batches import fate_file, rows_of, run

WITHOUT, COLUMNS, TEXT = "orders_without_county.csv", "orders_columns.csv", "orders_text.csv"


def _hand_off(name, out, **wanted):
    return run(FIXTURES / "missing_county" / name, out, **wanted)


def _codes(done):
    return {
        found.rule.code: found for found in done.report.findings if found.rows.height or found.systemic.height
    }


def test_the_files_are_what_the_script_writes():
    files = story.files()
    assert set(files) == {WITHOUT, COLUMNS, TEXT}
    for name, data in files.items():
        assert (story.FOLDER / name).read_bytes() == data, f"run python -m {story.__name__}"


@pytest.fixture(scope="module")
def missing(tmp_path_factory):
    out = tmp_path_factory.mktemp("missing") / "out"
    return _hand_off(WITHOUT, out), out


def test_a_missing_county_column_is_one_finding(missing):
    done, _ = missing
    found = _codes(done)["EXP001"]
    assert found.systemic.height == 1
    told = messages(found.rule, found.systemic)[0].replace(",", "")
    assert told.startswith("the county column is absent: 5000 of 5000 orders; 4731 can be recovered")
    assert next(iter(_codes(done))) == "EXP001"


def test_the_findings_that_it_explains_are_folded_and_still_counted(missing):
    done, _ = missing
    counties = _codes(done)["ADR003"]
    assert (counties.folded.height, counties.shown.height) == (5_000, 0)
    assert done.report.found.folded == 5_000
    others = set(_codes(done)) - {"EXP001", "ADR003"}
    assert all(_codes(done)[code].rule.handoff != "hold" for code in others)


def test_all_are_held_before_any_waybill_is_printed(missing):
    done, out = missing
    counts = done.report.counts
    assert (counts.due, counts.ready, counts.held, counts.not_due) == (5_000, 0, 5_000, 0)
    assert rows_of(fate_file(WITHOUT, out, "ready")) == []


def test_the_held_sheet_has_the_column_to_fill(missing):
    _, out = missing
    text = fate_file(WITHOUT, out, "held").read_bytes().decode(story.ENCODING)
    header, first = text.split("\r\n")[:2]
    assert header.split(",")[-4:] == ["county", "fulfil_rules", "fulfil_problem", "fulfil_suggestion"]
    assert "ADR003" in first


def test_fix_recovers_what_the_text_still_tells(tmp_path):
    done = _hand_off(WITHOUT, tmp_path / "out", fix=True)
    counts = done.report.counts
    assert (counts.ready, counts.fixed, counts.held) == (0, story.RECOVERABLE, 5_000 - story.RECOVERABLE)
    fixed = fate_file(WITHOUT, tmp_path / "out", "fixed").read_bytes().decode(story.ENCODING)
    frame = pl.read_csv(fixed.encode(), infer_schema=False)
    right = {f'="{order.order_id}"': order.place[2] for order in story.orders()}
    assert frame["county"].to_list() == [right[order] for order in frame["订单编号"]]
    assert set(frame["fulfil_fixed"].str.head(14).unique()) == {"ADR003 county "}


def test_the_fixed_file_may_go(tmp_path):
    _hand_off(WITHOUT, tmp_path / "first", fix=True)
    again = run(fate_file(WITHOUT, tmp_path / "first", "fixed"), tmp_path / "second")
    assert (again.report.counts.ready, again.report.counts.held) == (story.RECOVERABLE, 0)


def test_the_right_export_may_go(tmp_path):
    done = _hand_off(COLUMNS, tmp_path / "out")
    counts = done.report.counts
    assert (counts.due, counts.ready, counts.held) == (5_000, 5_000, 0)
    original = (FIXTURES / "missing_county" / COLUMNS).read_bytes()
    assert fate_file(COLUMNS, tmp_path / "out", "ready").read_bytes() == original


def test_the_text_export_has_a_handful_of_real_problems(tmp_path):
    done = _hand_off(TEXT, tmp_path / "out")
    held = fate_file(TEXT, tmp_path / "out", "held").read_bytes().decode(story.ENCODING)
    frame = pl.read_csv(held.encode(), infer_schema=False)
    told = {int(order[-6:-1]): rules for order, rules in frame.select("订单编号", "fulfil_rules").iter_rows()}
    assert {n: code for n, code in story.PROBLEMS.items() if code not in told.get(n, "").split()} == {}
    assert set(told) == set(story.PROBLEMS)
    assert done.report.counts.ready == story.ORDERS - len(story.PROBLEMS)
