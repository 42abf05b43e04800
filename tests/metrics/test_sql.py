"""The SQL of the metrics, held against what was planted."""

from __future__ import annotations

import polars as pl
import pytest

from tests.bench.fulfilment import world
from tests.metrics.sql import METRICS, figures
from tests.rules.sql.oracle import facts


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    made = world(tmp_path_factory.mktemp("planted"), "planted", 3_000, every=4)
    return made, figures(facts(*made.files, made.kits))


def refused(made):
    """How many orders with a promise the seller cancelled: promises that were not kept."""
    orders = pl.read_csv(made.files[0], infer_schema=False)
    gone = pl.col("status") == "cancelled", pl.col("cancelled_by") == "seller"
    return orders.filter(*gone, pl.col("promised_ship_at") < "2026-05-01")["order_id"].n_unique()


def misses(figure):
    numerator, denominator = figure
    return denominator - numerator


def test_misses_are_what_was_planted(planted):
    made, told = planted
    assert set(told) == set(METRICS)
    assert misses(told["M02"]) == made.planted["SHP001"] + refused(made) > made.planted["SHP001"]
    assert misses(told["M08"]) == made.planted["DLV002"]
    assert misses(told["M11"]) == told["M13"][0] > made.planted["SPL001"] + made.planted["SPL005"]
    assert told["M11"][1] == told["M13"][1]
    assert misses(told["M12"]) > misses(told["M11"])


def test_a_clean_world_is_in_time_and_whole(tmp_path):
    made = world(tmp_path, "clean", 3_000)
    told = figures(facts(*made.files, made.kits))
    assert misses(told["M02"]) == refused(made) > 0
    assert misses(told["M08"]) == 0
    assert 0 < told["M17"][0] < told["M17"][1] / 5
    # What sellers cancelled is the only thing that did not come.
    assert 0 < told["M13"][0] < told["M13"][1] / 50
