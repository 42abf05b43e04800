from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from fulfil.errors import PolicyError
from fulfil.facts.coverage import read_coverage, served

HEADER = "carrier,province,city,county,served,from,until\n"
AS_OF = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLACE = ("西藏自治区", "阿里地区", "噶尔县")


def _table(tmp_path, text, carrier=None):
    path = tmp_path / "coverage.csv"
    path.write_text(text, encoding="utf-8")
    return read_coverage(str(path), carrier)


def _answer(coverage, carrier="中通快递", place=PLACE, as_of=AS_OF):
    frame = pl.DataFrame(
        [(0, carrier, *place)],
        schema={"row": pl.UInt32} | dict.fromkeys(("carrier", "province", "city", "county"), pl.String),
        orient="row",
    )
    return served(frame, coverage, as_of)["served"].item()


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        ("", None),
        ("中通快递,西藏自治区,,,no,,\n", False),
        ("中通快递,西藏自治区,,,no,,\n中通快递,西藏自治区,阿里地区,,yes,,\n", True),
        ("中通快递,西藏自治区,,,yes,,\n中通快递,西藏自治区,阿里地区,噶尔县,否,,\n", False),
        ("顺丰,西藏自治区,,,no,,\n", None),
        (" 中通快递 ,西藏自治区,,,NO,,\n", False),
        # Not in force yet, not any more, in force on its last day.
        ("中通快递,西藏自治区,,,no,2026-11-23,\n", None),
        ("中通快递,西藏自治区,,,no,,2026-11-21\n", None),
        ("中通快递,西藏自治区,,,no,2026-11-22,2026-11-22\n", False),
        # Of two that contradict each other, the one that refuses counts.
        ("中通快递,西藏自治区,,,yes,,\n中通快递,西藏自治区,,,no,,\n", False),
    ],
)
def test_the_narrowest_row_in_force_counts(tmp_path, lines, answer):
    assert _answer(_table(tmp_path, HEADER + lines)) is answer


def test_an_order_without_a_carrier_goes_by_the_stated_one(tmp_path):
    text = HEADER + "中通快递,西藏自治区,,,no,,\n"
    assert _answer(_table(tmp_path, text), carrier=None) is None
    assert _answer(_table(tmp_path, text, "中通快递"), carrier=None) is False


def test_without_a_moment_every_row_counts(tmp_path):
    assert _answer(_table(tmp_path, HEADER + "中通快递,西藏自治区,,,no,2030-01-01,\n"), as_of=None) is False


def test_columns_that_are_not_needed_may_be_left_out(tmp_path):
    assert _answer(_table(tmp_path, "carrier,province,served\n中通快递,西藏自治区,no\n")) is False


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("carrier,province\n中通,西藏\n", 1, "lacks the columns served"),
        (HEADER + "中通,西藏,,,maybe,,\n", 2, "yes or no"),
        (HEADER + "中通,西藏,,,no,,\n中通,西藏,,,no,22/11/2026,\n", 3, "dates"),
    ],
)
def test_a_table_that_means_nothing_is_refused_with_its_line(tmp_path, text, line, what):
    with pytest.raises(PolicyError, match=what) as caught:
        _table(tmp_path, text)
    assert caught.value.line == line


def test_a_table_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PolicyError, match="cannot be read"):
        read_coverage(str(tmp_path / "none.csv"))
