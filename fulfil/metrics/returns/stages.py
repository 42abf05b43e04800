"""How long each stage takes, whose time it is, and which of them eats the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.cases import Owner
from ..survival import kaplan_meier
from .lasted import HOURS, lasted_by
from .result import Stage
from .staged import STAGE

if TYPE_CHECKING:
    from collections.abc import Sequence


def stages(staged: pl.DataFrame, days: Sequence[float]) -> tuple[Stage, ...]:
    """Each stage, in order, with its part of the time that all cases spent.

    Args:
        staged: see `staged.staged`.
        days: limits within which shares are told.
    """
    if staged.is_empty():
        return ()
    # One number for the three, in their order: one column is grouped faster than three.
    told = staged.with_columns(
        _kind=pl.sum_horizontal(_digit(name) * 100**at for at, name in enumerate(STAGE[::-1]))
    )
    kinds = told.group_by("_kind").agg(pl.col(STAGE).first()).sort("_kind")
    lasted = lasted_by(kaplan_meier(told, ["_kind"]), "_kind", days)
    spent = dict(told.group_by("_kind").agg(pl.col("spent").sum()).iter_rows())
    total = sum(spent.values())
    return tuple(
        Stage(
            start=start,
            end=end,
            owner=owner,
            lasted=lasted[kind],
            days=spent[kind] / HOURS,
            share=spent[kind] / total if total else 0.0,
        )
        for kind, start, end, owner in kinds.iter_rows()
        if kind in lasted
    )


def _digit(name: str) -> pl.Expr:
    return pl.col(name).to_physical().cast(pl.Int32)


def owners(stages: Sequence[Stage]) -> tuple[tuple[str, float], ...]:
    """Owner -> share of the time of all stages; those who have none are left out."""
    shares = {owner.value: 0.0 for owner in Owner}
    for stage in stages:
        shares[stage.owner] += stage.share
    return tuple((owner, share) for owner, share in shares.items() if share)
