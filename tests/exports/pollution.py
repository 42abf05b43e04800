"""One clean order export, polluted in one way at a time, as the benchmarks of CSV readers do it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = (
    *("order_id", "line_id", "status", "sku", "quantity", "unit_price"),
    *("province", "city", "county", "street", "phone", "buyer_note"),
)
_PLACE = ("浙江省", "杭州市", "西湖区", "示例路1号", "13800001111")
NOTES = (
    "",
    "gift, please wrap",
    'say "hi", twice',
    "two\r\nlines, and more",
    "O'Brien's",
    "a; b | c",
    "'s-Hertogenbosch",
    'ends with "quotes"',
    "plain",
    "   ",
)
ROWS = tuple(
    (f"A{1001 + number}", "1", "to_ship", f"SKU-{number}", str(number + 1), "19.90", *_PLACE, note)
    for number, note in enumerate(NOTES)
)
TABLE = (HEADER, *ROWS)


@dataclass(frozen=True)
class Pollution:
    """A polluted file and what may become of it.

    Attributes:
        name: the kind of pollution and its place.
        data: the bytes.
        touched: order ids whose records may be set aside instead of read.
        marks: whether quote marks in a touched record may stand in its cells as they are in the file.
        refused: what the refusal says, where the file may only be refused.
        clean: the rows that the file holds.
    """

    name: str
    data: bytes
    touched: frozenset[str] = frozenset()
    marks: bool = False
    refused: str = ""
    clean: tuple[tuple[str, ...], ...] = field(default=ROWS, repr=False)


def written(  # noqa: PLR0913  (a dialect has so many parts)
    table=TABLE, *, delimiter=",", quote='"', escape="", end="\r\n", every=False, pad=("", "")
) -> list[str]:
    """The records of a table in some dialect, each with its line end."""

    def cell(text: str) -> str:
        if not every and not any(mark in text for mark in (delimiter.strip(" ") or " ", quote, "\r", "\n")):
            return text
        inner = text.replace(escape, escape * 2) if escape else text
        inner = inner.replace(quote, (escape or quote) + quote)
        return f"{pad[0]}{quote}{inner}{quote}{pad[1]}"

    return [delimiter.join(map(cell, row)) + end for row in table]


def _whole(name: str, records: list[str] | str, **how) -> Pollution:
    return Pollution(name, "".join(records).encode(), **how)


def files() -> Iterator[Pollution]:
    """Pollutions of the whole file."""
    yield _whole("clean", written())
    yield _whole("all cells quoted", written(every=True))
    yield _whole("no payload", "", refused="empty")
    yield _whole("blank lines only", "\r\n\r\n", refused="empty")
    yield _whole("header only", written()[:1], clean=())
    yield _whole("one row", written()[:2], clean=ROWS[:1])
    yield _whole("no trailing newline", "".join(written()).removesuffix("\r\n"))
    yield _whole("double trailing newline", [*written(), "\r\n"])
    yield _whole("no header", written()[1:], refused="it has no header")
    yield _whole("no header, quoted", written(every=True)[1:], refused="it has no header")
    yield Pollution("byte order mark", "".join(written()).encode("utf-8-sig"))
    yield Pollution("UTF-16", "".join(written()).encode("utf-16"))
    yield Pollution("GB18030", "".join(written()).encode("gb18030"))
    yield Pollution("row in latin-1", _mixed("Zürich"), touched=frozenset({"A1003"}))
    for end in ("\n", "\r", "\r\n"):
        rows = [(*row[:-1], row[-1].replace("\r\n", end)) for row in ROWS]
        yield _whole(f"record end {end!r}", written((HEADER, *rows), end=end), clean=tuple(rows))
    yield _whole("mixed record ends", _mixed_ends())
    yield from _above_and_below()
    yield from _dialects()
    yield from _cells()


def _mixed(word: str) -> bytes:
    records = [record.encode() for record in written()]
    records[3] = written((*TABLE[:3], (*ROWS[2][:-1], word)))[3].encode("latin-1", "replace")
    return b"".join(records)


def _mixed_ends() -> list[str]:
    ends = ("\r\n", "\n", "\r")
    return [record.removesuffix("\r\n") + ends[at % 3] for at, record in enumerate(written())]


def _above_and_below() -> Iterator[Pollution]:
    commas = "," * (len(HEADER) - 1)
    for tail in ("\r\n", f"{commas}\r\n"):
        for blank in ("", "\r\n"):
            name = f"{'delimited' if ',' in tail else 'plain'}{', blank line' if blank else ''}"
            yield _whole(f"preamble, {name}", [*[f"PREAMBLE{tail}"] * 3, blank, *written()])
    yield _whole("footer", [*written(), *["FOOTNOTE\r\n"] * 3])
    yield _whole("footer, blank line", [*written(), "\r\n", *["FOOTNOTE\r\n"] * 3])
    yield _whole("header twice", [*written()[:1], *written()])
    yield _whole(
        "header in two languages", [*written()[:1], "订单号,,,,数量,,省,市,区,,,\r\n", *written()[1:]]
    )
    yield _whole("row of units", [*written()[:1], "text,no,word,code,pieces,CNY,,,,,,\r\n", *written()[1:]])
    titles = "Order,,,Goods,,,Address,,,,,\r\n"
    yield _whole("group titles above the header", [titles, *written()])
    pieces = [tuple(word.partition("_")[at] for word in HEADER) for at in (0, 2)]
    yield _whole("header over two rows", written((*pieces, *ROWS)))
    parts = [pieces[0], ("",) * len(HEADER), pieces[1]]
    yield _whole("header over three rows", written((*parts, *ROWS)))
    several = (*HEADER, "status", "street")
    yield _whole("duplicated headers", written((several, *((*row, row[2], row[9]) for row in ROWS))))
    columns = (*HEADER[:2], "status", *(f"c{n}" for n in range(2000)), *HEADER[3:])
    wide = written((columns, *((*row[:3], *["x"] * 2000, *row[3:]) for row in ROWS)))
    yield _whole("very many columns", wide)
    for names in (("buyer", "visits"), ("会员名", "手机"), ("HEAD", "TAIL")):
        for width in (6, len(HEADER), 15):
            other = [tuple(names) + tuple(f"{names[0]} {chr(97 + at)}" for at in range(width - 2))]
            other += [tuple(f"v{row}{at}" for at in range(width)) for row in range(3)]
            for blank in ("", "\r\n"):
                if width == len(HEADER) and not blank and names[0] == "HEAD":
                    continue
                name = f"table of {names}, {width} columns{', blank line' if blank else ''}"
                yield _whole(name, [*written(), blank, *written(other)])
    swapped = tuple((row[0], row[2], row[1], *row[3:]) for row in TABLE)
    again = [(f"B{row[0]}", *row[1:]) if row[0] != "order_id" else row for row in swapped]
    yield _whole("table of the same columns in another order", [*written(), *written(again)])


def _dialects() -> Iterator[Pollution]:
    for delimiter in (";", "\t", "|", " ", ":", "#", "~", "^", "!", "\x1f", ", ", ",,", "\t\t", "; "):
        for every in (False, True):
            name = f"delimiter {delimiter!r}{', all quoted' if every else ''}"
            # A cell with one comma needs no quotes where two of them are the delimiter, and looks torn.
            torn = frozenset({"A1002"}) if delimiter == ",," and not every else frozenset()
            yield _whole(name, written(delimiter=delimiter, every=every), touched=torn)
    yield _whole("delimiter '\\\\t', spelt out", written(delimiter="\\t"), refused="none of its first")
    for every in (False, True):
        also = ", all quoted" if every else ""
        yield _whole(f"apostrophes{also}", written(quote="'", every=every))
        yield _whole(f"apostrophes and backslashes{also}", written(quote="'", escape="\\", every=every))
        for escape in ("\\", "\0"):
            yield _whole(f"escape {escape!r}{also}", written(escape=escape, every=every))
        for pad in ((" ", ""), ("", " "), (" ", " ")):
            yield _whole(f"quotes padded with {pad}{also}", written(pad=pad, every=every))
            yield _whole(f"; padded {pad}{also}", written(pad=pad, every=every, delimiter=";"))
    rows = tuple(row for row in ROWS if not set(row[-1]) & set(',"\r\n'))
    yield _whole("no quotation", written((HEADER, *rows), quote="\x07"), clean=rows)


def _cells() -> Iterator[Pollution]:
    long = "很" * 400_000
    rows = (ROWS[0], (*ROWS[1][:-1], long), (*ROWS[2][:-1], long + '", "'), *ROWS[3:])
    yield _whole("very long cells", written((HEADER, *rows)), clean=rows)
    blank = [line for record in written() for line in (record, "\r\n")]
    yield _whole("blank lines between rows", blank)
    spaces = tuple((*row[:9], "  ", row[10], " ") for row in ROWS)
    yield _whole("cells of spaces", written((HEADER, *spaces)), clean=spaces)
