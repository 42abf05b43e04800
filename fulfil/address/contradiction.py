"""Readings of one text that cannot both be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .decide import Chain
from .divisions import Divisions, Level, Strength
from .region import Region, begins, chain_path, head_end, joined, succeeds, tight
from .verdicts import Verdict

if TYPE_CHECKING:
    from .scan import Found

# Names of two characters (东区, 城区) are said of towns everywhere.
_TELLING = 3


def under_other_parents(
    chains: list[Chain], others: list[Chain], tokens: tuple[Found, ...], table: Divisions
) -> Region | None:
    """A reading right behind a province or city that it does not belong to: 上海余杭区.

    Args:
        chains: the best readings.
        others: readings of the names that those leave over.
        tokens: all names of the text.
        table: the division tables.

    Returns:
        The contradiction, or nothing.
    """
    parent = others[0]
    following = parent.used[-1] + 1
    if parent.county is not None or following not in chains[0].used or tokens[following].before != "-":
        return None
    if any(_agree(parent, chain) for chain in chains):
        return None
    if parent.city and not table.divided(parent.city):
        # 东莞南城区: a city without counties calls its towns what it likes.
        return Region(
            table.name_of(parent.province), table.name_of(parent.city), last=parent.used[-1], chain=parent
        )
    two_cities = bool(parent.city) and len(chains[0].used) > 1 and parent.province == chains[0].province
    paths = {chain_path(chain, table) for chain in chains}
    if two_cities:
        paths.add(chain_path(parent, table))
    city = "" if two_cities else parent.city
    return Region(
        province=table.name_of(parent.province),
        city=table.name_of(city),
        verdicts=((Verdict.CONFLICT if two_cities else Verdict.PARENT_MISMATCH).value,),
        candidates=tuple(sorted(paths)),
        last=head_end(chains[0], tokens),
        chain=Chain(parent.province, city),
    )


def clash(chain: Chain, other: Chain, tokens: tuple[Found, ...], table: Divisions) -> Region | None:
    """A second reading that says something else, where it is more than a name in a street."""
    if not _counts(chain, other, tokens, table):
        return None
    if joined(other, tokens) and chain.used[0] > other.used[0]:
        chain, other = other, chain
    mismatch = not chain.city and chain.county is None
    paths = (chain_path(chain, table), chain_path(other, table))
    same_province, same_city = chain.province == other.province, chain.city == other.city
    province = chain.province if mismatch or same_province else ""
    return Region(
        province=table.name_of(province),
        city=table.name_of(chain.city) if same_city else "",
        verdicts=((Verdict.PARENT_MISMATCH if mismatch else Verdict.CONFLICT).value,),
        candidates=paths[1:] if mismatch else paths,
        last=max(head_end(chain, tokens), other.used[-1] if joined(other, tokens) else -1),
        chain=Chain(province, chain.city if same_city else ""),
    )


def not_under(chain: Chain, rest: list[int], tokens: tuple[Found, ...], table: Divisions) -> Region | None:
    """A county right behind parents that do not have it: 武汉市朝阳区."""
    after = head_end(chain, tokens) + 1
    if chain.county is not None or after not in rest or tokens[after].before != "-":
        return None
    named = table.names[tokens[after].name]
    sure = [each for each in named if each.level is not Level.PROVINCE and each.strength is Strength.FULL]
    if not sure or len(tokens[after].name) < _TELLING or not table.divided(chain.city or chain.province):
        return None
    return Region(
        province=table.name_of(chain.province),
        city=table.name_of(chain.city),
        verdicts=(Verdict.PARENT_MISMATCH.value,),
        candidates=tuple(sorted({table.path(each) for each in sure})),
        last=after,
        chain=chain,
    )


def _counts(chain: Chain, other: Chain, tokens: tuple[Found, ...], table: Divisions) -> bool:
    if other.county is None:
        return (
            bool(other.city)
            and not chain.city
            and joined(other, tokens)
            and tokens[other.used[0]].name[-1] in "市州盟区"
        )
    if chain.county is not None:
        same = chain.county.name == other.county.name
        if same or succeeds(chain.county, other.county) or succeeds(other.county, chain.county):
            return False
    if len(other.used) == 1:
        return joined(other, tokens) and bool(chain.city) and chain.city == other.city
    return tight(other, tokens) and begins(other, tokens, table)


def _agree(one: Chain, other: Chain) -> bool:
    return one.province == other.province and (one.city == other.city or not one.city or not other.city)
