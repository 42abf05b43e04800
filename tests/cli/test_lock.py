from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli import clock

from .conftest import HEADER, order


def save(name, rows, header=HEADER):
    Path(name).write_text("\n".join([header, *rows]) + "\n", "utf-8")


@pytest.fixture
def lock(fulfil):
    save("day1.csv", [order(n, county="" if n == 7 else "西湖区") for n in range(50)])
    assert fulfil("inspect", "day1.csv", "--lock", "exports.lock.toml")[0] == 0
    return "exports.lock.toml"


@pytest.fixture
def told(fulfil, lock):
    """Audit a file with the lock: exit code, and the drift findings by code."""

    def call(*arguments):
        code, out, error = fulfil("audit", *arguments, "--lock", lock, "--format", "json")
        assert not error
        found = json.loads(out)["findings"]
        return code, [(f["rule"], f["message"]) for f in found if "EXP010" <= f["rule"] <= "EXP016"]

    return call


def test_inspect_says_what_it_recorded_and_keeps_other_feeds(fulfil, lock):
    save("shipments_1.csv", ["1,2,3,2026-09-14 10:00"], "快递单号,快递公司,订单号,发货时间")
    code, out, _ = fulfil("inspect", "shipments_1.csv", "--lock", lock)
    assert code == 0
    assert out.splitlines() == [
        "kept canonical as it was: 50 records",
        "recorded shipments: 1 record of shipments, 4 columns (4 understood), 0 status words in 1 file",
        "wrote exports.lock.toml: 2 feeds",
    ]
    assert [feed["name"] for feed in tomllib.loads(Path(lock).read_text("utf-8"))["feed"]] == [
        "canonical",
        "shipments",
    ]


def test_inspect_takes_folders_and_patterns_with_a_lock_only(fulfil, folder):
    (folder / "in").mkdir()
    for day in (1, 2):
        save(f"in/day{day}.csv", [order(day)])
    for given in (["in"], ["in/*.csv"], ["in/day1.csv", "in/day2.csv"]):
        assert "in 2 files" in fulfil("inspect", *given, "--lock", "x.toml")[1]
    code, _, error = fulfil("inspect", "in/day1.csv", "in/day2.csv")
    assert code == 2
    assert "2 files are given" in error
    assert "--lock" in error


def test_two_runs_write_the_same_bytes(fulfil, lock):
    once = Path(lock).read_bytes()
    fulfil("inspect", "day1.csv", "--lock", lock)
    assert Path(lock).read_bytes() == once
    for word in ("样本", "13800001111", "文三路", "A001"):
        assert word not in once.decode()


def test_own_status_words_are_recorded_where_they_are_explained(fulfil, lock):
    save("day2.csv", [order(n, status="待配货") for n in range(3)])
    own = ("--status", "待配货=due")
    assert "EXP013 word-new" in fulfil("audit", "day2.csv", "--lock", lock, *own)[1]
    fulfil("inspect", "day2.csv", "--lock", lock, *own)
    assert "EXP013 word-new" not in fulfil("audit", "day2.csv", "--lock", lock, *own)[1]


def test_the_same_file_and_another_order_of_columns_are_nothing(told):
    assert told("day1.csv") == (1, [])
    rows = [",".join(reversed(order(n).split(","))) for n in range(50)]
    save("day2.csv", rows, ",".join(reversed(HEADER.split(","))))
    assert told("day2.csv") == (0, [])


def test_an_extra_column_is_a_note(told):
    save("day2.csv", [f"{order(n)},x" for n in range(50)], f"{HEADER},新列")
    assert told("day2.csv") == (0, [("EXP011", "the column “新列” is new in the feed canonical")])


def test_a_renamed_county_is_an_error_that_names_it(told):
    save("day2.csv", [order(n) for n in range(50)], HEADER.replace("county", "区/县"))
    code, found = told("day2.csv")
    assert code == 1
    assert [rule for rule, _ in found] == ["EXP010"]
    assert "lost the column “county”, which gave the county; it is likely “区/县” now" in found[0][1]


def test_a_lost_column_is_an_error(told):
    rows = [",".join([*order(n).split(",")[:-2], "文三路1号"]) for n in range(50)]
    save("day2.csv", rows, HEADER.replace(",county", ""))
    code, found = told("day2.csv")
    assert code == 1
    assert found == [
        (
            "EXP010",
            "the feed canonical lost the column “county”, which gave the county; no new column is like it",
        )
    ]


def test_a_jump_in_nulls_is_a_warning(told):
    save("day2.csv", [order(n, county="" if n < 30 else "西湖区") for n in range(50)])
    assert told("day2.csv")[1] == [
        ("EXP012", "the county of the feed canonical is empty in 60.0 % of 50 rows, and was in 2.0 % before")
    ]


