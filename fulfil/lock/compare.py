"""Holds the files of a run against what was recorded of their feeds and what was asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import polars as pl

from ..exports.words import fold_word
from ..facts.drift import DRIFT, Drift
from .columns import compare_columns
from .feed_name import feed_name
from .match import feed_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..exports.export import Export
    from .delivery import Delivery, MaxAge
    from .lock import Feed
    from .tally import Tally

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _File:
    """One input with its count and its feed; `name` is the feed's, or what it would be called."""

    export: Export
    tally: Tally
    feed: Feed | None
    name: str

    def row(self, kind: Drift, **told: object) -> _Row:
        return {"kind": kind.value, "file": self.export.index, "feed": self.name, **told}


def compare(
    exports: Sequence[Export],
    copies: Iterable[tuple[str, str]],
    tallies: Mapping[int, Tally],
    delivery: Delivery,
) -> pl.DataFrame:
    """What differs.

    Args:
        exports: the inputs.
        copies: paths of the same bytes as an input, with that input's path: they are deliveries, too.
        tallies: by export index, what each file holds.
        delivery: what they are held against.

    Returns:
        The columns of `facts.drift.DRIFT`: by file, and then by feed.
    """
    files = [_file(export, tallies[export.index], delivery) for export in exports]
    rows = [row for file in files for row in _of_file(file, delivery)]
    rows += _short(files, delivery)
    rows += _missing(files, copies, delivery)
    return pl.DataFrame(rows, schema=DRIFT)


def _file(export: Export, tally: Tally, delivery: Delivery) -> _File:
    feed = _feed_of(export, export.path, delivery)
    return _File(export, tally, feed, feed.name if feed else feed_name(export.profile.name, export.path))


def _feed_of(export: Export, path: str, delivery: Delivery) -> Feed | None:
    return feed_of(delivery.feeds, export.profile.name, export.recognition.header.cells, path)


def _of_file(file: _File, delivery: Delivery) -> Iterator[_Row]:
    if file.feed is not None:
        yield from _columns(file, file.feed)
        yield from _nulls(file, file.feed)
        yield from _words(file, file.feed)
    elif delivery.lock is not None:
        yield file.row(Drift.NO_FEED)
    if delivery.max_age is not None:
        yield from _stale(file, delivery.max_age)


def _columns(file: _File, feed: Feed) -> Iterator[_Row]:
    line = file.export.header_line
    lost, new = compare_columns(feed, file.export.recognition.header.cells)
    for gone in lost:
        yield file.row(
            Drift.COLUMN_LOST,
            line=line,
            field=gone.field,
            expected=gone.header,
            value=gone.now,
            reason=gone.reason,
        )
    for cell in new:
        yield file.row(Drift.COLUMN_NEW, line=line, value=cell)


def _nulls(file: _File, feed: Feed) -> Iterator[_Row]:
    """How empty each column is and was, for the rule to judge; of two tables with one column, the first's."""
    told: set[str] = set()
    for full, column in feed.mapped.items():
        name = full.split(".")[1]
        if full in file.tally.rows and name not in told:
            told.add(name)
            yield file.row(
                Drift.NULLS,
                field=name,
                rows=file.tally.rows[full],
                nulls=file.tally.nulls[full],
                rows_before=column.rows,
                nulls_before=column.nulls,
            )


def _words(file: _File, feed: Feed) -> Iterator[_Row]:
    """Words that were not met before; a column in which none was met before has nothing to compare."""
    for full, known in feed.words.items():
        seen = {fold_word(word) for word in known}
        met = file.tally.words.get(full)
        new: dict[str, tuple[str, int]] = {}
        for word, rows in sorted(met.items()) if met and seen else ():
            if (folded := fold_word(word)) not in seen:
                first, before = new.get(folded, (word, 0))
                new[folded] = first, before + rows
        for word, rows in new.values():
            yield file.row(Drift.WORD_NEW, field=full.split(".")[1], value=word, records=rows)


def _stale(file: _File, most: MaxAge) -> Iterator[_Row]:
    newest = file.tally.newest
    if newest is None:
        yield file.row(Drift.NO_EVENT)
        return
    hours = (most.now - newest).total_seconds() / 3600
    if hours > most.hours:
        moment = newest.astimezone(ZoneInfo(file.export.profile.zone)).isoformat(" ", "seconds")
        yield file.row(Drift.STALE, value=moment, expected=f"at most {most.said}", hours=round(hours, 1))


def _short(files: Iterable[_File], delivery: Delivery) -> Iterator[_Row]:
    """Feeds with too few records in all their files together, told at the first of these."""
    together: dict[str, list[_File]] = {}
    for file in files:
        together.setdefault(file.name, []).append(file)
    for some in together.values():
        own = some[0].feed.min_records if some[0].feed is not None else None
        least = delivery.min_records if own is None else own
        records = sum(file.tally.records for file in some)
        if least is not None and records < least:
            yield some[0].row(Drift.SHORT, records=records, expected=str(least))


def _missing(files: Sequence[_File], copies: Iterable[tuple[str, str]], delivery: Delivery) -> Iterator[_Row]:
    there = {file.name for file in files if file.feed is not None}
    for path, same in copies:
        original = next(file.export for file in files if file.export.path == same)
        if (feed := _feed_of(original, path, delivery)) is not None:
            there.add(feed.name)
    for feed in delivery.feeds:
        if feed.expected and feed.name not in there:
            yield {"kind": Drift.MISSING.value, "feed": feed.name}
