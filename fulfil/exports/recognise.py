"""Find the header of an export, and by it the kind of file; never by the file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ..errors import UnreadableError
from ..tables import COLUMNS_OF, Kind, Subject
from .candidates import Wanted, best_candidate
from .cells.fold import fold_header
from .cells.weights import unit_of
from .dialects import ORDINARY, SHEETS, told_of
from .generic import GENERIC, knows_header
from .head import HeadRecord, read_head
from .header_rows import data_without_header, told_of_rows
from .header_search import find_header
from .profile import Profile, profiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .candidates import Candidate, Heads
    from .column_map import ColumnMap
    from .dialect import Dialect
    from .encoding import Encoding
    from .source import Source

#: Nothing is said of the kind of a file.
ANY = Wanted()

#: Title rows, notes and blank lines stand before the header; longer forewords are not met.
HEAD_RECORDS = 50

#: What somebody who asks for one subject alone may have meant to give.
_ASKED = {
    Subject.ORDERS: "choose the export of orders",
    Subject.RETURNS: "choose the export of returns or refunds",
}

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

    def only(self, subjects: frozenset[Subject], path: str) -> Recognition:
        """What the export is for somebody who asks for some subjects alone.

        Raises:
            UnreadableError: it tells of none of them.
        """
        columns = self.columns.only(subjects)
        if columns.subjects:
            return replace(self, columns=columns)
        told = " and ".join(subject.value for subject in self.columns.subjects)
        raise UnreadableError(
            f"it tells of {told}, not of {' or '.join(sorted(subjects))}: it is a {self.profile.title}",
            path=path,
            line=self.header.line,
            hint=_ASKED.get(next(iter(subjects)), "") if len(subjects) == 1 else "",
        )


def preferred_encodings(
    start: bytes, forced: Profile | None = None, own: Sequence[Profile] = ()
) -> list[str]:
    """The encodings of the profiles whose signature stands in the raw bytes of a file's start.

    Args:
        start: the first bytes of the file.
        forced: a profile whose signature is not asked for.
        own: the user's profiles, which come before the shipped ones.
    """
    found = [*forced.encodings] if forced else []
    found += [
        encoding
        for profile in (*own, *profiles())
        for encoding in profile.encodings
        if profile.signature and all(_raw(word, encoding) in start for word in profile.signature)
    ]
    # cp932 reads nearly any cp1252 text as rare kanji; Japanese text without a single kana is not met.
    if "cp932" in found and not _KANA.search(start):
        found.remove("cp932")
    return list(dict.fromkeys(found))


def _raw(word: str, encoding: str) -> bytes:
    return word.strip().encode(encoding, errors="replace")


def recognise(source: Source, encoding: Encoding, wanted: Wanted = ANY) -> Recognition:
    """Find the header and the kind of file.

    Args:
        source: the open export.
        encoding: its encoding.
        wanted: what the user says of its kind.

    Raises:
        UnreadableError: no record near the top is a header that names orders, parcels or returns.
    """
    dialects = ORDINARY if source.sheet is None else (SHEETS,)
    heads = {dialect: read_head(source, encoding, dialect, HEAD_RECORDS) for dialect in dialects}
    found = find_header(source, encoding, heads, partial(_find, source, encoding, wanted))
    if found is None:
        raise _unknown(source, heads, wanted.forced)
    return found


def _find(source: Source, encoding: Encoding, wanted: Wanted, heads: Heads) -> Recognition | None:
    best = best_candidate(heads, wanted)
    return None if best is None else _recognition(source, encoding, heads[best.dialect], best)


def _recognition(
    source: Source, encoding: Encoding, records: Sequence[HeadRecord], best: Candidate
) -> Recognition:
    kind, dialect = best.kind, best.dialect
    profile, assumed = kind.profile, kind.assumed
    if not profile.quotes(dialect.delimiter):
        dialect = replace(dialect, quoted=False)
        records = read_head(source, encoding, dialect, HEAD_RECORDS)
    header, before = records[best.index], tuple(records[: best.index])
    if profile.decimal == "auto" and _decimal_comma(kind.columns, records[best.index + 1 :]):
        profile = profile.model_copy(update={"decimal": ","})
        assumed = (*assumed, "amounts have a decimal comma")
    weights = _weight_headers(kind.columns, header) if profile.weight_unit is None else []
    if unit := next((unit for cell in weights if (unit := unit_of(cell))), None):
        profile = profile.model_copy(update={"weight_unit": unit})
    elif weights and profile.name == GENERIC:
        assumed = (*assumed, f"`{weights[0].strip()}` is in kilograms where no unit stands beside a number")
    told = (*assumed, *told_of(dialect), *told_of_rows(header))
    return Recognition(profile, dialect, header, before, kind.columns, told, kind.why)


def _weight_headers(columns: ColumnMap, header: HeadRecord) -> list[str]:
    """The headers of weights, which may state their unit."""
    feeds = [mapped.feeds["weight_kg"] for mapped in columns.subjects.values() if "weight_kg" in mapped.feeds]
    return [header.cells[cell] for feed in feeds for cell in feed.cells]


def _decimal_comma(columns: ColumnMap, records: Sequence[HeadRecord]) -> bool:
    """Whether the first amounts show a decimal comma, and none of them a point."""
    cells = [
        record.cells[cell]
        for subject, mapped in columns.subjects.items()
        for name, feed in mapped.feeds.items()
        if COLUMNS_OF[subject][name].kind is Kind.MONEY
        for cell in feed.cells
        for record in records
        if cell < len(record.cells)
    ]
    return any(_DECIMAL_COMMA.search(c) for c in cells) and not any(_DECIMAL_POINT.search(c) for c in cells)


def _unknown(source: Source, heads: Heads, forced: Profile | None) -> UnreadableError:
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
    if cells := data_without_header(heads):
        return UnreadableError(
            f"it has no header: its first record holds {cells} cells of data",
            path=source.path,
            line=first.line if first else None,
            hint="write the names of the columns into the first line, or export it again with them",
        )
    if first is not None and (option := _beside(first)):
        return UnreadableError(
            "it is a table that stands beside exports, and no export",
            path=source.path,
            line=first.line,
            hint=f"give it as {option}",
        )
    return UnreadableError(
        f"none of its first {HEAD_RECORDS} records is a header with an order id, a tracking number "
        "or a return id",
        path=source.path,
        line=first.line if first else None,
        hint="check that it is an export of orders, shipments or returns; for a file of your own, "
        "`fulfil inspect FILE --suggest` writes a profile to edit",
        seen=tuple((record.line, record.cells) for records in heads.values() for record in records),
    )


#: Tables beside the exports: the option that they are given with -> columns that tell them.
_BESIDE = {
    "--kits": {"kit sku", "component sku"},
    "--compatibility": {"role a", "model a"},
    "--coverage": {"carrier", "served"},
}


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


def _beside(header: HeadRecord) -> str | None:
    """The option that a table beside the exports is given with, where a record is the header of one."""
    names = {fold_header(cell) for cell in header.cells}
    return next((option for option, columns in _BESIDE.items() if names >= columns), None)
