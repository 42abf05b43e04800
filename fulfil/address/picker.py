"""A picker's cells: the region chosen from lists, each level in a cell of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from .divisions import MUNICIPALITIES, Divisions, Level
from .missing import is_missing
from .normalise import fold
from .region import Region, in_order, succeeds
from .scan import parse
from .schema import REGION
from .verdicts import Verdict

if TYPE_CHECKING:
    from .resolver import Resolver

_MISSING = {
    "province": Verdict.PROVINCE_MISSING.value,
    "city": Verdict.CITY_MISSING.value,
    "county": Verdict.COUNTY_MISSING.value,
}


@dataclass(frozen=True, slots=True)
class Picked:
    """A picker, judged: its region, what it gives by level, what is missing and what can be filled in."""

    region: Region
    province: str | None
    city: str | None
    county: str | None
    verdicts: tuple[str, ...]
    suggested_province: str | None = None
    suggested_city: str | None = None
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def wants_parents(self) -> bool:
        """Whether its county means nothing, or several places, until the text says where it lies."""
        cells = dict(self.cells)
        lacks = not cells.get("province") or not cells.get("city")
        vague = Verdict.AMBIGUOUS.value in self.verdicts or not self.region.county
        return bool(cells.get("county")) and lacks and vague

    @property
    def unsettled(self) -> bool:
        """Whether the typed text could add what the picker lacks."""
        return bool(set(self.verdicts) & _COULD_BE_ADDED) and not set(self.verdicts) & _CONTRADICTORY


_COULD_BE_ADDED = {*_MISSING.values(), Verdict.FUNCTIONAL_ZONE.value, Verdict.REGION_UNKNOWN.value}
_CONTRADICTORY = {Verdict.AMBIGUOUS.value, Verdict.PARENT_MISMATCH.value, Verdict.CONFLICT.value}


def pickers(
    frame: pl.DataFrame, given: list[str], resolver: Resolver, territory: str
) -> tuple[pl.Series, list[Picked]]:
    """Judge each distinct picker once.

    Args:
        frame: the rows.
        given: the region columns that they have, coarse to fine.
        resolver: holds the tables and what was decided before.
        territory: a province that the country column gives, else empty.

    Returns:
        For each row the number of its picker, and the pickers.
    """
    cells = frame.select(given)
    distinct = cells.unique(maintain_order=True).with_row_index("picker")
    clean = distinct.select(
        fold(distinct[name].fill_null("")).str.strip_chars().zip_with(~missing, pl.Series([""]))
        for name, missing in ((name, distinct.select(is_missing(pl.col(name))).to_series()) for name in given)
    )
    rows = [(territory, *given, *row) for row in clean.rows()]
    judged = {row: resolver.pickers[row] for row in rows if row in resolver.pickers}
    unknown = [row for row in dict.fromkeys(rows) if row not in judged]
    judged |= zip(unknown, _judged(unknown, given, resolver), strict=True)
    numbers = cells.join(distinct, on=given, how="left", nulls_equal=True, maintain_order="left")
    return numbers["picker"], [judged[row] for row in rows]


def _judged(rows: list[tuple[str, ...]], given: list[str], resolver: Resolver) -> list[Picked]:
    """Judge pickers that were not seen before, all their cells in one search."""
    if not rows:
        return []
    cells = [row[1 + len(given) :] for row in rows]
    whole = [" ".join(part for part in (row[0], *row[1 + len(given) :])).strip() for row in rows]
    texts = pl.Series("text", [*whole, *(cell for row in cells for cell in row)], dtype=pl.String)
    signatures = resolver.signatures(texts)["signature"].to_list()
    count = len(given)
    named = [signatures[start : start + count] for start in range(len(rows), len(signatures), count)]
    joined = dict(enumerate(signatures[: len(rows)])) | _without_words(rows, cells, named, resolver)
    found = []
    for number, row in enumerate(cells):
        cell = dict(zip(given, row, strict=True))
        names = dict(zip(given, named[number], strict=True))
        nameless = frozenset(name for name in given if cell[name] and not names[name])
        region = _with_its_county(resolver.region(joined[number]), names.get("county", ""), resolver)
        picked = _judge(cell, region, resolver, chosen=bool(rows[number][0]), nameless=nameless)
        found.append(resolver.picked(rows[number], picked))
    return found


def _without_words(
    rows: list[tuple[str, ...]], cells: list[tuple[str, ...]], named: list[list[str]], resolver: Resolver
) -> dict[int, str]:
    """Signatures without the words that are no name, which would part the names on both sides of them."""
    texts = {
        number: " ".join([rows[number][0], *(cell for cell, name in zip(row, names, strict=True) if name)])
        for number, (row, names) in enumerate(zip(cells, named, strict=True))
        # Behind the last name they part nothing.
        if any(cell and not name for cell, name in zip(row[:-1], names[:-1], strict=True))
    }
    if not texts:
        return {}
    found = resolver.signatures(pl.Series("text", [text.strip() for text in texts.values()]))
    return dict(zip(texts, found["signature"], strict=True))


def _with_its_county(region: Region, signature: str, resolver: Resolver) -> Region:
    """The region, unless its county is not the one that stands in the county's cell."""
    county, table = region.chain.county, resolver.table
    if county is None or not signature:
        return region
    named = [each for name in parse(signature) for each in table.names[name.name]]
    if any(each.county in {county.county, *county.successors} or succeeds(each, county) for each in named):
        return region
    if any(each.level is not Level.COUNTY and each.city == county.city for each in named):
        return region
    return replace(
        region,
        county="",
        verdicts=(Verdict.PARENT_MISMATCH.value,),
        candidates=tuple(sorted({table.path(each) for each in named if each.level is Level.COUNTY})),
        chain=region.chain._replace(county=None),
    )