def test_a_new_word_is_a_warning(told):
    save("day2.csv", [order(n, status="closed" if n else "to_ship") for n in range(50)])
    assert told("day2.csv") == (
        0,
        [("EXP013", "the status “closed” was never met in the feed canonical before; rows with it: 49")],
    )


def test_a_stale_delivery_goes_by_the_clock_and_says_so(told, fulfil, lock, monkeypatch):
    save("day2.csv", [order(n) for n in range(50)])
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 9, 15, 12, 49, tzinfo=UTC))
    assert told("day2.csv", "--max-age", "1d12h") == (0, [])
    code, found = told("day2.csv", "--max-age", "26h")
    assert code == 1
    assert [rule for rule, _ in found] == ["EXP014"]
    assert "26.0 hours" not in found[0][1]
    out = fulfil("audit", "day2.csv", "--max-age", "26h")[1]
    assert "The age of deliveries is counted to the clock: 2026-09-15" in out.splitlines()[0]
    assert "EXP014 delivery-stale" in out, "no lock is needed to be old"
    assert "counted to the clock" not in fulfil("audit", "day2.csv", "--lock", lock)[1]


def test_an_empty_delivery_is_valid_until_a_least_number_is_given(told):
    save("day2.csv", [])
    assert told("day2.csv") == (0, [])
    code, found = told("day2.csv", "--min-records", "1")
    assert code == 1
    assert found == [("EXP015", "the records of the feed canonical are 0, and at least 1 must come")]


def test_a_feed_that_did_not_come_is_an_error(told, fulfil, lock):
    save("shipments_1.csv", ["1,2,3,2026-09-14 10:00"], "快递单号,快递公司,订单号,发货时间")
    fulfil("inspect", "shipments_1.csv", "--lock", lock)
    save("shipments_2.csv", ["7,8,9,2026-09-15 10:00"], "快递单号,快递公司,订单号,发货时间")
    assert told("day1.csv", "shipments_2.csv")[1] == []
    assert told("shipments_2.csv") == (
        1,
        [("EXP016", "no input belongs to the feed canonical, which is expected")],
    )


def test_a_file_whose_id_was_renamed_is_refused_in_words_of_the_lock(fulfil, lock):
    save("day2.csv", [order(n) for n in range(5)], HEADER.replace("order_id", "单据"))
    code, out, error = fulfil("audit", "day2.csv", "--lock", lock)
    assert (code, out) == (3, "")
    assert "day2.csv:1: it looks like the feed canonical of exports.lock.toml" in error
    assert "“order_id”" in error
    assert "“单据”" in error


@pytest.mark.parametrize(
    ("text", "where"), [("version = 9\n", "x.toml:1"), ("version = 1\n[[feed\n", "x.toml:2")]
)
def test_a_lock_that_cannot_be_used_is_exit_4_and_stays(fulfil, text, where):
    Path("x.toml").write_text(text, "utf-8")
    for command in (("audit", "clean.csv"), ("inspect", "clean.csv")):
        code, out, error = fulfil(*command, "--lock", "x.toml")
        assert (code, out) == (4, "")
        assert where in error
    assert Path("x.toml").read_text("utf-8") == text


def test_a_missing_lock_and_an_unreadable_export(fulfil):
    assert fulfil("audit", "clean.csv", "--lock", "none.toml")[0] == 4
    Path("bad.csv").write_text("甲,乙\n1,2\n", "utf-8")
    assert fulfil("inspect", "clean.csv", "bad.csv", "--lock", "none.toml")[0] == 3
    assert not Path("none.toml").exists()
    assert fulfil("inspect", "clean.csv", "--lock", "none/none.toml")[0] == 2


def test_what_no_lock_could_check_is_one_line(fulfil, lock):
    def unchecked(*more):
        return [
            line for line in fulfil("audit", "clean.csv", *more)[1].splitlines() if "checked: EXP01" in line
        ]

    codes = " ".join(f"EXP0{number}" for number in range(10, 17))
    assert unchecked() == [f"not checked: {codes}: no lock was given (--lock)"]
    assert unchecked("--lock", lock) == [
        "not checked: EXP014: no greatest age was given (--max-age)",
        "not checked: EXP015: no least number of records was given (--min-records)",
    ]
    assert unchecked("--lock", lock, "--max-age", "26h", "--min-records", "1") == []
    assert "--lock" not in fulfil("handoff", "clean.csv", "--out", "dispatch")[1]


def test_an_age_that_is_none_is_a_usage_error(fulfil):
    code, _, error = fulfil("audit", "clean.csv", "--max-age", "26")
    assert code == 2
    assert "26h, 90m, 2d or 1d12h" in error
