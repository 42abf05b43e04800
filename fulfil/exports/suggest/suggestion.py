"""Everything that a file says about itself, put together into a profile to edit."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ...errors import UnreadableError
from ...tables import Kind, Subject
from ..encoding import detect_encoding
from ..generic import PARCEL_COLUMNS
from ..recognise import preferred_encodings, recognise
from ..source import open_sources
from ..user_profile import profile_name
from .clock import Clock, clock_of
from .evidence import Looks, all_looks
from .header import find_header
from .repeats import Repeat, repeat_of
from .sample import Sample, unquoted
from .signature import signature_of
from .status_words import StatusWords, status_words
from .subjects import settled_subjects
from .toml_text import written

if TYPE_CHECKING:
    from ..encoding import Encoding
    from ..profile import Profile
    from ..source import Source
    from .settled import Pick, Settled


@dataclass(frozen=True, slots=True)
class View:
    """One subject that the file tells of, or may.

    Args:
        settled: what its headers mean.
        repeat: how what concerns the whole order, parcel or return repeats.
        words: its status words.
        parcels: what the same records tell of parcels, where they are orders with tracking numbers.
        keyless: how many records lack the key, where another id may stand in.
        stand_in: the cell of that id.
    """

    settled: Settled
    repeat: Repeat
    words: tuple[StatusWords, ...]
    parcels: tuple[Pick, ...]
    keyless: int = 0
    stand_in: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A profile to edit.

    Args:
        path: the file, as the user called it.
        name: a name for the profile.
        headers: cell -> header.
        looks: cell -> what its values look like.
        known: the shipped profile that reads the file already, if any.
        signature: the headers that prove the kind.
        distinct: whether no shipped profile knows all of these.
        clock: what the times tell.
        encoding: the encoding to try, where it is not UTF-8.
        decimal: the decimal mark of its amounts; `auto` where none has one.
        quoted: whether `"` quotes.
        views: what its records tell of; several are a question.
    """

    path: str
    name: str
    headers: dict[int, str]
    looks: dict[int, Looks]
    known: str | None
    signature: tuple[str, ...]
    distinct: bool
    clock: Clock
    encoding: str | None
    decimal: str
    quoted: bool
    views: tuple[View, ...]


def suggest_profile(path: str, encoding: str | None = None) -> str:
    """Write a profile for a file, as TOML to edit.

    Args:
        path: a file, or `-` for standard input; gzip is unpacked; of a workbook, its first sheet that holds
            anything.
        encoding: wins over what the file seems to be.

    Returns:
        The text: valid TOML, the same for the same file, and without personal data.

    Raises:
        UnreadableError: it is no table.
    """
    with ExitStack() as stack:
        source, *_ = [stack.enter_context(source) for source in open_sources(path)]
        found = detect_encoding(source, encoding, preferred_encodings)
        return written(suggestion(source, found))


def suggestion(source: Source, encoding: Encoding) -> Suggestion:
    """Look at a file and say what its profile may be.

    Args:
        source: the open file.
        encoding: its encoding.

    Raises:
        UnreadableError: no record near its top looks like a header.
    """
    sample, known = _sample(source, encoding)
    looks = all_looks(sample)
    subjects = settled_subjects(sample, looks, known)
    meaning = {cell for settled in subjects for cell, _ in settled.possible}
    signature, distinct = signature_of(sample, meaning, known)
    return Suggestion(
        path=source.path,
        name=profile_name(source.stem),
        headers=sample.columns,
        looks=looks,
        known=known.name if known else None,
        signature=tuple(signature),
        distinct=distinct,
        clock=clock_of(sample, subjects[0], looks),
        encoding=None if encoding.codec == "utf-8" else encoding.codec,
        decimal=_decimal(sample, subjects),
        quoted=sample.dialect.quoted,
        views=tuple(_view(sample, settled) for settled in subjects),
    )


def _sample(source: Source, encoding: Encoding) -> tuple[Sample, Profile | None]:
    """The file with its header, and the shipped profile that reads it."""
    try:
        known = recognise(source, encoding)
    except UnreadableError as error:
        if not error.seen:
            raise
        header = find_header(source, encoding)
        if header is None:
            raise UnreadableError(
                "none of its first records looks like a header",
                path=error.path,
                line=error.line,
                hint="put a record with a name for every column above the others",
            ) from error
        return unquoted(Sample(source, encoding, header.dialect, header.record)), None
    shipped = None if known.profile.name == "generic" else known.profile
    return unquoted(Sample(source, encoding, known.dialect, known.header)), shipped


def _view(sample: Sample, settled: Settled) -> View:
    parcels: tuple[Pick, ...] = ()
    if settled.subject is Subject.ORDERS and "tracking_number" in settled.names:
        parcels = tuple(pick for pick in settled.picks if pick.name in PARCEL_COLUMNS)
    repeat = repeat_of(sample, settled)
    keyless, stand_in = (0, None) if repeat.repeat in {"blank", "summary"} else _stand_in(sample, settled)
    return View(settled, repeat, tuple(status_words(sample, settled)), parcels, keyless, stand_in)


def _stand_in(sample: Sample, settled: Settled) -> tuple[int, int | None]:
    """The records without an order id, and an id of the ERP's that they all have: orders made by hand."""
    cells = {pick.name: pick.cells[0] for pick in settled.picks}
    if "order_id" not in cells or "erp_order_id" not in cells:
        return 0, None
    order, erp = (pl.col(str(cells[name])) for name in ("order_id", "erp_order_id"))
    keyless = sample.cells.filter(order.is_null() & erp.is_not_null()).height
    return keyless, cells["erp_order_id"] if keyless else None


def _decimal(sample: Sample, subjects: list[Settled]) -> str:
    cells = {
        str(cell) for settled in subjects for cell, column in settled.possible if column.kind is Kind.MONEY
    }
    amounts = pl.concat([pl.Series(dtype=pl.String), *(sample.cells[cell] for cell in sorted(cells))])
    comma = bool(amounts.str.contains(r"\d,\d{1,2}\D*$").any())
    point = bool(amounts.str.contains(r"\d\.\d{1,2}\D*$").any())
    if comma == point:
        return "auto"
    return "," if comma else "."
