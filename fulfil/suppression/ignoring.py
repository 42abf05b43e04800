"""Holds the entries of an ignore file against a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

from .judged_orders import judged_rows
from .silencing import EntryTold, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..audit import Checked
    from ..findings import RuleFindings
    from .ignore_file import Entry, Ignored

_ENTRIES = pl.Schema(
    {"entry": pl.UInt32(), "order_id": pl.String(), "of_shop": pl.String(), "of_platform": pl.String()}
)


@dataclass(frozen=True, slots=True)
class Ignoring:
    """What an ignore file silences in a run.

    Args:
        rows: rule -> for each of its findings whether an entry silences it; rules without any are left out.
        entries: what became of each entry.
    """

    rows: Mapping[str, pl.Series]
    entries: tuple[EntryTold, ...]


def ignoring(run: Checked, ignored: Ignored) -> Ignoring:
    """Find what each entry silences.

    An entry means the findings that reports show under its order. It ends with its last day, by the moment
    that ages are counted to, in the zone of the order's file.

    Args:
        run: the run.
        ignored: the ignore file.
    """
    states = _states(run, ignored.entries)
    active = [place for place, state in enumerate(states) if state is State.USED]
    rows: dict[str, pl.Series] = {}
    found_by: dict[int, int] = {}
    for found in run.findings:
        mine = [(place, ignored.entries[place]) for place in active]
        mine = [(place, entry) for place, entry in mine if entry.rule == found.rule.code]
        if not mine or found.rows.is_empty() or "row" not in found.rows.columns:
            continue
        by = _matched(run, found, mine)
        if by.null_count() < by.len():
            rows[found.rule.code] = by.is_not_null()
            found_by |= dict(by.drop_nulls().value_counts().iter_rows())
    told = zip(ignored.entries, ignored.lines, states, strict=True)
    return Ignoring(
        rows,
        tuple(
            EntryTold(entry, line, _final(state, found_by.get(place, 0)), found_by.get(place, 0))
            for place, (entry, line, state) in enumerate(told)
        ),
    )


def _final(state: State, findings: int) -> State:
    return State.UNUSED if state is State.USED and not findings else state


def _matched(run: Checked, found: RuleFindings, mine: Sequence[tuple[int, Entry]]) -> pl.Series:
    """The entry that silences each finding; null where none does. No two mean the same finding."""
    entries = pl.DataFrame(
        [(place, entry.order, entry.shop, entry.platform) for place, entry in mine], _ENTRIES, orient="row"
    )
    at = found.rows["row"].cast(pl.UInt32)
    spine = run.facts.spine
    platforms = pl.Series([export.profile.platform for export in run.exports], dtype=pl.String)
    told = pl.DataFrame(
        {
            "order_id": spine["order_id"].gather(at),
            "shop": spine["shop"].gather(at),
            "platform": platforms.gather(spine["file"].gather(at)),
        }
    ).with_row_index("at")
    meant = told.join(entries, on="order_id").filter(
        pl.col("of_shop").is_null() | (pl.col("of_shop") == pl.col("shop")),
        pl.col("of_platform").is_null() | (pl.col("of_platform") == pl.col("platform")),
    )
    return told.join(meant.select("at", "entry"), on="at", how="left", maintain_order="left")["entry"]


def _states(run: Checked, entries: Sequence[Entry]) -> list[State]:
    """The state of each entry; `USED` where it may silence something."""
    spine = run.facts.spine
    wanted = pl.Series([entry.order for entry in entries], dtype=pl.String)
    rows = spine.select("row", "file", "order_id", "shop").filter(pl.col("order_id").is_in(wanted.implode()))
    places: dict[str, list[tuple[int, int, str | None]]] = {}
    for row, file, order, shop in rows.iter_rows():
        places.setdefault(order, []).append((row, file, shop))
    judged: dict[str, pl.Series] = {}
    states = []
    for entry in entries:
        mine = [
            (row, file)
            for row, file, shop in places.get(entry.order, [])
            if entry.shop in (None, shop) and entry.platform in (None, run.exports[file].profile.platform)
        ]
        if mine and entry.rule not in judged:
            judged[entry.rule] = judged_rows(run, entry.rule)
        states.append(_state(run, entry, mine, judged.get(entry.rule)))
    return states


def _state(run: Checked, entry: Entry, mine: Sequence[tuple[int, int]], judged: pl.Series | None) -> State:
    if not mine or judged is None:
        return State.RETIRED
    if run.facts.as_of is None:
        return State.UNDATED
    zone = ZoneInfo(run.exports[mine[0][1]].profile.zone)
    if run.facts.as_of.astimezone(zone).date() > entry.until:
        return State.EXPIRED
    if not any(judged[row] for row, _ in mine):
        return State.NOT_JUDGED
    return State.USED
