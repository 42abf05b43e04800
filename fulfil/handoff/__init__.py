"""The gate before waybills: every record of every export into the file of its one fate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from ..audit import Checked, Question, checked, with_form
from ..errors import OutputError, UsageError
from ..exports.source import stem_of
from ..facts.spine import lines_of
from ..report import Report, make_report
from ..tables import Subject
from .batch_folder import FORM_NAME, BatchFolder
from .fate_files import FateFiles
from .fates import Fate, Fates, decide
from .form import Form, load_form
from .form_file import form_bytes, reconcile
from .form_rows import form_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..exports.export import Export


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted of a handoff.

    Args:
        out: the output folder.
        force: replace an earlier batch there.
        fix: apply the suggestions that are certain.
        form: the name of a shipped courier form, or a TOML file; None for no form.
    """

    out: str
    force: bool = False
    fix: bool = False
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its path, the fate it holds (`form` for the form), and its records."""

    path: str
    fate: str
    records: int


@dataclass(frozen=True, slots=True)
class Handoff:
    """The result: the report and the files."""

    report: Report
    written: tuple[Written, ...]


def handoff(paths: Sequence[str], question: Question, request: Request) -> Handoff:
    """Check exports and write the files of the batch.

    Args:
        paths: the order exports.
        question: how to judge; only due lines are judged.
        request: what to write.

    Raises:
        UsageError: two inputs share a stem, or the output folder holds an input or an earlier batch.
        UnreadableError: an input is no table of orders.
        OutputError: the files cannot be written; then none is.
    """
    _distinct_stems((path, stem_of(path)) for path in dict.fromkeys(paths))
    form = load_form(request.form) if request.form else None
    question = replace(question, reading=replace(question.reading, subjects=frozenset({Subject.ORDERS})))
    with BatchFolder(request.out, paths, force=request.force) as folder, checked(paths, question) as run:
        _distinct_stems((export.path, export.source.stem) for export in run.exports)
        fates = decide(run, fix=request.fix)
        written, by_file = _write(run, fates, folder)
        reconciled = run
        if form is not None:
            reconciled, rows = _write_form(run, fates, form, folder)
            written.append(Written(folder.path(FORM_NAME), "form", rows))
        folder.prove()
        folder.publish()
        return Handoff(make_report(reconciled, fates.counts(), by_file, fates.rows), tuple(written))


def _distinct_stems(inputs: Iterable[tuple[str, str]]) -> None:
    stems: dict[str, str] = {}
    for path, stem in inputs:
        other = stems.setdefault(stem.casefold(), path)
        if other != path:
            raise UsageError(
                f"its files would be named like those of {other}", path=path, hint="rename one of the two"
            )


def _write(
    run: Checked, fates: Fates, folder: BatchFolder
) -> tuple[list[Written], dict[int, dict[str, int]]]:
    written: list[Written] = []
    by_file: dict[int, dict[str, int]] = {}
    for export in run.exports:
        files = FateFiles(export, fates, folder)
        aside = run.aside[export.index]
        counts = files.write(aside)
        _add_up(run, counts, export)
        by_file[export.index] = counts
        written += [
            Written(folder.path(files.name(fate)), fate.value, counts[fate.value])
            for fate in Fate
            if counts[fate.value] or fate in (Fate.READY, Fate.HELD)
        ]
    return written, by_file


def _write_form(run: Checked, fates: Fates, form: Form, folder: BatchFolder) -> tuple[Checked, int]:
    """Write the form, and check EXP006 on what the disk gives back."""
    made = form_rows(run, fates, form)
    file = folder.file(FORM_NAME)
    file.write(form_bytes(made.orders, form))
    file.close()
    return with_form(run, reconcile(file.path, made, fates, form)), made.orders.height


def _add_up(run: Checked, counts: dict[str, int], export: Export) -> None:
    """Prove that every record has exactly one fate, and every byte behind the header a record.

    Raises:
        OutputError: they do not add up, so that nothing may be handed off.
    """
    rows = lines_of(run.facts.spine, export.index)
    aside = run.aside[export.index]
    below = aside.filter(pl.col("offset") >= export.recognition.header.end)
    records = rows.height + aside.filter(pl.col("reason") != "blank").height
    size = int(rows["length"].cast(pl.UInt64).sum()) + int(below["length"].sum())
    if sum(counts.values()) != records or size != export.source.size - export.recognition.header.end:
        raise OutputError(
            f"{records} records were read and {sum(counts.values())} sorted",
            path=export.path,
            hint="nothing was written; please report this file",
        )


__all__ = ["FORM_NAME", "Handoff", "Request", "Written", "handoff"]
