"""What a run did not check, and why: rules without their columns, and values that say nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules.rule import Scope
from ..tables import COLUMNS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..report import Report

#: Tables that are no exports, and how they are given.
_GIVEN = {
    "coverage": "no table of where carriers deliver was given (--coverage)",
    "freight": "no freight table was given (--policy)",
    "limits": "no law or policy sets the limit (--policy)",
    "form": "no courier's form was asked for (--form)",
    "lock": "no lock was given (--lock)",
    "max_age": "no greatest age was given (--max-age)",
    "min_records": "no least number of records was given (--min-records)",
}


#: What a canonical table's records tell of.
_SUBJECTS = {column.table: subject for subject, columns in COLUMNS_OF.items() for column in columns.values()}

#: So many of the columns that would do are named.
_MOST_NAMES = 5


def not_judged(report: Report) -> Iterator[tuple[str, str]]:
    """Rules and the reason why they judged nothing, or not everything.

    Yields:
        Codes separated by spaces, and the reason in words.
    """
    lacks: dict[tuple[str, str], list[str]] = {}
    for rule, missing, path in report.not_checked:
        if report.counts is not None and lack_words(missing) == _GIVEN["lock"]:
            continue  # a handoff has no --lock that could be given
        lack = _no_file(missing, report) if rule.across else None
        lacks.setdefault((lack or lack_words(missing), "" if lack else path), []).append(rule.code)
    files: dict[tuple[str, str], list[str]] = {}
    for (lack, path), together in lacks.items():
        files.setdefault((" ".join(dict.fromkeys(together)), lack), []).append(path)
    for (codes, lack), paths in files.items():
        told = lack in _GIVEN.values() or paths == [""]
        yield codes, lack if told else f"{lack} in {_listed(paths, len(report.files))}"
    unknown: dict[tuple[bool, int, int], list[str]] = {}
    for found in report.findings:
        if found.unknown and found.rule.scope is not Scope.EXPORT:
            alone = found.rule.scope is Scope.ROW
            unknown.setdefault((alone, found.judged, found.unknown), []).append(found.rule.code)
    for (alone, judged, rows), alike in unknown.items():
        explained = f"`fulfil explain {alike[0]}` says which"
        of = judged + rows
        if alone:
            yield " ".join(alike), f"{rows:,} of {of:,} rows could not be judged; {explained} values"
        else:
            yield " ".join(alike), f"judged {judged:,} of {of:,} rows; {rows:,} unknown; {explained}"


def _listed(paths: list[str], files: int) -> str:
    return f"all {files} files" if len(paths) == files > 1 else ", ".join(paths)


def _no_file(missing: tuple[str, ...], report: Report) -> str | None:
    """That no file tells of what is missing at all, where that is why."""
    for need in missing:
        subjects = {_SUBJECTS.get(part.split(".")[0].strip()) for part in need.split("|")}
        if None not in subjects and not subjects & set(report.told):
            names = sorted(subject.value for subject in subjects if subject)
            return f"no file of {' or '.join(names)} was given"
    return None


def lack_words(missing: tuple[str, ...]) -> str:
    """What is missing for a rule, in words: a column of a file, or a table that was not given.

    Args:
        missing: needs as rules name them: `table.column`, or several that would do between ` | `.
    """
    for need in missing:
        if (table := need.split(".")[0]) in _GIVEN:
            return _GIVEN[table]
    return f"no column {', nor '.join(dict.fromkeys(map(_columns, missing)))}"


def _columns(need: str) -> str:
    names = list(dict.fromkeys(part.strip().split(".")[-1] for part in need.split("|")))
    some = names[:_MOST_NAMES]
    return " or ".join([*some, "the like"] if len(names) > len(some) else some)
