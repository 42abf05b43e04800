"""Durations by hand and by chance, and what an independent count in plain Python says of them."""

from __future__ import annotations

from math import inf

import polars as pl
from hypothesis import strategies as st


def times(*durations: tuple[float, bool]) -> pl.DataFrame:
    return pl.DataFrame(durations, schema={"hours": pl.Float64, "ended": pl.Boolean}, orient="row")


def late_times(*durations: tuple[float, float, bool]) -> pl.DataFrame:
    """`entry hours ended`."""
    schema = {"entry": pl.Float64, "hours": pl.Float64, "ended": pl.Boolean}
    return pl.DataFrame(durations, schema=schema, orient="row")


def competing(*durations: tuple[float, str | None], entry: list[float] | None = None) -> pl.DataFrame:
    told = pl.DataFrame(durations, schema={"hours": pl.Float64, "outcome": pl.String}, orient="row")
    return told if entry is None else told.with_columns(entry=pl.Series(entry, dtype=pl.Float64))


#: Whole hours, so that many tie; zero among them.
DURATIONS = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=60)
#: How long after the entry it lasted, the entry, and whether it ended.
LATE = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6), st.booleans()), min_size=1, max_size=60)
ENDS = st.lists(
    st.tuples(
        st.integers(0, 9), st.sampled_from(["refunded", "rejected", "withdrawn", None]), st.integers(0, 6)
    ),
    min_size=1,
    max_size=60,
)


def slowly(rows: list[tuple[float, float, object]]) -> list[dict[str, object]]:
    """Survival, Greenwood's sum and incidences at each duration, one row after the other.

    Args:
        rows: `entry hours outcome`; `outcome` is None or False where it is censored.
    """
    rows = [row for row in rows if row[0] <= 0 or row[0] < row[1]]
    survival, greenwood, incidence, told = 1.0, 0.0, {}, []
    for now in sorted({hours for _, hours, _ in rows}):
        risk = sum(1 for entry, hours, _ in rows if (entry <= 0 or entry < now) and hours >= now)
        ends = [outcome for _, hours, outcome in rows if hours == now and outcome]
        for end in ends:
            incidence[end] = incidence.get(end, 0.0) + survival / risk
        survival *= 1 - len(ends) / risk
        greenwood += len(ends) / (risk * (risk - len(ends))) if risk > len(ends) else inf
        told.append(
            {
                "hours": now,
                "at_risk": risk,
                "ended": len(ends),
                "survival": survival,
                "greenwood": greenwood,
                "incidence": dict(incidence),
            }
        )
    return told
