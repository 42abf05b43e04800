"""What fits what: the graph of stated pairs, and whether units of it can be told by pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Part(NamedTuple):
    """A model or component with the role that it has in a set."""

    role: str
    key: str


@dataclass(frozen=True, slots=True)
class Family:
    """Parts that are joined by stated pairs, directly or through others.

    Args:
        parts: each part, in the order in which the pairs name them.
        pairs: the stated pairs.
    """

    parts: tuple[Part, ...]
    pairs: frozenset[frozenset[Part]]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles, in the order in which the pairs name them."""
        return tuple(dict.fromkeys(part.role for part in self.parts))

    def gaps(self) -> Iterator[tuple[Part, Part]]:
        """The pairs that are not stated though both parts are paired with others of these roles.

        Without a gap every part of one role fits every part of the other, so that counting tells pairs.
        """
        paired = {frozenset(part.role for part in pair) for pair in self.pairs}
        for place, part in enumerate(self.parts):
            for other in self.parts[place + 1 :]:
                roles = frozenset((part.role, other.role))
                if roles in paired and frozenset((part, other)) not in self.pairs:
                    yield part, other


def families(pairs: Iterable[tuple[Part, Part]]) -> tuple[Family, ...]:
    """Group parts by the pairs that join them, in the order in which the pairs name them.

    Args:
        pairs: two parts of different roles that fit each other; repeats change nothing.
    """
    stated = list(pairs)
    order = list(dict.fromkeys(part for pair in stated for part in pair))
    above = {part: part for part in order}

    def top(part: Part) -> Part:
        while above[part] != part:
            above[part] = part = above[above[part]]
        return part

    place = {part: number for number, part in enumerate(order)}
    for one, other in stated:
        first, second = sorted((top(one), top(other)), key=place.__getitem__)
        above[second] = first
    parts: dict[Part, list[Part]] = {}
    for part in order:
        parts.setdefault(top(part), []).append(part)
    joined: dict[Part, set[frozenset[Part]]] = {head: set() for head in parts}
    for pair in stated:
        joined[top(pair[0])].add(frozenset(pair))
    return tuple(Family(tuple(parts[head]), frozenset(joined[head])) for head in parts)
