"""The region that an address gives, and what the checks of a reading share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decide import EMPTY, Chain
from .divisions import Divisions, Strength
from .verdicts import ORDER, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .divisions import Division
    from .scan import Found

MACAU = "820000"


@dataclass(frozen=True, slots=True)
class Region:
    """What the names in one text say about its region.

    Names in full, empty where not known. `last` is the place among the names of the last one that belongs to
    the head of the address, -1 for none: the street begins behind it. `chain` is the reading behind it, with
    nothing in it that is in doubt.
    """

    province: str = ""
    city: str = ""
    county: str = ""
    verdicts: tuple[str, ...] = ()
    successor: str = ""
    candidates: tuple[str, ...] = ()
    year: int | None = None
    last: int = -1
    chain: Chain = EMPTY

    @property
    def open(self) -> bool:
        """Whether the county is not written, as far as the names tell, and could still be found."""
        return bool(self.chain.province) and Verdict.COUNTY_MISSING.value in self.verdicts


def lacking(chain: Chain, table: Divisions) -> list[Verdict]:
    """Which levels a courier misses in this reading."""
    if not chain.province:
        return [Verdict.PROVINCE_MISSING, Verdict.CITY_MISSING, Verdict.COUNTY_MISSING]
    if chain.county is not None or chain.province == MACAU:
        return []
    if not chain.city:
        return [Verdict.CITY_MISSING, Verdict.COUNTY_MISSING]
    return [Verdict.COUNTY_MISSING] if table.divided(chain.city) else []


def chain_path(chain: Chain, table: Divisions) -> str:
    """The reading's names in full, joined by slashes."""
    county = chain.county.name if chain.county else ""
    return "/".join(
        part for part in (table.name_of(chain.province), table.name_of(chain.city), county) if part
    )


def in_order(verdicts: Iterable[str]) -> tuple[str, ...]:
    """Each verdict once, in the order of `Verdict`."""
    return tuple(sorted({str(verdict) for verdict in verdicts}, key=ORDER.__getitem__))


def succeeds(old: Division, new: Division) -> bool:
    """Whether the new county took over the old one: 白下区 秦淮区 is no contradiction."""
    return old.past and new.county in old.successors


def tight(chain: Chain, tokens: tuple[Found, ...]) -> bool:
    """Whether the reading's names stand side by side."""
    return all(tokens[index].before == "-" for index in chain.used[1:])


def joined(chain: Chain, tokens: tuple[Found, ...]) -> bool:
    """Whether the reading stands beside another name, only separators between."""
    first, last = chain.used[0], chain.used[-1]
    return tokens[first].before == "-" or (last + 1 < len(tokens) and tokens[last + 1].before == "-")


def begins(chain: Chain, tokens: tuple[Found, ...], table: Divisions) -> bool:
    """Whether a word begins where the reading does: 双河镇江城区 holds no 镇江."""
    first = tokens[chain.used[0]]
    return first.before != "~" or any(each.strength is not Strength.SHORT for each in table.names[first.name])


def head_end(chain: Chain, tokens: tuple[Found, ...]) -> int:
    """The place of the last name of the first unbroken run that the reading uses."""
    last = chain.used[0]
    for index in chain.used[1:]:
        if any(tokens[step].before != "-" for step in range(last + 1, index + 1)):
            break
        last = index
    return last
