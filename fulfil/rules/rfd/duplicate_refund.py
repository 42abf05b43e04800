"""RFD006 duplicate-refund."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.freight import amount
from ...facts.spine import with_lines
from ...filled import filled
from ...tables import Subject
from ..ret.limits import hours
from ..ret.named import named
from ..rule import Handoff, Scope, Severity, rule
from .money import IN_TIME, MONEY, paid_back

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "RFD006",
    "duplicate-refund",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=("returns.refund_id | returns.refund_amount",),
    message="{reason}, as in {other_file} line {other_line}",
    subjects=(Subject.RETURNS,),
    limits=("returns.repeat_hours", "returns.money_tolerance"),
)
def duplicate_refund(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """One refund was paid twice: its id stands at two returns, or a line got the same amount again.

    ## Why it matters
    Two people settled one complaint, or a program ran twice: the second payment is a loss.

    ## What a null means
    Without refund ids, and without amounts, nothing is compared. The same amount counts as paid again where
    two returns of one line were refunded within the policy's `returns.repeat_hours`, and together gave back
    more than was paid for the line; where its price is not told, more units than were ordered; where neither
    is told, always. Instalments that stay within the price are no finding, nor are two units of one line.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at,line_paid,order_paid
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00,,
    ```
    ```csv returns
    return_id,order_id,line_id,sku,quantity,return_type,status,requested_at,refunded_at,refund_amount
    R1,A1,1,TOY-01,1,refund_only,refunded,2026-11-10 09:00:00,2026-11-11 09:00:00,20.00
    R2,A1,1,TOY-01,1,refund_only,refunded,2026-11-10 10:00:00,2026-11-11 11:00:00,20.00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at,line_paid,order_paid
    A1,1,TOY-01,2,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00,40.00,40.00
    ```
    ```csv returns
    return_id,order_id,line_id,sku,quantity,return_type,status,requested_at,refunded_at,refund_amount
    R1,A1,1,TOY-01,1,refund_only,refunded,2026-11-10 09:00:00,2026-11-11 09:00:00,20.00
    R2,A1,1,TOY-01,1,refund_only,refunded,2026-11-10 10:00:00,2026-11-11 11:00:00,20.00
    ```

    ## Cure
    Look both up in the payment account before the money is asked back.
    """
    names = ["row", "other_row", "reason"]
    twice = pl.concat([_same_id(facts).select(names), _same_amount(facts, policy).select(names)])
    told = twice.unique("row", keep="first", maintain_order=True).sort("row").collect()
    others = with_lines(told.select(row="other_row"), facts.spine, "file", "line")
    paths = pl.Series(facts.paths, dtype=pl.String).gather(others["file"])
    found = told.select(
        "row", "reason", other_file=paths.alias("other_file"), other_line=others["line"]
    ).lazy()
    return named(facts, found)


def _same_id(facts: AuditFacts) -> pl.LazyFrame:
    """Records whose refund id stands at an earlier case of the same shop."""
    shops = facts.cases.cases.lazy().select("case", "platform", "shop")
    key = ("platform", "shop", "refund_id")
    return (
        paid_back(facts)
        .filter(pl.col("refund_id").str.strip_chars() != "")
        .filter(pl.col("refund_id").is_duplicated())
        .join(shops, on="case", maintain_order="left")
        .sort(*IN_TIME, nulls_last=True)
        .with_columns(other_row=pl.col("row").first().over(key), first=pl.col("case").first().over(key))
        .filter(pl.col("case") != pl.col("first"))
        .unique("case", keep="first", maintain_order=True)
        .with_columns(reason=filled("the refund {} is there twice", "refund_id"))
    )


def _same_amount(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Refunds of the amount that the same line got in another case shortly before."""
    limit = policy.returns.repeat_hours
    key = ("line", "amount")
    lines = facts.fulfilment.lines.lazy().select(
        pl.col("row").alias("line"), "ordered", "quantity", pl.col("line_paid").cast(MONEY)
    )
    since = pl.col("refunded_at") - pl.col("refunded_at").shift(1).over(key)
    tolerance = pl.lit(policy.returns.money_tolerance).cast(MONEY)
    within = (pl.col("total") <= pl.col("line_paid") + tolerance).fill_null(
        pl.when(pl.col("units").is_not_null().all().over("line") & pl.col("quantity").is_not_null()).then(
            pl.col("units").sum().over("line") <= pl.col("ordered")
        )
    )
    told = filled("{} h (by the policy, returns.repeat_hours)", pl.lit(f"{limit:g}"))
    refunds = paid_back(facts).filter(
        pl.col("line").is_not_null(), pl.col("amount") > 0, pl.col("refunded_at").is_not_null()
    )
    # Few lines are refunded twice: only they are sorted and added up.
    again = refunds.filter(pl.struct(key).hash().is_duplicated()).select("line")
    return (
        refunds.join(again, on="line", how="semi")
        .join(lines, on="line", maintain_order="left")
        .with_columns(total=pl.col("amount").sum().over("line"))
        .sort(*IN_TIME)
        .with_columns(
            since=since,
            other_row=pl.col("row").shift(1).over(key),
            other_case=pl.col("case").shift(1).over(key),
        )
        .filter(
            pl.col("case") != pl.col("other_case"),
            pl.col("since") <= pl.duration(seconds=round(limit * 3600)),
            ~within.fill_null(value=False),
        )
        .with_columns(
            reason=filled(
                "{} were refunded for the line again after {} h, within {}",
                amount(pl.col("amount")),
                hours(pl.col("since")).cast(pl.String).str.strip_suffix(".0"),
                told,
            )
        )
    )
