"""From the names in a text to the verdict on its region."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .contradiction import clash, not_under, under_other_parents
from .decide import EMPTY, Chain, read
from .region import Region, chain_path, head_end, in_order, lacking, succeeds
from .verdicts import Verdict

if TYPE_CHECKING:
    from .divisions import Division, Divisions
    from .scan import Found


def judge(tokens: tuple[Found, ...], table: Divisions) -> Region:
    """Read the names and say what is missing, contradictory, ambiguous or out of date."""
    chains = read(tokens, table)
    if not chains:
        return Region(verdicts=in_order(lacking(EMPTY, table)))
    rest = [index for index in range(len(tokens)) if index not in chains[0].used]
    others = read(tokens, table, rest) if rest else []
    contradiction = under_other_parents(chains, others, tokens, table) if others else None
    if contradiction is None and len(chains) > 1:
        return _ambiguous(chains, tokens, table)
    chain = _renewed(chains[0], others)
    if contradiction is None and others:
        contradiction = clash(chain, others[0], tokens, table)
    contradiction = contradiction or not_under(chain, rest, tokens, table)
    return contradiction or _clear(chain, head_end(chain, tokens), table)


def with_county(region: Region, found: Chain | None, table: Divisions) -> Region:
    """The region with a county that a second look found; what the first look used stays the head."""
    return _clear(found, region.last, table) if found is not None else region


def _renewed(chain: Chain, others: list[Chain]) -> Chain:
    """The reading with the successor that stands beside an abolished county: 白下区秦淮区."""
    new = others[0].county if others else None
    if chain.county is None or new is None or not succeeds(chain.county, new):
        return chain
    return chain._replace(county=new, city=others[0].city, past_city=None)


def _clear(chain: Chain, last: int, table: Divisions) -> Region:
    county, past = chain.county, chain.past_city
    region = Region(
        province=table.name_of(chain.province),
        city=table.name_of(chain.city),
        county=county.name if county else "",
        verdicts=in_order(lacking(chain, table)),
        last=last,
        chain=chain,
    )
    if past is not None:
        region = replace(region, verdicts=in_order([*region.verdicts, Verdict.ABOLISHED]), year=past.year)
    return _abolished(region, county, table) if county is not None and county.past else region


def _abolished(region: Region, county: Division, table: Divisions) -> Region:
    heirs = [table.by_code[code] for code in county.successors]
    one = heirs[0] if len(heirs) == 1 else None
    # 四平市公主岭市 kept its name and moved: the county exists, under another city.
    moved = one is not None and one.name == county.name
    return replace(
        region,
        city=table.name_of(one.city) if one is not None and moved else region.city,
        verdicts=in_order([*region.verdicts, Verdict.ABOLISHED]),
        successor=one.name if one is not None else "",
        candidates=tuple(table.path(heir) for heir in heirs) if one is None else (),
        year=county.year,
    )


def _ambiguous(chains: list[Chain], tokens: tuple[Found, ...], table: Divisions) -> Region:
    """Nothing tells the readings apart: keep what they share, list them all."""
    provinces = {chain.province for chain in chains}
    cities = {chain.city for chain in chains}
    shared = Chain(
        province=chains[0].province if len(provinces) == 1 else "",
        city=chains[0].city if len(cities) == 1 else "",
    )
    return Region(
        province=table.name_of(shared.province),
        city=table.name_of(shared.city),
        verdicts=(Verdict.AMBIGUOUS.value,),
        candidates=tuple(sorted({chain_path(chain, table) for chain in chains})),
        last=head_end(chains[0], tokens),
        chain=shared,
    )
