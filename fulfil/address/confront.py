"""What the typed text adds to, or says against, the region chosen in a picker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decide import Chain, read
from .divisions import Divisions, Level, Strength
from .judge import chain_path, head_end, heirs, tight

if TYPE_CHECKING:
    from .scan import Found


@dataclass(frozen=True, slots=True)
class Confronted:
    """The text's say: a contradicting reading, or the county that it names where the picker has none.

    `last` is the place among the names of the last one that repeats the region at the head of the text.
    """

    against: str = ""
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
    if len(free) == 1 and _contradicts(chain, free[0], tokens):
        return Confronted(against=chain_path(free[0], table), last=_head(free[0], tokens))
    start = Chain(chain.province, chain.city, chain.county)
    grown = read(tokens, table, start=start)
    if len(grown) != 1:
        return Confronted()
    last = _head(grown[0], tokens)
    county = grown[0].county
    if chain.county is not None or county is None or _children(chain, tokens, table) != 1:
        return Confronted(last=last)
    found = [
        tokens[index].name for index in grown[0].used if _means(tokens[index].name, county.county, table)
    ]
    successors = [table.by_code[code] for code in county.successors]
    return Confronted(
        county=county.name,
        found_in=found[0] if found else "",
        year=county.year,
        successor=successors[0].name if len(successors) == 1 else "",
        candidates=tuple(table.path(each) for each in successors) if len(successors) > 1 else (),
        last=last,
        chain=grown[0],
    )


def _contradicts(chain: Chain, other: Chain, tokens: tuple[Found, ...]) -> bool:
    if other.county is None or chain.county is None and not chain.city:
        return False
    if chain.county is not None:
        if other.county.county == chain.county.county or other.county.name == chain.county.name:
            return False
        if heirs(chain.county, other.county) or heirs(other.county, chain.county):
            return False
    elif other.city == chain.city or chain.city in {"", other.province}:
        return False
    lone = len(other.used) == 1
    if lone:
        sure = other.county.strength in {Strength.FULL, Strength.STRONG}
        return sure and tokens[other.used[0]].before == "^" and other.city == chain.city
    return tight(other, tokens)


def _head(chain: Chain, tokens: tuple[Found, ...]) -> int:
    if not chain.used or tokens[chain.used[0]].before != "^":
        return -1
    return head_end(chain, tokens)


def _children(chain: Chain, tokens: tuple[Found, ...], table: Divisions) -> int:
    """How many different counties of the chosen city the text names in full or at its head."""
    found = set()
    for token in tokens:
        for each in table.names[token.name]:
            sure = each.strength is not Strength.SHORT or token.before in "^-"
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
