"""The time that files cover, told where several kinds of rows were read together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..tables import Subject
from .amounts import day
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..file_report import FileReport
    from ..report import Report

_WORDS = {Subject.ORDERS: "orders", Subject.SHIPMENTS: "shipments", Subject.RETURNS: "returns"}


def covered(report: Report, most: int | None = None) -> Iterator[str]:
    """From which day to which each file tells of what; nothing for a handoff, or where all tell of one thing.

    Args:
        report: the finished run.
        most: with more files than this, the files of a subject are told together; None for never.
    """
    files = [file for file in report.files if file.covers]
    several = len({subject for file in files for subject in file.covers}) > 1
    if report.counts is not None or not several:
        return
    if most is not None and len(files) > most:
        yield from _by_subject(files)
        return
    for file in files:
        spans = (f"{_WORDS[subject]} {_span(file, subject)}" for subject in file.covers)
        yield f"{file.path} covers {', '.join(spans)}"


def _span(file: FileReport, subject: Subject) -> str:
    first, last = (day(moment, file.zone) for moment in file.covers[subject])
    return first if first == last else f"{first} to {last}"


def _by_subject(files: list[FileReport]) -> Iterator[str]:
    for subject, word in _WORDS.items():
        mine = [file for file in files if subject in file.covers]
        if not mine:
            continue
        first = min(mine, key=lambda file: file.covers[subject][0])
        last = max(mine, key=lambda file: file.covers[subject][1])
        days = day(first.covers[subject][0], first.zone), day(last.covers[subject][1], last.zone)
        yield f"{counted(len(mine), 'file')} cover {word} {' to '.join(dict.fromkeys(days))}"
