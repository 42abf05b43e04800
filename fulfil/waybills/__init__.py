"""Carriers: their names, the forms of their tracking numbers, and the check digits that are public."""

from __future__ import annotations

from .carriers import carrier_family
from .numbers import families_of, fitted, owners, plain, titles, verified
from .parcels import waybills

__all__ = ["carrier_family", "families_of", "fitted", "owners", "plain", "titles", "verified", "waybills"]
