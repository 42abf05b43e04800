"""What a profile states about one kind of export file; profiles are TOML data beside this module."""

from __future__ import annotations

import tomllib
from datetime import date  # noqa: TC003  (Pydantic resolves it at run time)
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from ..errors import PolicyError
from ..tables import COLUMNS
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
            holds a value; `join`: per row, all that hold a value, joined by a space.
    """

    headers: tuple[str, ...] = Field(min_length=1)
    how: Literal["any", "first", "join"] = "any"


def _sources(value: object) -> object:
    if isinstance(value, str):
        return Sources(headers=(value,))
    if isinstance(value, list):
        return Sources(headers=tuple(value))
    if isinstance(value, dict) and len(value) == 1 and set(value) <= {"first", "join"}:
        ((how, headers),) = value.items()
        return {"headers": tuple(headers), "how": how}
    return value


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
        grain: what one record is.
        repeat: how order columns repeat over the lines of an order: `all` on every record, `blank`
            on the first one only.
        lines_of: the profile whose orders these lines belong to, for a file without order columns.
        zone: IANA zone of moments without an offset.
        country: ISO code of the country that addresses without one are in, for a platform that ships at home.
        day_first: whether `01/02/2026` is the first of February; unset where the platform never
            writes such dates.
        encodings: encodings to try before GB18030 where the file is not UTF-8.
        quoted: whether `"` quotes; Amazon's reports write it as any other character.
        decimal: the decimal mark of amounts.
        columns: canonical column -> headers.
        constants: canonical column -> the text that every row has, where the kind of file says it.
        words: vocabulary -> state -> words of the platform.
        visibility: canonical column -> what is usual, where it is not plain.
        footer: regular expressions of records that are no orders, matched on the record's text.
        evidence: how well all this is proved.
    """

    name: str
    platform: str
    title: str
    signature: tuple[str, ...] = ()
    grain: Literal["order", "line"]
    repeat: Literal["all", "blank"] = "all"
    lines_of: str | None = None
    zone: str = "UTC"
    country: str | None = None
    day_first: bool | None = None
    encodings: tuple[str, ...] = ()
    quoted: bool = True
    decimal: Literal[".", ","] = "."
    columns: dict[str, Annotated[Sources, BeforeValidator(_sources)]]
    constants: dict[str, str] = {}
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    visibility: dict[str, Visibility] = {}
    footer: tuple[str, ...] = ()
    evidence: Evidence

    @model_validator(mode="after")
    def _known_names(self) -> Profile:
        for section in (self.columns, self.constants, self.visibility):
            for name in section:
                if name not in COLUMNS:
                    raise ValueError(f"`{name}` is no canonical column")
        for vocabulary, states in self.words.items():
            if vocabulary not in VOCABULARIES:
                raise ValueError(f"`{vocabulary}` is no vocabulary; there are {', '.join(VOCABULARIES)}")
            for state in states:
                if state not in VOCABULARIES[vocabulary]:
                    known = ", ".join(VOCABULARIES[vocabulary])
                    raise ValueError(f"`{state}` is no {vocabulary} state; there are {known}")
        return self


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
