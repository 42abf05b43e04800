"""Returns by chance: of all kinds and ends, with ties, missing times and two shops."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np

from tests.metrics.frames import AS_OF, World, at

ENDS = ("refunded", "refunded", "refunded", "replaced", "rejected", "withdrawn", "closed", "open", "open")


def made(seed: int, number: int = 60) -> World:
    """A world of returns; times are whole hours, so that many are equal."""
    rng = np.random.default_rng(seed)
    world = World()
    for _ in range(number):
        _case(world, rng)
    return world


def _case(world: World, rng: np.random.Generator) -> None:
    start = at(1) + timedelta(hours=int(rng.integers(20 * 24)))
    steps = np.cumsum(rng.integers(0, 60, 5))
    names = ("responded_at", "sent_back_at", "received_at", "inspected_at")
    moments = [start + timedelta(hours=int(step)) for step in steps]
    outcome = ENDS[rng.integers(len(ENDS))]
    told = int(rng.integers(5))
    said = {name: moment for name, moment in zip(names[:told], moments, strict=False) if moment <= AS_OF}
    if rng.random() < 0.2:
        said.pop("responded_at", None)
    end = moments[-1] if moments[-1] <= AS_OF else None
    if outcome != "open" and end is None:
        outcome = "open"
    if outcome == "refunded":
        said["refunded_at"] = end
    elif outcome == "replaced":
        said["replaced_at"] = end
    elif outcome != "open":
        said["closed_at"] = end
    if rng.random() < 0.03 and outcome == "refunded":
        said["refunded_at"] = None
    kinds = ("return_and_refund", "return_and_refund", "exchange", "refund_only", "price_protection")
    order = int(rng.integers(30))
    case = world.cases.case(
        start,
        outcome,
        kind=kinds[rng.integers(len(kinds))],
        shop="AB"[rng.integers(2)],
        reason=("size", "broken", None)[rng.integers(3)],
        sku=(None, "S1", "S2")[rng.integers(3)],
        refund_amount=Decimal(int(rng.integers(1, 90))) if rng.random() < 0.8 else None,
        currency=("CNY", "CNY", "USD", None)[rng.integers(4)],
        order=order,
        group=order // 2 * 2,
        paid_at=at(1) - timedelta(days=order // 2),
        **said,
    )
    if rng.random() < 0.6:
        due = start + timedelta(hours=int(rng.integers(24, 300)))
        clock, legal = (("respond", False), ("handle", True), ("refund", True))[rng.integers(3)]
        world.cases.clock(case, clock, due, met_at=said.get("responded_at"), legal=legal)
