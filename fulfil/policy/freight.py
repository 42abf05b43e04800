"""What a shop charges for shipping, as a table of the user's own."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from .limits import Limits


class FreightStep(Limits):
    """One weight step.

    Args:
        up_to_kg: the greatest weight of the step; that weight still belongs to it.
        price: what is charged, in the order's currency.
    """

    up_to_kg: Decimal = Field(gt=0)
    price: Decimal = Field(ge=0)


class Freight(Limits):
    """What shipping costs the buyer.

    An order is held against the table in its own currency: a shop that sells in several needs a table, and a
    run, for each.

    Args:
        free_from: the amount from which shipping is free, or None: never. It is compared with the order's
            `goods_amount`, the price of the goods before any discount; where a file has none, with what was
            paid without the freight. The amount itself is free.
        steps: the price by weight, lightest first.
        above: the price above the last step, or without steps: the one price. None says nothing.
        currency: the currency of the amounts (an ISO code); orders in another are left out. None: any.
        near_share: FRT002 tells orders that miss a step, or free shipping, by no more than this share of the
            limit: at 0.1 a parcel of 2.1 kg that pays the price above 2 kg. Our own choice.
    """

    free_from: Decimal | None = Field(default=None, ge=0)
    steps: tuple[FreightStep, ...] = ()
    above: Decimal | None = Field(default=None, ge=0)
    currency: str | None = None
    near_share: Decimal = Field(default=Decimal("0.1"), ge=0, lt=1)

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        limits = [step.up_to_kg for step in self.steps]
        if sorted(set(limits)) != limits:
            raise ValueError("the steps must stand lightest first, each weight once")
        if self.free_from is None and self.above is None and not self.steps:
            raise ValueError("it needs `free_from`, `steps` or `above`")
        return self
