"""The policy in force: each key, its value, and where it comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ..policy.values import is_span, shown
from .inert import inert
from .terminal_box import table_box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from ..policy.sourced import Sourced

#: Lists of words are long; a terminal shows their beginning.
_WIDTH = 120


def policy_lines(values: Sequence[Sourced]) -> Iterator[str]:
    """A header and one line per key, tab-separated: key, value, where it comes from, whose limit it is."""
    yield "key\tvalue\tfrom\tsource\n"
    for each in values:
        cells = (each.key, shown(each.value), _from(each), _source(each))
        yield "\t".join(map(inert, cells)) + "\n"


def policy_json(values: Sequence[Sourced]) -> Iterator[str]:
    """An array of objects `key value from line`; moments and amounts are texts."""
    yield "[\n"
    between = ""
    for each in values:
        told = {"key": each.key, "value": each.value, "from": each.layer or "default", "line": each.line}
        yield between + json.dumps(told, ensure_ascii=False, default=str)
        between = ",\n"
    yield "\n]\n"


def print_policy(values: Sequence[Sourced], console: Console) -> None:
    """Print them as a table; what no file says is dim."""
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("key", overflow="fold", ratio=2)
    table.add_column("value", overflow="fold", ratio=2)
    table.add_column("from", overflow="fold", ratio=1)
    for each in values:
        value = shown(each.value)
        cut = value if len(value) <= _WIDTH else f"{value[:_WIDTH]} ..."
        source = _source(each)
        told = Text.assemble(inert(cut), (f"\n{inert(source)}" if source else "", "dim"))
        table.add_row(Text(inert(each.key)), told, inert(_from(each)), style="" if each.layer else "dim")
    console.print(table)


def _from(each: Sourced) -> str:
    if not each.layer:
        return "default"
    return each.layer if each.line is None else f"{each.layer}:{each.line}"


def _source(each: Sourced) -> str:
    """Who sets a limit of time."""
    return str(each.value.get("source", "")) if is_span(each.value) else ""
