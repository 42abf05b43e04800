"""The answer about returns in one line: how long, how many past the law's limit, and whose time it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .figures import percent
from .returns_words import days_in_words, money_words, several, stage_words
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..metrics.returns.result import FromOrders, Incidence, ReturnsFigures

_REFUNDED: Final = "refunded"
_HALF: Final = 50


def returns_answer(figures: ReturnsFigures | None) -> str:
    """The line; it says no more than the data support.

    Args:
        figures: the figures; None where no file tells of returns.
    """
    if figures is None:
        return "These files tell of no returns and no refunds."
    if not figures.number:
        return _nothing(figures)
    parts = [_duration(figures), *_legal(figures), *_whose(figures)]
    return "; ".join(parts) + "."


def _duration(figures: ReturnsFigures) -> str:
    whole, number = figures.whole, figures.number
    still = dict(figures.outcomes).get("open", 0)
    if whole.why_not:
        open_too = f", {still:,} of them open" if still else ""
        return f"{several(number)}{open_too}; how long they take is not told ({whole.why_not})"
    included = "the open ones included" if still else "none of them is open"
    refunded = next((one for one in figures.incidence if one.outcome == _REFUNDED), None)
    if refunded is not None and refunded.half is not None:
        return f"Half of the returns are refunded within {days_in_words(refunded.half)}, {included}"
    half = next((reading for reading in whole.readings if reading.percent == _HALF), None)
    if half is not None and half.days is not None:
        ended = f"Half of the returns have ended within {days_in_words(half.days)}, {included}"
        return f"{ended}; fewer than half are refunded{_at_most(refunded)}"
    longest = (
        f" within {days_in_words(half.more_than)}, the longest that was seen"
        if half and half.more_than
        else ""
    )
    return f"Fewer than half of the returns have ended{longest}: {still:,} of {number:,} are open"


def _at_most(refunded: Incidence | None) -> str:
    if refunded is None or not refunded.within:
        return ""
    days, share = refunded.within[-1]
    return f" ({percent(share)} within {days:g} days)"


def _legal(figures: ReturnsFigures) -> Iterator[str]:
    if figures.past_legal is None:
        yield "no legal limit can be counted here (see the notes)"
    elif figures.past_legal:
        yield f"{figures.past_legal:,} {'is' if figures.past_legal == 1 else 'are'} past a legal limit"
    else:
        yield "none is known to be past a legal limit"


def _whose(figures: ReturnsFigures) -> Iterator[str]:
    if figures.whole.why_not or not figures.stages:
        return
    longest = max(figures.stages, key=lambda stage: stage.share)
    if longest.share > 0:
        yield f"{longest.share:.0%} of the time {stage_words(longest)}".replace("%", " %")


def _nothing(figures: ReturnsFigures) -> str:
    if figures.from_orders:
        no_clocks = "Order exports have no clocks: how long it took is not told."
        return f"No file of returns; {_from_orders(figures.from_orders)}. {no_clocks}"
    alone = sum(number for _, number, _ in figures.apart)
    if alone:
        ways = ", ".join(f"{why} {number:,}" for why, number, _ in figures.apart)
        return f"No returns that count; {counted(alone, 'case stands', 'cases stand')} apart ({ways})."
    out = sum(number for _, number in figures.left_out)
    return f"No returns to count; {out:,} left out." if out else "No returns in these files."


def _from_orders(told: Sequence[FromOrders]) -> str:
    orders, refunded, still = (
        sum(getattr(one, name) for one in told) for name in ("orders", "refunded", "open")
    )
    where = told[0].path if len(told) == 1 else f"{len(told):,} order exports"
    money = money_words(told[0].money) if len(told) == 1 else ""
    refunds = f"{refunded:,} of {counted(orders, 'order')} refunded{f' ({money})' if money else ''}"
    return f"{where}: {refunds}, {still:,} with an open request"
