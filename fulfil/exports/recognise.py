"""Find the header of an export, and by it the kind of file; never by the file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UnreadableError
from ..tables import COLUMNS, Kind
from .cells.fold import fold_header
from .column_map import ColumnMap, map_columns
from .dialect import Dialect
from .generic import canonical_share, generic_profile, knows_header
from .head import HeadRecord, read_head
from .profile import Profile, profiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .encoding import Encoding
    from .source import Source

#: Tried in this order; a delimiter that is none of these is not met in practice.
DELIMITERS = (",", "\t", ";", "|")

#: Title rows, notes and blank lines stand before the header; longer forewords are not met.
HEAD_RECORDS = 50

_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}\D*$")
_DECIMAL_POINT = re.compile(r"\d\.\d{1,2}\D*$")

#: Hiragana and katakana in cp932.
_KANA = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")


@dataclass(frozen=True, slots=True)
class Recognition:
    """What an export turned out to be.

    Args:
        profile: the kind of file.
        dialect: how cells are told apart.
        header: the header record.
        before: the records above it (titles, blank ones).
        columns: what each header cell means.
        assumed: what a generic reading took for granted, in words.
        why: the proof of the kind, in words.
    """

    profile: Profile
    dialect: Dialect
    header: HeadRecord
    before: tuple[HeadRecord, ...]
    columns: ColumnMap
    assumed: tuple[str, ...]
    why: str


def preferred_encodings(start: bytes) -> list[str]:
    """The encodings of the profiles whose signature stands in the raw bytes of a file's start."""
    found = [
        encoding
        for profile in profiles()
        for encoding in profile.encodings
        if profile.signature and all(_raw(word, encoding) in start for word in profile.signature)
    ]
    # cp932 reads nearly any cp1252 text as rare kanji; Japanese text without a single kana is not met.
    if "cp932" in found and not _KANA.search(start):
        found.remove("cp932")
    return list(dict.fromkeys(found))


def _raw(word: str, encoding: str) -> bytes:
    return word.strip().encode(encoding, errors="replace")


def recognise(source: Source, encoding: Encoding, forced: Profile | None = None) -> Recognition:
    """Find the header and the kind of file.

    Args:
        source: the open export.
        encoding: its encoding.
        forced: a profile to take whatever the signature says.

    Raises:
        UnreadableError: no record near the top is a header that names orders.
    """
    heads = {
        delimiter: read_head(source, encoding, Dialect(delimiter), HEAD_RECORDS) for delimiter in DELIMITERS
    }
    candidates = [forced] if forced else [p for p in profiles() if p.signature]
    best: tuple[int, Recognition] | None = None
    for delimiter, records in heads.items():
        for index, record in enumerate(records):
            for found in _matches(record, candidates, required=forced is None):
                score = len(found[1].feeds) + len(found[0].signature)
                if best is None or score > best[0]:
                    best = (score, _recognition(source, encoding, delimiter, index, records, *found))
    if best is None and forced is None:
        best = _generic(source, encoding, heads)
    if best is None:
        raise _unknown(source, heads, forced)
    return best[1]


def _matches(
    record: HeadRecord, candidates: Sequence[Profile], *, required: bool
) -> Iterator[tuple[Profile, ColumnMap, tuple[str, ...], str]]:
    words = {fold_header(cell) for cell in record.cells}
    if len(words) == 1 and required:
        return
    for profile in candidates:
        if required and not all(fold_header(word) in words for word in profile.signature):
            continue
        columns = map_columns(record.cells, profile)
        if "order_id" not in columns.feeds:
            continue
        if profile.platform == "own" and not canonical_share(record.cells, profile):
            continue
        yield profile, columns, (), f"its header has {', '.join(word.strip() for word in profile.signature)}"


def _generic(
    source: Source, encoding: Encoding, heads: dict[str, list[HeadRecord]]
) -> tuple[int, Recognition] | None:
    best: tuple[int, Recognition] | None = None
    for delimiter, records in heads.items():
        for index, record in enumerate(records):
            made = generic_profile(record.cells)
            if made is None:
                continue
            columns = map_columns(record.cells, made[0])
            if best is None or len(columns.feeds) > best[0]:
                why = f"no profile's signature; {len(columns.feeds)} headers are known words"
                profile, assumed = _with_decimal_mark(*made, columns, records[index + 1 :])
                found = _recognition(
                    source, encoding, delimiter, index, records, profile, columns, assumed, why
                )
                best = (len(columns.feeds), found)
    return best


def _with_decimal_mark(
    profile: Profile, assumed: tuple[str, ...], columns: ColumnMap, records: Sequence[HeadRecord]
) -> tuple[Profile, tuple[str, ...]]:
    """The profile with a decimal comma, where the first amounts show one and none shows a point."""
    cells = [
        record.cells[cell]
        for name, feed in columns.feeds.items()
        if COLUMNS[name].kind is Kind.MONEY
        for cell in feed.cells
        for record in records
        if cell < len(record.cells)
    ]
    if not any(_DECIMAL_COMMA.search(c) for c in cells) or any(_DECIMAL_POINT.search(c) for c in cells):
        return profile, assumed
    return profile.model_copy(update={"decimal": ","}), (*assumed, "amounts have a decimal comma")


def _recognition(  # noqa: PLR0913, PLR0917  (the parts of one object)
    source: Source,
    encoding: Encoding,
    delimiter: str,
    index: int,
    records: list[HeadRecord],
    profile: Profile,
    columns: ColumnMap,
    assumed: tuple[str, ...],
    why: str,
) -> Recognition:
    # A sheet was written out by us, whatever the platform's own files do with quotes.
    dialect = Dialect(delimiter, quoted=profile.quoted or source.sheet is not None)
    if not dialect.quoted:
        records = read_head(source, encoding, dialect, HEAD_RECORDS)
    return Recognition(profile, dialect, records[index], tuple(records[:index]), columns, assumed, why)


def _unknown(source: Source, heads: dict[str, list[HeadRecord]], forced: Profile | None) -> UnreadableError:
    first = next((r for records in heads.values() for r in records if any(c.strip() for c in r.cells)), None)
    if forced is not None:
        return UnreadableError(
            f"none of its first {HEAD_RECORDS} records is a header of {forced.name}",
            path=source.path,
            line=first.line if first else None,
            hint="leave the profile out, so that the kind is found by the header",
        )
    if first is not None and (meant := _misread(first)):
        return UnreadableError(
            f"its header is garbled: {meant} was read in the wrong encoding and saved again",
            path=source.path,
            line=first.line,
            hint="export it again; opening and saving it does not bring back what is lost",
        )
    return UnreadableError(
        f"none of its first {HEAD_RECORDS} records is a header with an order id",
        path=source.path,
        line=first.line if first else None,
        hint="check that it is an order export; headers may be fulfil's own column names, such as order_id",
    )


def _misread(record: HeadRecord) -> str | None:
    """The first header that was UTF-8 taken for GBK, as it was meant (`璁㈠崟缂栧彿` was 订单编号)."""
    for cell in record.cells:
        try:
            meant = cell.encode("gb18030").decode("utf-8")
        except UnicodeError:
            continue
        if meant != cell and knows_header(meant):
            return meant
    return None
