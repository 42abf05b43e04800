"""The division tables in memory: what a written name can stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .data import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
# 塔城 and 阿勒泰 belong to 伊犁 and have counties of their own.
NESTED_CITIES = frozenset({("654000", "654200"), ("654000", "654300")})
GONE = "gone:"
_SHORTEST = 2
_REMEMBERED_SINCE = 2000


class Level(IntEnum):
    """The three levels that a courier needs."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3


class Strength(IntEnum):
    """How surely a written form means a division."""

    SHORT = 1
    PAST = 2
    STRONG = 3
    FULL = 4


class Division(NamedTuple):
    """One division that a name can stand for (a tuple, since eleven thousand are made at the start).

    `province`, `city` and `county` are codes, empty where the division has none; the city of a municipality
    is the municipality; a city that is gone is `gone:` and its name.
    """

    level: Level
    strength: Strength
    name: str
    province: str
    city: str = ""
    county: str = ""
    year: int | None = None
    successors: tuple[str, ...] = ()

    @property
    def past(self) -> bool:
        """Whether the name is no longer valid."""
        return self.year is not None


@dataclass(frozen=True)
class Divisions:
    """All tables, indexed for the resolver."""

    names: Mapping[str, Sequence[Division]]
    by_code: dict[str, Division]
    cities_with_counties: frozenset[str]
    patterns: list[str] = field(repr=False)

    def name_of(self, code: str) -> str:
        """The full name behind a code, an old city's own name, or empty text."""
        if code.startswith(GONE):
            return code.removeprefix(GONE)
        division = self.by_code.get(code)
        return division.name if division else ""

    def path(self, division: Division) -> str:
        """Province, city and county in full, joined by slashes, levels that do not exist left out."""
        parts = [self.name_of(division.province), self.name_of(division.city)]
        if division.level is Level.COUNTY:
            parts.append(division.name)
        return "/".join(part for part in parts if part)

    def divided(self, city: str) -> bool:
        """Whether a city, by its code, has counties (东莞 has none); an old one had."""
        return city in self.cities_with_counties or city.startswith(GONE)


_LEVELS = {str(int(level)): level for level in Level}
_STRENGTHS = {strength.name.lower(): strength for strength in Strength}


def _division(code: str, level: str, name: str, province: str, city: str) -> Division:
    rank = _LEVELS[level]
    home = city or (province if province in MUNICIPALITIES else "")
    return Division(rank, Strength.FULL, name, province, home, code if rank is Level.COUNTY else "")


@cache
def divisions() -> Divisions:
    """Every current and past division, read once from the package's tables."""
    by_code: dict[str, Division] = {}
    names: dict[str, list[Division]] = {}
    for code, level, name, _, province, city in read_table("divisions").iter_rows():
        by_code[code] = _division(code, level, name, province, city)
        names.setdefault(name, []).append(by_code[code])
    for name, code, strength in read_table("aliases").iter_rows():
        target = by_code[code]
        if target not in names.get(name, ()):
            names.setdefault(name, []).append(_weaker(target, _STRENGTHS[strength]))
    provinces = {each.name: each.province for each in by_code.values() if each.level is Level.PROVINCE}
    cities = {(each.name, each.province) for each in by_code.values() if each.level is Level.CITY}
    # The latest first: of several old parents the last one is meant.
    for row in read_table("past").sort("last_year", "city", descending=True).iter_rows():
        past = _past(row, provinces)
        # A county-level city that became a prefecture keeps its name there.
        if (past.name, past.province) not in cities:
            names.setdefault(past.name, []).append(past)
            _add_past_short(names, past)
    _add_run_together(names, by_code)
    owners = frozenset(each.city for each in by_code.values() if each.level is Level.COUNTY)
    patterns = sorted(names, key=len, reverse=True)
    return Divisions(names, by_code, owners, patterns)


def _add_run_together(names: dict[str, list[Division]], by_code: dict[str, Division]) -> None:
    # 青岛市南区 is 青岛 + 市南区, though 青岛市 comes first from the left.
    for name, found in [
        (name, found) for name, found in names.items() if name.startswith("市") and name.endswith("区")
    ]:
        for county in found:
            city = by_code.get(county.city)
            if city is not None and city.name.endswith("市"):
                names.setdefault(city.name + name[1:], []).append(county)


def _add_past_short(names: dict[str, list[Division]], past: Division) -> None:
    # People go on saying 闸北 and 襄樊 for a while, never 城 or the stem of a division that still exists.
    short = past.name[:-1]
    if past.name[-1] not in "市区" or len(short) < _SHORTEST or (past.year or 0) < _REMEMBERED_SINCE:
        return
    current = any(each.province == past.province for each in names.get(short, ()))
    if not current:
        weak = past._replace(strength=Strength.SHORT)
        names.setdefault(short, []).append(weak)


def _weaker(target: Division, strength: Strength) -> Division:
    return Division(target.level, strength, target.name, target.province, target.city, target.county)


def _past(row: tuple[str, ...], provinces: dict[str, str]) -> Division:
    level, name, province, city, city_code, year, successors = row
    home = provinces[province]
    if level == "2":
        own = city_code or GONE + name
        return Division(Level.CITY, Strength.PAST, name, home, own, "", int(year), tuple(successors.split()))
    parent = city_code or (GONE + city if city else home if home in MUNICIPALITIES else "")
    heirs = tuple(successors.split())
    return Division(Level.COUNTY, Strength.PAST, name, home, parent, f"past:{name}", int(year), heirs)
