"""Check digits that are public, as expressions over columns of numbers.

Each method takes the part of a number that is tested, its last digit being the check digit, and says
whether they agree (Boolean; null for null). What comes in must be of the method's form.

What a single wrong digit does: MOD 10 (weights 3 and 1) shows every one. The others let some pass. S10 writes
5 for two remainders of 11, and FedEx 0 for two; UPS doubles every second character, where five more or less
makes no difference; DHL Express counts by seven, so that seven more or less makes none.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_S10_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)
_FEDEX_WEIGHTS: Final = (1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)
#: The longest number that MOD 10 is taken of is the barcode of a parcel: 26 digits.
_MOD10_WEIGHTS: Final = tuple(3 if place % 2 == 0 else 1 for place in range(25))
_UPS_WEIGHTS: Final = tuple(1 if place % 2 == 0 else 2 for place in range(15))
#: A is 2, B is 3, … H is 9, I is 0: three less than the character's number, MOD 10.
_UPS_DIGITS: Final = {chr(code): str((code - 3) % 10) for code in range(ord("A"), ord("Z") + 1)}
_SEVEN: Final = 7


def s10(part: pl.Expr) -> pl.Expr:
    """Eight digits and the check digit of an S10 number (UPU standard S10)."""
    rest = _weighed(part, _S10_WEIGHTS) % 11
    expected = pl.when(rest == 0).then(5).when(rest == 1).then(0).otherwise(11 - rest)
    return expected == _digit(part, len(_S10_WEIGHTS))


def ups(part: pl.Expr) -> pl.Expr:
    """What follows 1Z: fifteen letters or digits and the check digit."""
    digits = part.str.replace_many(list(_UPS_DIGITS), list(_UPS_DIGITS.values()))
    return _completes_ten(digits, _UPS_WEIGHTS)


def fedex(part: pl.Expr) -> pl.Expr:
    """Up to thirteen digits and the check digit of FedEx Express: the sum MOD 11, of which the last digit."""
    digits = part.str.zfill(len(_FEDEX_WEIGHTS) + 1)
    return _weighed(digits, _FEDEX_WEIGHTS) % 11 % 10 == _digit(digits, len(_FEDEX_WEIGHTS))


def mod10(part: pl.Expr) -> pl.Expr:
    """Up to 25 digits and the check digit of USPS, FedEx Ground and GS1: weights 3 and 1 from the right."""
    return _completes_ten(part.str.zfill(len(_MOD10_WEIGHTS) + 1), _MOD10_WEIGHTS)


def mod7(part: pl.Expr) -> pl.Expr:
    """Up to seventeen digits and the check digit of DHL Express: the digits as one number, MOD 7."""
    number = part.cast(pl.Int64)
    return number // 10 % _SEVEN == number % 10


METHODS: Final[Mapping[str, Callable[[pl.Expr], pl.Expr]]] = MappingProxyType(
    {"s10": s10, "ups": ups, "fedex": fedex, "mod10": mod10, "mod7": mod7}
)


def _digit(digits: pl.Expr, place: int) -> pl.Expr:
    return digits.str.slice(place, 1).cast(pl.Int32)


def _weighed(digits: pl.Expr, weights: Sequence[int]) -> pl.Expr:
    # Added up with `+`: a null stays null.
    total = _digit(digits, 0) * weights[0]
    for place, weight in enumerate(weights[1:], 1):
        total = total + _digit(digits, place) * weight
    return total


def _completes_ten(digits: pl.Expr, weights: Sequence[int]) -> pl.Expr:
    return (_weighed(digits, weights) + _digit(digits, len(weights))) % 10 == 0
