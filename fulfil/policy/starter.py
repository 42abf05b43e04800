"""A policy file to begin with: all keys with their defaults, as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from ..exports.toml_value import toml_value
from .documented import documented
from .policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEAD: Final = """\
## The policy of fulfil: the limits that orders, shipments and returns are judged by here.
## `fulfil policy check` says whether it can be used, `fulfil policy show` where each limit comes from.
## What is commented out once is a default, or an example. A misspelt key is refused.

"""
_GATE: Final = """\
## What exits 1: integrity-error, error, service-warning and the like, codes, families, or never.
fail-on = "integrity-error"

## Rules that must be checked, or the gate is reached: codes or families.
# require = ["ADR003"]

## Rules to check (all, without it) and not to check.
# select = ["ADR", "SPL"]
# ignore = ["ADR013"]

## One rule: how bad it is, what the gate before waybills does, and how much may pass.
# [rules]
# ADR013 = { severity = "warning", handoff = "hold" }
# SHP001 = { max_rate = 0.02 }
# FRT002 = { enabled = false }

## What is different for one platform, shop, country, carrier or warehouse; of several, the last counts.
# [[overrides]]
# shop = "Outlet"
# dispatch.ship_hours = 72
# rules.SHP001.severity = "note"
"""
#: Too long to repeat; `fulfil policy show` tells them.
_LEFT_OUT: Final = ("notes", "patterns", "gift_words", "service_words", "own_delivery_words", "by_country")
_WIDTH: Final = 108


def starter(extends: Sequence[str] = ()) -> str:
    """The text of a policy file that changes nothing beyond what it extends.

    Args:
        extends: the policies that it is laid over.
    """
    below = f"extends = {toml_value(list(extends))}\n\n" if extends else '# extends = ["cn-law"]\n\n'
    return _HEAD + below + _GATE + "".join(_tables())


def _tables() -> Iterator[str]:
    defaults = Policy()
    for name in Policy.model_fields:
        table = getattr(defaults, name)
        if isinstance(table, BaseModel) and name not in _LEFT_OUT:
            yield f"\n# [{name}]\n" + "".join(_keys(table))


def _keys(table: BaseModel) -> Iterator[str]:
    told = documented(type(table))
    for name in type(table).model_fields:
        value: Any = getattr(table, name)
        if name in _LEFT_OUT or value is None or isinstance(value, BaseModel):
            continue
        yield from _comment(told.get(name, ""))
        yield f"# {name} = {toml_value(value)}\n"


def _comment(text: str) -> Iterator[str]:
    line = "##"
    for word in text.split():
        if len(line) + len(word) >= _WIDTH:
            yield line + "\n"
            line = "##"
        line += f" {word}"
    if text:
        yield line + "\n"
