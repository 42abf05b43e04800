"""The most urgent findings as workflow commands, which GitHub shows as annotations.

GitHub shows at most 10 errors, 10 warnings and 10 notices of a step, and 50 annotations of a job
(https://github.com/orgs/community/discussions/26680); the commands and their escapes are described at
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands and in the runner's
`ActionCommand.cs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...rules.rule import Severity
from ..inert import inert
from ..placed import in_full
from ..verdict import verdict
from .left_out import left_out
from .told import ranked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...report import Report
    from .rendering import Rendering

#: How many annotations of a kind GitHub shows; the last notice is ours.
_MOST: Final = {Severity.ERROR: 10, Severity.WARNING: 10, Severity.NOTE: 9}
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
#: An older form of commands, which the runner looks for anywhere in a line.
_OLD_COMMAND: Final = "##["


def annotation_lines(report: Report, rendering: Rendering) -> Iterator[str]:
    """One command per annotation, causes first and then the worst, and one notice with the answer.

    Args:
        report: the finished run.
        rendering: whether personal data may be shown.
    """
    shown = dict.fromkeys(Severity, 0)
    total = 0
    for frame in ranked(report, personal=rendering.personal):
        total += frame.height
        severity = Severity(frame["severity"][0])
        some = frame.head(_MOST[severity] - shown[severity])
        shown[severity] += some.height
        for row in some.with_columns(said=in_full(news=True)).iter_rows(named=True):
            yield _annotation(_COMMANDS[severity], row)
    told = [verdict(report), *(f"{text}." for text in left_out(report, sum(shown.values()), total))]
    yield f"::notice title=fulfil::{_data(' '.join(told))}\n"


def _annotation(command: str, row: dict[str, Any]) -> str:
    properties = {
        "file": None if row["file"] is None else row["file"].replace("\\", "/"),
        "line": row["line"],
        "title": " ".join(part for part in (row["rule"], row["name"], row["order_id"]) if part),
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value is not None)
    return f"::{command} {given}::{_data(row['said'])}\n"


def _data(text: str) -> str:
    plain = inert(text).replace(_OLD_COMMAND, "## [")
    return plain.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
