"""Limits of delivery, where neither the order nor the parcel carries a promise."""

from __future__ import annotations

from pydantic import Field

from .limits import Limits


class Delivery(Limits):
    """How long a parcel may be on its way.

    Args:
        days_after_shipping: days from leaving to delivery where no promise is told. Off, as nothing is late
            that nobody promised.
    """

    days_after_shipping: float | None = Field(default=None, gt=0)
