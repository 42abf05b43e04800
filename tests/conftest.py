"""How the tests run."""

from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, settings

from tests.thorough import THOROUGH, examples

# Where a property says nothing of its number of examples. Of the time that one takes none says anything.
settings.register_profile(
    "fulfil", max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("fulfil")

# As many processes as cores run the tests, on tables of a few rows: more threads would wait for each other.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

# As the program does: tables and plans are many small objects without cycles.
gc.set_threshold(100_000, 50, 50)

#: Checks that cost minutes: every fixture against every other, and worlds made by chance against oracles.
#: They run where `FULFIL_THOROUGH` is set, or where they are named; the examples of each part run always.
LONG = (
    "exports/suggest/test_fixtures.py",
    "exports/test_conservation.py",
    "exports/test_pollution.py",
    "facts/fulfilment/test_against_oracle.py",
    "lock/test_fixtures.py",
    "rules/sql/test_sql.py",
    "rules/test_split_properties.py",
    "test_fingerprints_in_worlds.py",
    "worlds/test_made.py",
    "worlds/test_oracle_properties.py",
)


def pytest_collection_modifyitems(config, items):
    if THOROUGH:
        return
    named = {str(argument).partition("::")[0].removeprefix("tests/") for argument in config.args}
    left_out = set(LONG) - named
    long = {item for item in items if item.nodeid.partition("::")[0].removeprefix("tests/") in left_out}
    config.hook.pytest_deselected(items=list(long))
    items[:] = [item for item in items if item not in long]
