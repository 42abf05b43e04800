"""One row per case, from all records that tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...exports.states import ReturnType
from ..fulfilment.joined import joined
from . import APART, Outcome
from .ends import outcome_of_rank, outcome_of_record
from .links import unsent_orders
from .schema import KINDS, MOMENT, STATUSES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from ..fulfilment import Fulfilment

#: Of several lines: the earliest moment, the latest moment, and the first word that is told.
_EARLIEST: Final = ("requested_at", "responded_at", "approved_at", "deadline_at")
_LATEST: Final = ("sent_back_at", "received_at", "inspected_at", "refunded_at", "replaced_at", "closed_at")
_FIRST: Final = (
    *("file", "platform", "shop", "return_id", "order", "kind", "goods_status", "reason", "warehouse"),
    *("return_carrier", "exchange_order", "return_tracking_number"),
)

#: Kinds in which goods come back to the seller.
_GOODS: Final = (
    *(ReturnType.RETURN_AND_REFUND, ReturnType.EXCHANGE, ReturnType.REPAIR),
    ReturnType.REFUSED_DELIVERY,
)


def folded(
    records: pl.DataFrame, held: Fulfilment, telling: Collection[int], as_of: datetime | None
) -> pl.DataFrame:
    """One row per case, sorted by `case`; what happened after `as_of` is not known yet.

    Args:
        records: see `records.case_records`, with `exchange_order replaced_at`.
        held: orders held against parcels.
        telling: the files of kinds that tell ends (see `ends.telling_files`).
        as_of: the moment that ages are counted to, UTC; None where no file has an event.

    Returns:
        The columns of `Cases.cases` that its records alone tell, and `responded_at approved_at goods_status`.
    """
    lines = records.with_columns(
        rank=outcome_of_record(telling), status=pl.col("status").cast(STATUSES, strict=False)
    )
    several = lines.select(pl.col("case").is_duplicated().any()).item()
    cases = _of_several(lines) if several else _of_single(lines)
    cases = _with_kind(cases.with_columns(outcome=outcome_of_rank()).drop("rank"), held)
    return _as_known(_with_end(cases), as_of).sort("case")


def _of_single(lines: pl.DataFrame) -> pl.DataFrame:
    known = pl.col("refund_amount").is_not_null()
    return lines.select(
        "case",
        *_FIRST,
        *_EARLIEST,
        *_LATEST,
        *("rank", "status", "sku", "quantity", "back", "counted", "unsent", "refund_amount"),
        currency=pl.when(known).then("currency"),
        lines=pl.lit(1, pl.UInt32),
    )


def _of_several(lines: pl.DataFrame) -> pl.DataFrame:
    sku = pl.col("sku").drop_nulls()
    # Amounts of two currencies have no sum.
    paid = pl.col("refund_amount").is_not_null()
    currency = pl.col("currency").filter(paid)
    one = currency.n_unique() <= 1
    return (
        lines.lazy()
        .group_by("case")
        .agg(
            *(pl.col(name).first(ignore_nulls=True) for name in _FIRST),
            *(pl.col(name).min() for name in _EARLIEST),
            *(pl.col(name).max() for name in _LATEST),
            *(pl.col(name).min() for name in ("rank", "status")),
            *(
                pl.when(pl.col(n).is_not_null().any()).then(pl.col(n).sum()).alias(n)
                for n in ("quantity", "back", "counted")
            ),
            sku=pl.when(sku.n_unique() == 1).then(sku.first()),
            unsent=pl.col("unsent").all(),
            refund_amount=pl.when(one & paid.any()).then(pl.col("refund_amount").sum()),
            currency=pl.when(one).then(currency.first()),
            lines=pl.len(),
        )
        .collect()
    )


def _with_kind(cases: pl.DataFrame, held: Fulfilment) -> pl.DataFrame:
    """Set `kind`, `goods` and `apart`; what never left was refunded before shipment, whatever its name."""
    came = pl.any_horizontal(
        *(pl.col(n).is_not_null() for n in ("sent_back_at", "received_at", "return_tracking_number")),
        pl.col("counted").fill_null(0) > 0,
    )
    before = pl.col("left_at") > pl.coalesce("refunded_at", "closed_at", "requested_at")
    may_be = pl.col("kind").is_null() | (pl.col("kind") == ReturnType.REFUND_ONLY.value)
    unsent = pl.col("unsent") | (may_be & ~came & (pl.col("never") | before).fill_null(value=False))
    kind = pl.when(unsent).then(pl.lit(ReturnType.REFUND_BEFORE_SHIPMENT.value, KINDS)).otherwise("kind")
    told = joined(cases, unsent_orders(held), "order").with_columns(kind=kind, _came=came)
    known = pl.col("kind").is_in([each.value for each in _GOODS])
    settled = pl.col("outcome").is_in([Outcome.REFUNDED.value, Outcome.REPLACED.value])
    asked = pl.when(pl.col("kind").is_not_null()).then(known).otherwise(~settled.fill_null(value=False))
    words = {each.value: words for each, words in APART.items()}
    return told.with_columns(
        goods=asked | pl.col("_came"),
        apart=pl.col("kind").cast(pl.String).replace_strict(words, default=None, return_dtype=pl.String),
    ).drop("_came", "counted", "unsent", "left_at", "never")


def _with_end(cases: pl.DataFrame) -> pl.DataFrame:
    """Add `settled_at` and `ended_at`, whatever `as_of` is."""
    outcome = pl.col("outcome").cast(pl.String)
    settled = (
        pl.when(outcome == Outcome.REFUNDED.value)
        .then(pl.coalesce("refunded_at", "closed_at"))
        .when(outcome == Outcome.REPLACED.value)
        .then(pl.coalesce("replaced_at", "closed_at"))
    )
    ended = (
        pl.when(outcome.is_in([Outcome.REFUNDED.value, Outcome.REPLACED.value]))
        .then(settled)
        .when(outcome == Outcome.REJECTED.value)
        # The refusal is the answer, where nothing else tells the end.
        .then(pl.coalesce("closed_at", "responded_at"))
        .when(outcome != Outcome.OPEN.value)
        .then("closed_at")
    )
    return cases.with_columns(settled_at=settled, ended_at=ended)


def _as_known(cases: pl.DataFrame, as_of: datetime | None) -> pl.DataFrame:
    """What was known at `as_of`: a case that ended later is open, and later events are not there."""
    events = [*_LATEST, "responded_at", "approved_at", "settled_at", "ended_at"]
    if as_of is not None:
        now = pl.lit(as_of).cast(MOMENT)
        reopened = (pl.col("ended_at") > now).fill_null(value=False)
        outcome = (
            pl.when(reopened).then(pl.lit(Outcome.OPEN.value)).otherwise(pl.col("outcome").cast(pl.String))
        )
        cases = cases.with_columns(
            outcome.cast(cases.schema["outcome"]).alias("outcome"),
            # How far it was then, its times say.
            status=pl.when(~reopened).then("status"),
        ).with_columns(pl.when(pl.col(name) <= now).then(name).alias(name) for name in events)
    over = (pl.col("outcome") != Outcome.OPEN.value).fill_null(value=False)
    return cases.with_columns(untimed=over & pl.col("ended_at").is_null())
