"""Walks through the `content.xml` of an `.ods` before calamine: repeated cells, and what it passes over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from .refusals import damaged, no_value, unusual
from .scan import SheetScan, cell_name
from .sheet_xml import refuse_encoding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ATTRIBUTES: Final = rb"""((?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?/?)"""
_TAG: Final = re.compile(
    rb"<(/?)(?:[\w.-]+:)?(table|table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES + rb">"
)
_ATTRIBUTE: Final = re.compile(rb"""\s([\w.-]+:)?([\w.-]+)\s*=\s*["']([^"']*)["']""")
_PARAGRAPH: Final = re.compile(rb"<(?:[\w.-]+:)?p(?:\s[^>]*)?>(.*?)</(?:[\w.-]+:)?p>", re.DOTALL)
_FIRST_PARAGRAPH: Final = re.compile(rb"\s*<(?:[\w.-]+:)?p[\s>]")
_NOTE: Final = re.compile(rb"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_MARKUP: Final = re.compile(rb"<[^>]*>")

_FEW: Final = 64
"""A cell that is repeated more often and holds an error: only so many of them are named as errors."""


@dataclass(slots=True)
class _Walk:
    """Where the walk is: rows and columns passed, and what was repeated how often."""

    path: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    times: int = 1
    scans: dict[str, SheetScan] = field(default_factory=dict)

    @property
    def scan(self) -> SheetScan:
        return self.scans.setdefault(self.sheet, SheetScan())


def scan_content(path: str, blocks: Iterable[bytes]) -> list[tuple[str, SheetScan]]:
    """Find out how far each sheet reaches and which of its cells need care.

    Args:
        path: the workbook, for messages.
        blocks: the bytes of its `content.xml`.

    Returns:
        The name and scan of each sheet, in order.

    Raises:
        UnreadableError: a sheet would take memory out of proportion, or has a formula without its result or
            text that calamine passes over.
    """
    walk = _Walk(path)
    first = True
    for block in _whole_rows(_well_formed(path, blocks)):
        if first:
            refuse_encoding(path, "content.xml", block[:200])
            first = False
        _walk(block, walk)
    for sheet, scan in walk.scans.items():
        scan.refuse_absurd(path, sheet)
    return list(walk.scans.items())


def _well_formed(path: str, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, proved to be XML: calamine waits for ever for the end of a table that has none."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_doctype(path)
    try:
        for block in blocks:
            parser.Parse(block, False)
            yield block
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged(path, f"its content.xml is no XML ({error})") from error


def _refuse_doctype(path: str) -> None:
    """Definitions of entities are how small XML unpacks to a bomb; no spreadsheet has any."""
    raise damaged(path, "its content.xml defines entities")


def _whole_rows(blocks: Iterable[bytes]) -> Iterator[bytes]:
    kept = b""
    for block in blocks:
        kept += block
        end = kept.rfind(b"<table:table-row")
        if end > 0:
            yield kept[:end]
            kept = kept[end:]
    yield kept


def _walk(block: bytes, walk: _Walk) -> None:
    if b"<![CDATA[" in block:
        raise unusual(walk.path, walk.sheet or "content.xml", "text is written as CDATA")
    tags = _TAG.finditer(block)
    tag = next(tags, None)
    while tag is not None:
        following = next(tags, None)
        content = block[tag.end() : following.start() if following else len(block)]
        if walk.sheet and tag.group(2) != b"table":
            walk.scan.bytes += len(tag[0]) + len(content)
        _take(tag, content, walk)
        tag = following


def _take(tag: re.Match[bytes], content: bytes, walk: _Walk) -> None:
    closing, name = tag[1] == b"/", tag[2]
    if name == b"table":
        if not closing:
            walk.sheet = _told(_attributes(tag[3]).get(b"name", b""))
            walk.row = 0
            walk.scan.reach(0, 0)
    elif name == b"table-row":
        if closing or tag[3].endswith(b"/"):
            walk.row += walk.times if closing else _count(_attributes(tag[3]).get(b"number-rows-repeated"))
        else:
            walk.times = _count(_attributes(tag[3]).get(b"number-rows-repeated"))
            walk.column = 0
    elif not closing:
        _take_cell(tag, content, walk)


def _take_cell(tag: re.Match[bytes], content: bytes, walk: _Walk) -> None:
    attributes = _attributes(tag[3])
    column = walk.column
    times = _count(attributes.get(b"number-columns-repeated"))
    walk.column += times
    kind = attributes.get(b"value-type") or attributes.get(b"calcext:value-type")
    if kind is None:
        _refuse_untyped(attributes, content, walk)
        return
    walk.scan.reach(walk.row + walk.times, walk.column)
    if attributes.get(b"calcext:value-type") == b"error":
        error = _text(content) or "#N/A"
        for row in range(walk.row, walk.row + min(walk.times, _FEW)):
            cells = [(at, error) for at in range(column, column + min(times, _FEW))]
            walk.scan.errors.setdefault(row, []).extend(cells)
    down = _count(attributes.get(b"number-rows-spanned"))
    if down > 1 and _count(attributes.get(b"number-columns-spanned")) == 1:
        walk.scan.merges.append((walk.row, walk.row + down - 1, column))


def _refuse_untyped(attributes: dict[bytes, bytes], content: bytes, walk: _Walk) -> None:
    cell = cell_name(walk.row + 1, walk.column)
    if b"formula" in attributes:
        raise no_value(walk.path, walk.sheet, cell)
    # What is drawn over a cell stands in it as well, in elements of its own.
    if _FIRST_PARAGRAPH.match(_NOTE.sub(b"", content)) and _text(content):
        raise unusual(walk.path, walk.sheet, f"{cell} holds text without saying that it is one")


def _attributes(raw: bytes) -> dict[bytes, bytes]:
    """The attributes by their names without prefix; only calcext's stand beside those of the same name."""
    return {
        (prefix + name if prefix == b"calcext:" else name): value
        for prefix, name, value in _ATTRIBUTE.findall(raw)
    }


def _count(value: bytes | None) -> int:
    """How often something is repeated; more than any sheet has are one more than that."""
    if value is None or not value.isdigit():
        return 1
    return max(int(value), 1) if len(value) <= len("1048576") else 10**7


def _text(content: bytes) -> str:
    paragraphs = _PARAGRAPH.findall(_NOTE.sub(b"", content))
    return _told(b"\n".join(_MARKUP.sub(b"", paragraph) for paragraph in paragraphs))


def _told(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", errors="replace"))
