"""Holds a baseline against a run: what is old, what is gone, and what an update would write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from .baseline import ENTRIES, Baseline
from .judged_orders import GONE, LEFT, UNJUDGED, whereabouts
from .silencing import BaselineTold, By

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..audit import Checked
    from ..findings import RuleFindings


def baseline_of(
    run: Checked, findings: Sequence[RuleFindings]
) -> tuple[Baseline | None, BaselineTold | None]:
    """The baseline that counts, which an update has changed already, and what became of its entries.

    Args:
        run: the run.
        findings: all its findings, with fingerprints, and `suppressed` by the ignore file.
    """
    asked = run.question.silencing
    given = asked.baseline
    if given is None:
        return None, None
    nothing = ENTRIES.to_frame().with_columns(counts=pl.lit(value=True))
    here = pl.concat([nothing, *(_entries(run, found) for found in findings)])
    gone = given.entries.join(here, on="fingerprint", how="anti", maintain_order="left")
    gone = gone.with_columns(why=whereabouts(run, gone))
    mended, left, unjudged = (int((gone["why"] == why).sum()) for why in (GONE, LEFT, UNJUDGED))
    account = BaselineTold(given.path, 0, mended, left, unjudged)
    if not asked.update:
        return given, account
    # What nobody looked at this time may be there all the same.
    kept = gone.filter(pl.col("why") == UNJUDGED).drop("why")
    wanted = here.filter("counts").drop("counts")
    added = wanted.join(given.entries, on="fingerprint", how="anti").height
    updated = Baseline(given.path, pl.concat([wanted, kept]))
    return updated, replace(account, added=added, updated=updated)


def _entries(run: Checked, found: RuleFindings) -> pl.DataFrame:
    """`rule order_id fingerprint` of a rule's findings, and whether they `count`: nobody ignores them."""
    ids = run.facts.spine["order_id"]
    none = pl.Series("order_id", [None], dtype=pl.String)
    at = found.rows["row"].cast(pl.UInt32) if "row" in found.rows.columns else None
    orders = ids.gather(at) if at is not None else none.new_from_index(0, found.rows.height)
    frames = (
        (found.rows, orders),
        (found.systemic, none.new_from_index(0, found.systemic.height)),
    )
    return pl.concat(
        pl.DataFrame(
            {
                "rule": pl.repeat(found.rule.code, rows.height, dtype=pl.String, eager=True),
                "order_id": names,
                "fingerprint": rows["fingerprint"].cast(pl.String),
                "counts": rows["suppressed"].is_null(),
            }
        )
        for rows, names in frames
    )


def with_old(found: RuleFindings, baseline: Baseline | None) -> RuleFindings:
    """The findings of a rule with `suppressed` by the baseline, too."""
    if baseline is None:
        return found
    old = pl.col("fingerprint").is_in(baseline.entries["fingerprint"].implode())
    marked = pl.coalesce("suppressed", pl.when(old).then(pl.lit(By.BASELINE.value)))
    return replace(found, rows=found.rows.with_columns(suppressed=marked))
