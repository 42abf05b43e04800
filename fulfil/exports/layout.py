"""What is the same for every block of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .dialect import Dialect


@dataclass(frozen=True, slots=True)
class Layout:
    """How the bytes of a table become cells.

    Attributes:
        codec: encoding of the bytes.
        dialect: delimiter and quoting.
        width: cells of a record.
        wanted: indices of the cells to keep, ascending, at least one.
        prove: False reads everything carefully.
    """

    codec: str
    dialect: Dialect
    width: int
    wanted: tuple[int, ...]
    prove: bool
