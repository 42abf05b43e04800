from __future__ import annotations

import json
import re

import polars as pl
import pytest
from rich.cells import cell_len

from cli.app import run as program
from fulfil.messages import messages
from tests.cli.test_on_terminal import on_terminal
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


#: The second story as anybody asks for it.
AIR_CONDITIONERS = (
    "audit",
    *("orders.csv", "shipments.csv"),
    *("--kits", "kits.csv", "--compatibility", "compatibility.csv"),
)
#: Where the units that do not fit lie, and the swap that cures two of them, parcel by parcel.
SWAP = (
    "send the outdoor unit of set with KFR-26G/NA1-N from parcel DPK300000009001 to order AC-1002",
    "send the outdoor unit of set with KFR-35G/NA1-N from parcel DPK300000009002 to order AC-1001",
)
ALONE = (
    "1 indoor unit of set with KFR-72L/NB1-N without a partner in the whole purchase",
    "1 outdoor unit of set with KFR-50L/NB1-N without a partner in the whole purchase",
)
#: The three orders of the purchase, and what holds each.
PARCELS = {f"AC-100{n}": f"DPK30000000900{n}" for n in (1, 2, 3)}


@pytest.fixture
def in_air_conditioners(monkeypatch):
    monkeypatch.chdir(FIXTURES / "air_conditioners")


def _one_line(text):
    """What a tree says, without its branches and line breaks."""
    return " ".join(text.translate(str.maketrans("│├└─", "    ")).split())


@pytest.mark.usefixtures("in_air_conditioners")
def test_the_air_conditioners_as_a_terminal_tells_them():
    code, told = on_terminal(*AIR_CONDITIONERS, "--no-color")
    assert code == 1
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", told).splitlines()
    assert max(map(cell_len, lines)) <= 80
    tree = _one_line("\n".join(lines))
    assert "AC-1001 and 2 sibling orders (shop 样本电器店)" in tree
    group = tree[tree.index("AC-1001 and 2 sibling orders") :]
    places = [group.index(f"order {number}") for number in ("AC-1001", "AC-1002,", "AC-1003")]
    assert places == sorted(places)
    for words in (*SWAP, *ALONE):
        assert words in tree
    for unit in ("KFR-72L/NB1-N x 1", "KFR-50W/NB1-W7 x 1", "KFR-26W/NA1-W3 x 1", "KFR-35W/NA1-W5 x 1"):
        assert f"! {unit}" in tree
    # The other buyers' sets are right, and not told of.
    assert "AC-1004" not in tree
    assert "AC-1005" not in tree


@pytest.mark.usefixtures("in_air_conditioners")
def test_the_air_conditioners_in_a_pipe(capsys):
    assert program(AIR_CONDITIONERS) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"shipments.csv:3: SPL007 set-pairs-swapped AC-1001: {SWAP[0]}" in lines
    assert f"shipments.csv:5: SPL007 set-pairs-swapped AC-1002: {SWAP[1]}" in lines
    assert f"shipments.csv:6: SPL006 set-model-mismatch AC-1003: {ALONE[0]}" in lines
    assert f"shipments.csv:7: SPL006 set-model-mismatch AC-1003: {ALONE[1]}" in lines
    group = [line for line in lines if line.startswith("group AC-1001 (3 orders): ")]
    told = [f"order {order}: parcel 德邦快递 {parcel}" for order, parcel in PARCELS.items()]
    assert [sum(each in line for line in group) for each in told] == [2, 2, 2]
    assert all(": ! 1 " in line for line in group)


@pytest.mark.usefixtures("in_air_conditioners")
def test_the_air_conditioners_for_a_program(capsys):
    assert program((*AIR_CONDITIONERS, "--format", "json")) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    told = [(each["rule"], each["order_id"], each["message"]) for each in findings]
    assert told == [
        ("SPL003", "AC-1003", "KFR-50W/NB1-W7 was shipped, and nobody ordered it"),
        ("SPL005", "AC-1003", "0 of 1 kits are whole: parts are missing"),
        *(("SPL006", "AC-1003", words) for words in ALONE),
        ("SPL007", "AC-1001", SWAP[0]),
        ("SPL007", "AC-1002", SWAP[1]),
    ]
    moved = [each["evidence"] for each in findings if each["rule"] == "SPL007"]
    assert [(each["tracking_number"], each["other_order"]) for each in moved] == [
        (PARCELS["AC-1001"], "AC-1002"),
        (PARCELS["AC-1002"], "AC-1001"),
    ]
    assert not any(each["inferred"] for each in findings)


@pytest.mark.usefixtures("in_air_conditioners")
def test_the_air_conditioners_need_no_table_to_be_told_apart(capsys):
    """The policy's pattern tells the halves; only their names are others."""
    assert program(AIR_CONDITIONERS[:3]) == 1
    out = capsys.readouterr().out
    assert "SPL007 set-pairs-swapped AC-1001: send the outdoor unit of air-conditioner 26" in out
    assert "SPL006 set-model-mismatch AC-1003: 1 indoor unit of air-conditioner 72" in out
