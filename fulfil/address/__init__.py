"""Resolving an address against the administrative divisions."""

from __future__ import annotations

from .missing import is_missing
from .resolver import Resolver, resolve
from .settled_rows import settled
from .verdicts import Verdict

__all__ = ["Resolver", "Verdict", "is_missing", "resolve", "settled"]
