"""Returns on a terminal, broken down, compared with an earlier run, and as order exports tell of them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from .figures import percent
from .inert import inert
from .returns_words import change_name, change_words, days, money_words
from .terminal_box import table_box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from ..metrics.returns.compared import Change, Compared
    from ..metrics.returns.result import Lasted, ReturnsFigures, ReturnsPart

#: The percentile that stands for a part.
_HALF = 50
#: Of each kind of figure, what a terminal tells of its change.
_CHIEF: Final[Mapping[str, tuple[str, ...]]] = {
    "whole": ("cases", "open", "p50", "p90"),
    "overdue": ("past a legal limit", "cases", "money"),
    "stage": ("p50", "p90", "share of the time"),
    "order to refund": ("p50", "p90"),
    "order export": ("refunded", "open", "money"),
}


def print_parts(figures: ReturnsFigures, console: Console, limit: int | None) -> None:
    """Print the figures of every value of the dimensions that were asked for.

    Args:
        figures: the figures.
        console: where to.
        limit: how many values of each; None for all.
    """
    for dimension in dict.fromkeys(part.dimension for part in figures.parts):
        parts = [part for part in figures.parts if part.dimension == dimension]
        shown = _largest(parts, limit)
        count = f"{len(shown):,} of {len(parts):,} shown" if len(shown) < len(parts) else f"{len(parts):,}"
        console.print()
        console.print(Text.assemble((f"By {dimension}", "bold"), f"  {count}"))
        table = Table(
            box=table_box(console), pad_edge=False, show_edge=False, header_style="dim", expand=True
        )
        table.add_column(dimension, overflow="fold", ratio=1)
        for name in ("cases", "open", "half within", "refunded", "our time", "money back"):
            table.add_column(name, justify="right", overflow="fold")
        for part in shown:
            table.add_row(
                Text("(not told)" if part.value is None else inert(part.value)),
                f"{part.number:,}",
                f"{part.open:,}",
                _half(part.whole),
                _share(part.refunded),
                _share(part.seller_share),
                Text(inert(money_words(part.money))),
            )
        console.print(table)


def _largest(parts: list[ReturnsPart], limit: int | None) -> list[ReturnsPart]:
    """The parts with most cases, in their own order."""
    most = sorted(parts, key=lambda part: -part.number)[:limit]
    return [part for part in parts if part in most]


def _half(whole: Lasted) -> str:
    half = next((reading for reading in whole.readings if reading.percent == _HALF), None)
    if half is None or (half.days is None and half.more_than is None):
        return "-"
    return days(half.days) if half.days is not None else f"> {days(half.more_than or 0)}"


def _share(share: float | None) -> str:
    return "-" if share is None else percent(share)


def print_compared(compared: Compared, console: Console, limit: int | None) -> None:
    """Print the figures that both runs tell and that are not what they were.

    Args:
        compared: every figure, then and now.
        console: where to.
        limit: None for all of them; else the chief ones.
    """
    both = [one for one in compared.changes if one.change is not None]
    changed = [one for one in both if one.changed]
    shown = [one for one in changed if limit is None or _is_chief(one)]
    alone = sum(one.changed for one in compared.changes) - len(changed)
    of = f"{len(shown):,} of {len(changed):,} shown" if len(shown) < len(changed) else f"{len(changed):,}"
    console.print()
    console.print(Text.assemble((f"Changes since {inert(PurePath(compared.path).name)}", "bold"), f"  {of}"))
    same = f"{len(both) - len(changed):,} figures are as before; {alone:,} stand in one of the two only"
    if shown:
        table = Table(
            box=table_box(console), pad_edge=False, show_edge=False, header_style="dim", expand=True
        )
        table.add_column("figure", overflow="fold", ratio=1)
        for column in ("before", "now", "change"):
            table.add_column(column, justify="right", overflow="fold")
        for one in shown:
            before, now, grown = map(inert, change_words(one))
            table.add_row(Text(inert(change_name(one))), Text(before), Text(now, style="bold"), Text(grown))
        console.print(table)
    console.print(Text(same, style="dim"))


def _is_chief(change: Change) -> bool:
    parts = _CHIEF.get(change.section, ())
    return change.part in parts or (change.section == "outcome" and change.part.startswith("within"))


def print_from_orders(figures: ReturnsFigures, console: Console) -> None:
    """Print what order exports tell of returns: counts and money."""
    if not figures.from_orders:
        return
    console.print()
    console.print(Text.assemble(("As order exports tell", "bold"), "  counts and money; they have no clocks"))
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim", expand=True)
    table.add_column("file", overflow="fold", ratio=1)
    for name in ("orders", "refunded", "open", "refunded, money"):
        table.add_column(name, justify="right", overflow="fold")
    for told in figures.from_orders:
        table.add_row(
            Text(inert(told.path)),
            f"{told.orders:,}",
            f"{told.refunded:,}",
            f"{told.open:,}",
            Text(inert(money_words(told.money))),
        )
    console.print(table)
