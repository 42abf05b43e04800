"""What is known of a sheet before it is read: how far it reaches, and cells that calamine leaves empty."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from .refusals import too_wide

MOST_ROWS: Final = 1 << 20
MOST_COLUMNS: Final = 1 << 14
"""The limits of Excel and LibreOffice; calamine takes what is beyond them, and dies of it."""

CELL_BYTES: Final = 32
"""What calamine takes for every cell of the rectangle around all that a sheet holds, empty ones included."""
FREE_BYTES: Final = 256 << 20
"""So much a sheet may take whatever it holds."""
MOST_RATIO: Final = 16
"""So many times its own unpacked bytes a sheet may take; a cell has 30 bytes and more."""


@dataclass(slots=True)
class SheetScan:
    """What the bytes of a sheet say.

    Attributes:
        rows: up to which row it holds something, counted from 1; 0 where it holds nothing.
        columns: likewise.
        bytes: of the sheet, unpacked.
        errors: row, counted from 0 -> column and text of error cells, which calamine gives as empty ones.
        merges: first row, last row, column of cells merged downwards, where calamine does not tell them.
    """

    rows: int = 0
    columns: int = 0
    bytes: int = 0
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    merges: list[tuple[int, int, int]] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """Something stands in this cell, counted from 1."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    @property
    def is_absurd(self) -> bool:
        """It would take memory out of proportion to what it holds."""
        taken = self.rows * self.columns * CELL_BYTES
        return (
            self.rows > MOST_ROWS
            or self.columns > MOST_COLUMNS
            or taken > max(FREE_BYTES, MOST_RATIO * self.bytes)
        )

    def refuse_absurd(self, path: str, sheet: str) -> None:
        """Refuse what would take memory out of proportion.

        Raises:
            UnreadableError: it would.
        """
        if self.is_absurd:
            raise too_wide(path, sheet, cell_name(self.rows, self.columns))


def cell_name(row: int, column: int) -> str:
    """`B7` for row 7 and column 2."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def column_number(letters: bytes) -> int:
    """2 for `B`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
