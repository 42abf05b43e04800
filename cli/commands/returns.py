"""`fulfil returns`: how long returns take, the open ones counted as what they are, and what is overdue."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fulfil.tables import Subject

from ..ages import parse_hours
from ..asking import question
from ..breakdowns import parse_by_of_returns
from ..inputs import forced_inputs
from ..options import Judging, Kinds, Showing
from ..periods import parse_period
from ..progress import progress_bar
from ..spread import spread
from ..streams import console, write_pieces, written

if TYPE_CHECKING:
    from fulfil.report import Report

_JUDGING = "How to judge"
_COMPARING = "What to compare with"
_SHOWING = "What to show"


class FiguresFormat(StrEnum):
    """How a report of figures is written."""

    TERMINAL = "terminal"
    JSON = "json"
    CSV = "csv"


Returns = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="RETURNS",
        help="Exports of returns or refunds, and order exports of shops that have none; folders of them, or "
        "patterns; `-` is standard input. What could be orders or returns is read as returns.",
        show_default=False,
    ),
]
Written = Annotated[
    FiguresFormat,
    typer.Option(
        "--format",
        help="How the report is written; csv has one figure a row, and no findings.",
        rich_help_panel=_SHOWING,
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="reason,sku,...",
        help="Break the figures down by reason, sku, carrier (that brings the goods back), warehouse, shop "
        "or week (ISO week of the request, in the zone of its file), each by itself.",
        rich_help_panel=_SHOWING,
    ),
]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="Only the returns under way in it, and only their time inside it: 2026-10, 2026-W44, "
        "2026-10-05, or 2026-10-01..2026-10-31; days count in the zone of the file.",
        rich_help_panel=_JUDGING,
    ),
]
Compare = Annotated[
    str | None,
    typer.Option(
        "--compare",
        metavar="OLD.json",
        help="Tell how each figure has changed since this report, written earlier with --format json.",
        rich_help_panel=_COMPARING,
    ),
]
DueWithin = Annotated[
    str | None,
    typer.Option(
        "--due-within",
        metavar="AGE",
        help="List the returns whose deadline falls within 24h, 90m or 2d, the least time left and the most "
        "money first.",
        rich_help_panel=_SHOWING,
    ),
]


@spread
def returns(  # noqa: PLR0913  (the options of the command)
    *,
    files: Returns = None,
    by: By = None,
    due_within: DueWithin = None,
    period: Period = None,
    compare: Compare = None,
    kinds: Kinds,
    judging: Judging,
    showing: Showing,
    format: Written = FiguresFormat.TERMINAL,  # noqa: A002  (the option's name)
) -> int:
    """Tell how long returns take by stage, open ones included, whose time it is, and what is overdue.

    Orders and shipments say when the goods were paid for and delivered.
    Exits 1 where the policy says so: by default if an error of integrity was found.
    """
    from fulfil.audit import checked
    from fulfil.figures import OF_RETURNS, Asked, judges_returns
    from fulfil.report import make_report
    from fulfil.returns_before import read_before

    paths, forced = forced_inputs(files or (), kinds, judging.tables)
    wanted = Asked(
        by=parse_by_of_returns(by),
        due_within=parse_hours(due_within, "--due-within") if due_within is not None else None,
        only_returns=True,
        period=parse_period(period, "--period") if period is not None else None,
        before=(compare, read_before(compare)) if compare is not None else None,
    )
    with progress_bar(quiet=showing.quiet, no_color=showing.no_color) as progress:
        asked = question(judging, only_due=False, progress=progress, quiet=showing.quiet)
        reading = replace(asked.reading, likely=Subject.RETURNS)
        codes = OF_RETURNS | {rule.code for rule in asked.own if judges_returns(rule)}
        asked = replace(asked, forced=forced, reading=reading, codes=codes)
        with checked(paths, asked) as run:
            report = make_report(run, asked=wanted)
    return _show(report, showing, format)


def _show(report: Report, showing: Showing, form: FiguresFormat) -> int:
    from fulfil.gate import exit_code

    if form is FiguresFormat.JSON:
        from fulfil.reporters.json_report import json_pieces

        write_pieces(json_pieces(report, personal=showing.personal), utf8=True)
    elif form is FiguresFormat.CSV:
        from fulfil.reporters.csv_returns import csv_pieces

        write_pieces(csv_pieces(report), utf8=True)
    elif sys.stdout.isatty():
        from fulfil.reporters.terminal_returns import print_returns_report

        limit = None if showing.everything else showing.limit
        screen = console(no_color=showing.no_color)
        written(lambda: print_returns_report(report, screen, limit=limit, notes=showing.notes))
    else:
        from fulfil.reporters.plain import plain_returns

        write_pieces(plain_returns(report, personal=showing.personal))
    return exit_code(report, zero=showing.exit_zero)
