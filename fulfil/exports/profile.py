"""What a profile states about one kind of export file; profiles are TOML data beside this module."""

from __future__ import annotations

import codecs
import re
import tomllib
from datetime import date as Day  # noqa: N812, TC003  (Pydantic resolves it; a field is called `date`)
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from ..tables import COLUMNS_OF, Subject
from .cells.weights import Unit  # noqa: TC001  (Pydantic resolves it)
from .near import near
from .profile_errors import MisplacedError, no_profile, no_toml
from .sources import Frozen, Sources, told_sources
from .states import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable


class View(Frozen):
    """What the records of one kind of file tell of one subject.

    Args:
        columns: canonical column -> headers.
        constants: canonical column -> the text that every row has, where the kind of file says it.
        where: header -> words; only records whose cell is one of them tell of the subject.
        unless: header -> words; records whose cell is one of them do not, where the file has the header.
        filled: headers of which one must hold something, else the record does not tell of the subject.
        also: headers that must all hold something, too, where the file has them.
        empty: headers that must hold nothing, where the file has them.
        ignored: headers that are named like a canonical column and mean nothing that can be used.
        paid: whether the refund amount tells of money that went back, and never of what is asked for.
    """

    columns: dict[str, Annotated[Sources, BeforeValidator(told_sources)]]
    constants: dict[str, str] = Field(default_factory=dict)
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    filled: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    paid: bool = False


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
        date: when it was last checked; unset where nobody said.
        source: where the header was seen.
    """

    grade: Literal["A", "B+", "B", "B-", "C", "own"]
    date: Day | None = None
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
        weight_unit: what a weight without a unit counts; unset where its header says so (`Weight (g)`), and
            kilograms where nothing does.
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
    weight_unit: Unit | None = None
    protection: str = ""
    orders: View | None = None
    shipments: View | None = None
    returns: View | None = None
    words: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    visibility: dict[str, Visibility] = Field(default_factory=dict)
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
            known = COLUMNS_OF[subject]
            for part, names in (("columns", view.columns), ("constants", view.constants)):
                for name in names:
                    if name not in known:
                        what = f"`{name}` is no canonical column of {subject.value}{near(name, known)}"
                        raise MisplacedError(what, subject.value, part, name)
        known_anywhere = {name for columns in COLUMNS_OF.values() for name in columns}
        for name in self.visibility:
            if name not in known_anywhere:
                what = f"`{name}` is no canonical column{near(name, known_anywhere)}"
                raise MisplacedError(what, "visibility", name)
        return self

    @model_validator(mode="after")
    def _known_words(self) -> Profile:
        for vocabulary, states in self.words.items():
            if vocabulary not in VOCABULARIES:
                close = near(vocabulary, VOCABULARIES)
                what = f"`{vocabulary}` is no vocabulary{close}; there are {', '.join(VOCABULARIES)}"
                raise MisplacedError(what, "words", vocabulary)
            known = VOCABULARIES[vocabulary]
            for state in states:
                if state not in known:
                    what = f"`{state}` is no {vocabulary} state{near(state, known)}"
                    raise MisplacedError(f"{what}; there are {', '.join(known)}", "words", vocabulary, state)
        return self

    @model_validator(mode="after")
    def _known_zone(self) -> Profile:
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise MisplacedError(f"`{self.zone}` is no IANA time zone", "zone") from error
        return self

    @model_validator(mode="after")
    def _known_encodings(self) -> Profile:
        for encoding in self.encodings:
            try:
                codecs.lookup(encoding)
            except LookupError as error:
                raise MisplacedError(f"`{encoding}` is no encoding", "encodings") from error
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


def _groups(pattern: str) -> int:
    try:
        return re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"`{pattern}` is no regular expression: {error}") from error


#: Table -> the keys that it may have.
_KEYS: dict[str, tuple[str, ...]] = {
    "": tuple(Profile.model_fields),
    "evidence": tuple(Evidence.model_fields),
    "checksum": tuple(Checksum.model_fields),
    **{subject.value: tuple(View.model_fields) for subject in Subject},
}


def load_profile(
    text: str, path: str, fill: Callable[[dict[str, Any]], dict[str, Any]] | None = None
) -> Profile:
    """Read one profile from TOML text.

    Args:
        text: the TOML.
        path: the file that it is from, for messages.
        fill: adds to what the TOML says what it may leave out.

    Raises:
        PolicyError: the TOML is broken, or states something a profile cannot.
    """
    try:
        said = tomllib.loads(text)
        return Profile.model_validate(fill(said) if fill else said)
    except tomllib.TOMLDecodeError as error:
        raise no_toml(error, path) from error
    except ValidationError as error:
        raise no_profile(error, text, path, _KEYS) from error


def _shipped() -> Iterator[Traversable]:
    folder = files(f"{__package__}.profiles")
    yield from sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


@cache
def profiles() -> tuple[Profile, ...]:
    """All shipped profiles, by name."""
    return tuple(load_profile(f.read_text("utf-8"), f.name) for f in _shipped())
