"""What every rule must be, whoever writes it: those that ship, and those of the user's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import isfunction, signature
from typing import TYPE_CHECKING, Final

from ..tables import COLUMNS, Subject
from .documented import EXAMPLES, HEADINGS, headings, section, tables
from .evidence import EVIDENCE
from .given import can_be_needed
from .limit_keys import is_limit
from .rule import CODE, OWN_FAMILY, Concern, Handoff, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rule import Rule

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SUMMARY: Final = 110
#: What a sentence ends with, in English and Chinese.
_ENDS: Final = (".", "。")
#: Words by which a rule says what a null means; Chinese ones, too, as own rules are written in any language.
_OF_NULLS: Final = re.compile(r"(?i)\b(?:empty|blank|null|without|no|masked)\b|空|没有|缺|无|未")
_EXAMPLE: Final = re.compile(r".+\n.+")


@dataclass(frozen=True, slots=True)
class Breach:
    """A clause of the contract that a rule breaks.

    Args:
        clause: which one, in a word: `documentation`.
        what: how, as the end of a sentence.
    """

    clause: str
    what: str


def breaches(rule: Rule, *, own: bool = False) -> tuple[Breach, ...]:
    """The clauses that a rule breaks, in the order of its properties; none of a rule as it should be.

    Args:
        rule: the rule, as the decorator made it.
        own: whether it is the user's own, and so has a code of their family.
    """
    # What is of the wrong type cannot be looked at any further.
    wrong = tuple(Breach("types", what) for what in _types(rule))
    if wrong:
        return wrong
    found = {
        "code": _code(rule, own=own),
        "name": _name(rule),
        "function": _function(rule),
        "summary": _summary(rule),
        "documentation": _documentation(rule),
        "needs": _needs(rule),
        "message": _message(rule),
        "handoff": _handoff(rule),
        "cures": _cures(rule),
        "folds": _folds(rule),
        "limits": _limits(rule),
    }
    return tuple(Breach(clause, what) for clause, several in found.items() for what in several)


def _types(rule: Rule) -> Iterator[str]:
    kinds = {"severity": Severity, "handoff": Handoff, "concern": Concern, "scope": Scope}
    for name, kind in kinds.items():
        if not isinstance(getattr(rule, name), kind):
            words = ", ".join(f"{kind.__name__}.{each.name}" for each in kind)
            yield f"`{name}` must be one of {words}"
    for name in ("code", "name", "message"):
        if not isinstance(getattr(rule, name), str):
            yield f"`{name}` must be a text"
    for name in ("needs", "folds", "limits", "rests_on"):
        value = getattr(rule, name)
        if not isinstance(value, tuple) or not all(isinstance(each, str) for each in value):
            yield f"`{name}` must be a tuple of texts, such as (“orders.status”,)"
    if not isinstance(rule.subjects, tuple) or not all(isinstance(each, Subject) for each in rule.subjects):
        yield "`subjects` must be a tuple, such as (Subject.ORDERS,)"


def _code(rule: Rule, *, own: bool) -> Iterator[str]:
    if own and rule.family != OWN_FAMILY:
        yield "rules of your own have the codes X001 to X999"
    elif not CODE.fullmatch(rule.code) or (not own and rule.family == OWN_FAMILY):
        yield f"{rule.code} is no code of a rule that ships"


def _name(rule: Rule) -> Iterator[str]:
    if not _NAME.fullmatch(rule.name):
        yield f"“{rule.name}” must be words in small letters, joined by hyphens"


def _function(rule: Rule) -> Iterator[str]:
    for check in (rule.check, rule.unknown):
        if check is None:
            continue
        if not isfunction(check):
            yield "it must be a function"
        elif len(signature(check).parameters) != 2:  # noqa: PLR2004  (facts and policy)
            yield f"`{check.__name__}` must take two arguments, facts and policy"


def _summary(rule: Rule) -> Iterator[str]:
    summary = rule.summary
    if not summary:
        yield "it has no docstring, whose first line states what is wrong"
    elif summary[0].islower() or not summary.endswith(_ENDS):
        yield "the first line of its docstring must be a sentence that states what is wrong"
    elif len(summary) > _LONGEST_SUMMARY:
        yield f"the first line of its docstring has over {_LONGEST_SUMMARY} characters"


def _documentation(rule: Rule) -> Iterator[str]:
    found = headings(rule)
    lacking = [title for title in HEADINGS if title not in found]
    for title in lacking:
        yield f"it has no heading “## {title}”"
    if not lacking and found != HEADINGS:
        yield "its headings must be, in this order: " + ", ".join(f"“## {title}”" for title in HEADINGS)
    for title in found:
        if title in HEADINGS and not section(rule, title):
            yield f"nothing stands below “## {title}”"
    for title in EXAMPLES:
        if section(rule, title) and not any(map(_EXAMPLE.search, tables(rule, title).values())):
            yield f"“## {title}” has no example: a block that begins with ```csv and ends with ```"
    nulls = section(rule, "What a null means")
    if nulls and not _OF_NULLS.search(nulls):
        yield "“## What a null means” must say what becomes of an empty cell"


def _needs(rule: Rule) -> Iterator[str]:
    known = can_be_needed()
    parts = [part.strip() for need in rule.needs for part in need.split("|")]
    for part in parts:
        if part not in known:
            yield f"“{part}” is no canonical `table.column`"
    if not parts and rule.scope is not Scope.EXPORT:
        yield "it names no column, and only a rule over whole exports needs none"


def _message(rule: Rule) -> Iterator[str]:
    for name in rule.parameters:
        if name not in EVIDENCE:
            yield f"“{name}” is no evidence"
    if not rule.message.strip():
        yield "it says nothing"
    elif rule.message.endswith(_ENDS) or rule.message[0].isupper():
        yield "it follows the place of the finding: it begins small and ends without a full stop"


def _handoff(rule: Rule) -> Iterator[str]:
    if rule.across and rule.handoff is not Handoff.OFF:
        yield "what holds files against each other is judged by audits only: it must be Handoff.OFF"


def _cures(rule: Rule) -> Iterator[str]:
    if rule.cures is not None and rule.cures not in COLUMNS:
        yield f"“{rule.cures}” is no column of orders"


def _folds(rule: Rule) -> Iterator[str]:
    for name in rule.folds:
        if name not in EVIDENCE:
            yield f"“{name}” is no evidence"


def _limits(rule: Rule) -> Iterator[str]:
    for key in rule.limits:
        if not is_limit(key):
            yield f"“{key}” is no key of a policy"
        elif rule.limits.count(key) > 1:
            yield f"“{key}” stands twice"
