"""How well two files must fit each other before one is said to lack what the other has."""

from __future__ import annotations

from pydantic import Field

from .limits import Limits


class Join(Limits):
    """When files are said not to cover each other.

    Args:
        least_share: the part of a shop's complete orders that must have a parcel before one without is said
            to lack it. Below 98 %, the parcel file is more likely to lack orders than the orders to lack
            parcels. Our own choice.
        least_rows: a share of fewer rows says nothing; of so few, all must. Our own choice, as in `Systemic`.
        least_sku_share: the part of a parcel file's lines whose SKU must be one of its order. Below half of
            them, the two files name the same goods differently. Our own choice.
    """

    least_share: float = Field(default=0.98, gt=0, le=1)
    least_rows: int = Field(default=20, ge=1)
    least_sku_share: float = Field(default=0.5, ge=0, le=1)
