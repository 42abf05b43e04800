"""What the typed text adds to, or says against, the region chosen in a picker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decide import Chain, read
from .divisions import Divisions, Level, Strength
from .region import chain_path, head_end, succeeds, tight

if TYPE_CHECKING:
    from .scan import Found

_SURE = frozenset({Strength.FULL, Strength.STRONG})


@dataclass(frozen=True, slots=True)
class Confronted:
    """The text's say: a contradicting reading, or the levels that it names where the picker has none.

    `last` is the place among the names of the last one that repeats the region at the head of the text.
    """

    against: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    found_in: str = ""
    year: int | None = None
    successor: str = ""
    candidates: tuple[str, ...] = ()
    last: int = -1
    chain: Chain | None = None


def confront(chain: Chain, tokens: tuple[Found, ...], table: Divisions) -> Confronted:
    """Compare the picker's reading with the names in the text."""
    free = read(tokens, table)
    if len(free) == 1 and _contradicts(chain, free[0], tokens, table):
        return Confronted(against=chain_path(free[0], table), last=_head(free[0], tokens))
    grown = read(tokens, table, start=Chain(chain.province, chain.city, chain.county))
    if len(grown) != 1:
        return Confronted()
    found = grown[0]
    last = _head(found, tokens)
    if chain.county is not None:
        return Confronted(last=last)
    province, city = table.name_of(found.province), table.name_of(found.city)
    names = [tokens[index].name for index in found.used]
    county = found.county
    if county is None or _named(found, tokens, table) != 1:
        return Confronted(province=province, city=city, found_in="".join(names), last=last)
    successors = [table.by_code[code] for code in county.successors]
    return Confronted(
        province=province,
        city=city,
        county=county.name,
        found_in=next((name for name in names if _means(name, county.county, table)), ""),
        year=county.year,
        successor=successors[0].name if len(successors) == 1 else "",
        candidates=tuple(table.path(each) for each in successors) if len(successors) > 1 else (),
        last=last,
        chain=found,
    )


def _contradicts(chain: Chain, other: Chain, tokens: tuple[Found, ...], table: Divisions) -> bool:
    if not chain.province:
        return False
    if other.county is None:
        return _other_city(chain, other, tokens, table)
    if chain.county is not None:
        same = other.county.name == chain.county.name
        if same or succeeds(chain.county, other.county) or succeeds(other.county, chain.county):
            return False
    elif chain.city in {"", other.city}:
        return False
    if len(other.used) > 1:
        return tight(other, tokens)
    sure = other.county.strength in _SURE
    return sure and tokens[other.used[0]].before == "^" and other.city == chain.city


def _other_city(chain: Chain, other: Chain, tokens: tuple[Found, ...], table: Divisions) -> bool:
    """Whether the text begins with the full name of another city."""
    if not other.city or not chain.city or other.city == chain.city or other.past_city is not None:
        return False
    first = tokens[other.used[0]]
    full = any(each.strength in _SURE for each in table.names[first.name])
    return first.before == "^" and full and first.after == "o"


def _head(chain: Chain, tokens: tuple[Found, ...]) -> int:
    if not chain.used or tokens[chain.used[0]].before != "^":
        return -1
    return head_end(chain, tokens)


def _named(chain: Chain, tokens: tuple[Found, ...], table: Divisions) -> int:
    """How many different counties of the city the text names in full or at its head."""
    found = set()
    for token in tokens:
        for each in table.names[token.name]:
            sure = each.strength is not Strength.SHORT or token.before == "^"
            if (
                each.level is Level.COUNTY
                and sure
                and each.city == chain.city
                and each.province == chain.province
            ):
                found.add(each.county)
                break
    return len(found)


def _means(name: str, county: str, table: Divisions) -> bool:
    return any(each.county == county for each in table.names[name])
