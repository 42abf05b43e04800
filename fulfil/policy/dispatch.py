"""Limits of sending: how soon an order must leave, and when a parcel is said to stand still."""

from __future__ import annotations

from pydantic import Field

from .limits import Limits


class Dispatch(Limits):
    """How soon orders leave, and what parcels may do.

    Args:
        ship_hours: hours after payment within which an order without a promise must leave. Chinese platforms
            count 48 h: Pinduoduo calls an order delayed after them (as reported 2022-12-19), WeChat shops
            have them as default (as told in its developers' forum, 2024). Never used for pre-sale.
        countries: ISO codes of the countries from whose platforms `ship_hours` is; elsewhere an order
            without a promise is never late. The two platforms are Chinese.
        pickup_hours: hours after the upload of a tracking number within which the carrier scans the parcel:
            Pinduoduo calls it a fake shipment after 24 h (as reported 2022-12-19).
        filled_share: below this share of parcels with a first scan, or of old parcels with an end, a file
            does not record it, and says nothing of the others. Our own choice.
        stalled_days: days without an event after which a parcel on its way stands still. Our own choice.
        reuse_days: a tracking number that leaves again after more days is another parcel. Our own choice.
        recycle_days: and after more days than these the carrier has given the number out again, which is no
            fault: carriers do so after months. Our own choice.
    """

    ship_hours: float = Field(default=48, gt=0)
    countries: tuple[str, ...] = ("CN",)
    pickup_hours: float = Field(default=24, ge=0)
    filled_share: float = Field(default=0.5, gt=0, le=1)
    stalled_days: float = Field(default=7, gt=0)
    reuse_days: float = Field(default=30, gt=0)
    recycle_days: float = Field(default=180, gt=0)
