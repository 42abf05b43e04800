from __future__ import annotations

import csv
import io
import json
from collections import Counter

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fulfil.formats import Format
from fulfil.handoff.record_text import guard, guarded
from fulfil.reporters.formats import Rendering, pieces
from fulfil.reporters.formats.told import COLUMNS
from fulfil.reporters.json_report import json_pieces


def table(report):
    text = "".join(pieces(report, Format.CSV, Rendering()))
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def test_rows_are_the_findings_of_the_json_report_in_their_order(audited):
    told = json.loads("".join(json_pieces(audited, personal=False)))
    wanted = [
        (
            f["rule"],
            f["severity"],
            f["order_id"] or "",
            f["file"],
            str(f["line"] or ""),
            f["fingerprint"],
            folded,
        )
        for folded, name in (("false", "findings"), ("true", "folded"))
        for f in told[name]
    ]
    rows = table(audited)
    names = ("rule", "severity", "order_id", "file", "line", "fingerprint", "folded")
    assert [tuple(row[name] for name in names) for row in rows] == wanted
    assert tuple(rows[0]) == COLUMNS
    assert Counter(row["folded"] for row in rows)["true"] == 50


def test_what_is_silenced_comes_last(silenced, audited):
    rows = table(silenced)
    silent = [row["suppressed"] for row in rows if row["suppressed"]]
    assert [row["suppressed"] for row in rows[-len(silent) :]] == silent
    assert Counter(silent) == {"ignored": 1, "baseline": 27}
    assert {row["fingerprint"] for row in rows} == {row["fingerprint"] for row in table(audited)}


def test_no_cell_runs_as_a_formula(audited):
    rows = table(audited)
    assert rows
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]


@given(st.lists(st.text() | st.sampled_from(["=1+1", "-1", "@x", "\tx", "+", "", "'="])))
def test_guards_agree(cells):
    frame = pl.DataFrame({"cell": pl.Series(cells, dtype=pl.String)})
    assert frame.select(guarded(pl.col("cell")))["cell"].to_list() == [guard(cell) for cell in cells]
