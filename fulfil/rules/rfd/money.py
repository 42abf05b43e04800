"""The amounts that records of returns say were paid back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...facts.cases import Outcome

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts

MONEY: Final = pl.Decimal(18, 4)


#: The order of refunds in time; of those of one moment by their return, however the rows stand.
IN_TIME: Final = ("refunded_at", "return_id", "row")


def paid_back(facts: AuditFacts) -> pl.LazyFrame:
    """Records of refunded cases with an amount, which before their end is only asked for.

    Returns:
        `row case order line sku units amount refunded_at currency refund_id return_id apart kind`; `units`
        are thousandths.
    """
    cases = facts.cases.cases.lazy().filter(pl.col("outcome") == Outcome.REFUNDED.value)
    told = _texts(facts.returns, "currency", "refund_id")
    return (
        facts.cases.lines.lazy()
        .filter(pl.col("refund_amount").is_not_null())
        .join(
            cases.select("case", "return_id", "apart", "kind", "settled_at"), on="case", maintain_order="left"
        )
        .join(told, on="row", how="left", maintain_order="left")
        .select(
            *("row", "case", "order", "line", "sku", "currency", "refund_id", "return_id"),
            *("apart", "kind"),
            units="quantity",
            amount=pl.col("refund_amount").cast(MONEY),
            refunded_at=pl.coalesce("refunded_at", "settled_at"),
        )
    )


def _texts(returns: pl.DataFrame, *names: str) -> pl.LazyFrame:
    """Texts of records, null where no file has them: `row` and the names."""
    has = returns.columns
    if "row" not in has:
        return pl.LazyFrame(schema={"row": pl.UInt32, **dict.fromkeys(names, pl.String)})
    texts = (pl.col(n).cast(pl.String) if n in has else pl.lit(None, pl.String).alias(n) for n in names)
    return returns.lazy().select("row", *texts)
