from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from fulfil.audit import Question, checked
from fulfil.handoff.fates import decide
from fulfil.report import make_report
from fulfil.reporters.plain import plain_lines
from fulfil.reporters.terminal import print_report


def on_terminal(report, *, written=(), width=80, limit=None, **screen):
    encoding, color = screen.get("encoding", "utf-8"), screen.get("color", "truecolor")
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="\n")
    console = Console(
        file=stream,
        width=width,
        force_terminal=True,
        color_system=color,
        highlight=False,
        markup=False,
        emoji=False,
    )
    print_report(report, console, written, limit=limit)
    stream.flush()
    return raw.getvalue().decode(encoding)


def tables(text):
    """Runs of lines that hold the line below a header, with the rows around it."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if set(line.strip()) == {"─"}:
            end = next((i for i in range(at, len(lines)) if not lines[i].strip()), len(lines))
            yield lines[at - 1 : end]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_wide_characters_line_up(handed, mixed_rows, width):
    result = handed(mixed_rows)
    found = list(tables(on_terminal(result.report, written=result.written, width=width, color=None)))
    assert len(found) >= 3
    for table in found:
        assert len({cell_len(line) for line in table}) == 1
        assert all(cell_len(line) <= width for line in table)


def test_frames_line_up(handed, countyless_rows):
    text = on_terminal(handed(countyless_rows).report, color=None)
    frame = [line for line in text.splitlines() if line[:1] in ("┌", "│", "└")]
    assert len(frame) > 3
    assert {cell_len(line) for line in frame} == {80}


def test_a_cause_leads_and_its_rows_are_not_listed(handed, countyless_rows):
    text = on_terminal(handed(countyless_rows).report, color=None)
    assert text.startswith("0 of 30 due orders may go; 30 are held; 0 were not due.")
    assert "explains 30 findings of ADR003 in 30 orders" in re.sub(r"[│\s]+", " ", text)
    assert "A007" not in text


def test_notes_of_buyers_are_inert(handed, mixed_rows):
    text = on_terminal(handed(mixed_rows).report)
    assert "\x1b[31m[red]" not in text
    assert "\x07" not in text
    assert "\u202e" not in text


def test_a_sample_says_of_how_many(handed, mixed_rows):
    text = on_terminal(handed(mixed_rows).report, limit=2, color=None)
    assert "ADR003 county-missing  2 of 5 shown" in text
    assert "A003" in text
    assert "A023" not in text


def test_all_is_all(handed, mixed_rows):
    text = on_terminal(handed(mixed_rows).report, limit=None, color=None)
    assert re.search(r"ADR003 county-missing  5\s*$", text, re.MULTILINE)
    assert "A023" in text


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_code_page_936_holds_every_character(handed, mixed_rows, encoding):
    assert "西湖区" in on_terminal(handed(mixed_rows).report, encoding=encoding)


def test_what_was_fixed_needs_nobody(audited, mixed_rows):
    audited(mixed_rows)
    with checked(["orders.csv"], Question(only_due=True)) as run:
        fates = decide(run, fix=True)
        report = make_report(run, fates.counts(), decided=fates.rows)
    text = on_terminal(report, color=None)
    assert report.counts.fixed > 0
    assert f"({report.counts.fixed} of them fixed)" in text
    assert "A003" not in text
    assert "A008" in text
    assert "A003" not in "".join(plain_lines(report, personal=True))


def test_a_terminal_shows_what_is_written(handed, mixed_rows):
    assert "1380000" in on_terminal(handed(mixed_rows).report)


def test_plain_lines_hold_every_finding(handed, mixed_rows):
    report = handed(mixed_rows).report
    lines = "".join(plain_lines(report, personal=False)).splitlines()
    listed = [line for line in lines if re.match(r"orders\.csv:\d+: [A-Z]{3}\d{3} ", line)]
    assert len(listed) == report.found.single > 5
    assert all(line.isprintable() for line in lines)
