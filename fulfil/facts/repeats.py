"""Records that repeat an earlier one: the very same record, or its key with other content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..exports.export import Export

REPEATS = {
    "row": pl.UInt32,
    "identical": pl.Boolean,
    "other_row": pl.UInt32,
    "elsewhere": pl.Boolean,
}


def find_repeats(spine: pl.DataFrame, exports: Sequence[Export], *, across: bool = True) -> pl.DataFrame:
    """Compare, byte for byte, the records whose key stands more than once; without an order id none has one.

    Inside one file a key is order and line id; an export without line ids may repeat order and SKU
    rightly, so there only identical records count, unless each of its records is a whole order. Across
    files an order should stand in one of them only.

    Args:
        spine: rows of orders, with `order`.
        exports: all inputs, by index.
        across: whether files are compared with each other, too; an audit merges them instead.

    Returns:
        `row` (the later record), `identical`, `other_row` (the earlier one) and `elsewhere` (it stands in
        another file), for every record that repeats one.
    """
    details = [export.index for export in exports if export.profile.lines_of]
    inside = spine.head(0)
    if _any_twice(spine, "key"):
        named = spine.filter(pl.col("order_id").is_not_null())
        inside = named.filter(pl.struct("file", "key").is_duplicated())
    between = spine.head(0)
    if across and len(exports) - len(details) > 1:
        kept = spine.filter(~pl.col("file").is_in(details)) if details else spine
        files = (
            kept.group_by("order").agg(pl.col("file").n_unique().alias("files")).filter(pl.col("files") > 1)
        )
        between = kept.join(files, on="order", how="semi", maintain_order="left")
    rows = [*_inside(inside, exports), *_across(between, exports)]
    return pl.DataFrame(rows, schema=REPEATS, orient="row")


def _any_twice(spine: pl.DataFrame, name: str) -> bool:
    # Sorting numbers takes a tenth of the memory that counting them does.
    ordered = spine[name].sort()
    return bool((ordered == ordered.shift(1)).any())


def _inside(rows: pl.DataFrame, exports: Sequence[Export]) -> Iterator[tuple[int, bool, int, bool]]:
    seen: dict[tuple[int, int], list[tuple[int, bytes]]] = {}
    for row, file, key, offset, length in _records(rows, "key"):
        text = _bytes(exports[file], offset, length)
        earlier = seen.setdefault((file, key), [])
        same = next((other for other, content in earlier if content == text), None)
        if same is not None:
            yield row, True, same, False
        elif earlier and _is_key(exports[file]):
            yield row, False, earlier[0][0], False
        earlier.append((row, text))


def _across(rows: pl.DataFrame, exports: Sequence[Export]) -> Iterator[tuple[int, bool, int, bool]]:
    seen: dict[int, list[tuple[int, int, bytes]]] = {}
    for row, file, order, offset, length in _records(rows, "order"):
        text = _bytes(exports[file], offset, length)
        earlier = seen.setdefault(order, [])
        others = [(other, content) for other, where, content in earlier if where != file]
        same = next((other for other, content in others if content == text), None)
        if same is not None:
            yield row, True, same, True
        elif others:
            yield row, False, others[0][0], True
        earlier.append((row, file, text))


def _records(rows: pl.DataFrame, key: str) -> Iterator[tuple[int, int, int, int, int]]:
    yield from rows.sort("row").select("row", "file", key, "offset", "length").iter_rows()


def _is_key(export: Export) -> bool:
    return "line_id" in export.recognition.columns.feeds or export.profile.grain == "order"


def _bytes(export: Export, offset: int, length: int) -> bytes:
    return export.source.read_at(offset, length).rstrip(b"\r\n")
