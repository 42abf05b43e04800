"""The lock as TOML for people: the same lock gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..exports.toml_value import toml_value
from ..written_whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .lock import Feed, Lock, MappedColumn

_HEAD: Final = """\
# What each feed of exports held when it was last found right. Later deliveries are compared with it:
#     fulfil audit FILES --lock THIS
# and it is written by
#     fulfil inspect FILES --lock THIS
# which records the feeds of these files anew, and keeps the others. In a feed, two lines are yours and stay:
#     expected = false      no error when no file of it comes
#     min_records = 100     an error when fewer records come
# Words that were once recorded stay, too; take out what you do not want. The order of columns is for people.
# It holds column names, counts and status words, and nothing of any order.
"""


def lock_text(lock: Lock) -> str:
    """The whole file, its feeds sorted by name."""
    parts = [_HEAD, f"version = {lock.version}\n"]
    parts += ["\n" + "".join(_feed(feed)) for feed in sorted(lock.feed, key=lambda feed: feed.name)]
    return "".join(parts)


def write_lock(lock: Lock, path: str) -> None:
    """Write a lock whole or not at all.

    Raises:
        OutputError: it cannot be written; an earlier lock there is as it was.
    """
    write_whole(path, [lock_text(lock)], "the lock")


def _feed(feed: Feed) -> Iterator[str]:
    yield "[[feed]]\n"
    yield f"name = {toml_value(feed.name)}\n"
    yield f"profile = {toml_value(feed.profile)}\n"
    yield f"subjects = {_short(subject.value for subject in feed.subjects)}\n"
    yield f"expected = {'true' if feed.expected else 'false'}\n"
    if feed.min_records is not None:
        yield f"min_records = {feed.min_records}\n"
    yield f"records = {feed.records}\n"
    yield f"columns = {_long(feed.columns)}\n"
    if feed.sometimes:
        yield f"sometimes = {_long(feed.sometimes)}\n"
    yield "\n[feed.mapped]\n"
    for name, column in feed.mapped.items():
        yield f"{toml_value(name)} = {_mapped(column)}\n"
    yield "\n[feed.words]\n"
    for name, words in feed.words.items():
        yield f"{toml_value(name)} = {_short(words)}\n"


def _mapped(column: MappedColumn) -> str:
    optional = ", optional = true" if column.optional else ""
    return f"{{ headers = {_short(column.headers)}, rows = {column.rows}, nulls = {column.nulls}{optional} }}"


def _short(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(toml_value, texts))}]"


def _long(texts: Iterable[str]) -> str:
    lines = "".join(f"    {toml_value(text)},\n" for text in texts)
    return f"[\n{lines}]" if lines else "[]"
