"""What a run did not tell as results: what was left to the JSON report, and what was not checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...inert import inert
from ...not_judged import not_judged
from ...silence_words import silence_lines
from ..left_out import left_out

if TYPE_CHECKING:
    from ....report import Report


def notifications(report: Report, told: int, total: int) -> list[dict[str, Any]]:
    """`toolExecutionNotifications`: warnings about what was left out, notes about what was not checked.

    Notes also tell what is ignored or old, and what has changed since an earlier report.

    Args:
        report: the finished run.
        told: how many findings became results.
        total: how many there are to tell.
    """
    index = {found.rule.code: at for at, found in enumerate(report.findings)}
    level = "warning" if told < total else "note"
    said = [_notification(level, text) for text in left_out(report, told, total)]
    said += [_notification("note", line) for line in silence_lines(report.silenced)]
    for codes, reason in not_judged(report):
        note = _notification("note", f"not checked: {reason}")
        rules = [{"id": code, "index": index[code]} for code in codes.split()]
        said += [note | {"associatedRule": rule} for rule in rules]
    return said


def _notification(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": inert(text)}}
