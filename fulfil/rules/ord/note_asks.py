"""ORD006 note-asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.due import Due
from ...filled import filled
from ..limits import PLACEHOLDERS
from ..rule import Concern, Handoff, Severity, rule

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


def _found(facts: RowFacts, who: str, about: dict[str, str]) -> pl.LazyFrame:
    words = pl.col(f"{who}_asks").list.eval(pl.element().replace(about)).list.join("; ")
    reason: pl.Expr = pl.when(words != "").then(words)
    phrase: pl.Expr = pl.lit(None, pl.String)
    if who == "buyer":
        # A buyer's wish not to ship holds nothing: platforms have a button for it.
        phrase = pl.col("buyer_forbids")
        reason = pl.coalesce(reason, pl.when(phrase.is_not_null()).then(pl.lit("not to ship, or not yet")))
    judged = facts.notes.filter(pl.col("due") == Due.DUE)
    asks = filled("{}'s note asks: {}", pl.lit(who), reason)
    told = judged.select("row", field=pl.lit(f"{who}_note"), reason=asks, phrase=phrase)
    return told.filter(pl.col("reason").is_not_null())


@rule(
    "ORD006",
    "note-asks",
    severity=Severity.WARNING,
    handoff=Handoff.WARN,
    concern=Concern.SERVICE,
    needs=("orders.buyer_note | orders.seller_note",),
    message="the {reason}",
    limits=("notes.asks", "notes.forbids", *PLACEHOLDERS),
)
def note_asks(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A note asks for something that somebody should see before the parcel leaves.

    ## Why it matters
    A buyer who wrote another address, or asked for a courier by name, returns what comes otherwise.

    ## What a null means
    An empty note asks for nothing. Lines that have left, or are not to leave, are not judged. What counts
    as asking is policy (`notes`).

    ## Flagged
    ```csv
    order_id,buyer_note,province,city,county,street
    A1,麻烦发顺丰，谢谢,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,buyer_note,province,city,county,street
    A1,谢谢,浙江省,杭州市,西湖区,文三路391号
    A2,,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Read the note; where it can be done, do it.
    """
    about = {name: group.about for name, group in policy.notes.asks.items()}
    found = [_found(facts, who, about) for who in ("seller", "buyer")]
    return pl.concat(found).sort("row", maintain_order=True)
