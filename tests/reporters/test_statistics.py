from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from fulfil.reporters.plain import plain_lines
from fulfil.reporters.statistics import print_statistics, rule_counts, statistics_lines
from fulfil.reporters.terminal import print_report


@pytest.fixture
def report(audited, mixed_rows, countyless_rows):
    return audited([*mixed_rows, *(row.replace("A0", "B0") for row in countyless_rows[1:])])


def on_terminal(show):
    screen = Console(width=80, file=io.StringIO(), color_system=None, force_terminal=True)
    show(screen)
    return screen.file.getvalue()


def test_counts_add_up_to_those_of_the_report(report):
    told = list(rule_counts(report))
    found = report.found
    assert sum(one.flagged for one in told) == found.single > 10
    assert sum(one.systemic for one in told) == found.systemic
    assert sum(one.folded for one in told) == found.folded
    by_severity = {one.severity.value: 0 for one in told}
    for one in told:
        by_severity[one.severity.value] += one.flagged + one.systemic
    assert by_severity["error"] == found.errors
    assert list(by_severity) == sorted(by_severity, key=["error", "warning", "note"].index)


def test_lines_and_table_say_the_same(report):
    lines = list(statistics_lines(report))
    table = on_terminal(lambda screen: print_statistics(report, screen))
    assert all(len(line) <= 80 for line in table.splitlines())
    for line in lines:
        code, number = re.match(r"(\w{6}) .*?: \w+: ([\d,]+) ", line).groups()
        (row,) = (row for row in table.splitlines() if row.startswith(code))
        assert number in row.split()


def test_they_stand_in_the_place_of_the_findings(report):
    plain = "".join(plain_lines(report, personal=False, statistics=True))
    listed = re.findall(r"^orders\.csv:\d+: [A-Z]{3}\d{3}", plain, re.MULTILINE)
    assert listed == []
    assert all(line in plain for line in statistics_lines(report))
    screen = on_terminal(lambda screen: print_report(report, screen, limit=10, statistics=True))
    assert "judged" in screen
    assert "orders.csv:5" not in screen


def test_nothing_found_is_no_table(audited, mixed_rows):
    clean = audited([mixed_rows[0], mixed_rows[2]])
    assert list(rule_counts(clean)) == []
    assert on_terminal(lambda screen: print_statistics(clean, screen)) == ""
