"""ADR007 address-damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...address import Verdict
from ...address.damage import MOJIBAKE
from ...exports.cells.plainness import plainness
from ..needs import NAME_OR_STREET
from ..rule import Handoff, Severity, rule
from .verdict import with_verdict

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy

_LOST = r"\x{FFFD}|\?{3,}"
_WORD = r"(?i)^\W*(?:null|undefined|nan|\[object object\])\W*$"
_SUSPECT = r"[ÃÂãäåæçèéï锟烫屯\x{FFFD}…A-Za-z]|[.。?]{3}"
_CUT = r"(?:\.{3}|…|。{3})\s*$"
_FIELDS = ("recipient", "street", "address")
_TEXTS = _FIELDS[1:]


def _hidden(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    del policy
    return facts.masked.select("row")


@rule(
    "ADR007",
    "address-damaged",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=NAME_OR_STREET,
    message="the {field} is damaged: {reason}",
    unknown=_hidden,
)
def address_damaged(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A recipient, street or address holds what a program left there, and not what the buyer wrote.

    ## Why it matters
    `null`, 锟斤拷 and � are printed on the waybill as they are. Whatever stood there before is lost to the
    courier.

    ## What a null means
    An empty street is missing (ADR006), not damaged; the word `null` in it is damage. Masked and encrypted
    values are none: the platform prints the real ones itself.

    ## Flagged
    ```csv
    order_id,recipient,province,city,county,street
    A1,测试甲,浙江省,杭州市,西湖区,文三路391号null
    ```

    ## Clean
    ```csv
    order_id,recipient,province,city,county,street
    A1,测试甲,浙江省,杭州市,西湖区,文三路391号
    A2,测**,浙江省,杭州市,西湖区,文三路***
    ```

    ## Cure
    Export again, in UTF-8 where there is a choice; or take the value from the shop's own page.
    """
    del policy
    rows = facts.orders.select("row", *(pl.col(name).cast(pl.String) for name in _FIELDS))
    # Most texts hold no letter that damage consists of, and need no closer look.
    doubtful = pl.any_horizontal(pl.col(name).str.contains(_SUSPECT) for name in _FIELDS)
    found = rows.filter(doubtful).with_columns(_damage(name).alias(f"_{name}") for name in _FIELDS)
    by_pattern = [
        found.filter(pl.col(f"_{name}").is_not_null()).select(
            "row", field=pl.lit(name), reason=f"_{name}", text=name
        )
        for name in _FIELDS
    ]
    seen = found.filter(pl.any_horizontal(pl.col(f"_{name}").is_not_null() for name in _TEXTS))
    text = pl.coalesce("address_written", "street_written")
    address = pl.col("address_written").is_not_null()
    by_resolver = (
        with_verdict(facts, Verdict.DAMAGED)
        .join(seen, on="row", how="anti", maintain_order="left")
        .filter(plainness(text) == "plain")
        .select(
            "row",
            field=pl.when(address).then(pl.lit("address")).otherwise(pl.lit("street")),
            reason=pl.lit("letters that a program left there"),
            text=text,
        )
    )
    return pl.concat([*by_pattern, by_resolver]).sort("row", maintain_order=True)


def _damage(name: str) -> pl.Expr:
    """What is wrong with a text, or null; a text that is not plain is never judged."""
    text = pl.col(name)
    kind = (
        pl.when(text.str.contains(MOJIBAKE))
        .then(pl.lit("its letters were read in a wrong encoding"))
        .when(text.str.contains(_LOST))
        .then(pl.lit("letters were lost"))
        .when(text.str.contains(_WORD))
        .then(pl.lit("a program wrote that there is nothing"))
        .when(text.str.contains(_CUT))
        .then(pl.lit("it was cut off"))
    )
    return pl.when(plainness(text).is_in(["plain", "empty"])).then(kind)
