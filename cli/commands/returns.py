"""`fulfil returns`: how long returns take, the open ones counted as what they are, and what is overdue."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from fulfil.tables import Subject

from ..ages import parse_hours
from ..asking import question
from ..breakdowns import parse_by_of_returns
from ..inputs import forced_inputs
from ..option_groups import Judging, Kinds, Showing, Writing
from ..output_files import OutputFiles
from ..outputs import check_outputs, parse_outputs, read_beside
from ..periods import parse_period
from ..progress import progress_bar
from ..showing import show
from ..silencing import SilencingOptions, refuse_expired, update_baseline
from ..spread import spread

_JUDGING = "How to judge"
_COMPARING = "What to compare with"
_SHOWING = "What to show"


Returns = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="RETURNS",
        help="Exports of returns or refunds, and order exports of shops that have none; folders of them, or "
        "patterns; `-` is standard input. What could be orders or returns is read as returns.",
        show_default=False,
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
    silent: SilencingOptions,
    showing: Showing,
    writing: Writing,
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
    outputs = parse_outputs(writing.output or ())
    check_outputs(outputs, [*paths, *read_beside(judging, compare, *silent.files)], folders=files or ())
    wanted = Asked(
        by=parse_by_of_returns(by),
        due_within=parse_hours(due_within, "--due-within") if due_within is not None else None,
        only_returns=True,
        period=parse_period(period, "--period") if period is not None else None,
        before=(compare, read_before(compare)) if compare is not None else None,
    )
    with OutputFiles(outputs) as places:
        with progress_bar(quiet=showing.quiet, no_color=showing.no_color) as progress:
            asked = question(judging, silent, only_due=False, progress=progress, quiet=showing.quiet)
            reading = replace(asked.reading, likely=Subject.RETURNS)
            codes = OF_RETURNS | {rule.code for rule in asked.own if judges_returns(rule)}
            asked = replace(asked, forced=forced, reading=reading, codes=codes)
            with checked(paths, asked) as run:
                report = make_report(run, asked=wanted)
        update_baseline(report)
        code = show(report, showing, writing, places, of_returns=True)
    refuse_expired(report)
    return code
