"""Where in a TOML text a value stands; the standard parser tells no lines."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAID: Final = re.compile(r"\(at line (\d+)")
_HEADING: Final = re.compile(r"\s*\[(.+)\]\s*(?:#.*)?")


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line on which the value of a path starts, counted from 1.

    Args:
        text: valid TOML.
        path: keys from the top, and places in lists, counted from 0; a path that goes further than the text
            is cut to what is there.

    Returns:
        The line of the key, or of the table's heading; None for the empty path and for keys that are missing.
    """
    keys = list(path)
    while keys and not _holds(tomllib.loads(text), keys):
        keys.pop()
    if not keys:
        return None
    lines = text.splitlines()
    first = 0
    for end in range(1, len(lines) + 1):
        try:
            read = tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            # A value over several lines has begun; its first line is the one to tell.
            continue
        if _holds(read, keys):
            return _first_word(lines, first, end)
        first = end
    return None


def table_line(text: str, table: str) -> int | None:
    """The line of a table's heading such as `[orders.columns]`, counted from 1."""
    for number, line in enumerate(text.splitlines(), 1):
        heading = _HEADING.fullmatch(line)
        if heading and heading[1].replace(" ", "") == table:
            return number
    return None


def entry_lines(text: str, table: str) -> tuple[int, ...]:
    """The lines of the headings `[[table]]`, counted from 1."""
    heading = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]\s*(?:#.*)?")
    return tuple(number for number, line in enumerate(text.splitlines(), 1) if heading.fullmatch(line))


def said_line(error: tomllib.TOMLDecodeError) -> int | None:
    """The line that the parser's message names, counted from 1."""
    said = _SAID.search(str(error))
    return int(said[1]) if said else None


def _holds(read: Any, keys: Sequence[str | int]) -> bool:
    for key in keys:
        try:
            read = read[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _first_word(lines: Sequence[str], start: int, end: int) -> int:
    """The first line from `start` on that is neither blank nor a comment."""
    for number in range(start, end):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return number + 1
    return end
