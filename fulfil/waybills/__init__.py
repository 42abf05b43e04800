"""Carriers: their names, the forms of their tracking numbers, and the check digits that are public."""

from __future__ import annotations

from .carriers import carrier_family
from .judged import with_waybills
from .numbers import families_of, fitted, owners, plain, titles, verified

__all__ = [
    "carrier_family",
    "families_of",
    "fitted",
    "owners",
    "plain",
    "titles",
    "verified",
    "with_waybills",
]
