"""What a sequence of division names means: plain logic, run once per distinct sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .divisions import MUNICIPALITIES, NESTED_CITIES, Division, Divisions, Level, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .scan import Found

# Names of two characters stand in longer words (西区, 城区, 和县); they count only beside their parents.
_SHORTEST_FREE = 3
_WEIGHT = {Strength.FULL: 100, Strength.STRONG: 95, Strength.PAST: 60, Strength.SHORT: 50}
_APART = 0.4
_REPEATED = 0.05
_WIDEST = 40


class Chain(NamedTuple):
    """One reading of the names: a province, a city of it, a county of that, as far as they are written."""

    province: str = ""
    city: str = ""
    county: Division | None = None
    past_city: Division | None = None
    used: tuple[int, ...] = ()
    score: float = 0.0

    @property
    def place(self) -> tuple[str, str, str]:
        """What two readings must share to be the same."""
        return self.province, self.city, self.county.county if self.county else ""


EMPTY = Chain()


def read(
    tokens: tuple[Found, ...], table: Divisions, only: Iterable[int] | None = None, start: Chain = EMPTY
) -> list[Chain]:
    """The best readings of the names: one when it is clear, several when nothing tells them apart.

    Args:
        tokens: the names found in a text.
        table: the division tables.
        only: the places of the names to use, all by default.
        start: what is known already, for example from the columns beside the text.

    Returns:
        The readings that nothing tells apart; none when no name counts.
    """
    chains: dict[tuple[str, str, str], Chain] = {start.place: start}
    for index in range(len(tokens)) if only is None else only:
        grown = dict(chains)
        for chain in chains.values():
            for longer in _longer(chain, index, tokens, table):
                known = grown.get(longer.place)
                if known is None or longer.score > known.score:
                    grown[longer.place] = longer
        chains = dict(sorted(grown.items(), key=lambda item: -item[1].score)[:_WIDEST])
    best = max(chain.score for chain in chains.values())
    return [chain for chain in chains.values() if best > 0 and best - chain.score < 1]


def _longer(chain: Chain, index: int, tokens: tuple[Found, ...], table: Divisions) -> Iterable[Chain]:
    token = tokens[index]
    province = chain.province
    for entry in table.names[token.name]:
        if province and entry.province != province:
            continue
        if not _admitted(chain, entry, tokens, index, table):
            continue
        grown = _with(chain, entry, table)
        if grown is None:
            continue
        if grown.place == chain.place:
            # A repetition says nothing new; it only belongs to the head of the address.
            yield chain._replace(used=(*chain.used, index), score=chain.score + _REPEATED)
            continue
        weight: float = _WEIGHT[entry.strength]
        if chain.used and (token.before in "=~" or chain.used[-1] != index - 1):
            weight *= _APART
        if entry.level is Level.PROVINCE and entry.strength is Strength.SHORT:
            weight += 2
        # Of two equal readings the one that begins earlier is meant; a second one is a contradiction.
        yield grown._replace(used=(*chain.used, index), score=chain.score + weight - index * 1.5)


def _admitted(chain: Chain, entry: Division, tokens: tuple[Found, ...], index: int, table: Divisions) -> bool:
    """Whether the name, as it stands there, can mean this division at all."""
    token = tokens[index]
    near = bool(chain.used) and token.before == "-" and chain.used[-1] == index - 1
    if entry.strength is not Strength.SHORT:
        return _full_admitted(chain, entry, token, near=near)
    if entry.level is Level.COUNTY:
        was_city = f"{token.name}市" in table.names
        return _short_county_admitted(chain, token, near=near, was_city=was_city)
    if token.after == "x":
        return near and not chain.city
    if token.before == "~":
        return index + 1 < len(tokens) and tokens[index + 1].before == "-"
    return True


def _full_admitted(chain: Chain, entry: Division, token: Found, *, near: bool) -> bool:
    free = len(token.name) >= _SHORTEST_FREE
    if entry.level is not Level.COUNTY or (free and entry.strength is not Strength.PAST):
        return free or token.before != "~"
    if free or not (entry.strength is Strength.PAST or token.name.endswith("区")):
        return token.before in "^-="
    # 新区, 城区: only right behind the city that has one.
    return near or (token.before == "=" and bool(chain.city))


def _short_county_admitted(chain: Chain, token: Found, *, near: bool, was_city: bool) -> bool:
    if chain.used:
        return near and token.after not in "xy" and bool(chain.city or chain.province)
    # 余杭 仓前街道 beside a picker that has chosen the city; 义乌 and 顺德 are or were cities of their own.
    known = bool(chain.city) or (not chain.province and was_city)
    return known and token.before == "^" and token.after in "st"


def _with(chain: Chain, entry: Division, table: Divisions) -> Chain | None:
    if entry.level is Level.PROVINCE:
        city = entry.province if entry.province in MUNICIPALITIES else chain.city
        return chain._replace(province=entry.province, city=city)
    if entry.level is Level.CITY:
        return _with_city(chain, entry)
    return _with_county(chain, entry, table)


def _with_city(chain: Chain, entry: Division) -> Chain | None:
    if chain.city == entry.city:
        return chain
    if chain.city and (chain.city, entry.city) not in NESTED_CITIES:
        return None
    if chain.county is not None:
        return None
    past = entry if entry.past else None
    return chain._replace(province=entry.province, city=entry.city, past_city=past)


def _with_county(chain: Chain, entry: Division, table: Divisions) -> Chain | None:
    if chain.county is not None:
        return chain if chain.county.county == entry.county else None
    homes = {entry.city, *(table.by_code[code].city for code in entry.successors)}
    if chain.city and chain.city not in homes:
        return None
    return chain._replace(province=entry.province, city=chain.city or entry.city, county=entry)
