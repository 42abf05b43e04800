"""Pollutions of one record of the clean export, at every position of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.exports.pollution import HEADER, ROWS, Pollution, written

if TYPE_CHECKING:
    from collections.abc import Iterator

TORN = (0, 2, 3, len(ROWS) - 1)
"""The first row, two whose notes are quoted, and the last."""


def torn_rows(rows: tuple[int, ...] = TORN, step: int = 1, *, glued: bool = False) -> Iterator[Pollution]:
    """Every pollution of some rows; of those at a position in the text, every `step`-th.

    With `glued` also those where a comma inside quotes takes the place of the one that is lost.
    """
    for row in rows:
        for name, text in (*_separators(row, glued=glued), *_lengths(row)):
            yield _torn(name, row, text)
        for name, text in (*list(_marks(row))[::step], *_foreign(row)):
            yield _torn(name, row, text, marks=True)


def _torn(name: str, row: int, text: str, *, marks: bool = False) -> Pollution:
    records = written()
    records[row + 1] = text
    return Pollution(
        f"row {row}: {name}", "".join(records).encode(), touched=frozenset({ROWS[row][0]}), marks=marks
    )


def _record(row: int, **how) -> str:
    return written((HEADER, ROWS[row]), **how)[1]


def _cells(row: int) -> list[str]:
    return [written([(cell,)], end="")[0] for cell in ROWS[row]]


def _separators(row: int, *, glued: bool) -> Iterator[tuple[str, str]]:
    cells = _cells(row)
    for at in range(len(cells) + 1):
        yield f"a separator more at {at}", ",".join([*cells[:at], "", *cells[at:]]) + "\r\n"
    for at in range(1, len(cells)):
        text = ",".join([*cells[: at - 1], cells[at - 1] + cells[at], *cells[at + 1 :]])
        if glued or text.count(",") != len(cells) - 1 or "\n" in text:
            yield f"a separator less at {at}", f"{text}\r\n"


def _lengths(row: int) -> Iterator[tuple[str, str]]:
    cells = _cells(row)
    for count in (1, 5, len(cells) - 1):
        yield f"{count} cells", ",".join(cells[:count]) + "\r\n"
    for count in (1, 3, 200):
        yield f"{count} cells more", ",".join([*cells, *["x"] * count]) + "\r\n"


def _marks(row: int) -> Iterator[tuple[str, str]]:
    text = _record(row).removesuffix("\r\n")
    for at in range(len(text) + 1):
        yield f"a quote more at {at}", f'{text[:at]}"{text[at:]}\r\n'
        if text[at : at + 1] == '"':
            yield f"a quote less at {at}", f"{text[:at]}{text[at + 1 :]}\r\n"


def _foreign(row: int) -> Iterator[tuple[str, str]]:
    for every in (False, True):
        for delimiter in (";", "\t", "|", ", "):
            yield f"delimiter {delimiter!r}, {every}", _record(row, delimiter=delimiter, every=every)
        yield f"apostrophes, {every}", _record(row, quote="'", every=every)
        for escape in ("\\", "\0", "'"):
            yield f"escape {escape!r}, {every}", _record(row, escape=escape, every=every)
        for pad in ((" ", ""), ("", " "), (" ", " ")):
            yield f"padded {pad}, {every}", _record(row, pad=pad, every=every)
    for end in ("\n", "\r", "\n\r", "\r\r\n"):
        yield f"record end {end!r}", _record(row).removesuffix("\r\n") + end
