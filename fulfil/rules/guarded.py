"""Runs the check of a user's own rule, so that whatever goes wrong in it is told with its place."""

from __future__ import annotations

import sys
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ..errors import PolicyError
from .findings_frame import ROW, column_faults, told
from .rule import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from .rule import Check, Rule

#: What the code of a user may raise; a panic of the engine is no Exception.
FAILURES: Final = (Exception, SystemExit, pl.exceptions.PanicException)
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule of the user's own stands.

    Args:
        path: its file, as it was given.
        line: the line on which the rule begins.
    """

    path: str
    line: int


def guarded(rule: Rule, place: Place) -> Rule:
    """The rule, its check and `unknown` run at once and their results looked at.

    Args:
        rule: a rule that keeps the contract (see `contract.breaches`).
        place: where it stands.

    Raises:
        PolicyError: by the checks that it holds: the code raised something, or gave back what is no finding.
    """
    unknown = rule.unknown
    return replace(
        rule,
        check=_guarded(rule, rule.check, place, of_findings=True),
        unknown=None if unknown is None else _guarded(rule, unknown, place, of_findings=False),
    )


def _guarded(rule: Rule, check: Check, place: Place, *, of_findings: bool) -> Check:
    @wraps(check)
    def run(facts: Any, policy: Any) -> pl.LazyFrame:
        with own_code(f"the rule {rule.code} failed", place):
            given = check(facts, policy)
            frame = given.collect() if isinstance(given, pl.LazyFrame) else given
        if not isinstance(frame, pl.DataFrame):
            raise _refusal(rule, place, f"it gives back {type(frame).__name__}, and must give a LazyFrame")
        if fault := next(_faults(rule, frame, facts, of_findings=of_findings), None):
            raise _refusal(rule, place, fault)
        return told(frame).lazy() if of_findings else frame.sort("row").lazy()

    return run


def _faults(rule: Rule, frame: pl.DataFrame, facts: Any, *, of_findings: bool) -> Iterator[str]:
    if of_findings:
        yield from column_faults(rule, frame.schema)
    elif dict(frame.schema) != {"row": ROW}:
        yield "`unknown` must give back one column, `row` (UInt32)"
    if frame["row"].null_count():
        yield "its column `row` is empty in some findings"
    elif not frame["row"].is_in(_rows(facts).implode()).all():
        yield "its column `row` names rows that are not in the facts: take it from them as it is"


def _rows(facts: Any) -> pl.Series:
    """The numbers of the rows that a rule was given: those of a block, or all of the run."""
    spine: pl.DataFrame | None = getattr(facts, "spine", None)
    known: pl.DataFrame = facts.records.select("row").collect() if spine is None else spine
    return known["row"]


def _refusal(rule: Rule, place: Place, what: str) -> PolicyError:
    return PolicyError(
        f"the rule {rule.code} ({rule.name}) is wrong: {what}",
        path=place.path,
        line=place.line,
        hint="the README says under “Rules of your own” what a rule gets and gives",
    )


@contextmanager
def own_code(what: str, place: Place) -> Iterator[None]:
    """Run code of the user's: what it prints goes to standard error, and what it raises is told in a line.

    Args:
        what: what has failed then.
        place: where to say that it did, if nothing in the file itself is to blame.

    Raises:
        PolicyError: the code raised something.
    """
    try:
        # Standard output is the report's: a `print` left in a rule must not break its JSON.
        with redirect_stdout(sys.stderr):
            yield
    except MemoryError:
        raise
    except FAILURES as error:
        line = _line_in(place.path, error.__traceback__) or place.line
        said = next(iter(str(error).strip().splitlines()), "")
        said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
        # What the decorator refuses is told by it, and no fault of Python.
        name = "" if isinstance(error, RuleError) else type(error).__name__
        why = ": ".join(part for part in (name, said) if part)
        hint = "mend the file, or leave it out; FULFIL_TRACEBACK=1 shows the whole error"
        raise PolicyError(f"{what}: {why}", path=place.path, line=line, hint=hint) from error


def _line_in(path: str, trace: TracebackType | None) -> int | None:
    """The line of a file in which something was raised, or that called what raised it."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
