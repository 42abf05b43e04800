"""Limits and rules that are different for one shop, platform, carrier, warehouse or country."""

from __future__ import annotations

from typing import Any, Final, Self

from pydantic import Field, model_validator

from .limits import Limits
from .rule_settings import RuleProperties  # noqa: TC001  (Pydantic reads it at run time)

#: What an override can be for, in the words of the canonical columns.
PLACES: Final = ("platform", "shop", "country", "carrier", "warehouse")
#: The limits that may differ from place to place: those that single rows, orders, parcels and returns are
#: judged by. What concerns a whole file or the whole run cannot.
DIFFERING: Final = (
    *("times", "contact", "lines", "split", "dispatch", "delivery"),
    *("freight", "returns", "notes"),
)


class Override(Limits):
    """What is different for some of the orders, parcels and returns; of several that fit, the last counts.

    Args:
        platform: the platform of the file, such as `douyin`.
        shop: the shop, as its export calls it.
        country: the ISO code of the country from whose platforms the file is.
        carrier: the carrier of the parcel; of an order, that of all its parcels.
        warehouse: the warehouse of the parcel; of an order, that of all its parcels.
        rules: rule -> its properties here.
        limits: table of the policy -> keys -> values; laid over the policy's own.
    """

    platform: str | None = None
    shop: str | None = None
    country: str | None = None
    carrier: str | None = None
    warehouse: str | None = None
    rules: dict[str, RuleProperties] = Field(default_factory=dict)
    limits: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _apart(cls, given: Any) -> Any:
        """Put the tables of limits, which stand beside the other keys, together."""
        if not isinstance(given, dict) or "limits" in given:
            return given
        tables = {key: value for key, value in given.items() if key in DIFFERING}
        return {key: value for key, value in given.items() if key not in tables} | {"limits": tables}

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.places:
            raise ValueError(f"it says of no {', '.join(PLACES[:-1])} or {PLACES[-1]} that it is for")
        if not self.rules and not self.limits:
            raise ValueError("it changes nothing: give `rules` or a table of limits")
        return self

    @property
    def places(self) -> dict[str, str]:
        """What it is for: column -> value."""
        told = {name: getattr(self, name) for name in PLACES}
        return {name: value for name, value in told.items() if value is not None}
