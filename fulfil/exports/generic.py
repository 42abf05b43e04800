"""A profile made up for a file of an unknown kind, from the header words that all platforms share."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..tables import KEYS, Subject
from .cells.fold import fold_header
from .column_map import map_columns
from .profile import Evidence, Profile, View, profiles
from .sources import Sources
from .subject_of import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: The name of the profile that is made up.
GENERIC = "generic"

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


#: Columns of a parcel that an order list with tracking numbers tells under the same headers.
PARCEL_COLUMNS = (
    "shop",
    "order_id",
    "line_id",
    "sku",
    "carrier",
    "tracking_number",
    "shipped_at",
    "delivered_at",
)

_SECTIONS = {Subject.ORDERS: "columns", Subject.SHIPMENTS: "shipments", Subject.RETURNS: "returns"}


@cache
def aliases(subject: Subject) -> dict[str, tuple[str, ...]]:
    """Canonical column -> folded headers, those of `aliases.toml` first, then those of all profiles.

    A profile's header is left out where it says nothing by itself.
    """
    found = {
        name: [fold_header(header) for header in (name, *headers)]
        for name, headers in _data("aliases.toml")[_SECTIONS[subject]].items()
    }
    known = {header for headers in found.values() for header in headers}
    for name, written in _profile_headers(subject):
        header = fold_header(written)
        if header not in known:
            known.add(header)
            found.setdefault(name, [fold_header(name)]).append(header)
    return {name: tuple(headers) for name, headers in found.items()}


#: Forms of a column in which a header is not what the column holds.
_NOT_ITSELF = ("difference", "part", "when")


def _too_common() -> frozenset[str]:
    return frozenset(fold_header(header) for header in _data("aliases.toml")["too_common"]["headers"])


def knows_header(cell: str) -> bool:
    """Whether any profile has such a header."""
    return fold_header(cell) in header_words()


@cache
def header_words() -> Mapping[str, frozenset[str]]:
    """All headers that any profile knows, folded, and the canonical columns that each may name."""
    names: dict[str, set[str]] = {}
    for name, headers in _every_alias():
        for header in headers:
            names.setdefault(header, set()).add(name)
    for name, header in _every_profile_header():
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
        *(header.strip() for _, header in _every_profile_header()),
        *(
            header
            for section in _SECTIONS.values()
            for headers in _data("aliases.toml")[section].values()
            for header in headers
        ),
    ]
    spaced = [form for word in written for form in (word, word.replace(" ", "_"), word.replace(" ", "-"))]
    forms = [form for word in spaced for form in (word, word.upper(), word.title(), word.capitalize())]
    return list(dict.fromkeys(forms))


def _every_alias() -> Iterator[tuple[str, tuple[str, ...]]]:
    return (item for subject in Subject for item in aliases(subject).items())


def _every_profile_header() -> Iterator[tuple[str, str]]:
    return (item for subject in Subject for item in _profile_headers(subject))


def _profile_headers(subject: Subject) -> Iterator[tuple[str, str]]:
    """Canonical column and header, of all shipped profiles, but for headers that say too little alone."""
    common = _too_common()
    for profile in profiles():
        view = profile.views.get(subject)
        for name, sources in view.columns.items() if view else ():
            headers = sources.headers if sources.how not in _NOT_ITSELF else ()
            yield from ((name, header) for header in headers if fold_header(header) not in common)


def generic_profile(
    cells: Sequence[str],
    subjects: frozenset[Subject] = frozenset(Subject),
    likely: Subject | None = None,
) -> tuple[Profile, tuple[str, ...]] | None:
    """Make a profile for a header by the aliases of all profiles.

    Args:
        cells: the header record's cells.
        subjects: what the file may tell of.
        likely: what it is read for where its header says no more of something else.

    Returns:
        The profile and what it takes for granted, in words; None where too few headers are known or
        none of them names an order, a parcel or a return.
    """
    return _generic_profile(tuple(cells), subjects, likely)


# One header is asked about once for each of our own profiles, and again where none of them is meant.
@lru_cache(maxsize=64)
def _generic_profile(
    cells: tuple[str, ...], subjects: frozenset[Subject], likely: Subject | None
) -> tuple[Profile, tuple[str, ...]] | None:
    header = {fold_header(cell): cell.strip() for cell in cells}
    if len(header) < LEAST_HEADERS:
        return None
    found = {s: mapped for s in Subject if s in subjects and (mapped := _found(header, s))}
    subject = subject_of({s: columns for s, (columns, _) in found.items()}, likely)
    if subject is None:
        return None
    columns, assumed = found[subject]
    chinese = _HAN.search("".join(header.values())) is not None
    zone = "Asia/Shanghai" if chinese else "UTC"
    said = [*assumed, *_meanings(columns, header), f"times without an offset are in {zone}"]
    if subject is not Subject.ORDERS:
        said.insert(0, f"its records are {subject.value}, by their columns")
    views = {subject.value: View(columns=columns)}
    if subject is Subject.ORDERS and "tracking_number" in columns:
        parcels = {name: columns[name] for name in PARCEL_COLUMNS if name in columns}
        views[Subject.SHIPMENTS.value] = View(columns=parcels, filled=columns["tracking_number"].headers)
    profile = Profile(
        name=GENERIC,
        platform="unknown",
        title="an export of unknown kind, read by header words",
        grain="line",
        repeat="blank",
        zone=zone,
        country="CN" if chinese else None,
        decimal="auto",
        words=vocabulary(),
        evidence=Evidence(grade="C", date=date(2026, 11, 22), source="aliases of all profiles"),
        **views,
    )
    return profile, tuple(said)


def _found(header: dict[str, str], subject: Subject) -> tuple[dict[str, Sources], list[str]] | None:
    """The columns of a subject that a header names, and what that takes for granted."""
    columns: dict[str, Sources] = {}
    assumed: list[str] = []
    known = aliases(subject)
    for name, headers in known.items():
        found = list(dict.fromkeys(header[key] for key in headers if key in header))
        if not found or name == "street2":
            continue
        columns[name] = Sources(headers=(found[0],))
        assumed += [f"`{other}` is not used: `{found[0]}` already gives the {name}" for other in found[1:]]
    _join_streets(columns, header, known.get("street2", ()))
    _drop_shared(columns)
    if not any(key in columns for key in KEYS[subject]) or len(columns) < LEAST_HEADERS:
        return None
    return columns, assumed


def _meanings(columns: dict[str, Sources], header: dict[str, str]) -> list[str]:
    """What headers with two meanings are taken for."""
    meanings = {fold_header(key): text for key, text in _data("aliases.toml")["assumed"].items()}
    keys = [fold_header(sources.headers[0]) for sources in columns.values()]
    return [f"`{header[key]}` is {meanings[key]}" for key in keys if key in meanings]


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


def is_canonical(
    cells: Sequence[str], profile: Profile, subjects: frozenset[Subject], likely: Subject | None = None
) -> bool:
    """Whether a header is in our own words, for the subject of one of our own profiles.

    Every header that the generic reading would use must be a canonical name of it already.
    """
    found = generic_profile(cells, subjects, likely)
    if found is None:
        return profile.orders is not None
    generic = found[0]
    if not generic.views.keys() >= profile.views.keys():
        return False
    return len(map_columns(cells, profile).cells) >= len(map_columns(cells, generic).cells)
