"""DUP001 duplicate-row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..repeated import repeated
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    import polars as pl

    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


@rule(
    "DUP001",
    "duplicate-row",
    severity=Severity.WARNING,
    handoff=Handoff.WARN,
    scope=Scope.EXPORT,
    needs=("orders.order_id",),
    message="the record is the same as line {other_line} of {other_file}",
)
def duplicate_row(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A record stands twice, character for character.

    ## Why it matters
    Two equal rows may be two real parcels, or one parcel that will be packed twice. Nobody but the shop can
    tell, so that nothing is dropped in silence.

    ## What a null means
    Empty cells are equal to empty cells: the whole record is compared, byte for byte, whatever it holds. A
    record that stands in another file as well is not due here, and ships once.

    ## Flagged
    ```csv
    order_id,sku,quantity,province,city,county,street
    A1,KY-1,1,浙江省,杭州市,西湖区,文三路391号
    A1,KY-1,1,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,sku,quantity,province,city,county,street
    A1,KY-1,1,浙江省,杭州市,西湖区,文三路391号
    A1,KY-2,1,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Look the order up in the shop: one line of two pieces, or one line too many.
    """
    del policy
    return repeated(facts, identical=True).select("row", "other_file", "other_line")
