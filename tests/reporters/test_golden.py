"""What the reporters print, compared with files; FULFIL_REGENERATE=1 writes them anew."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from fulfil.reporters.json_report import json_pieces
from fulfil.reporters.plain import plain_lines
from fulfil.reporters.terminal import print_report

GOLDEN = Path(__file__).parent / "golden"


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("FULFIL_REGENERATE"):
        path.write_bytes(text.encode())
    assert text.strip()
    assert text == path.read_bytes().decode()


def on_terminal(report, written=(), *, width, limit=2):
    screen = io.StringIO()
    console = Console(
        file=screen,
        width=width,
        force_terminal=True,
        color_system=None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    print_report(report, console, written, limit=limit)
    return "".join(line.rstrip() + "\n" for line in screen.getvalue().splitlines())


@pytest.mark.parametrize("width", [80, 200])
def test_terminal_handoff(handed, mixed_rows, width):
    result = handed(mixed_rows)
    compare(f"handoff_{width}.txt", on_terminal(result.report, result.written, width=width))


def test_terminal_handoff_of_a_missing_county(handed, countyless_rows):
    result = handed(countyless_rows)
    compare("countyless_80.txt", on_terminal(result.report, result.written, width=80))


def test_terminal_audit(audited, mixed_rows):
    compare("audit_80.txt", on_terminal(audited(mixed_rows), width=80))


@pytest.mark.parametrize("personal", [False, True])
def test_plain_handoff(handed, mixed_rows, personal):
    result = handed(mixed_rows)
    name = "handoff_personal.plain" if personal else "handoff.plain"
    compare(name, "".join(plain_lines(result.report, result.written, personal=personal)))


def test_plain_audit_of_a_missing_county(audited, countyless_rows):
    compare("countyless.plain", "".join(plain_lines(audited(countyless_rows), personal=False)))


def test_json_handoff(handed, mixed_rows):
    result = handed(mixed_rows)
    compare("handoff.json", "".join(json_pieces(result.report, result.written, personal=False)))
