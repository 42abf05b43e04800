"""`fulfil handoff`: which orders may get a waybill, which are held, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from ..asking import question
from ..inputs import input_paths
from ..option_groups import Judging, Showing, Writing
from ..options import Files
from ..output_files import OutputFiles
from ..outputs import check_outputs, parse_outputs, read_beside
from ..progress import progress_bar
from ..showing import show
from ..silencing import Ignoring, refuse_expired
from ..spread import spread

Out = Annotated[str, typer.Option(metavar="DIR", help="The folder for the batch's files.")]
Force = Annotated[bool, typer.Option("--force", help="Replace an earlier batch in that folder.")]
Fix = Annotated[bool, typer.Option("--fix", help="Apply the corrections that are certain.")]
Form = Annotated[
    str | None,
    typer.Option(metavar="FORM", help="Write a courier's form, too: a shipped name, or a TOML file."),
]


@spread
def handoff(  # noqa: PLR0913  (the options of the command)
    *,
    files: Files,
    out: Out,
    force: Force = False,
    fix: Fix = False,
    form: Form = None,
    judging: Judging,
    silent: Ignoring,
    showing: Showing,
    writing: Writing,
) -> int:
    """Check orders before waybills are printed, and sort them into files: ready, held, not due.

    Exits 1 if any due order is held or any record cannot be read.
    """
    from fulfil.handoff import Request
    from fulfil.handoff import handoff as hand_off

    paths = input_paths(files, tables=judging.tables)
    outputs = parse_outputs(writing.output or ())
    check_outputs(outputs, [*paths, *read_beside(judging, form, *silent.files)], out=out)
    with OutputFiles(outputs) as places:
        with progress_bar(quiet=showing.quiet, no_color=showing.no_color) as progress:
            asked = question(judging, silent, only_due=True, progress=progress, quiet=showing.quiet)
            result = hand_off(paths, asked, Request(out, force=force, fix=fix, form=form))
        code = show(result.report, showing, writing, places, result.written)
    refuse_expired(result.report)
    return code
