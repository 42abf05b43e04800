"""The writer of each format: a finished report in, pieces of text out.

A new format is a module here, its line in `WRITERS`, and its name in `fulfil.formats`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ...formats import Format
from ..csv_returns import csv_pieces
from ..json_report import json_pieces
from ..plain import plain_lines, plain_returns
from .csv_findings import csv_findings
from .github import annotation_lines
from .junit import junit_pieces
from .markdown import markdown_pieces
from .rendering import Rendering
from .sarif import sarif_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ...report import Report

    Writer = Callable[[Report, Rendering], Iterator[str]]


def _terminal(report: Report, rendering: Rendering) -> Iterator[str]:
    personal, statistics = rendering.personal, rendering.statistics
    if rendering.of_returns:
        return plain_returns(report, personal=personal, statistics=statistics)
    return plain_lines(report, rendering.written, personal=personal, statistics=statistics)


def _json(report: Report, rendering: Rendering) -> Iterator[str]:
    return json_pieces(report, rendering.written, personal=rendering.personal)


def _csv(report: Report, rendering: Rendering) -> Iterator[str]:
    return csv_pieces(report) if rendering.of_returns else csv_findings(report, personal=rendering.personal)


WRITERS: Final[Mapping[Format, Writer]] = MappingProxyType(
    {
        Format.TERMINAL: _terminal,
        Format.JSON: _json,
        Format.CSV: _csv,
        Format.SARIF: sarif_pieces,
        Format.JUNIT: junit_pieces,
        Format.GITHUB: annotation_lines,
        Format.MARKDOWN: markdown_pieces,
    }
)


def pieces(report: Report, form: Format, rendering: Rendering) -> Iterator[str]:
    """A report in one format, in pieces of text to be written as they come.

    Args:
        report: the finished run.
        form: the format; `TERMINAL` gives the plain lines of a pipe.
        rendering: what else the writer has to know.
    """
    return WRITERS[form](report, rendering)


__all__ = ["WRITERS", "Rendering", "pieces"]