def _judge(
    cells: dict[str, str], region: Region, resolver: Resolver, *, chosen: bool, nameless: frozenset[str]
) -> Picked:
    """Judge one picker.

    Args:
        cells: its cells, folded, empty where missing.
        region: what its names say together.
        resolver: holds the tables.
        chosen: whether the country column gives the province.
        nameless: the levels whose cell holds words, but no division's name.
    """
    chain = region.chain
    verdicts = set(region.verdicts)
    province, city = region.province or None, region.city or None
    useless = set(nameless)
    if _no_county(cells.get("county", ""), region, resolver.table):
        useless.add("county")
    if chain.city and not resolver.table.divided(chain.city):
        # 东莞 has towns where others have counties.
        useless.discard("county")
    for name in useless:
        verdicts.add(
            resolver.kind_of_unknown(cells[name]) if name == "county" else Verdict.REGION_UNKNOWN.value
        )
        # The cell is not empty: what is wrong with it says more than that its level is missing.
        verdicts.discard(_MISSING[name])
    suggested_province = suggested_city = None
    if not chosen and ("province" in nameless or cells.get("province") == ""):
        verdicts |= {_MISSING["province"]} - {_MISSING[name] for name in useless}
        suggested_province, province = province, None
    cityless = chain.province in MUNICIPALITIES or (chain.county is not None and not chain.city)
    if not chosen and not cityless and ("city" in nameless or cells.get("city") == ""):
        verdicts |= {_MISSING["city"]} - {_MISSING[name] for name in useless}
        suggested_city, city = city, None
    return Picked(
        region,
        province,
        city,
        region.county or None,
        in_order(verdicts),
        suggested_province,
        suggested_city,
        tuple(cells.items()),
    )


def with_parents(pairs: list[tuple[Picked, Region]], resolver: Resolver) -> list[Picked]:
    """Pickers with the parents that the text names, where they have none of their own.

    A level without a column is taken from the text; an empty cell stays missing, and the text's word for it
    is suggested.

    Args:
        pairs: pickers that `wants_parents`, each with what the names in a text say.
        resolver: holds the tables and what was decided before.

    Returns:
        One picker for each pair, the same one where the text does not help.
    """
    keys = [_filled(picked, text) for picked, text in pairs]
    judged = {key: resolver.pickers[key] for key in keys if key in resolver.pickers}
    # The columns and their cells follow the territory in a key, as many of one as of the other.
    new: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for key in dict.fromkeys(key for key in keys if key and key not in judged):
        new.setdefault(key[1 : 1 + len(key) // 2], []).append(key)
    for given, rows in new.items():
        judged |= zip(rows, _judged(rows, list(given), resolver), strict=True)
    found = []
    for (picked, _), key in zip(pairs, keys, strict=True):
        full = judged.get(key)
        empty = [name for name in ("province", "city") if dict(picked.cells).get(name) == ""]
        found.append(_without(full, empty) if full else picked)
    return found


def _filled(picked: Picked, text: Region) -> tuple[str, ...]:
    """The key of the picker with what the text adds; empty where the text does not help."""
    cells = dict(picked.cells)
    if not text.province or (cells.get("province") and picked.region.province != text.province):
        return ()
    parents = {"province": text.province, "city": text.city}
    whole = {name: cells.get(name) or parents.get(name, "") for name in REGION}
    given = [name for name in REGION if whole[name] or name in cells]
    return ("", *given, *(whole[name] for name in given))


def _without(full: Picked, empty: list[str]) -> Picked:
    """What was filled into empty cells becomes a suggestion."""
    lacking = [name for name in empty if getattr(full, name) is not None and _needs(full, name)]
    return replace(
        full,
        province=None if "province" in lacking else full.province,
        city=None if "city" in lacking else full.city,
        suggested_province=full.province if "province" in lacking else full.suggested_province,
        suggested_city=full.city if "city" in lacking else full.suggested_city,
        verdicts=in_order([*full.verdicts, *(_MISSING[name] for name in lacking)]),
    )


def _needs(full: Picked, name: str) -> bool:
    return name == "province" or full.region.chain.province not in MUNICIPALITIES


def _no_county(cell: str, region: Region, table: Divisions) -> bool:
    """Whether the county's cell holds something else, not only the city once more."""
    if not cell or region.county or _MISSING["county"] not in region.verdicts:
        return False
    known = table.names.get(cell.replace(" ", ""), ())
    return not known or any(each.level is Level.COUNTY for each in known)
