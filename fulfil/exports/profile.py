"""What a profile states about one kind of export file; profiles are TOML data beside this module."""

from __future__ import annotations

import re
import tomllib
from datetime import date  # noqa: TC003  (Pydantic resolves it at run time)
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from ..errors import PolicyError
from ..tables import COLUMNS_OF, Subject
from .states import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable


class Frozen(BaseModel):
    """Profile data: immutable, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sources(Frozen):
    """The headers that feed one canonical column.

    Args:
        headers: header names as the platform writes them.
        how: `any`: alternative names, of which a file has one; `first`: per row, the first that
            holds a value; `join`: per row, all that hold a value, joined by a space; `sum`: per row, the
            sum of all that hold a number; `difference`: per row, what the second number leaves of the first,
            never less than nothing; `unsigned`: alternative names of a number that some write with a minus;
            `part`: what the pattern's only group matches in the one header; `unbroken`: the one header
            without the line breaks that stand inside its cells. For `first`, `join` and `sum`,
            `{N}` in a name stands for any number: `Item {N} SKU` is `Item 1 SKU`, `Item 2 SKU` and so on.
        pattern: a regular expression with one group, for `part`.
    """

    headers: tuple[str, ...] = Field(min_length=1)
    how: Literal["any", "first", "join", "sum", "difference", "unsigned", "part", "unbroken"] = "any"
    pattern: str | None = None


#: The forms of a column that take a list of headers.
_COMBINING = frozenset({"first", "join", "sum", "difference", "unsigned"})


def _sources(value: object) -> object:
    if isinstance(value, str):
        return Sources(headers=(value,))
    if isinstance(value, list):
        return Sources(headers=tuple(value))
    if isinstance(value, dict) and set(value) == {"of", "pattern"}:
        return {"headers": (value["of"],), "how": "part", "pattern": value["pattern"]}
    if isinstance(value, dict) and set(value) == {"unbroken"}:
        return {"headers": (value["unbroken"],), "how": "unbroken"}
    if isinstance(value, dict) and len(value) == 1 and set(value) <= _COMBINING:
        ((how, headers),) = value.items()
        return {"headers": tuple(headers), "how": how}
    return value


class View(Frozen):
    """What the records of one kind of file tell of one subject.

    Args:
        columns: canonical column -> headers.
        constants: canonical column -> the text that every row has, where the kind of file says it.
        where: header -> words; only records whose cell is one of them tell of the subject.
        unless: header -> words; records whose cell is one of them do not, where the file has the header.
        filled: headers of which one must hold something, else the record does not tell of the subject.
        empty: headers that must hold nothing, where the file has them.
        ignored: headers that are named like a canonical column and mean nothing that can be used.
    """

    columns: dict[str, Annotated[Sources, BeforeValidator(_sources)]]
    constants: dict[str, str] = {}
    where: dict[str, tuple[str, ...]] = {}
    unless: dict[str, tuple[str, ...]] = {}
    filled: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


class Checksum(Frozen):
    """A count in the file's footer that its records must agree with.

    Args:
        pattern: a regular expression with one group, the count, matched on a footer's text.
        counts: the canonical column of orders whose distinct values it counts.
        consecutive: whether these values are numbers given one after another, so that a gap is told.
    """

    pattern: str
    counts: str
    consecutive: bool = False


class Evidence(Frozen):
    """How well the profile is proved.

    Args:
        grade: `A` official page or vendor's source, `B` code in the wild that quotes the real header
            (`B-`: the words, not their order), `C` one fixture, unconfirmed; `own`: our own format.
        date: when it was last checked.
        source: where the header was seen.
    """

    grade: Literal["A", "B+", "B", "B-", "C", "own"]
    date: date
    source: str


Visibility = Literal["plain", "masked", "encrypted", "never_exported"]


class Profile(Frozen):
    """One kind of export file.

    Args:
        name: the profile's name, which is its file's name.
        platform: the platform or program that writes the file.
        title: how people call the file.
        signature: headers that together prove the kind; all must be there.
        grain: what one record is; `record` where records of several kinds stand in one file.
        repeat: how order columns repeat over the lines of an order: `all` on every record, `blank`
            on the first one only, `summary` on a record of its own above the lines of an order that has
            several, `once` where one record is all there is of an order, parcel or return. With the grain
            `record`, each record is of the kind that it says itself; else a record that leaves the others
            blank tells of the same as the first one.
        lines_of: the profile whose orders these lines belong to, for a file without order columns.
        zone: IANA zone of moments without an offset.
        country: ISO code of the country that addresses without one are in, for a platform that ships at home.
        day_first: whether `01/02/2026` is the first of February; unset where the platform never
            writes such dates.
        dates: how the platform writes times, as samples or patterns, for people.
        encodings: encodings to try before GB18030 where the file is not UTF-8.
        quoted: whether `"` quotes; Amazon's reports write it as any other character. It always does where
            cells are not told apart by tabs (see `quotes`).
        decimal: the decimal mark of amounts; `auto` where each file has its own, told by its amounts.
        protection: how ids and other cells are kept from a spreadsheet, for people.
        orders: what a record tells of an order and its line; unset where it tells nothing of it.
        shipments: what a record tells of a line in a parcel.
        returns: what a record tells of a returned line.
        words: vocabulary -> state -> words of the platform.
        visibility: canonical column -> what is usual, where it is not plain.
        footer: regular expressions of records that are no orders, matched on the record's text.
        checksum: a count in the footer.
        notes: what somebody who reads the figures must know of this kind of file, as whole sentences.
        evidence: how well all this is proved.
    """

    name: str
    platform: str
    title: str
    signature: tuple[str, ...] = ()
    grain: Literal["order", "line", "parcel", "parcel_line", "return", "return_line", "record"]
    repeat: Literal["all", "blank", "summary", "once"] = "all"
    lines_of: str | None = None
    zone: str = "UTC"
    country: str | None = None
    day_first: bool | None = None
    dates: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    quoted: bool = True
    decimal: Literal[".", ",", "auto"] = "."
    protection: str = ""
    orders: View | None = None
    shipments: View | None = None
    returns: View | None = None
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    visibility: dict[str, Visibility] = {}
    footer: tuple[str, ...] = ()
    checksum: Checksum | None = None
    notes: tuple[str, ...] = ()
    evidence: Evidence

    @property
    def views(self) -> dict[Subject, View]:
        """What its records tell of, by subject."""
        views = {
            Subject.ORDERS: self.orders,
            Subject.SHIPMENTS: self.shipments,
            Subject.RETURNS: self.returns,
        }
        return {subject: view for subject, view in views.items() if view is not None}

    def quotes(self, delimiter: str) -> bool:
        """Whether `"` quotes in a file of this kind whose cells are told apart by `delimiter`.

        Without quotes a cell cannot hold the delimiter, which only tabs can do without: Amazon's reports are
        unquoted as text, and quoted when they are downloaded as CSV.
        """
        return self.quoted or delimiter != "\t"

    @model_validator(mode="after")
    def _known_columns(self) -> Profile:
        if not self.views:
            raise ValueError("it has none of [orders], [shipments] and [returns]")
        for subject, view in self.views.items():
            for name in (*view.columns, *view.constants):
                if name not in COLUMNS_OF[subject]:
                    hint = _near(name, subject)
                    raise ValueError(f"`{name}` is no canonical column of {subject.value}{hint}")
        for name in self.visibility:
            if not any(name in columns for columns in COLUMNS_OF.values()):
                raise ValueError(f"`{name}` is no canonical column")
        return self

    @model_validator(mode="after")
    def _known_words(self) -> Profile:
        for vocabulary, states in self.words.items():
            if vocabulary not in VOCABULARIES:
                raise ValueError(f"`{vocabulary}` is no vocabulary; there are {', '.join(VOCABULARIES)}")
            for state in states:
                if state not in VOCABULARIES[vocabulary]:
                    known = ", ".join(VOCABULARIES[vocabulary])
                    raise ValueError(f"`{state}` is no {vocabulary} state; there are {known}")
        return self

    @model_validator(mode="after")
    def _known_zone(self) -> Profile:
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"`{self.zone}` is no IANA time zone") from error
        return self

    @model_validator(mode="after")
    def _sound_patterns(self) -> Profile:
        parts = [s.pattern for view in self.views.values() for s in view.columns.values() if s.pattern]
        for pattern in (*parts, *((self.checksum.pattern,) if self.checksum else ())):
            if _groups(pattern) != 1:
                raise ValueError(f"`{pattern}` must have exactly one group")
        for pattern in self.footer:
            _groups(pattern)
        return self


def _near(name: str, subject: Subject) -> str:
    near = get_close_matches(name, COLUMNS_OF[subject], n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _groups(pattern: str) -> int:
    try:
        return re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"`{pattern}` is no regular expression: {error}") from error


def load_profile(text: str, path: str) -> Profile:
    """Read one profile from TOML text.

    Raises:
        PolicyError: the TOML is broken, or states something a profile cannot.
    """
    try:
        return Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"the profile is no valid TOML: {error}", path=path) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PolicyError(f"the profile is wrong at `{where}`: {first['msg']}", path=path) from error


def _shipped() -> Iterator[Traversable]:
    folder = files(f"{__package__}.profiles")
    yield from sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


@cache
def profiles() -> tuple[Profile, ...]:
    """All shipped profiles, by name."""
    return tuple(load_profile(f.read_text("utf-8"), f.name) for f in _shipped())
