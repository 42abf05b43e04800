"""What a parcel holds of one SKU, on a terminal: the odd unit has a colour and a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from .amounts import quantity
from .inert import inert
from .unit_words import ODD, odd, unit_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def content_label(sku: str | None, thousandths: int | None, units: Sequence[Mapping[str, Any]]) -> Text:
    """`SKU x 2; outdoor of KFR-35GW: no partner`.

    Args:
        sku: as written.
        thousandths: the quantity; None where it cannot be told.
        units: `role key fit mates units` of each kind of unit that it holds.
    """
    strange = any(odd(unit["fit"]) for unit in units)
    label = Text(f"{ODD} " if strange else "", style="bold red" if strange else "")
    amount = "?" if thousandths is None else quantity(thousandths)
    label.append(f"{inert(sku or '-')} x {amount}", style="bold" if strange else "")
    for unit in units:
        style = "red" if odd(unit["fit"]) else "dim"
        label.append(f"; {inert(unit_words(unit, alone=len(units) == 1))}", style=f"not bold {style}")
    return label
