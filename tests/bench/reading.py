"""Reading alone, against what merely decodes the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .measures import Row, seconds_of
from .process import PYTHON, UnexpectedError, duel, output

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .measures import Bench

_SHEET_ROWS = 100_000


def reading(bench: Bench) -> Iterator[Row]:
    """GB18030 text and a workbook, every cell as text with its proof, against Polars and calamine alone."""
    file = bench.file("gb18030")
    floor = (
        "import polars as pl; "
        f"print(pl.read_csv({str(file.path)!r}, encoding='gb18030', infer_schema=False).height)"
    )
    yield _row(file.path, file.rows, floor, "GB18030, / `pl.read_csv(encoding='gb18030')`", bench, 2.0)
    sheet = _sheet(bench)
    book = f"import python_calamine as c; b = c.CalamineWorkbook.from_path({str(sheet)!r})"
    floor = f"{book}; print(len(b.get_sheet_by_index(0).to_python()) - 1)"
    yield _row(sheet, _SHEET_ROWS, floor, "`.xlsx`, / python-calamine alone", bench, 1.5)


def _row(path: Path, rows: int, floor: str, said: str, bench: Bench, target: float) -> Row:  # noqa: PLR0913, PLR0917
    ours, theirs = [PYTHON, "-m", "tests.bench.only_reading", str(path)], [PYTHON, "-c", floor]
    counted = {int(output(argv)) for argv in (ours, theirs)}
    if counted != {rows}:
        raise UnexpectedError(f"{path} has {rows} rows, and {counted} were read")
    found = duel(ours, theirs, bench.rounds)
    return Row(
        "reading",
        f"reading {rows:,} rows with their proof, {said}",
        found.ratio,
        "×",
        target if rows >= _SHEET_ROWS else None,
        seconds_of(found),
    )


def _sheet(bench: Bench) -> Path:
    """A workbook of orders: ids as text, amounts as numbers, times as dates."""
    from openpyxl import Workbook

    path = bench.folder / f"sheet-{_SHEET_ROWS}.xlsx"
    if not path.exists():
        orders = pl.read_csv(bench.file("columns", _SHEET_ROWS).path, infer_schema=False)
        book = Workbook(write_only=True)
        sheet = book.create_sheet("orders")
        sheet.append(orders.columns)
        for row in orders.with_columns(*_typed(orders)).iter_rows():
            sheet.append(row)
        book.save(path)
    return path


def _typed(orders: pl.DataFrame) -> Iterator[pl.Expr]:
    for name in orders.columns:
        cells = orders[name]
        for dtype in (pl.Datetime("us"), pl.Float64):
            read = (
                cells.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False)
                if dtype != pl.Float64
                else cells.cast(dtype, strict=False)
            )
            if cells.str.len_chars().max() < 20 and read.null_count() == cells.null_count():
                yield read.alias(name)
                break
