"""The ignore file: which finding of which order is let be, why, and until when."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date  # noqa: TC003  (Pydantic reads it at run time)
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ..errors import PolicyError
from ..exports.model_errors import sentence, worst
from ..exports.near import near
from ..exports.toml_places import entry_lines, line_of, said_line
from ..exports.toml_text import toml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

#: The file that is looked for.
NAME: Final = "fulfil-ignore.toml"
_TABLE: Final = "ignore"
_EXAMPLE: Final = (
    '[[ignore]] with rule = "SPL002", order = "A1", reason = "agreed with the buyer" and until = 2026-12-31'
)


class Entry(BaseModel):
    """What is let be: one rule's findings on one order.

    Args:
        rule: the code of the rule.
        order: the id of the order.
        reason: why; nobody else will know it.
        until: the last day on which it counts, in the zone of the order's file.
        shop: the shop of the order, where several shops have orders of that id.
        platform: likewise, its platform.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    rule: str
    order: str = Field(min_length=1)
    reason: str
    until: date
    shop: str | None = None
    platform: str | None = None

    @field_validator("reason")
    @classmethod
    def _given(cls, reason: str) -> str:
        if not reason.strip():
            raise ValueError("it is empty; say why, for whoever reads this next year")
        return reason.strip()

    def meets(self, other: Entry) -> bool:
        """Whether a finding could be meant by both."""
        return (self.rule, self.order) == (other.rule, other.order) and all(
            one is None or two is None or one == two
            for one, two in ((self.shop, other.shop), (self.platform, other.platform))
        )


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ignore: list[Entry] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ignored:
    """An ignore file.

    Args:
        path: as it was named or found.
        entries: in the order of the file.
        lines: the line of each.
    """

    path: str
    entries: tuple[Entry, ...] = ()
    lines: tuple[int, ...] = ()


def read_ignored(path: str, codes: Sequence[str]) -> Ignored:
    """Read an ignore file.

    Args:
        path: a TOML file.
        codes: the codes of all rules that there are, the user's own among them.

    Raises:
        PolicyError: it cannot be read, is no TOML, holds an unknown key, rule or a family, an entry without
            a reason or an end, or two entries that mean the same finding; with the line.
    """
    text = toml_text(path, "the ignore file")
    try:
        told: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = f"the ignore file is no valid TOML: {error}"
        raise PolicyError(what, path=path, line=said_line(error)) from error
    try:
        entries = tuple(_File.model_validate(told).ignore)
    except ValidationError as error:
        raise _refusal(worst(error), text, path) from error
    lines = _lines(text, len(entries))
    _refuse_codes(entries, codes, text, path)
    _refuse_twice(entries, lines, path)
    return Ignored(path, entries, lines)


def _lines(text: str, entries: int) -> tuple[int, ...]:
    found = entry_lines(text, _TABLE)
    if len(found) == entries:
        return found
    return tuple(line_of(text, (_TABLE, place)) or 1 for place in range(entries))


def _refusal(error: ErrorDetails, text: str, path: str) -> PolicyError:
    keys = error["loc"]
    key, entry = str(keys[-1]), len(keys) > 1
    known = tuple(Entry.model_fields if entry else _File.model_fields)
    thing = "an entry" if entry else "an ignore file"
    at = keys[:-1] if error["type"] == "missing" else keys
    named = "" if error["type"] in ("missing", "extra_forbidden") else f" at `{key}`"
    said = _said(error, key) or sentence(error, key, thing, known)
    what = f"the ignore file is wrong{named}: {said}"
    return PolicyError(what, path=path, line=_line(text, at), hint=_hint(error, keys))


def _line(text: str, keys: tuple[str | int, ...]) -> int | None:
    lines = entry_lines(text, _TABLE)
    if len(keys) == 2 and isinstance(keys[1], int) and keys[1] < len(lines):  # noqa: PLR2004  (an entry)
        return lines[keys[1]]
    return line_of(text, keys)


def _said(error: ErrorDetails, key: str) -> str:
    """What is wrong, where Pydantic's words would say less."""
    match key:
        case "until" if error["type"] not in ("missing", "extra_forbidden"):
            return "it is no date; write it without quotes and without a time of day: until = 2026-12-31"
        case _ if error["type"] == "string_type":
            return f'it is no text; write it in quotes: {key} = "{error["input"]}"'
        case "order" if error["type"] == "string_too_short":
            return "it is empty; an entry names one order"
        case _ if error["type"] in ("list_type", "model_type", "dict_type"):
            return "entries are tables: [[ignore]]"
    return ""


def _hint(error: ErrorDetails, keys: tuple[str | int, ...]) -> str:
    if error["type"] == "missing" or len(keys) <= 2:  # noqa: PLR2004  (the entry, or what is above it)
        return f"an entry is {_EXAMPLE}"
    return ""


def _refuse_codes(entries: Sequence[Entry], codes: Sequence[str], text: str, path: str) -> None:
    known = dict.fromkeys(codes)
    families = {code.rstrip("0123456789") for code in codes}
    for place, entry in enumerate(entries):
        if entry.rule in known:
            continue
        what = f"`{entry.rule}` is no rule{near(entry.rule.upper(), known)}"
        if entry.rule in families:
            what = f"`{entry.rule}` is a family; an entry is about one rule"
        raise PolicyError(
            f"the ignore file is wrong at `rule`: {what}",
            path=path,
            line=line_of(text, (_TABLE, place, "rule")),
            hint="`fulfil rules` lists all rules",
        )


def _refuse_twice(entries: Sequence[Entry], lines: Sequence[int], path: str) -> None:
    alike: dict[tuple[str, str], list[int]] = {}
    for place, entry in enumerate(entries):
        alike.setdefault((entry.rule, entry.order), []).append(place)
    for one, other in _pairs(alike.values()):
        if entries[one].meets(entries[other]):
            raise PolicyError(
                f"{entries[one].rule} of order {entries[one].order} is ignored twice, here and on line "
                f"{lines[one]}",
                path=path,
                line=lines[other],
                hint="keep one of the two, or say in both which `shop` is meant",
            )


def _pairs(groups: Any) -> Iterator[tuple[int, int]]:
    for group in groups:
        yield from combinations(group, 2)
