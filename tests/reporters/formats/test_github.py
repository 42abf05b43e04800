from __future__ import annotations

import re
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfil.formats import Format
from fulfil.reporters.formats import Rendering, pieces
from fulfil.reporters.formats.github import _data, _property

#: As the runner reads a line: a command, its properties, its message.
_COMMAND = re.compile(r"^::(?P<name>error|warning|notice) (?P<given>[^:]*?)::(?P<said>.*)$")
_ESCAPES = {"%0D": "\r", "%0A": "\n", "%25": "%"}


def read(line):
    """A command as the runner takes it apart."""
    found = _COMMAND.match(line)
    assert found, line
    given = dict(part.split("=", 1) for part in found["given"].split(","))
    return found["name"], given, found["said"]


def commands(report):
    text = "".join(pieces(report, Format.GITHUB, Rendering()))
    return [read(line) for line in text.splitlines()]


def test_within_what_github_shows(audited):
    told = commands(audited)
    kinds = [name for name, *_ in told]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"error": 10, "warning": 10, "notice": 3}
    assert told[-1][1] == {"title": "fulfil"}
    assert "22 of 37 findings shown" in told[-1][2]


def test_many_notes_leave_room_for_the_answer(audited):
    many = tuple(
        replace(found, rows=found.rows.sample(40, with_replacement=True, seed=1))
        if found.rule.code == "ADR013"
        else found
        for found in audited.findings
    )
    kinds = [name for name, *_ in commands(replace(audited, findings=many))]
    assert kinds.count("notice") == 10


def test_causes_first_and_each_where_it_stands(audited):
    first, *rest = commands(audited)
    assert first == (
        "error",
        {"file": "no county.csv", "title": "EXP001 column-empty-or-absent"},
        first[2],
    )
    assert any(given.get("line") == "4" and given["file"] == "orders.csv" for _, given, _ in rest)


def test_nothing_of_a_buyer_is_a_command(audited):
    text = "".join(pieces(audited, Format.GITHUB, Rendering(personal=True)))
    assert "owned" in text
    assert all(line.startswith("::") and "##[" not in line for line in text.splitlines())
    assert not [line for line in text.splitlines() if line.startswith("::error::owned")]


@pytest.mark.parametrize("escape", [_data, _property])
@given(
    st.text() | st.sampled_from(["::set-env name=a::b", "##[add-path]x", "a\r\n::stop-commands::x", "%0A"])
)
def test_any_text_stays_inside_its_command(escape, words):
    said = escape(words)
    assert not set(said) & set("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
    assert "##[" not in said
    if escape is _property:
        assert not set(said) & set(":,")
    back = said.replace("%3A", ":").replace("%2C", ",") if escape is _property else said
    for code, character in _ESCAPES.items():
        back = back.replace(code, character)
    assert "\n" not in back
    assert "\r" not in back


def test_no_path_is_no_file(audited):
    feeds = tuple(
        replace(found, systemic=found.systemic.with_columns(file=pl.lit(None, pl.UInt16)))
        if found.rule.code == "EXP001"
        else found
        for found in audited.findings
    )
    assert "file" not in commands(replace(audited, findings=feeds))[0][1]
