"""What holds for the rules of split orders over any world."""

from __future__ import annotations

import os
from zlib import crc32

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from tests.worlds.changed import doubled, shuffled, split_places, with_clean_order
from tests.worlds.files import slim
from tests.worlds.made.worlds import worlds
from tests.worlds.oracle.understood import understood
from tests.worlds.oracle.verdicts import business
from tests.worlds.program import found_in

some = settings(
    max_examples=int(os.environ.get("FULFIL_WORLDS", "8")),
    deadline=None,
    derandomize="FULFIL_WORLDS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)

#: What is judged by what most of the parcels or orders say, so that one more may turn it on.
BY_SHARE = ("SHP005", "SHP006", "EXP003")


def told(world, places=None):
    """The findings without their places in files."""
    note(slim(world))
    seen = understood(world, places)
    return {business(seen, *finding) for finding in found_in(world, places)}


@some
@given(data=st.data(), world=worlds())
def test_shuffling_records_changes_nothing(data, world):
    other = shuffled(lambda records: data.draw(st.permutations(records)), world)
    assert told(other) == told(world)


@some
@given(world=worlds(), parts=st.dictionaries(st.integers(0, 7), st.booleans()))
def test_splitting_the_parcel_file_changes_nothing(world, parts):
    places = split_places(world, lambda key: parts.get(crc32(repr(key).encode()) % 8, False))
    assert told(world, places) == told(world)


@some
@given(world=worlds(fillers=False))
def test_a_clean_order_adds_nothing(world):
    more = with_clean_order(world)
    assume(more is not None)
    assert {each for each in told(more) if each[0] not in BY_SHARE} <= told(world)


@some
@given(world=worlds())
def test_twice_as_much_breaks_the_same_rules(world):
    assert told(doubled(world)) == told(world)
