from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from zlib import crc32

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fulfil.sets.kits import read_kits
from tests.test_fingerprints import names, prints
from tests.worlds.changed import BY_SHARE, shuffled, split_places, with_clean_order
from tests.worlds.files import KITS, utc, write
from tests.worlds.made.worlds import worlds

#: Of records that repeat each other the later ones are told, as far as they are judged: rows decide.
REPEATS = ("ORD001", "DUP001")

some = settings(
    max_examples=int(os.environ.get("FULFIL_WORLDS", "30")),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking a world takes minutes
    derandomize="FULFIL_WORLDS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


def of_world(world, places=None, as_of=None):
    with TemporaryDirectory() as folder:
        paths = write(world, folder, places)
        kits = paths.pop(KITS, None)
        moment = as_of or (utc(world.as_of) if world.as_of else None)
        found = prints(paths.values(), as_of=moment, kits=read_kits(kits) if kits else None)
        return {each for each in found if each[0] not in BY_SHARE}


@some
@given(data=st.data(), world=worlds())
def test_shuffled_rows_keep_them(data, world):
    other = shuffled(lambda records: data.draw(st.permutations(records)), world)
    one, two = ({found for found in of_world(each) if found[0] not in REPEATS} for each in (world, other))
    assert names(one) == names(two)


@some
@given(world=worlds(), parts=st.dictionaries(st.integers(0, 7), st.booleans()))
def test_a_file_in_two_parts_keeps_them(world, parts):
    places = split_places(world, lambda key: parts.get(crc32(repr(key).encode()) % 8, False))
    # What explains many rows of a file is told of each file.
    one, two = ({each for each in of_world(world, some) if each[1] is not None} for some in (None, places))
    assert names(one) == names(two)


@some
@given(world=worlds(fillers=False))
def test_added_orders_keep_them(world):
    more = with_clean_order(world)
    if more is not None:
        assert names(of_world(world)) <= names(of_world(more))


@some
@given(world=worlds(), hours=st.integers(1, 5000))
def test_time_that_passes_keeps_them(world, hours):
    """More may be late by then, and what has no event since may not be told any more; what is told stays."""
    moment = utc(world.as_of) if world.as_of else datetime(2026, 12, 1, tzinfo=UTC)
    before, after = of_world(world, as_of=moment), of_world(world, as_of=moment + timedelta(hours=hours))
    lasting = {each for each in before if each[0][:3] in ("SPL", "DUP")}
    assert names(lasting) <= names(after)
