"""From the readings of an address to its verdict on the region."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .decide import EMPTY, Chain, read
from .divisions import GONE, Divisions, Level, Strength
from .verdicts import ORDER, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .divisions import Division
    from .scan import Found


@dataclass(frozen=True, slots=True)
class Region:
    """What the names in one text say about its region.

    Names in full, empty where not known. `last` is the place among the names of the last one that belongs to
    the head of the address, -1 for none: the street begins behind it.
    """

    province: str = ""
    city: str = ""
    county: str = ""
    verdicts: tuple[str, ...] = ()
    successor: str = ""
    candidates: tuple[str, ...] = ()
    year: int | None = None
    last: int = -1
    first: int = -1
    chain: Chain = EMPTY

    @property
    def open(self) -> bool:
        """Whether the county is not written, as far as the names tell, and could still be found."""
        return bool(self.chain.province) and Verdict.COUNTY_MISSING.value in self.verdicts


def judge(tokens: tuple[Found, ...], table: Divisions) -> Region:
    """Read the names and say what is missing, contradictory, ambiguous or out of date."""
    chains = read(tokens, table)
    if not chains:
        return _stray(tokens, table)
    rest = _unused(chains[0], tokens)
    others = read(tokens, table, rest) if rest else []
    wrong = _under_other_parents(chains, others, tokens, table)
    if wrong is not None:
        return wrong
    if len(chains) > 1:
        return _ambiguous(chains, tokens, table)
    chain = chains[0]
    clash = _clash(chain, others, tokens, table)
    if clash is not None:
        return clash
    stray = _mismatch(chain, rest, tokens, table)
    return stray if stray is not None else _clear(chain, tokens, table)


def complete(chain: Chain, table: Divisions) -> tuple[Verdict, ...]:
    """Which levels a courier misses in this reading."""
    found: list[Verdict] = []
    if not chain.province:
        found.append(Verdict.PROVINCE_MISSING)
    if chain.county is not None:
        return tuple(found)
    if not chain.city:
        if chain.province == "820000":
            return tuple(found)
        found.append(Verdict.CITY_MISSING)
    if chain.city not in _WITHOUT_COUNTIES and (not chain.city or table.children(chain.city) or _gone(chain)):
        if not (chain.province == "820000"):
            found.append(Verdict.COUNTY_MISSING)
    return tuple(found)


_WITHOUT_COUNTIES = frozenset({"820100", "820200", "820300"})


def _gone(chain: Chain) -> bool:
    return chain.city.startswith(GONE)


def _clear(chain: Chain, tokens: tuple[Found, ...], table: Divisions) -> Region:
    verdicts = list(complete(chain, table))
    county = chain.county
    year, successor, candidates = None, "", ()
    city = table.name_of(chain.city)
    if chain.past_city is not None:
        verdicts.append(Verdict.ABOLISHED)
        year = chain.past_city.year
    if county is not None and county.past:
        verdicts.append(Verdict.ABOLISHED)
        year = county.year
        heirs = [table.by_code[code] for code in county.successors]
        if len(heirs) == 1:
            successor = heirs[0].name
            if heirs[0].name == county.name:
                city = table.name_of(heirs[0].city)
        candidates = tuple(table.path(heir) for heir in heirs) if len(heirs) > 1 else ()
    return Region(
        province=table.name_of(chain.province),
        city=city,
        county=county.name if county else "",
        verdicts=in_order(verdicts),
        successor=successor,
        candidates=candidates,
        year=year,
        last=head_end(chain, tokens),
        first=chain.used[0],
        chain=chain,
    )


def with_county(region: Region, found: Chain | None, table: Divisions) -> Region:
    """The region with a county that a second look found; what the first look used stays the head."""
    if found is None:
        return region
    whole = _clear(replace(found, used=(0,)), (), table)
    return replace(whole, last=region.last, first=region.first)


def _ambiguous(chains: list[Chain], tokens: tuple[Found, ...], table: Divisions) -> Region:
    """Nothing tells the readings apart: keep what they share, list them all."""
    paths = tuple(sorted({chain_path(chain, table) for chain in chains}))
    provinces = {chain.province for chain in chains}
    cities = {chain.city for chain in chains}
    return Region(
        province=table.name_of(next(iter(provinces))) if len(provinces) == 1 else "",
        city=table.name_of(next(iter(cities))) if len(cities) == 1 else "",
        verdicts=(Verdict.AMBIGUOUS.value,),
        candidates=paths,
        last=head_end(chains[0], tokens),
        first=chains[0].used[0],
        chain=Chain(*(each.pop() if len(each) == 1 else "" for each in (provinces, cities))),
    )


def _stray(tokens: tuple[Found, ...], table: Divisions) -> Region:
    del tokens, table
    return Region(verdicts=in_order([Verdict.PROVINCE_MISSING, Verdict.CITY_MISSING, Verdict.COUNTY_MISSING]))


def _under_other_parents(
    chains: list[Chain], others: list[Chain], tokens: tuple[Found, ...], table: Divisions
) -> Region | None:
    """A reading right behind a province or city that it does not belong to: 上海余杭区."""
    if not others:
        return None
    parent = others[0]
    following = parent.used[-1] + 1
    if parent.county is not None or following not in chains[0].used or tokens[following].before != "-":
        return None
    if any(_agree(parent, chain) for chain in chains):
        return None
    both = bool(parent.city) and len(chains[0].used) > 1 and parent.province == chains[0].province
    verdict = Verdict.CONFLICT if both else Verdict.PARENT_MISMATCH
    paths = {chain_path(chain, table) for chain in chains} | ({chain_path(parent, table)} if both else set())
    return Region(
        province=table.name_of(parent.province),
        city="" if both else table.name_of(parent.city),
        verdicts=(verdict.value,),
        candidates=tuple(sorted(paths)),
        last=head_end(chains[0], tokens),
        first=parent.used[0],
        chain=Chain(parent.province, "" if both else parent.city),
    )


def _agree(one: Chain, other: Chain) -> bool:
    return one.province == other.province and (one.city == other.city or not one.city or not other.city)


def _clash(chain: Chain, others: list[Chain], tokens: tuple[Found, ...], table: Divisions) -> Region | None:
    """A second reading that contradicts the first, if there is one worth a verdict."""
    if not others:
        return None
    other = others[0]
    if other.county is None and not _city_beside(chain, other, tokens):
        return None
    if chain.county is not None and other.county is not None:
        if heirs(chain.county, other.county):
            return _clear(replace(chain, county=other.county, city=other.city, past_city=None), tokens, table)
        if heirs(other.county, chain.county) or chain.county.name == other.county.name:
            return None
    joined = _joined(other, tokens)
    if len(other.used) == 1 and not (joined and _same_city(chain, other)):
        return None
    if len(other.used) > 1 and not (tight(other, tokens) and _begins(other, tokens, table)):
        return None
    if joined and chain.used[0] > other.used[0]:
        chain, other = other, chain
    both = (chain.province, other.province)
    mismatch = not chain.city and chain.county is None
    return Region(
        province=table.name_of(chain.province) if mismatch or both[0] == both[1] else "",
        city=table.name_of(chain.city) if chain.city == other.city else "",
        verdicts=(Verdict.PARENT_MISMATCH.value if mismatch else Verdict.CONFLICT.value,),
        candidates=(chain_path(other, table),)
        if mismatch
        else (chain_path(chain, table), chain_path(other, table)),
        last=max(head_end(chain, tokens), other.used[-1] if joined else -1),
        first=min(chain.used[0], other.used[0]),
        chain=replace(chain, county=None),
    )


def _mismatch(chain: Chain, rest: list[int], tokens: tuple[Found, ...], table: Divisions) -> Region | None:
    """A county right behind parents that do not have it."""
    after = chain.used[-1] + 1
    if chain.county is not None or after not in rest or tokens[after].before != "-":
        return None
    token = tokens[after]
    entries = [each for each in table.names[token.name] if each.level is not Level.PROVINCE]
    sure = [each for each in entries if each.strength is Strength.FULL]
    if not sure or len(token.name) < 3 or not table.children(chain.city or chain.province):  # noqa: PLR2004
        return None
    return Region(
        province=table.name_of(chain.province),
        city=table.name_of(chain.city),
        verdicts=(Verdict.PARENT_MISMATCH.value,),
        candidates=tuple(sorted({table.path(each) for each in sure})),
        last=after,
        first=chain.used[0],
        chain=chain,
    )


def _city_beside(chain: Chain, other: Chain, tokens: tuple[Found, ...]) -> bool:
    return (
        bool(other.city)
        and not chain.city
        and _joined(other, tokens)
        and tokens[other.used[0]].name[-1] in "市州盟区"
    )


def _same_city(chain: Chain, other: Chain) -> bool:
    return bool(chain.city) and chain.city == other.city


def heirs(old: Division, new: Division) -> bool:
    return old.past and new.county in old.successors


def _joined(chain: Chain, tokens: tuple[Found, ...]) -> bool:
    """Whether the reading stands beside another name, only separators between."""
    first, last = chain.used[0], chain.used[-1]
    after = last + 1 < len(tokens) and tokens[last + 1].before == "-"
    return tokens[first].before == "-" or after


def _begins(chain: Chain, tokens: tuple[Found, ...], table: Divisions) -> bool:
    # 双河镇江城区 holds no 镇江: a short form counts as a beginning only where a word begins.
    first = tokens[chain.used[0]]
    return first.before != "~" or any(each.strength is not Strength.SHORT for each in table.names[first.name])


def tight(chain: Chain, tokens: tuple[Found, ...]) -> bool:
    return all(tokens[index].before == "-" for index in chain.used[1:])


def _unused(chain: Chain, tokens: tuple[Found, ...]) -> list[int]:
    return [index for index in range(len(tokens)) if index not in chain.used]


def head_end(chain: Chain, tokens: tuple[Found, ...]) -> int:
    """The last name of the first unbroken run that the reading uses."""
    last = chain.used[0]
    for index in chain.used[1:]:
        if all(tokens[step].before == "-" for step in range(last + 1, index + 1)):
            last = index
        else:
            break
    return last


def chain_path(chain: Chain, table: Divisions) -> str:
    parts = [
        table.name_of(chain.province),
        table.name_of(chain.city),
        chain.county.name if chain.county else "",
    ]
    return "/".join(part for part in parts if part)


def in_order(verdicts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({str(verdict) for verdict in verdicts}, key=ORDER.__getitem__))
