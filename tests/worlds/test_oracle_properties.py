"""What must hold of the rules holds of the oracle, too."""

from __future__ import annotations

from zlib import crc32

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from tests.worlds.changed import BY_SHARE, doubled, shuffled, split_places, with_clean_order
from tests.worlds.files import slim
from tests.worlds.made.worlds import worlds
from tests.worlds.oracle.understood import understood
from tests.worlds.oracle.verdicts import business, verdicts

some = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def told(world, files=None):
    note(slim(world))
    seen = understood(world, files)
    return {business(seen, *verdict) for verdict in verdicts(seen)}


@some
@given(data=st.data(), world=worlds())
def test_shuffling_records_changes_nothing(data, world):
    other = shuffled(lambda records: data.draw(st.permutations(records)), world)
    assert told(other) == told(world)


@some
@given(world=worlds(fillers=False), parts=st.dictionaries(st.integers(0, 7), st.booleans()))
def test_splitting_the_parcel_file_changes_nothing(world, parts):
    files = split_places(world, lambda key: parts.get(crc32(repr(key).encode()) % 8, False))
    assert _sharing_nothing(told(world, files)) == _sharing_nothing(told(world))


@some
@given(world=worlds(fillers=False))
def test_a_clean_order_adds_nothing(world):
    more = with_clean_order(world)
    assume(more is not None)
    assert _sharing_nothing(told(more)) <= _sharing_nothing(told(world))


@some
@given(world=worlds())
def test_twice_as_much_breaks_the_same_rules(world):
    assert told(doubled(world)) == told(world)


def _sharing_nothing(found):
    return {verdict for verdict in found if verdict[0] not in BY_SHARE}
