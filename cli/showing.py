"""Chooses the reporter, prints, and gives the exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .options import Format, Showing
from .streams import console, write_pieces, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulfil.handoff import Written
    from fulfil.report import Report


def show(report: Report, showing: Showing, form: Format, files: Sequence[Written] = ()) -> int:
    """Print a report as the options ask.

    Args:
        report: the finished run.
        showing: the options.
        form: how it is written.
        files: what a handoff wrote.

    Returns:
        The exit code; the same whatever the format.

    Raises:
        OutputError: standard output cannot be written.
    """
    from fulfil.gate import exit_code

    if form is Format.JSON:
        from fulfil.reporters.json_report import json_pieces

        write_pieces(json_pieces(report, files, personal=showing.personal), utf8=True)
    elif sys.stdout.isatty():
        from fulfil.reporters.terminal import print_report

        limit = None if showing.everything else showing.limit
        screen = console(no_color=showing.no_color)
        written(lambda: print_report(report, screen, files, limit=limit, notes=showing.notes))
    else:
        from fulfil.reporters.plain import plain_lines

        write_pieces(plain_lines(report, files, personal=showing.personal))
    return exit_code(report, zero=showing.exit_zero)
