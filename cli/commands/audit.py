"""`fulfil audit`: every broken promise in exports, by rule."""

from __future__ import annotations

from ..asking import question
from ..inputs import input_paths
from ..options import Files, Judging, Showing
from ..progress import progress_bar
from ..showing import show
from ..spread import spread


@spread
def audit(*, files: Files, judging: Judging, showing: Showing) -> int:
    """Check exports and list what is wrong in them, by rule, with the line in the file.

    A folder stands for the exports in it. Exits 1 if an error of integrity was found.
    """
    from fulfil.audit import checked
    from fulfil.report import make_report

    with progress_bar(quiet=showing.quiet) as progress:
        asked = question(judging, only_due=False, progress=progress)
        with checked(input_paths(files, folders=True), asked) as run:
            report = make_report(run)
    return show(report, showing)
