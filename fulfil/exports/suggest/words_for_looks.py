"""What the values of a column look like, in words, and never a value itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .meanings import said

if TYPE_CHECKING:
    from .evidence import Looks

_MOST: Final = 0.9


def words_for(looks: Looks) -> str:
    """A few words for somebody who decides what a column is."""
    if looks.empty:
        return "empty"
    kind = next((f"{said(share)} {what}" for share, what in _shares(looks) if share >= _MOST), None)
    if kind is None:
        kind = "few different words" if looks.few else "texts"
    return f"{kind}; {_held(looks)}, {looks.distinct} different"


def _shares(looks: Looks) -> tuple[tuple[float, str], ...]:
    return (
        (looks.hidden, "masked or encrypted"),
        (looks.times, "times"),
        (looks.phones, "phones"),
        (looks.tracking, "tracking numbers"),
        (looks.provinces, "provinces"),
        (looks.cities, "cities"),
        (looks.counties, "counties"),
        (looks.addresses, "addresses"),
        (looks.whole, "small whole numbers"),
        (looks.numbers if looks.decimals else 0, "amounts"),
        (looks.numbers, "numbers"),
        (looks.ids, "like ids"),
    )


def _held(looks: Looks) -> str:
    if looks.filled == looks.records:
        return "in every record"
    return f"in {looks.filled} of {looks.records} records"
