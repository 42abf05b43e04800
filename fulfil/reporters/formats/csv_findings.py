"""Findings as a table for a spreadsheet: one finding a row, nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...handoff.record_text import guarded
from ..inert import inert_text
from .told import COLUMNS, causes, fingerprinted, listed, silent

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
    explains, and in the end what the ignore file or the baseline silences; `systemic`, `folded` and
    `suppressed` tell them apart.

    Args:
        report: the finished run.
        personal: whether personal data may be shown.
    """
    yield "\ufeff" + ",".join(COLUMNS) + "\r\n"
    for frame in _frames(fingerprinted(report), personal=personal):
        for part in frame.iter_slices(_SLICE):
            yield _records(part)


def _frames(report: Report, *, personal: bool) -> Iterator[pl.DataFrame]:
    yield from causes(report, report.findings)
    for folded in (False, True):
        yield from listed(report, report.findings, personal=personal, folded=folded)
    yield from silent(report, personal=personal)


def _records(told: pl.DataFrame) -> str:
    safe = [guarded(inert_text(pl.col(name))) for name in _FOREIGN]
    return told.select(COLUMNS).with_columns(safe).write_csv(include_header=False, line_terminator="\r\n")
