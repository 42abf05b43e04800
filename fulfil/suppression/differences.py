"""What is new, gone and still there since an earlier report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ..earlier_report import read_report, refused
from ..fingerprints import SCHEME
from .baseline import ENTRIES
from .judged_orders import GONE, LEFT, UNJUDGED, whereabouts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..audit import Checked
    from ..findings import RuleFindings

_BY: Final = ("--diff", "audit")
#: Where a report holds findings; an older one has no `suppressed`.
_ARRAYS: Final = ("findings", "folded", "suppressed")


@dataclass(frozen=True, slots=True)
class Before:
    """The findings of an earlier report: its path, and their `rule order_id fingerprint`."""

    path: str
    entries: pl.DataFrame


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """How the findings of one rule have changed.

    Args:
        rule: its code.
        new: findings that the earlier report has not.
        mended: findings of the earlier report that are not found any more though their rule was judged.
        left: likewise, whose orders no file has any more.
        unjudged: likewise, whose rule was not judged on their order this time.
        still: findings of both.
    """

    rule: str
    new: int = 0
    mended: int = 0
    left: int = 0
    unjudged: int = 0
    still: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """What has changed since an earlier report.

    Args:
        path: the earlier report.
        rules: by rule that has findings in either, in report order; codes that are not known any more last.
        gone: `rule order_id fingerprint why` of what is not found any more (see `judged_orders`).
    """

    path: str
    rules: tuple[RuleDifference, ...]
    gone: pl.DataFrame

    def total(self, name: str) -> int:
        """The sum over all rules of one of their numbers, such as `new`."""
        return sum(getattr(rule, name) for rule in self.rules)


def read_findings(path: str) -> Before:
    """Read the findings of an earlier report.

    Args:
        path: what `--format json` wrote.

    Raises:
        UsageError: it cannot be read, is no such report, is of another version, or its findings have no
            fingerprints.
    """
    told = read_report(path, *_BY)
    rows: list[tuple[Any, Any, Any]] = []
    try:
        for array in _ARRAYS if "suppressed" in told else _ARRAYS[:-1]:
            rows += [(one["rule"], one["order_id"], one["fingerprint"]) for one in told[array]]
        entries = pl.DataFrame(rows, ENTRIES, orient="row", strict=True)
    except (KeyError, TypeError, AttributeError, pl.exceptions.PolarsError) as error:
        raise refused("its findings have no fingerprints, or are damaged", path, *_BY) from error
    if entries["fingerprint"].null_count() or entries["rule"].null_count():
        raise refused("its findings have no fingerprints, or are damaged", path, *_BY)
    if entries.height and told.get("fingerprints") != SCHEME:
        raise refused("its fingerprints were made by another version of fulfil", path, *_BY)
    return Before(path, entries.unique("fingerprint", keep="first", maintain_order=True))


def difference(run: Checked, findings: Sequence[RuleFindings], before: Before) -> Difference:
    """Compare.

    Args:
        run: the run.
        findings: all its findings, with fingerprints.
        before: those of the earlier report.
    """
    now = {
        found.rule.code: pl.concat([found.rows["fingerprint"], found.systemic["fingerprint"]])
        for found in findings
    }
    everything = pl.concat([pl.Series([], dtype=pl.String), *now.values()])
    gone = before.entries.filter(~pl.col("fingerprint").is_in(everything.implode()))
    gone = gone.with_columns(why=whereabouts(run, gone)).sort(pl.all(), nulls_last=False)
    counts = {(rule, why): n for rule, why, n in gone.group_by("rule", "why").len().iter_rows()}
    codes = [*now, *sorted(set(before.entries["rule"]) - set(now))]
    rules = []
    for code in codes:
        mine = now.get(code, pl.Series([], dtype=pl.String))
        still = int(mine.is_in(before.entries["fingerprint"].implode()).sum())
        told = RuleDifference(
            code,
            new=mine.len() - still,
            mended=counts.get((code, GONE), 0),
            left=counts.get((code, LEFT), 0),
            unjudged=counts.get((code, UNJUDGED), 0),
            still=still,
        )
        if told != RuleDifference(code):
            rules.append(told)
    return Difference(before.path, tuple(rules), gone)
