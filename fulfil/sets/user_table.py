"""A table beside the exports, as the user wrote it: CSV text with the line of every row."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from ..errors import PolicyError
from ..exports.words import fold_word
from .sku_key import sku_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def read_user_table(
    path: str, what: str, required: Sequence[str], optional: Sequence[str] = ()
) -> pl.DataFrame:
    """Read a small UTF-8 CSV (with or without BOM); other columns than those asked for are left out.

    Args:
        path: the file.
        what: what it is, for messages: `the kit table`.
        required: columns that it must have, each filled in every row.
        optional: columns that it may have.

    Returns:
        `line` (Int64, the physical line where the row starts) and the columns (String, null where empty).

    Raises:
        PolicyError: it cannot be read, lacks a column, or a row has too many cells or an empty one.
    """
    rows = _rows(_text(path, what), path, what)
    line, head = next(rows, (1, []))
    names = [fold_word(name) for name in head]
    if missing := [name for name in required if name not in names]:
        raise PolicyError(
            f"{what} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}",
            path=path,
            line=line,
            hint=f"its first line should be {','.join((*required, *optional))}",
        )
    wanted = [name for name in (*required, *optional) if name in names]
    if twice := [name for name in wanted if names.count(name) > 1]:
        raise PolicyError(f"{what} has the column {twice[0]} twice", path=path, line=line)
    places = [names.index(name) for name in wanted]
    read: list[tuple[int | str | None, ...]] = []
    for number, cells in rows:
        if len(cells) > len(names):
            raise PolicyError(
                f"the row has {len(cells)} cells, and the header {len(names)}",
                path=path,
                line=number,
                hint="put cells that hold a comma in double quotes",
            )
        read.append((number, *(cells[place] if place < len(cells) else None for place in places)))
    schema = {"line": pl.Int64(), **dict.fromkeys(wanted, pl.String())}
    text = pl.DataFrame(read, schema, orient="row").with_columns(
        # Only what is blank for `sku_key` is blank here, so that no key is null.
        pl.when(sku_key(pl.col(name)).is_not_null()).then(pl.col(name).str.strip_chars())
        for name in wanted
    )
    for name in required:
        if empty := text.filter(pl.col(name).is_null())["line"].to_list():
            raise PolicyError(f"`{name}` is empty", path=path, line=empty[0])
    lacking = [pl.lit(None, pl.String).alias(name) for name in optional if name not in wanted]
    return text.with_columns(lacking)


def _text(path: str, what: str) -> str:
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise PolicyError(f"{what} cannot be read: {error.strerror}", path=path) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyError(
            f"{what} is no UTF-8 text",
            path=path,
            line=raw.count(b"\n", 0, error.start) + 1,
            hint="save it as “CSV UTF-8”",
        ) from error


def _rows(text: str, path: str, what: str) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not blank, with the line where it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise PolicyError(f"{what} cannot be read as CSV: {error}", path=path, line=line) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1
