"""What a shop charges for shipping, as a table of the user's own."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Self

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
    """What shipping costs the buyer, in the currency of each order.

    Args:
        free_from: the amount from which shipping is free, or None: never. The amount itself is free.
        free_by: what that amount is compared with. `goods_amount`: the order's price of the goods as its file
            has it, which Pinduoduo states before discounts, Shopify and Taobao after them. `paid`: what was
            paid for the order without the freight, and so always after discounts.
        steps: the price by weight, lightest first.
        above: the price above the last step; without steps, the price of every weight. None says nothing.
        near_share: FRT002 tells orders that miss a step, or free shipping, by no more than this share of the
            limit: at 0.1 a parcel of 2.1 kg that pays the price above 2 kg. Our own choice.
    """

    free_from: Decimal | None = Field(default=None, ge=0)
    free_by: Literal["goods_amount", "paid"] = "goods_amount"
    steps: tuple[FreightStep, ...] = ()
    above: Decimal | None = Field(default=None, ge=0)
    near_share: Decimal = Field(default=Decimal("0.1"), ge=0, lt=1)

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        limits = [step.up_to_kg for step in self.steps]
        if sorted(set(limits)) != limits:
            raise ValueError("the steps must stand lightest first, each weight once")
        if self.free_from is None and self.above is None and not self.steps:
            raise ValueError("it needs `free_from`, `steps` or `above`")
        return self
