"""A profile made up for a file of an unknown kind, from the header words that all platforms share."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .cells.fold import fold_header
from .column_map import map_columns
from .profile import Evidence, Profile, Sources, profiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Below this many recognised headers, a record is no header.
LEAST_HEADERS = 2

_HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


@cache
def vocabulary() -> dict[str, dict[str, tuple[str, ...]]]:
    """The words that mean the same everywhere: vocabulary -> state -> words."""
    return {
        name: {state: tuple(words) for state, words in states.items()}
        for name, states in _data("vocabulary.toml").items()
    }


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    """Canonical column -> folded headers, those of `aliases.toml` first, then those of all profiles."""
    aliases = {
        name: [fold_header(header) for header in (name, *headers)]
        for name, headers in _data("aliases.toml")["columns"].items()
    }
    known = {header for headers in aliases.values() for header in headers}
    for profile in profiles():
        for name, sources in profile.columns.items():
            for header in map(fold_header, sources.headers):
                if header not in known:
                    known.add(header)
                    aliases.setdefault(name, [fold_header(name)]).append(header)
    return {name: tuple(headers) for name, headers in aliases.items()}


def knows_header(cell: str) -> bool:
    """Whether any profile has such a header."""
    return fold_header(cell) in header_words()


@cache
def header_words() -> Mapping[str, frozenset[str]]:
    """All headers that any profile knows, folded, and the canonical columns that each may name."""
    names: dict[str, set[str]] = {}
    for name, headers in _aliases().items():
        for header in headers:
            names.setdefault(header, set()).add(name)
    for profile in profiles():
        for name, sources in profile.columns.items():
            for header in sources.headers:
                names.setdefault(fold_header(header), set()).add(name)
    return {header: frozenset(found) for header, found in names.items()}


def meanings(cell: str) -> frozenset[str]:
    """The canonical columns that a header may name in one export or another; none for other words."""
    return header_words().get(fold_header(cell), frozenset())


@cache
def header_spellings() -> list[str]:
    """All headers that any profile knows, as exports write them: to be looked up whole, unfolded."""
    written = [
        *header_words(),
        *(header.strip() for p in profiles() for s in p.columns.values() for header in s.headers),
        *(header for headers in _data("aliases.toml")["columns"].values() for header in headers),
    ]
    spaced = [form for word in written for form in (word, word.replace(" ", "_"), word.replace(" ", "-"))]
    forms = [form for word in spaced for form in (word, word.upper(), word.title(), word.capitalize())]
    return list(dict.fromkeys(forms))


def generic_profile(cells: Sequence[str]) -> tuple[Profile, tuple[str, ...]] | None:
    """Make a profile for a header by the aliases of all profiles.

    Args:
        cells: the header record's cells.

    Returns:
        The profile and what it takes for granted, in words; None where too few headers are known or
        none of them names the order.
    """
    header = {fold_header(cell): cell.strip() for cell in cells}
    if len(header) < LEAST_HEADERS:
        return None
    aliases = _aliases()
    columns: dict[str, Sources] = {}
    assumed: list[str] = []
    for name, headers in aliases.items():
        found = list(dict.fromkeys(header[key] for key in headers if key in header))
        if not found or name == "street2":
            continue
        columns[name] = Sources(headers=(found[0],))
        assumed += [f"`{other}` is not used: `{found[0]}` already gives the {name}" for other in found[1:]]
    _join_streets(columns, header, aliases.get("street2", ()))
    _drop_shared(columns)
    if "order_id" not in columns or len(columns) < LEAST_HEADERS:
        return None
    meanings = {fold_header(key): text for key, text in _data("aliases.toml")["assumed"].items()}
    for sources in columns.values():
        key = fold_header(sources.headers[0])
        if key in meanings:
            assumed.append(f"`{header[key]}` is {meanings[key]}")
    chinese = _HAN.search("".join(header.values())) is not None
    zone = "Asia/Shanghai" if chinese else "UTC"
    assumed.append(f"times without an offset are in {zone}")
    profile = Profile(
        name="generic",
        platform="unknown",
        title="an export of unknown kind, read by header words",
        grain="line",
        repeat="blank",
        zone=zone,
        country="CN" if chinese else None,
        columns=columns,
        words=vocabulary(),
        evidence=Evidence(grade="C", date=date(2026, 11, 22), source="aliases of all profiles"),
    )
    return profile, tuple(assumed)


def _join_streets(columns: dict[str, Sources], header: dict[str, str], seconds: Sequence[str]) -> None:
    second = [header[key] for key in seconds if key in header]
    if second and "street" in columns:
        columns["street"] = Sources(headers=(*columns["street"].headers, second[0]), how="join")


def _drop_shared(columns: dict[str, Sources]) -> None:
    """One header may feed one column only; the column that stands first in the aliases keeps it."""
    taken: set[str] = set()
    for name in list(columns):
        key = fold_header(columns[name].headers[0])
        if key in taken:
            del columns[name]
        taken.add(key)


def canonical_share(cells: Sequence[str], profile: Profile) -> bool:
    """Whether every header that the generic reading would use is a canonical name already."""
    found = generic_profile(cells)
    return found is None or len(map_columns(cells, profile).feeds) >= len(map_columns(cells, found[0]).feeds)
