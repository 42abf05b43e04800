"""What a run is to be silent about, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..findings import RuleFindings
    from .baseline import Baseline
    from .differences import Before, Difference
    from .ignore_file import Entry, Ignored


class By(StrEnum):
    """What silences a finding: the values of the column `suppressed`."""

    IGNORED = "ignored"
    BASELINE = "baseline"


class State(StrEnum):
    """What became of an entry of the ignore file.

    Values:
        used: it silences findings.
        unused: the rule was judged on the order, and finds nothing.
        expired: its last day has passed, and the order is still there.
        retired: no file has the order any more.
        not_judged: the rule was not checked on the order.
        undated: no moment is known, so that nobody can say whether it has ended; it silences nothing.
    """

    USED = "used"
    UNUSED = "unused"
    EXPIRED = "expired"
    RETIRED = "retired"
    NOT_JUDGED = "not_judged"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Silencing:
    """What a run is to be silent about, and what it is compared with.

    Args:
        ignored: the ignore file; None where there is none.
        baseline: the baseline; None where nobody named one.
        update: whether the baseline is to hold the findings of this run.
        before: an earlier report; None where nobody named one.
    """

    ignored: Ignored | None = None
    baseline: Baseline | None = None
    update: bool = False
    before: Before | None = None

    @property
    def asked(self) -> bool:
        """Whether there is anything to do."""
        return self.ignored is not None or self.baseline is not None or self.before is not None


@dataclass(frozen=True, slots=True)
class EntryTold:
    """What became of one entry of the ignore file: its line, its state, and how many findings it silences."""

    entry: Entry
    line: int
    state: State
    findings: int = 0


@dataclass(frozen=True, slots=True)
class BaselineTold:
    """What became of a baseline.

    Args:
        path: the file.
        old: how many findings are in it, systemic ones included.
        gone: entries that are not found any more though their rule was judged on their order.
        retired: entries whose orders no file has any more.
        unjudged: entries whose rule was not judged on their order this time; they stay.
        added: findings that the update adds; None where there is none.
        updated: what the update is to write; None where there is none.
    """

    path: str
    old: int
    gone: int
    retired: int
    unjudged: int
    added: int | None = None
    updated: Baseline | None = None


@dataclass(frozen=True, slots=True)
class Silenced:
    """What a run was silent about.

    Args:
        findings: what was silenced, by rule, in report order, with `suppressed` (see `By`).
        everything: all findings, silenced or not; figures are of them.
        ignored: the path of the ignore file; empty where there is none.
        entries: what became of its entries, in the order of the file.
        baseline: what became of the baseline; None where there is none.
        difference: what is new and what is gone since an earlier report; None where there is none.
    """

    findings: tuple[RuleFindings, ...] = ()
    everything: tuple[RuleFindings, ...] = ()
    ignored: str = ""
    entries: tuple[EntryTold, ...] = ()
    baseline: BaselineTold | None = None
    difference: Difference | None = None

    def number(self, by: By) -> int:
        """How many findings something silences."""
        return sum(
            int((rows["suppressed"] == by.value).sum())
            for found in self.findings
            for rows in (found.rows, found.systemic)
            if rows.height
        )

    @property
    def expired(self) -> tuple[EntryTold, ...]:
        """The entries that have ended while their orders are still there."""
        return tuple(told for told in self.entries if told.state is State.EXPIRED)
