"""What a policy costs: the same audit with overrides of properties, of limits, and without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .auditing import planted
from .measures import Row, seconds_of
from .process import duel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .measures import Bench

#: What is told -> an override of the policy.
_OVERRIDES = {
    "of a rule's severity": 'shop = "no such shop"\nrules.SHP001.severity = "note"\n',
    "of a limit": 'shop = "no such shop"\ndispatch.stalled_days = 3\n',
}


def policies(bench: Bench) -> Iterator[Row]:
    """`fulfil audit` with one override against without: limits are derived again, severities are not."""
    world = planted(bench.folder, bench.rows)
    empty = bench.folder / "empty.toml"
    empty.write_text("", "utf-8")
    for what, override in _OVERRIDES.items():
        path = bench.folder / "override.toml"
        path.write_text(f"[[overrides]]\n{override}", "utf-8")
        given = [*world.audit, "--exit-zero", "--policy", str(path)]
        without = [*world.audit, "--exit-zero", "--policy", str(empty)]
        found = duel(given, without, bench.rounds)
        yield Row(
            "policy",
            f"`fulfil audit` of {world.orders:,} orders, one override {what} / none",
            found.ratio,
            "×",
            None,
            seconds_of(found),
        )
