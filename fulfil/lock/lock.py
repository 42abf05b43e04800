"""The lock: what each feed of exports held when somebody last looked at it and found it right."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ..errors import PolicyError
from ..tables import COLUMNS_OF, Subject

#: The version of the file's form; a lock of a newer one is refused.
VERSION: Final = 1

Count = Annotated[int, Field(ge=0, strict=True)]

_AGAIN: Final = "record it again: `fulfil inspect FILES --lock {path}`"
_AT_LINE: Final = re.compile(r"\(at line (\d+),")

_KNOWN: Final = {
    f"{column.table}.{name}": subject
    for subject, columns in COLUMNS_OF.items()
    for name, column in columns.items()
}


class Frozen(BaseModel):
    """Part of a lock: immutable, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MappedColumn(Frozen):
    """A canonical column of a feed.

    Args:
        headers: the headers that feed it, as written.
        rows: how many rows were counted; of several files, those of the one in which it is emptiest.
        nulls: in how many of them it is empty.
        optional: whether some file of the feed lacks it.
    """

    headers: tuple[str, ...] = Field(min_length=1)
    rows: Count = 0
    nulls: Count = 0
    optional: bool = False

    @model_validator(mode="after")
    def _a_share(self) -> MappedColumn:
        if self.nulls > self.rows:
            raise ValueError(f"{self.nulls} of {self.rows} rows cannot be empty")
        return self

    @property
    def rate(self) -> float:
        """The share of rows in which it is empty; 0 without rows."""
        return self.nulls / self.rows if self.rows else 0.0


class Feed(Frozen):
    """One feed: the files of one kind that come again and again.

    Args:
        name: the profile's name, or for files of no known kind what stays the same in their names.
        profile: the kind of its files.
        subjects: what its records tell of.
        expected: whether a run without any file of it is an error.
        min_records: how many records a delivery must hold; None for no such limit.
        records: how many records it held.
        columns: the headers that every file of it has, in the order of the first one.
        sometimes: the headers that only some of its files have.
        mapped: canonical column (`table.column`) -> what feeds it and how often it is empty.
        words: canonical column with a closed vocabulary -> the known words that were met in it.
    """

    name: str = Field(min_length=1)
    profile: str
    subjects: tuple[Subject, ...] = ()
    expected: bool = True
    min_records: Count | None = None
    records: Count = 0
    columns: tuple[str, ...] = ()
    sometimes: tuple[str, ...] = ()
    mapped: dict[str, MappedColumn] = {}
    words: dict[str, tuple[str, ...]] = {}

    @field_validator("mapped", "words")
    @classmethod
    def _known(cls, columns: dict[str, Any]) -> dict[str, Any]:
        for name in columns:
            if name not in _KNOWN:
                raise ValueError(f"`{name}` is no canonical column")
        return columns


class Lock(Frozen):
    """All feeds that were recorded, by name."""

    version: int = VERSION
    feed: tuple[Feed, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Lock:
        names = [feed.name for feed in self.feed]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two feeds are called `{twice[0]}`")
        return self


def subject_of(column: str) -> Subject:
    """What a `table.column` tells of."""
    return _KNOWN[column]


def read_lock(path: str) -> Lock:
    """Read a lock.

    Raises:
        PolicyError: there is no such file, it is no valid TOML, it was made by a newer version, or it states
            something that a lock cannot.
    """
    again = _AGAIN.format(path=path)
    try:
        text = Path(path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise PolicyError("there is no such lock", path=path, hint=again) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError("the lock cannot be read as UTF-8 text", path=path, hint=str(error)) from error
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else None
        raise PolicyError(f"the lock is no valid TOML: {error}", path=path, line=line, hint=again) from error
    _refuse_newer(told.get("version"), text, path)
    try:
        return Lock.model_validate(told)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        what = f"the lock is wrong at `{where}`: {first['msg'].removeprefix('Value error, ')}"
        raise PolicyError(what, path=path, line=_line_of(first["loc"], text), hint=again) from error


def _refuse_newer(version: object, text: str, path: str) -> None:
    line = next((n for n, row in enumerate(text.split("\n"), 1) if re.match(r"\s*version\b", row)), 1)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise PolicyError(
            f"the lock does not say its version, which is {VERSION}",
            path=path,
            line=line,
            hint=_AGAIN.format(path=path),
        )
    if version > VERSION:
        raise PolicyError(
            f"the lock is of version {version}, and this fulfil knows version {VERSION}",
            path=path,
            line=line,
            hint="use the fulfil that recorded it, or a newer one",
        )


def _line_of(where: tuple[int | str, ...], text: str) -> int | None:
    """The line of the feed that an error speaks of."""
    if len(where) < 2 or not isinstance(where[1], int):  # noqa: PLR2004  (`feed`, and its number)
        return None
    starts = [n for n, row in enumerate(text.split("\n"), 1) if row.strip().startswith("[[feed]]")]
    return starts[where[1]] if where[1] < len(starts) else None
