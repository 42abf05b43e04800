"""`fulfil audit`: what is wrong in exports, by rule, with the record in the file."""

from __future__ import annotations

from dataclasses import replace

from ..ages import parse_hours
from ..asking import question
from ..breakdowns import parse_by
from ..comparing import delivery
from ..inputs import forced_inputs
from ..option_groups import Comparing, Judging, Kinds, Showing, Writing
from ..options import By, DueWithin, Exports
from ..output_files import OutputFiles
from ..outputs import check_outputs, parse_outputs, read_beside
from ..progress import progress_bar
from ..showing import show
from ..silencing import SilencingOptions, refuse_expired, update_baseline
from ..spread import spread


@spread
def audit(  # noqa: PLR0913  (the options of the command)
    *,
    files: Exports = None,
    by: By = None,
    due_within: DueWithin = None,
    kinds: Kinds,
    judging: Judging,
    comparing: Comparing,
    silent: SilencingOptions,
    showing: Showing,
    writing: Writing,
) -> int:
    """Check exports of orders, shipments and returns, and list what is wrong in them, by rule, with the line.

    What each file tells of is found by its columns. A folder stands for the exports in it. Exits 1 where
    the policy says so: by default if an error of integrity was found.
    """
    from fulfil.audit import checked
    from fulfil.figures import Asked
    from fulfil.report import make_report

    paths, forced = forced_inputs(files or (), kinds, judging.tables)
    outputs = parse_outputs(writing.output or ())
    check_outputs(
        outputs, [*paths, *read_beside(judging, comparing.lock, *silent.files)], folders=files or ()
    )
    compared = delivery(comparing)
    dimensions = parse_by(by)
    hours = parse_hours(due_within, "--due-within") if due_within is not None else None
    with OutputFiles(outputs) as places:
        with progress_bar(quiet=showing.quiet, no_color=showing.no_color) as progress:
            asked = replace(
                question(judging, silent, only_due=False, progress=progress, quiet=showing.quiet),
                forced=forced,
                delivery=compared,
            )
            with checked(paths, asked) as run:
                report = make_report(run, asked=Asked(dimensions, hours))
        update_baseline(report)
        code = show(report, showing, writing, places)
    refuse_expired(report)
    return code
