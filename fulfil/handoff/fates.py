"""The one fate of every record: ready, fixed, held, not due, or aside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from ..facts.due import Due
from ..findings import handoff_of
from ..messages import messages, suggestions
from ..report import OrderCounts
from ..rules.rule import Handoff
from .cures import CURES, certain_cures

if TYPE_CHECKING:
    from ..audit import Checked
    from ..findings import RuleFindings


class Fate(StrEnum):
    """What becomes of a record; `aside` is for records that are no rows."""

    READY = "ready"
    FIXED = "fixed"
    HELD = "held"
    NOT_DUE = "not_due"
    ASIDE = "aside"


FATE = pl.Enum([fate.value for fate in Fate])

_PROBLEMS = {"order": pl.UInt32, "code": pl.String, "problem": pl.String, "suggestion": pl.String}


@dataclass(frozen=True, slots=True)
class Fates:
    """What the gate decided.

    Args:
        rows: the spine with `fate`.
        problems: `order rules problem suggestion`, one per held order: codes separated by spaces, texts
            by semicolons.
        cures: `row field old value code` of the orders that were fixed (see `cures.CURES`).
        needs: the canonical columns that held orders need filled.
        ignored: how many orders only the ignore file lets go.
    """

    rows: pl.DataFrame
    problems: pl.DataFrame
    cures: pl.DataFrame
    needs: frozenset[str]
    ignored: int = 0

    def counts(self) -> OrderCounts:
        """Orders by fate; an order is due when at least one of its lines is."""
        orders = self.rows.lazy().select("order", "fate").unique().collect()
        by_fate = dict(orders["fate"].value_counts().iter_rows())
        ready, fixed, held = (by_fate.get(fate.value, 0) for fate in (Fate.READY, Fate.FIXED, Fate.HELD))
        due = ready + fixed + held
        return OrderCounts(due, ready, fixed, held, orders["order"].n_unique() - due, self.ignored)


def decide(checked: Checked, *, fix: bool) -> Fates:
    """Decide the fate of every row.

    All due lines of an order share one fate. An order is held by any finding whose rule holds, unless
    `fix` cures every one of them.

    Args:
        checked: the run.
        fix: apply the suggestions that are certain.
    """
    spine = checked.facts.spine
    holding = [_holding(found) for found in checked.findings]
    cures = certain_cures(checked.findings) if fix else pl.DataFrame(schema=CURES)
    held = _problems(holding, cures, spine)
    rows = spine.lazy().with_columns(
        _held=pl.col("order").is_in(held["order"].implode()),
        _cured=pl.col("order").is_in(spine["order"].gather(cures["row"].unique().sort()).implode()),
    )
    fate = (
        pl.when(pl.col("due") != Due.DUE)
        .then(pl.lit(Fate.NOT_DUE.value))
        .when("_held")
        .then(pl.lit(Fate.HELD.value))
        .when("_cured")
        .then(pl.lit(Fate.FIXED.value))
        .otherwise(pl.lit(Fate.READY.value))
        .cast(FATE)
    )
    decided = rows.with_columns(fate=fate).drop("_held", "_cured").collect()
    fixed = decided.filter(pl.col("fate") == Fate.FIXED)
    return Fates(
        rows=decided,
        problems=_told(held),
        cures=cures.join(fixed.select("row"), on="row", how="semi", maintain_order="left"),
        needs=frozenset(_needed(checked.findings)),
        ignored=_let_go(checked, decided),
    )


def _let_go(checked: Checked, decided: pl.DataFrame) -> int:
    """How many orders go that a finding would hold if nobody ignored it."""
    rows = [
        holding_rows(found)["row"].cast(pl.UInt32) for found in checked.silenced.findings if found.rows.height
    ]
    if not rows:
        return 0
    mine = decided["order"].gather(pl.concat(rows))
    going = decided.filter(pl.col("fate").is_in([Fate.READY.value, Fate.FIXED.value]))["order"]
    return mine.filter(mine.is_in(going.implode())).n_unique()


def holding_rows(found: RuleFindings) -> pl.DataFrame:
    """The findings of a rule that hold an order."""
    if "row" not in found.rows.columns:
        return found.rows.head(0)
    return found.rows.filter(
        pl.col("row").is_not_null(), handoff_of(found.rule, found.rows) == Handoff.HOLD.value
    )


def _holding(found: RuleFindings) -> pl.DataFrame:
    rows = holding_rows(found)
    if rows.is_empty():
        return pl.DataFrame(
            schema={"row": pl.UInt32, "code": pl.String, "problem": pl.String, "suggestion": pl.String}
        )
    return rows.select("row").with_columns(
        code=pl.lit(found.rule.code),
        problem=messages(found.rule, rows),
        suggestion=suggestions(found.rule, rows),
    )


def _problems(holding: list[pl.DataFrame], cures: pl.DataFrame, spine: pl.DataFrame) -> pl.DataFrame:
    """The holding findings that no cure removes, with their order, in report order."""
    every = (
        pl.concat(holding) if holding else pl.DataFrame(schema={"row": pl.UInt32, **_PROBLEMS}).drop("order")
    )
    left = every.join(cures.select("row", "code"), on=["row", "code"], how="anti", maintain_order="left")
    return left.with_columns(order=spine["order"].gather(left["row"])).select(*_PROBLEMS)


def _told(held: pl.DataFrame) -> pl.DataFrame:
    distinct = held.unique(maintain_order=True)
    return distinct.group_by("order", maintain_order=True).agg(
        rules=pl.col("code").unique(maintain_order=True).str.join(" "),
        problem=pl.col("problem").unique(maintain_order=True).str.join("; "),
        suggestion=pl.col("suggestion").drop_nulls().unique(maintain_order=True).str.join("; "),
    )


def _needed(findings: tuple[RuleFindings, ...]) -> list[str]:
    return [found.rule.cures for found in findings if found.rule.cures and holding_rows(found).height]
