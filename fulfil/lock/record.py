"""Records what feeds of exports hold, into a new lock or over an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..exports.opening import open_exports
from ..exports.words import fold_word
from ..tables import COLUMNS_OF, Subject
from .feed_name import GENERIC, feed_name
from .headers import by_fold
from .lock import Feed, Lock, MappedColumn
from .match import SIMILAR, similarity
from .tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..exports.export import Export, Reading

#: A share of fewer rows says nothing of how empty a column usually is; the same as `policy.Drift.least_rows`.
TELLING_ROWS: Final = 20


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded.

    Args:
        lock: all feeds, the kept ones included.
        files: feed -> how many files of it were read, or sheets of workbooks.
    """

    lock: Lock
    files: dict[str, int]


def record(paths: Sequence[str], reading: Reading | None = None, earlier: Lock | None = None) -> Recorded:
    """Record what the feeds of some files hold.

    Of a feed that an earlier lock has, what the user wrote (`expected`, `min_records`) and the words that
    were met stay; all else is what the files say. Other feeds stay as they are.

    Args:
        paths: the files; each is read once.
        reading: how to read them.
        earlier: what was recorded before.

    Raises:
        UnreadableError: a file cannot be read as a table.
    """
    feeds: dict[str, list[Feed]] = {}
    for path in dict.fromkeys(paths):
        with open_exports(path, 0, reading) as opened:
            for alone in map(_feed, opened.exports):
                name = _name(alone, feeds)
                feeds.setdefault(name, []).append(alone.model_copy(update={"name": name}))
    before = {feed.name: feed for feed in earlier.feed} if earlier else {}
    merged = {name: _kept(_merged(some), before.get(name)) for name, some in feeds.items()}
    everything = {**before, **merged}
    lock = Lock(feed=tuple(everything[name] for name in sorted(everything)))
    return Recorded(lock, {name: len(feeds[name]) for name in sorted(feeds)})


def _feed(export: Export) -> Feed:
    """What one file holds, as a feed of its own."""
    tally = Tally()
    for block in export.blocks():
        tally.add(export, block)
    known = export.recognition
    header = known.header.cells
    feeds = {
        f"{column.table}.{name}": mapped.feeds[name].cells
        for subject, mapped in known.columns.subjects.items()
        for name, column in COLUMNS_OF[subject].items()
        if name in mapped.feeds
    }
    return Feed(
        name=feed_name(known.profile.name, export.path),
        profile=known.profile.name,
        subjects=tuple(known.columns.subjects),
        records=tally.records,
        columns=tuple(by_fold(header).values()),
        mapped={
            name: MappedColumn(
                headers=tuple(by_fold(header[cell] for cell in cells).values()),
                rows=tally.rows[name],
                nulls=tally.nulls[name],
            )
            for name, cells in feeds.items()
        },
        words={name: _words(tally.words[name]) for name in feeds if name in tally.words},
    )


def _words(*several: Iterable[str]) -> tuple[str, ...]:
    """Each word once however it is folded, sorted."""
    met: dict[str, str] = {}
    for word in sorted(word for words in several for word in words):
        met.setdefault(fold_word(word), word)
    return tuple(sorted(met.values()))


def _name(feed: Feed, others: dict[str, list[Feed]]) -> str:
    """Its name, numbered where a file with other columns already took it."""
    if feed.profile != GENERIC:
        return feed.name
    name, number = feed.name, 1
    while name in others and similarity(feed.columns, others[name][0]) < SIMILAR:
        number += 1
        name = f"{feed.name}_{number}"
    return name


def _merged(files: Sequence[Feed]) -> Feed:
    """Several files of one feed as one."""
    first = files[0]
    headers = [by_fold(file.columns) for file in files]
    everything = {folded: cell for some in reversed(headers) for folded, cell in some.items()}
    met = dict.fromkeys(folded for some in headers for folded in some)
    always = [folded for folded in headers[0] if all(folded in some for some in headers)]
    subjects = [subject for subject in Subject if any(subject in file.subjects for file in files)]
    names = [f"{column.table}.{name}" for subject in subjects for name, column in COLUMNS_OF[subject].items()]
    return first.model_copy(
        update={
            "subjects": tuple(subjects),
            "records": sum(file.records for file in files),
            "columns": tuple(everything[folded] for folded in always),
            "sometimes": tuple(everything[folded] for folded in met if folded not in always),
            "mapped": {
                name: _together([file.mapped[name] for file in files if name in file.mapped], len(files))
                for name in names
                if any(name in file.mapped for file in files)
            },
            "words": {
                name: _words(*(file.words.get(name, ()) for file in files))
                for name in names
                if any(name in file.words for file in files)
            },
        }
    )


def _together(some: Sequence[MappedColumn], files: int) -> MappedColumn:
    """One column of several files: as empty as where it is emptiest, so that none of these files is odd."""
    telling = [column for column in some if column.rows >= TELLING_ROWS]
    emptiest = max(telling, key=lambda column: (column.rate, column.rows), default=None)
    return MappedColumn(
        headers=tuple(by_fold(cell for column in some for cell in column.headers).values()),
        rows=emptiest.rows if emptiest else sum(column.rows for column in some),
        nulls=emptiest.nulls if emptiest else sum(column.nulls for column in some),
        optional=len(some) < files,
    )


def _kept(feed: Feed, before: Feed | None) -> Feed:
    if before is None:
        return feed
    words = {name: _words(words, before.words.get(name, ())) for name, words in feed.words.items()}
    return feed.model_copy(
        update={"expected": before.expected, "min_records": before.min_records, "words": words}
    )
