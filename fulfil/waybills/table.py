"""The table of carriers: `carriers.toml`, typed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_FROZEN: Final = ConfigDict(frozen=True, extra="forbid")
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Check(BaseModel):
    """A check digit that is public.

    Attributes:
        form: the numbers that have it; the part in brackets is tested.
        method: how it is calculated (see `check_digits`).
        before: digits that the carrier puts in front of the part to calculate it.
    """

    model_config = _FROZEN

    form: _Text
    method: Literal["s10", "ups", "fedex", "mod10", "mod7"]
    before: str = ""


class Carrier(BaseModel):
    """One carrier; see the head of `carriers.toml`.

    Attributes:
        key: what it is called in data.
        title: what it is called in messages.
        names: what people write for it.
        services: words for its services that may follow a name.
        own: forms of numbers that only this carrier uses.
        shared: forms that others use too.
        loose: forms that count only where the number is no other carrier's own.
        checks: the check digits that are public.
    """

    model_config = _FROZEN

    key: _Text
    title: _Text
    names: tuple[_Text, ...] = Field(min_length=1)
    services: tuple[_Text, ...] = ()
    own: tuple[_Text, ...] = ()
    shared: tuple[_Text, ...] = ()
    loose: tuple[_Text, ...] = ()
    checks: tuple[Check, ...] = ()


class Table(BaseModel):
    """All carriers.

    Attributes:
        tails: words that may follow the name of any carrier.
        carriers: the carriers.
    """

    model_config = _FROZEN

    tails: tuple[_Text, ...]
    carriers: tuple[Carrier, ...]


@cache
def table() -> Table:
    """The table that comes with the program."""
    text = files("fulfil.waybills").joinpath("carriers.toml").read_text(encoding="utf-8")
    return Table.model_validate(tomllib.loads(text))
