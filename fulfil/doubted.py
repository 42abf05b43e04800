"""Orders whose address or contact has an error: their parcels may not find the recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .facts.run_facts import DOUBTED
from .facts.spine import with_lines
from .rules.rule import Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Families of rules that say so.
_DOUBTING: Final = ("ADR", "CON")
_FOUND: Final = pl.Schema({"row": pl.UInt32(), "rule": pl.String()})


def doubted(found: Mapping[str, pl.DataFrame], spine: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """The orders with an error in address or contact, and the rules that say so (`DOUBTED`).

    Args:
        found: the findings of the row rules, by code.
        spine: with `order`.
        rules: the rules that were run.
    """
    wanted = [r.code for r in rules if r.family in _DOUBTING and r.severity is Severity.ERROR]
    rows = [found[code].select("row", rule=pl.lit(code)) for code in wanted if code in found]
    told = with_lines(pl.concat([_FOUND.to_frame(), *rows]), spine, "order").filter(
        pl.col("order").is_not_null()
    )
    return (
        told.group_by("order")
        .agg(rules=pl.col("rule").unique().sort().str.join(" "))
        .cast(pl.Schema(DOUBTED))
    )
