"""The headers that feed a canonical column, and how they do."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


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
            without the line breaks that stand inside its cells; `when`: the first header, in rows whose
            second one matches the pattern, and in all where a file lacks the second. For `first`, `join`
            and `sum`, `{N}` in a name stands for any number: `Item {N} SKU` is `Item 1 SKU`, `Item 2 SKU` and
            so on.
        pattern: a regular expression with one group, for `part` and `when`.
    """

    headers: tuple[str, ...] = Field(min_length=1)
    how: Literal["any", "first", "join", "sum", "difference", "unsigned", "part", "unbroken", "when"] = "any"
    pattern: str | None = None


#: The forms of a column that take a list of headers.
_COMBINING = frozenset({"first", "join", "sum", "difference", "unsigned"})


def told_sources(value: object) -> object:
    """The headers of a column as a profile may write them: one, a list, or a table that says how."""
    if isinstance(value, str):
        return Sources(headers=(value,))
    if isinstance(value, list):
        return Sources(headers=tuple(value))
    return _told_by_table(value) if isinstance(value, dict) else value


def _told_by_table(value: dict[str, object]) -> dict[str, object]:
    if set(value) == {"of", "pattern"}:
        return {"headers": (value["of"],), "how": "part", "pattern": value["pattern"]}
    if set(value) == {"of", "when", "pattern"}:
        return {"headers": (value["of"], value["when"]), "how": "when", "pattern": value["pattern"]}
    if set(value) == {"unbroken"}:
        return {"headers": (value["unbroken"],), "how": "unbroken"}
    if len(value) == 1 and set(value) <= _COMBINING:
        ((how, headers),) = value.items()
        return {"headers": headers, "how": how}
    return value
