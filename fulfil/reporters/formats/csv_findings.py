"""Findings as a table for a spreadsheet: one finding a row, nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...handoff.record_text import guarded
from ..inert import inert_text
from .told import COLUMNS, fingerprinted, told, told_systemic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...report import Report

#: So many rows are written at once.
_SLICE: Final = 50_000
#: What a file or a buyer may have written.
_FOREIGN: Final = ("order_id", "file", "message", "suggestion")


def csv_findings(report: Report, *, personal: bool) -> Iterator[str]:
    """The table in pieces of whole records: UTF-8 with BOM, RFC 4180, no cell that runs as a formula.

    Causes of many findings come first, then findings about single records by rule, then those that a cause
    explains; `systemic` and `folded` tell them apart.

    Args:
        report: the finished run.
        personal: whether personal data may be shown.
    """
    yield "\ufeff" + ",".join(COLUMNS) + "\r\n"
    for frame in _frames(fingerprinted(report), personal=personal):
        for part in frame.iter_slices(_SLICE):
            yield _records(part)


def _frames(report: Report, *, personal: bool) -> Iterator[pl.DataFrame]:
    for found in report.findings:
        if found.systemic.height:
            yield told_systemic(report, found)
    for folded in (False, True):
        for found in report.findings:
            rows = found.folded if folded else found.shown
            if rows.height:
                yield told(report, found, rows, personal=personal, folded=folded)


def _records(told: pl.DataFrame) -> str:
    safe = [guarded(inert_text(pl.col(name))) for name in _FOREIGN]
    return told.select(COLUMNS).with_columns(safe).write_csv(include_header=False, line_terminator="\r\n")
