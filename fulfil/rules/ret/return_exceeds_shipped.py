"""RET006 return-exceeds-shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...filled import filled
from ...tables import Subject
from ..limits import MATCHED, PURCHASE
from ..rule import Handoff, Scope, Severity, rule
from ..spl.units import THOUSANDTHS
from .counted import sent_back
from .named import named

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

_KEY = ["order", "item"]


def _uncounted(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Records that do not say of what, how much or of which order, or in other words than orders: `row`."""
    back = facts.fulfilment.back.lazy().select("row")
    strange = _not_ordered(facts, policy).select("row")
    known = pl.concat([back, strange])
    records = sent_back(facts)
    nameless = records.join(known, on="row", how="anti").select("row")
    return pl.concat([nameless, records.filter(pl.col("units").is_null()).select("row")]).unique()


@rule(
    "RET006",
    "return-exceeds-shipped",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "returns.order_id | returns.original_order_id | returns.original_shipment_id",
        "returns.quantity | returns.quantity_received",
        "returns.sku | returns.line_id",
        "order_lines.quantity",
    ),
    message="{units} units of {sku} were sent back or are to be, but {reason}",
    subjects=(Subject.RETURNS,),
    unknown=_uncounted,
    limits=(*PURCHASE, *MATCHED),
)
def return_exceeds_shipped(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The returns of an order hold more of a SKU than was sent, or a SKU that is not of the order.

    ## Why it matters
    More money goes out than came in, or goods of another order fill the shelf of this one.

    ## What a null means
    Records without a quantity, without a SKU or line, or whose order no file has are unknown, and so are
    files whose SKUs are other words than those of the orders. Where the parcel files cover the order, what
    left counts, refused parcels included; elsewhere, and for parts of kits, what was ordered. What was sent
    again may come back again. Returns that were refused, withdrawn or closed, and refunds without goods do
    not count. Goods that nobody ordered, but that left, are no finding here.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,2,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at
    R1,A1,TOY-01,2,return_and_refund,approved,2026-11-10 09:00:00
    R2,A1,TOY-01,1,return_and_refund,approved,2026-11-11 09:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,2,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,closed_at
    R1,A1,TOY-01,2,return_and_refund,withdrawn,2026-11-10 09:00:00,2026-11-10 10:00:00
    R2,A1,TOY-01,1,return_and_refund,approved,2026-11-11 09:00:00,
    ```

    ## Cure
    Ask which of the returns is the right one before money goes out; count what came.
    """
    more = _more_than_sent(facts).select("row", "sku", "units", "reason")
    strangers = _not_ordered(facts, policy).select(
        "row",
        "sku",
        units=pl.col("units") / THOUSANDTHS,
        reason=pl.lit("its order has no such goods"),
    )
    found = pl.concat([more, strangers]).sort("row")
    return named(facts, found)


def _more_than_sent(facts: AuditFacts) -> pl.LazyFrame:
    """The last record of each order and SKU of which too much comes back."""
    back = facts.fulfilment.back.lazy().select("row", "item", part="part", given="quantity")
    # Of a kit's part the record speaks in parts; the warehouse's count is of what the record names.
    units = pl.when("part").then("given").otherwise("units")
    records = sent_back(facts).join(back, on="row").with_columns(units=units)
    records = records.filter(pl.col("units").is_not_null())
    told = records.group_by(_KEY).agg(
        back=pl.col("units").sum(), again=pl.col("units").filter("replacing").sum()
    )
    limit = pl.when("seen").then("left").otherwise("ordered")
    most = limit + pl.max_horizontal("again", "reshipped")
    over = told.join(_sent(facts), on=_KEY).filter(pl.col("back") > most)
    last = (
        records.join(over, on=_KEY, how="semi")
        .sort("requested_at", "row", nulls_last=False)
        .group_by(_KEY)
        .agg(pl.col("row", "sku").last())
    )
    lines = facts.fulfilment.lines.lazy().join(over, on=_KEY, how="semi")
    written = lines.group_by(_KEY).agg(written=pl.col("sku").first())
    number = (limit / THOUSANDTHS).cast(pl.String).str.strip_suffix(".0")
    verb = pl.when("seen").then(pl.lit("sent")).otherwise(pl.lit("ordered"))
    be = pl.when(limit == THOUSANDTHS).then(pl.lit("was")).otherwise(pl.lit("were"))
    none = pl.when(limit == 0).then(filled("none was {}", verb))
    return (
        over.join(last, on=_KEY)
        .join(written, on=_KEY, how="left")
        .select(
            "row",
            pl.coalesce("sku", "written").alias("sku"),
            units=pl.col("back") / THOUSANDTHS,
            reason=pl.coalesce(none, filled("only {} {} {}", number, be, verb)),
        )
    )


def _sent(facts: AuditFacts) -> pl.LazyFrame:
    """By order and item that come back: `ordered left reshipped seen`, the last: the parcels tell it."""
    held = facts.fulfilment
    asked = held.back.lazy().select(_KEY).unique()
    orders = held.orders.lazy().select("order", "observed", "parcels", "opaque")
    lines = (
        held.lines.lazy()
        .filter(pl.col("quantity").is_not_null())
        .join(asked, on=_KEY, how="semi")
        .join(orders, on="order")
        .group_by(_KEY)
        .agg(
            pl.col("ordered").sum(),
            left=(pl.col("shipped") + pl.col("excess")).sum(),
            seen=(pl.col("observed") & (pl.col("parcels") > 0) & ~pl.col("opaque") & pl.col("judged")).all(),
        )
    )
    parts = (
        held.wholes.lazy()
        .group_by(_KEY)
        .agg(ordered=(pl.col("asked") * pl.col("per") // THOUSANDTHS).sum())
        .join(lines, on=_KEY, how="anti")
        .with_columns(left=pl.lit(0, pl.Int64), seen=pl.lit(value=False))
    )
    again = (
        held.contents.lazy()
        .filter("counted", "told", "replacement")
        .group_by(_KEY)
        .agg(reshipped=pl.col("quantity").clip(0).sum())
    )
    names = [*_KEY, "ordered", "left", "seen"]
    both = pl.concat([lines.select(names), parts.select(names)])
    return both.join(again, on=_KEY, how="left").with_columns(pl.col("reshipped").fill_null(0))


def _not_ordered(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Records whose SKU is not of their order, in files that name goods as the orders do."""
    held = facts.fulfilment
    files = pl.DataFrame(
        {"row": held.returned["row"], "file": facts.spine["file"].gather(held.returned["row"])}
    )
    limits = policy.join
    named = (
        held.returned.lazy()
        .join(files.lazy(), on="row")
        .filter(pl.col("order").is_not_null(), pl.col("item").is_not_null())
    )
    alike = (pl.len() < limits.least_rows) | ((~pl.col("strange")).sum() >= pl.len() * limits.least_sku_share)
    known = held.lines.lazy().filter(pl.col("item").is_not_null()).select("order").unique()
    strangers = (
        named.with_columns(_alike=alike.over("file"))
        .filter("strange", "_alike")
        .join(known, on="order", how="semi")
        # What left though nobody had ordered it may come back.
        .join(held.contents.lazy().select("order", "item"), on=["order", "item"], how="anti")
        .select("row")
    )
    return sent_back(facts).join(strangers, on="row", how="semi")
