"""The rule: tables, facts and policy in, the offending rows out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from ..grades import Concern, Handoff, Severity
from ..tables import Subject
from .evidence import EVIDENCE

if TYPE_CHECKING:
    import polars as pl

#: A rule's code: its family and a number that is never used again.
CODE = re.compile(r"(?:[A-Z]{3}\d{3}|X(?!000)\d{3})")

#: The family of rules of the user's own: X001 to X999. No rule that ships is of it.
OWN_FAMILY = "X"

_PARAMETER = re.compile(r"\{(\w+)\}")


class RuleError(ValueError):
    """What was decorated is no rule."""


class Scope(StrEnum):
    """What must be seen together to judge, so that a run can be cut into parts."""

    ROW = "row"
    ORDER = "order"
    GROUP = "group"
    PARCEL = "parcel"
    EXPORT = "export"


#: Scopes that are judged across files, and by audits only: nobody holds an order before waybills for them.
_ACROSS = (Scope.ORDER, Scope.GROUP, Scope.PARCEL)

__all__ = ["CODE", "Check", "Concern", "Handoff", "Rule", "Scope", "Severity", "rule"]

Check = Callable[[Any, Any], "pl.LazyFrame"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise that an export can break.

    Args:
        code: family and number.
        name: what is wrong, in words joined by hyphens; also the name of the rule's file.
        severity: how bad it is.
        handoff: what the gate before waybills does with the order.
        concern: disagreement of data, or a clock.
        scope: what must be seen together.
        needs: `table.column` that an export must have; `a | b` means one of them.
        message: the finding in words, with evidence names in braces.
        check: facts and policy to the offending rows: `row` and evidence columns, lazily.
        unknown: facts and policy to the rows (`row`) that could not be judged; none where unset.
        cures: the column that the finding's `suggestion` would fill or correct.
        folds: evidence columns by which the findings of one file are always told as one.
        subjects: what the rows that it judges tell of.
        documentation: the docstring of the check.
        across: whether it holds files against each other, which only audits do.
        limits: the keys of the policy by which it judges, such as `dispatch.ship_hours`; those of the facts
            that it rests on, too.
        rests_on: codes and families of the rules of single rows whose findings it reads; they are judged for
            it where nobody selects them, and not told then.
        file: where a rule of the user's own comes from, as its path was given; None for those that ship.
    """

    code: str
    name: str
    severity: Severity
    handoff: Handoff
    concern: Concern
    scope: Scope
    needs: tuple[str, ...]
    message: str
    check: Check
    documentation: str
    unknown: Check | None = None
    cures: str | None = None
    folds: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = (Subject.ORDERS,)
    across: bool = False
    limits: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    file: str | None = None

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

    @property
    def summary(self) -> str:
        """The first line of the documentation: the violation, stated as a fact."""
        return self.documentation.split("\n", 1)[0]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The evidence names in the message, in order of appearance."""
        return tuple(dict.fromkeys(_PARAMETER.findall(self.message)))

    def missing_from(self, columns: frozenset[str]) -> tuple[str, ...]:
        """What an export with these `table.column` names lacks for this rule."""
        return tuple(
            need for need in self.needs if not any(part.strip() in columns for part in need.split("|"))
        )


def rule(  # noqa: PLR0913  (a rule has this many independent properties)
    code: str,
    name: str,
    *,
    severity: Severity,
    handoff: Handoff,
    message: str,
    needs: tuple[str, ...],
    concern: Concern = Concern.INTEGRITY,
    scope: Scope = Scope.ROW,
    unknown: Check | None = None,
    cures: str | None = None,
    folds: tuple[str, ...] = (),
    subjects: tuple[Subject, ...] = (Subject.ORDERS,),
    across: bool = False,
    limits: tuple[str, ...] = (),
    rests_on: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a rule of a check function; see `Rule` for the properties.

    Raises:
        RuleError: the code or the message is not of the form that the registry needs.
    """

    def decorate(check: Check) -> Rule:
        made = Rule(
            code=code,
            name=name,
            severity=severity,
            handoff=handoff,
            concern=concern,
            scope=scope,
            needs=needs,
            message=message,
            check=check,
            documentation=cleandoc(check.__doc__ or ""),
            unknown=unknown,
            cures=cures,
            folds=folds,
            subjects=subjects,
            across=across or scope in _ACROSS,
            limits=limits,
            rests_on=rests_on,
        )
        if not CODE.fullmatch(code):
            raise RuleError(f"{code} is no rule code")
        if strange := [name for name in made.parameters if name not in EVIDENCE]:
            raise RuleError(f"{code}: the message names {', '.join(strange)}, which is no evidence")
        return made

    return decorate
