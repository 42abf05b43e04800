"""The SQL of the metrics, held against what was planted."""

from __future__ import annotations

import pytest

from fulfil.audit import Question, checked
from fulfil.metrics.of_run import metrics_of
from fulfil.sets.kits import read_kits
from tests.bench.fulfilment import world
from tests.metrics.sql import METRICS, figures
from tests.rules.sql.oracle import facts


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    made = world(tmp_path_factory.mktemp("planted"), "planted", 3_000, every=4)
    return made, figures(facts(*made.files, made.kits))


def misses(figure):
    numerator, denominator = figure
    return denominator - numerator


def test_misses_are_what_was_planted(planted):
    made, told = planted
    assert set(told) == set(METRICS)
    assert misses(told["M02"]) == made.planted["SHP001"]
    assert misses(told["M08"]) == made.planted["DLV002"]
    assert misses(told["M11"]) == told["M13"][0] > made.planted["SPL001"] + made.planted["SPL005"]
    assert told["M11"][1] == told["M13"][1]
    assert misses(told["M12"]) > misses(told["M11"])


def test_a_clean_world_is_in_time_and_whole(tmp_path):
    made = world(tmp_path, "clean", 3_000)
    told = figures(facts(*made.files, made.kits))
    assert misses(told["M02"]) == misses(told["M08"]) == 0
    assert 0 < told["M17"][0] < told["M17"][1] / 5
    # What sellers cancelled is the only thing that did not come.
    assert 0 < told["M13"][0] < told["M13"][1] / 50


#: The program's definition that the SQL states.
STATED = {
    "M02": "by first scan, else confirmation",
    "M08": "delivered, of those with an end",
    "M10": "complete in one parcel",
    "M11": "seller's cancellations missed",
    "M12": "seller's cancellations missed",
    "M13": "short or cancelled by the seller",
    "M17": "two parcels or more",
}


def of_program(made):
    with checked([str(path) for path in made.files], Question(kits=read_kits(str(made.kits)))) as run:
        results = {r.metric.code: r for r in metrics_of(run, run.facts.fulfilment)}
    return {
        code: next((f.numerator, f.denominator) for f in results[code].figures if f.name == name)
        for code, name in STATED.items()
    }


def test_the_program_counts_what_the_sql_counts(tmp_path):
    made = world(tmp_path, "clean", 3_000)
    told, counted = figures(facts(*made.files, made.kits)), of_program(made)
    assert set(told) == set(STATED)
    # An order that the seller cancelled whole is a late one here, and the SQL has none such.
    assert counted["M02"][0] == told["M02"][0]
    assert {**counted, "M02": 0} == {**told, "M02": 0}
    assert all(of > 1_000 for _, of in counted.values())


def test_the_program_counts_what_the_sql_counts_of_what_went_wrong(planted):
    made, told = planted
    counted = of_program(made)
    for code in ("M08", "M17"):
        assert counted[code] == told[code]
    assert counted["M02"][0] == told["M02"][0]
