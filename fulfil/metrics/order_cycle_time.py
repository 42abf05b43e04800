"""M06 order cycle time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .metric import metric
from .orders import cancelled, kept_out
from .sheet import Lasting, Sheet, first_reason, hours_between

if TYPE_CHECKING:
    from .inputs import Inputs

#: The day before which a pre-sale is not to be sent; not every run has it.
_PRESALE: Final = "presale_ship_at"


@metric(
    "M06",
    "order cycle time",
    unit="order",
    clock="from payment to the delivery of the last parcel",
    needs=("orders.paid_at | orders.created_at", "shipment_lines.delivered_at | orders.delivered_at"),
    leaves_out=("cancelled orders", "shops whose files tell no delivery"),
)
def order_cycle_time(inputs: Inputs) -> Sheet:
    """How long orders take from payment to the last parcel's delivery.

    ## Formula
    Gross: delivered - paid; orders paid on delivery begin when they were made. Net: less the time for which
    the seller may not send, that is from the later of payment and pre-sale day. From creation: as the buyer
    feels it. By Kaplan and Meier: what is not delivered is censored where its shop's files end. The mean is
    restricted to the longest time that was observed.

    ## Source
    SCOR RS.1.1 (order fulfilment cycle time): gross less dwell is net.
    """
    paid = pl.when("cod").then("created_at").otherwise(pl.col("paid_at"))
    rows = (
        inputs.orders.lazy()
        .with_columns(_paid=paid)
        .with_columns(
            first_reason(
                *kept_out(),
                *cancelled(),
                ("cancelled by the seller", pl.col("gone")),
                ("the shop's files tell no delivery", ~pl.col("tells_delivered_at")),
                (
                    "said to be delivered, and nothing tells when",
                    (pl.col("status").cast(pl.String) == "delivered") & pl.col("delivered_at").is_null(),
                ),
            )
        )
    )
    later = "from the later of payment and pre-sale day to the delivery of the last parcel"
    presale = (
        pl.col(_PRESALE) if _PRESALE in inputs.orders.columns else pl.lit(None, pl.Datetime("us", "UTC"))
    )
    # Where the facts do not hold the day, gross must not pass for net.
    lacks = () if _PRESALE in inputs.orders.columns else (f"orders.{_PRESALE}",)
    net = pl.when(pl.col("_paid").is_not_null()).then(pl.max_horizontal("_paid", presale))
    return Sheet(
        rows,
        (
            _lasted("gross", pl.col("_paid"), needs=("orders.paid_at",)),
            _lasted("net of pre-sale", net, later, (f"orders.{_PRESALE}",), lacks),
            _lasted(
                "from creation",
                pl.col("created_at"),
                "from creation to the delivery of the last parcel",
                ("orders.created_at",),
            ),
        ),
    )


def _lasted(
    name: str, start: pl.Expr, clock: str = "", needs: tuple[str, ...] = (), lacks: tuple[str, ...] = ()
) -> Lasting:
    hours = hours_between(start, pl.coalesce("delivered_at", "until"))
    ended = pl.col("delivered_at").is_not_null()
    return Lasting(name, pl.when(hours >= 0).then(hours), ended, clock, needs, lacks=lacks)
