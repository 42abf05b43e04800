"""The records of returns whose goods count as sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...exports.states import ReturnType
from ...facts.cases import Outcome

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts

#: Ends of a case after which its goods are not sent back.
_OFF = (Outcome.REJECTED.value, Outcome.WITHDRAWN.value, Outcome.CLOSED.value)
_REPLACING = (ReturnType.EXCHANGE.value, ReturnType.RESHIP.value, ReturnType.REPAIR.value)


def sent_back(facts: AuditFacts) -> pl.LazyFrame:
    """Records of cases whose goods came back or are to come back.

    Cases that stand apart, that were refused, withdrawn or closed, and refunds of what had not left do not
    count.

    Returns:
        `row case order line sku units replacing requested_at`; `units` are thousandths: what was asked for,
        or what the warehouse counted where that is more; `replacing`: the case asks for other goods and not
        for money.
    """
    cases = facts.cases.cases.lazy().filter(
        "goods",
        pl.col("apart").is_null(),
        pl.col("outcome").cast(pl.String).is_in(_OFF).not_().fill_null(value=True),
    )
    kind = pl.col("kind").cast(pl.String)
    asked = cases.select(
        "case",
        "requested_at",
        replacing=kind.is_in(_REPLACING).fill_null(value=False)
        | (pl.col("outcome") == Outcome.REPLACED.value).fill_null(value=False),
    )
    return (
        facts.cases.lines.lazy()
        .filter(~pl.col("unsent"))
        .join(asked, on="case", maintain_order="left")
        .select(
            *("row", "case", "order", "line", "sku", "replacing", "requested_at"),
            units=pl.max_horizontal("quantity", "back").clip(0),
        )
    )
