"""Find the header of an export, and by it the kind of file; never by the file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import UnreadableError
from ..tables import COLUMNS_OF, Kind, Subject
from .cells.fold import fold_header
from .column_map import ColumnMap, map_columns
from .dialect import Dialect
from .generic import generic_profile, is_canonical, knows_header
from .head import HeadRecord, read_head
from .profile import Profile, profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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


class UnknownKindError(UnreadableError):
    """No record near the top of a file is a header that could be read.

    Args:
        what: what is wrong, in plain words.
        path: the file.
        line: its first line that holds something.
        hint: what to do about it.
        heads: the cells of the records that were looked at, by every delimiter.
    """

    def __init__(
        self, what: str, *, path: str, line: int | None, hint: str, heads: tuple[tuple[str, ...], ...]
    ) -> None:
        super().__init__(what, path=path, line=line, hint=hint)
        self.heads = heads


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
            hint="choose the export of orders" if subjects == {Subject.ORDERS} else "",
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A record that may be the header, and what it would make of the file."""

    rank: tuple[bool, int]
    delimiter: str
    index: int
    profile: Profile
    columns: ColumnMap
    assumed: tuple[str, ...]
    why: str


def recognise(
    source: Source,
    encoding: Encoding,
    forced: Profile | None = None,
    own: Sequence[Profile] = (),
    subjects: frozenset[Subject] = frozenset(Subject),
) -> Recognition:
    """Find the header and the kind of file.

    Args:
        source: the open export.
        encoding: its encoding.
        forced: a profile to take whatever the signature says.
        own: the user's profiles, which win over the shipped ones where their signature stands.
        subjects: what is asked for; what a header of no known kind tells of is decided among these.

    Raises:
        UnreadableError: no record near the top is a header that names orders, parcels or returns.
    """
    heads = {
        delimiter: read_head(source, encoding, Dialect(delimiter), HEAD_RECORDS) for delimiter in DELIMITERS
    }
    if forced:
        found = list(_candidates(heads, lambda record: _fitting(record, forced)))
    else:
        kinds = [*own, *(p for p in profiles() if p.signature)]
        found = list(_candidates(heads, lambda record: _signed(record, kinds, own))) or list(
            _candidates(heads, lambda record: _generic(record, subjects))
        )
    if not found:
        raise _unknown(source, heads, forced)
    # The first of equals: the widest delimiter's, and the highest record's.
    best = max(found, key=lambda candidate: candidate.rank)
    return _recognition(source, encoding, heads[best.delimiter], best)


_Kind = tuple[bool, Profile, ColumnMap, tuple[str, ...], str]


def _candidates(
    heads: dict[str, list[HeadRecord]], kinds_of: Callable[[HeadRecord], Iterator[_Kind]]
) -> Iterator[_Candidate]:
    for delimiter, records in heads.items():
        for index, record in enumerate(records):
            for own, profile, columns, assumed, why in kinds_of(record):
                rank = own, len(columns.cells) + len(profile.signature)
                yield _Candidate(rank, delimiter, index, profile, columns, assumed, why)


def _fitting(record: HeadRecord, forced: Profile) -> Iterator[_Kind]:
    columns = map_columns(record.cells, forced)
    if columns.subjects:
        yield False, forced, columns, (), "you said so"


def _signed(record: HeadRecord, kinds: Sequence[Profile], own: Sequence[Profile]) -> Iterator[_Kind]:
    words = {fold_header(cell) for cell in record.cells}
    if len(words) == 1:
        return
    for profile in kinds:
        if not all(fold_header(word) in words for word in profile.signature):
            continue
        columns = map_columns(record.cells, profile)
        if not columns.subjects or (profile.platform == "own" and not is_canonical(record.cells, profile)):
            continue
        proof = ", ".join(word.strip() for word in profile.signature)
        yield profile in own, profile, columns, (), f"its header has {proof}"


def _generic(record: HeadRecord, subjects: frozenset[Subject]) -> Iterator[_Kind]:
    made = generic_profile(record.cells, subjects)
    if made is None:
        return
    profile, assumed = made
    columns = map_columns(record.cells, profile)
    yield (
        False,
        profile,
        columns,
        assumed,
        (f"no profile's signature; {len(columns.cells)} headers are known words"),
    )


def _recognition(
    source: Source, encoding: Encoding, records: list[HeadRecord], best: _Candidate
) -> Recognition:
    dialect = Dialect(best.delimiter, quoted=best.profile.quoted)
    if not best.profile.quoted:
        records = read_head(source, encoding, dialect, HEAD_RECORDS)
    header, before = records[best.index], tuple(records[: best.index])
    profile, assumed = best.profile, best.assumed
    if profile.decimal == "auto" and _decimal_comma(best.columns, records[best.index + 1 :]):
        profile = profile.model_copy(update={"decimal": ","})
        assumed = (*assumed, "amounts have a decimal comma")
    return Recognition(profile, dialect, header, before, best.columns, assumed, best.why)


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
    return UnknownKindError(
        f"none of its first {HEAD_RECORDS} records is a header with an order id",
        path=source.path,
        line=first.line if first else None,
        hint="check that it is an order export; headers may be fulfil's own column names, such as order_id, "
        "and `fulfil inspect FILE --suggest` writes a profile to edit",
        heads=tuple(record.cells for records in heads.values() for record in records),
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
