"""How long returns take, on a terminal: each stage, where the time goes, and when answers come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from .figures import duration, percent
from .inert import inert
from .returns_words import band_words, days, owner_words, stage_name
from .terminal_box import bar, table_box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from ..metrics.returns.result import Answered, Lasted, Reading, ReturnsFigures

#: Columns of a bar.
_BAR: Final = 28
#: Below so many hours with a figure, or where the slowest takes less than so many times the fastest, hours
#: of the day say nothing.
_HOURS_TOLD: Final = 3
_TIMES: Final = 2
#: Answers of the hours of a day stand side by side.
_ABREAST: Final = 4


def print_stages(figures: ReturnsFigures, console: Console) -> None:
    """Print each stage and the whole: how many, how many open, the percentiles; or why not."""
    if not figures.number:
        return
    if not figures.stages and figures.whole.why_not:
        _title(console, "Stages", f"not told: {figures.whole.why_not}")
        return
    _title(console, "Stages")
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim", expand=True)
    table.add_column("from - to", overflow="fold", ratio=1)
    for name in ("cases", "open", "half within", "8 of 10", "9 of 10"):
        table.add_column(name, justify="right", overflow="fold")
    for stage in figures.stages:
        named = Text.assemble(stage_name(stage), (f"\n{owner_words(stage.owner)}", "dim"))
        table.add_row(named, *_cells(stage.lasted))
    table.add_section()
    table.add_row(Text("request to end", style="bold"), *_cells(figures.whole))
    console.print(table)
    told = [line for stage in figures.stages for line in _lacks(stage.lasted, stage_name(stage))]
    for line in [*told, *_lacks(figures.whole, "request to end"), *_beside(figures.whole)]:
        console.print(Text(inert(line), style="dim"))


def _cells(lasted: Lasted) -> tuple[Text, ...]:
    by_percent = {reading.percent: reading for reading in lasted.readings}
    half, eight, nine = (by_percent.get(each) for each in (50, 80, 90))
    first = Text(_reading(half), style="bold")
    if half is not None and (band := band_words(half)):
        first.append(f"\n{band}", style="not bold dim")
    return (
        Text(f"{lasted.number:,}"),
        Text(f"{lasted.open:,}"),
        first,
        Text(_reading(eight)),
        Text(_reading(nine)),
    )


def _reading(reading: Reading | None) -> str:
    if reading is None or (reading.days is None and reading.more_than is None):
        return "-"
    return days(reading.days) if reading.days is not None else f"> {days(reading.more_than or 0)}"


def _lacks(lasted: Lasted, what: str) -> Iterator[str]:
    if lasted.why_not:
        yield f"{what}: no percentiles: {lasted.why_not}"
    if lasted.untold:
        yield f"{what}: {lasted.untold:,} not counted, as a time is missing or impossible"


def _beside(whole: Lasted) -> Iterator[str]:
    if whole.within:
        yield "ended: " + ", ".join(
            f"{percent(share)} within {limit:g} days" for limit, share in whole.within
        )
    if whole.closed_only is not None and whole.open:
        yield f"the ended alone have a median of {days(whole.closed_only)}, which flatters"


def print_waterfall(figures: ReturnsFigures, console: Console) -> None:
    """Print which stage eats the time, one bar after the other, and whose time it is."""
    spent = [stage for stage in figures.stages if stage.share > 0]
    if not spent:
        return
    owners = ", ".join(
        f"{owner_words(owner)} {percent(share)}" for owner, share in figures.owners if share > 0
    )
    _title(console, "Where the time goes", owners)
    grid = Table.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(overflow="fold")
    grid.add_column(no_wrap=True, width=_BAR)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    before = 0.0
    for stage in spent:
        start = min(round(before * _BAR), _BAR - 1)
        before += stage.share
        length = max(round(before * _BAR) - start, 1)
        a_case = f"{days(stage.days / figures.number)} a case"
        grid.add_row(stage_name(stage), " " * start + bar(console, length), percent(stage.share), a_case)
    console.print(grid)


def print_order_to_refund(figures: ReturnsFigures, console: Console) -> None:
    """Print how long it takes from the first payment to the last refund of a purchase."""
    lasted = figures.order_to_refund
    if not lasted.number:
        return
    _title(console, "From payment to the last refund of a purchase")
    if lasted.why_not:
        console.print(Text(inert(f"{lasted.number:,} purchases; not told: {lasted.why_not}")))
        return
    cells = [cell.plain.replace("\n", ", ") for cell in _cells(lasted)]
    names = ("purchases", "not refunded yet", "half within", "8 of 10", "9 of 10")
    told = [f"{names[i]} {cells[i]}" for i in range(2, len(names)) if cells[i] != "-"]
    console.print(Text(f"{cells[0]} {names[0]}, {cells[1]} {names[1]}: {'; '.join(told)}"))


def print_answers(figures: ReturnsFigures, console: Console) -> None:
    """Print how soon requests are answered by hour and weekday, where it makes a difference."""
    hours, weekdays = figures.answers_by_hour, figures.answers_by_weekday
    if differs(weekdays):
        _title(console, "Answers to requests, by weekday", "half are answered within")
        console.print(_abreast(weekdays, ""))
    if differs(hours):
        _title(console, "Answers to requests, by hour of the day", "half are answered within")
        console.print(_abreast(hours, ":00"))


def differs(answers: Sequence[Answered]) -> bool:
    """Whether it matters when a request comes in."""
    told = [one.median_hours for one in answers if one.median_hours is not None]
    return len(told) >= _HOURS_TOLD and max(told) >= _TIMES * min(told)


def _abreast(answers: Sequence[Answered], suffix: str) -> Table:
    told = [one for one in answers if one.number]
    rows = -(-len(told) // _ABREAST)
    grid = Table.grid(padding=(0, 2), pad_edge=False)
    for _ in range(_ABREAST):
        grid.add_column(no_wrap=True)
        grid.add_column(justify="right", no_wrap=True)
    for row in range(rows):
        cells: list[str] = []
        for one in told[row::rows]:
            took = "-" if one.median_hours is None else duration(one.median_hours)
            cells += [f"{one.label}{suffix}", f"{took} ({one.number:,})"]
        grid.add_row(*cells)
    return grid


def _title(console: Console, title: str, beside: str = "") -> None:
    console.print()
    console.print(Text.assemble((title, "bold"), f"  {inert(beside)}" if beside else ""))
