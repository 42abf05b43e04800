"""EXP002 id-precision-lost."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Handoff, Severity, rule

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy

# A shop may call its goods 12E5, so a SKU is never suspected.
_FIELDS = (
    *("order_id", "line_id", "tracking_number", "shipment_id", "master_tracking_number"),
    *("return_id", "refund_id", "return_tracking_number", "original_tracking_number"),
    *("exchange_order_id", "exchange_tracking_number"),
)
_SCIENTIFIC = r"^[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}$"
_DECIMAL = r"^[0-9]{4,}\.0+$"
# What a spreadsheet keeps of a number, and then fills with zeros.
_ROUNDED = r"^[0-9]{15}0+$"
_KEPT_DIGITS = 15
_LEAST_ZEROS = 4
_CHANCES = 100
_NONE = pl.DataFrame(schema={"row": pl.UInt32, "field": pl.String, "value": pl.String, "reason": pl.String})


def _found(records: pl.LazyFrame, name: str) -> pl.LazyFrame:
    value = pl.col("value")
    text = pl.col(name).cast(pl.String)
    ids = records.select("row", value=text, length=text.str.len_bytes()).drop_nulls("value")
    # Few ids can be ruined at all; the others are only counted.
    marks = [value.str.contains(mark, literal=True) for mark in ("e", "E")]
    doubtful = ids.filter(pl.any_horizontal(value.str.ends_with("0"), *marks))
    rounded = doubtful.filter(value.str.contains(_ROUNDED)).group_by("length").agg(hits=value.n_unique())
    # Lines, and not distinct ids, are what the hits are compared with: cheaper, and slower to suspect.
    counts = ids.group_by("length").agg(distinct=pl.len()).join(rounded, on="length")
    reason = (
        pl.when(value.str.contains(_SCIENTIFIC))
        .then(pl.lit("is a rounded number, and no id"))
        .when(value.str.contains(_DECIMAL))
        .then(pl.lit("has decimals, which no id has"))
        .when(value.str.contains(_ROUNDED) & _more_than_by_chance())
        .then(pl.lit("ends in zeros, as spreadsheets leave long numbers"))
    )
    told = doubtful.join(counts, on="length", how="left", maintain_order="left")
    return told.select("row", field=pl.lit(name), value="value", reason=reason).filter(
        pl.col("reason").is_not_null()
    )


@cache
def _more_than_by_chance() -> pl.Expr:
    """Whether ids of one length end in zeros from the 16th digit on far more often than random digits do."""
    zeros = pl.col("length").cast(pl.Int32) - _KEPT_DIGITS
    by_chance = pl.col("distinct") * pl.lit(10.0).pow(-zeros) * _CHANCES
    enough = by_chance.clip(upper_bound=pl.col("distinct"))
    return (pl.col("hits") >= enough) & (pl.col("hits") * zeros >= _LEAST_ZEROS)


@rule(
    "EXP002",
    "id-precision-lost",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=("orders.order_id | shipment_lines.order_id | shipment_lines.tracking_number | returns.order_id",),
    subjects=tuple(Subject),
    message="the {field} “{value}” {reason}",
    folds=("field",),
)
def id_precision_lost(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """An order id, line id or tracking number was rounded or reshaped by a spreadsheet.

    ## Why it matters
    A spreadsheet keeps 15 digits: 2150935217044138312 becomes 2.15094E+18. The id names no order any more,
    and several orders may share it.

    ## What a null means
    An empty id is no rounded one (ORD001). Zeros at the end of a long id are suspected only where they are
    far more frequent than by chance: at 100 times as many as random digits have, and four in all.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    2.15094E+18,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    2150935217044138312,浙江省,杭州市,西湖区,文三路391号
    2150935217044138317,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Export again, and do not open the file in a spreadsheet, or import its columns as text.
    """
    del policy
    found = [_found(facts.records, name) for name in _FIELDS if name in facts.ids]
    return pl.concat([*found, _NONE.lazy()]).sort("row", maintain_order=True)
