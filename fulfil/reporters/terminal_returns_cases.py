"""Cases of returns on a terminal: how they end, which are open, what is owed, and what is not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from ..metrics.returns.named import band_name, sums
from .figures import percent
from .inert import inert
from .placed_owed import placed_owed
from .returns_words import (
    days,
    money_words,
)
from .terminal_box import bar, table_box
from .terminal_notes import print_list
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from ..metrics.returns.result import Owed, ReturnsFigures
    from ..report import Report
    from .placed_owed import PlacedOwed

#: Columns of the longest bar.
_BAR: Final = 28


def print_outcomes(figures: ReturnsFigures, console: Console) -> None:
    """Print how cases ended, and how large a share of all ends so within so many days."""
    if not figures.outcomes:
        return
    _title(console, "How they end", "shares of all, the open ones included" if figures.incidence else "")
    by_outcome = {one.outcome: one for one in figures.incidence}
    limits = list(dict.fromkeys(limit for one in figures.incidence for limit, _ in one.within))
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    table.add_column("outcome", overflow="fold")
    table.add_column("cases", justify="right", no_wrap=True)
    for limit in limits:
        table.add_column(f"in {limit:g} days", justify="right", no_wrap=True)
    if limits:
        table.add_column("half of all in", justify="right", no_wrap=True)
    for outcome, number in figures.outcomes:
        told = by_outcome.get(outcome)
        shares = dict(told.within) if told else {}
        cells = [percent(shares[limit]) if limit in shares else "" for limit in limits]
        if limits:
            cells.append(days(told.half) if told and told.half is not None else "")
        table.add_row(inert(outcome), f"{number:,}", *cells)
    console.print(table)


def print_open(figures: ReturnsFigures, console: Console) -> None:
    """Print the open cases by their age, with what they ask for."""
    most = max((band.number for band in figures.open_by_age), default=0)
    if not most:
        return
    number = sum(band.number for band in figures.open_by_age)
    _title(console, "Open, by age", counted(number, "case"))
    grid = Table.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, width=_BAR)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(justify="right", overflow="fold")
    for band in figures.open_by_age:
        length = max(round(band.number / most * _BAR), 1) if band.number else 0
        grid.add_row(
            band_name(band), bar(console, length), f"{band.number:,}", inert(money_words(band.money))
        )
    console.print(grid)


def print_owed(title: str, owed: Sequence[Owed], report: Report, console: Console, limit: int | None) -> None:
    """Print what is owed to whom since when, in the order that it has.

    Args:
        title: what these are.
        owed: each of them.
        report: the run, for their places.
        console: where to.
        limit: how many to show; None for all.
    """
    if not owed:
        known = report.returns is not None and report.returns.past_legal is not None
        _title(console, title, "nothing" if known else "nothing that can be counted here")
        return
    shown = owed if limit is None else owed[:limit]
    count = f"{len(shown):,} of {len(owed):,} shown" if len(shown) < len(owed) else f"{len(owed):,}"
    money = money_words(sums(owed))
    _title(console, title, f"{count}{f'; {inert(money)} in all' if money else ''}")
    if not shown:
        return
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim", expand=True)
    table.add_column("late" if owed[0].days > 0 else "left", justify="right", no_wrap=True)
    table.add_column("return", overflow="fold")
    table.add_column("what is owed to the buyer", overflow="fold", ratio=1)
    table.add_column("amount", justify="right", overflow="fold")
    shops = len({one.shop for one in owed}) > 1
    sources = [source for source in dict.fromkeys(one.source for one in shown) if source]
    for one in placed_owed(shown, report):
        source = one.owed.source
        note = f" [{sources.index(source) + 1}]" if source else ""
        table.add_row(one.apart, _named(one, shop=shops), _owed(one, note), Text(inert(one.amount)))
    console.print(table)
    for number, source in enumerate(sources, 1):
        console.print(Text(f"[{number}] {inert(source)}", style="dim"))


def _named(placed: PlacedOwed, *, shop: bool) -> Text:
    told = Text(inert(placed.owed.return_id or "-"))
    if placed.order_id:
        told.append(f"\norder {inert(placed.order_id)}", style="dim")
    if shop and placed.owed.shop:
        told.append(f"\n{inert(placed.owed.shop)}", style="dim")
    if not placed.owed.return_id and not placed.order_id:
        told.append(f"\n{inert(placed.place)}", style="dim")
    return told


def _owed(placed: PlacedOwed, note: str) -> Text:
    law = " by law" if placed.owed.legal else ""
    what = Text.assemble((placed.what, "bold"), f", due {placed.due}")
    what.append(f"\n{inert(placed.owed.limit)}{law}{note} since {placed.since}", style="dim")
    return what


def print_apart(figures: ReturnsFigures, console: Console) -> None:
    """Print what stands apart, and what was left out."""
    print_list(console, "In none of these figures", list(_not_counted(figures)))


def _not_counted(figures: ReturnsFigures) -> Iterator[str]:
    for why, number, money in figures.apart:
        told = f", {money_words(money)}" if money else ""
        yield f"{why}: {counted(number, 'case')}{told}"
    for why, number in figures.left_out:
        yield f"left out: {why}: {counted(number, 'case')}"


def _title(console: Console, title: str, beside: str = "") -> None:
    console.print()
    console.print(Text.assemble((title, "bold"), f"  {beside}" if beside else ""))
