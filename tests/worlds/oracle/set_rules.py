"""SPL006 to SPL009: the halves of sets."""

from __future__ import annotations

from datetime import timedelta

APART = timedelta(hours=48)


def set_model_mismatch(seen):
    for pool in seen.pools:
        if pool.settled:
            for unit in pool.unpaired:
                yield unit.content.file, unit.content.record


def set_pairs_swapped(seen):
    """Only in a settled pool, too: until then the partner of either half may still come in its own order."""
    for pool in seen.pools:
        if pool.settled:
            for one, _ in pool.crossed:
                yield one.content.file, one.content.record


def _pairs(seen):
    return [pair for pool in seen.pools for pair in (*pool.home, *pool.crossed)]


def set_parts_far_apart(seen):
    for one, other in _pairs(seen):
        left = (one.content.left_at, other.content.left_at)
        delivered = (one.content.data.delivered_at, other.content.data.delivered_at)
        if _apart(*left) or _apart(*delivered):
            yield one.content.file, one.content.record


def _apart(one, other):
    return one is not None and other is not None and abs(one - other) > APART


def set_parts_different_source(seen):
    for one, other in _pairs(seen):
        if any(_differ(one.content.data, other.content.data, name) for name in ("warehouse", "carrier")):
            yield one.content.file, one.content.record


def _differ(one, other, name):
    mine, its = getattr(one, name), getattr(other, name)
    return mine is not None and its is not None and mine != its
