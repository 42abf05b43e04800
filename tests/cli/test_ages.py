from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli import clock
from cli.ages import parse_hours
from fulfil.errors import UsageError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "hours"),
    [("26h", 26), ("90m", 1.5), ("2d", 48), ("1d12h", 36), (" 1D12H30M ", 36.5), ("0d1h", 1)],
)
def test_ages(text, hours):
    assert parse_hours(text, "--max-age") == hours


@pytest.mark.parametrize(
    "text", ["", "26", "h", "12h1d", "1h1h", "-2h", "1.5h", "0h", "26 hours", "9999999h"]
)
def test_what_is_no_age(text):
    with pytest.raises(UsageError, match=r"--max-age: .* is no age") as refused:
        parse_hours(text, "--max-age")
    assert "--max-age 26h" in refused.value.hint


def test_the_clock_is_now_in_utc():
    assert abs((datetime.now(UTC) - clock.now()).total_seconds()) < 5
    assert clock.now().tzinfo is UTC


def test_the_clock_is_read_in_one_place():
    readers = {
        path.relative_to(ROOT).as_posix()
        for part in ("fulfil", "cli")
        for path in (ROOT / part).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node)
        in {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
    }
    assert readers == {"cli/clock.py"}
