"""Chooses the reporters, prints and writes files, and gives the exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from fulfil.formats import Format

from .streams import console, write_pieces, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulfil.handoff import Written
    from fulfil.report import Report

    from .option_groups import Showing, Writing
    from .output_files import OutputFiles


def show(  # noqa: PLR0913  (what is shown, how, and where)
    report: Report,
    showing: Showing,
    writing: Writing,
    outputs: OutputFiles,
    files: Sequence[Written] = (),
    *,
    of_returns: bool = False,
) -> int:
    """Write a report as the options ask: to files first, as the reader of standard output may leave.

    Args:
        report: the finished run.
        showing: the options about what is shown.
        writing: the options about forms.
        outputs: the files of `--output`.
        files: what a handoff wrote.
        of_returns: whether the report is about returns, which are told first.

    Returns:
        The exit code; the same whatever the format.

    Raises:
        OutputError: standard output or a file cannot be written.
    """
    from fulfil.gate import exit_code
    from fulfil.reporters.formats import Rendering, pieces

    rendering = Rendering(tuple(files), showing.personal, of_returns, writing.statistics, os.getcwd())  # noqa: PTH109  (as text)
    outputs.write(lambda form: pieces(report, form, rendering))
    if writing.format is Format.TERMINAL and sys.stdout.isatty():
        _on_screen(report, showing, writing, files, of_returns=of_returns)
    else:
        people = writing.format is Format.TERMINAL
        write_pieces(pieces(report, writing.format, rendering), utf8=not people)
    return exit_code(report, zero=showing.exit_zero)


def _on_screen(
    report: Report, showing: Showing, writing: Writing, files: Sequence[Written], *, of_returns: bool
) -> None:
    from fulfil.reporters.terminal import print_report
    from fulfil.reporters.terminal_returns import print_returns_report

    limit = None if showing.everything else showing.limit
    screen = console(no_color=showing.no_color)
    notes, statistics = showing.notes, writing.statistics

    def put() -> None:
        if of_returns:
            print_returns_report(report, screen, limit=limit, notes=notes, statistics=statistics)
        else:
            print_report(report, screen, files, limit=limit, notes=notes, statistics=statistics)

    written(put)
