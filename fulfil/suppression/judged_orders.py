"""On which orders a rule was judged, so that nothing is taken for mended that nobody looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ..audit import Checked

#: What became of what was there earlier and is not found any more.
GONE, LEFT, UNJUDGED = "gone", "left", "unjudged"


def judged_rows(run: Checked, code: str) -> pl.Series:
    """Which rows of the spine a rule was judged on; one that holds files against each other, on all."""
    spine = run.facts.spine
    rule = next((found.rule for found in run.findings if found.rule.code == code), None)
    if rule is None or code in run.unasked:
        return pl.repeat(False, spine.height, dtype=pl.Boolean, eager=True)
    if rule.across:
        return pl.repeat(True, spine.height, dtype=pl.Boolean, eager=True)
    paths = {path for each, _, path in run.not_checked if each.code == code}
    skipped = [export.index for export in run.exports if export.path in paths]
    return spine["judged"] & ~spine["file"].is_in(skipped)


def whereabouts(run: Checked, entries: pl.DataFrame) -> pl.Series:
    """Why entries of an earlier day are not found: they are mended, their orders left, or nobody looked.

    Args:
        run: the run.
        entries: `rule order_id` of what is not found any more.

    Returns:
        `GONE`, `LEFT` or `UNJUDGED` of each. What names no order never leaves.
    """
    ids = run.facts.spine.select("order_id")
    known = entries["order_id"].is_in(ids["order_id"].unique().implode())
    judged = pl.repeat(False, entries.height, dtype=pl.Boolean, eager=True)
    for code in entries["rule"].unique():
        rows = judged_rows(run, code)
        mine = ids.filter(rows)["order_id"].unique()
        on_these = (
            entries["order_id"].is_in(mine.implode()).fill_null(bool(rows.any()) or _is_checked(run, code))
        )
        judged |= on_these & (entries["rule"] == code)
    left = entries["order_id"].is_not_null() & ~known
    told = pl.DataFrame({"left": left, "judged": judged})
    return told.select(
        pl.when("left").then(pl.lit(LEFT)).when("judged").then(pl.lit(GONE)).otherwise(pl.lit(UNJUDGED))
    ).to_series()


def _is_checked(run: Checked, code: str) -> bool:
    return any(found.rule.code == code for found in run.findings) and code not in run.unasked
