"""The program counts what the SQL counts."""

from __future__ import annotations

import pytest

from fulfil.audit import Question, checked
from fulfil.metrics.measure import metrics
from fulfil.metrics.of_run import inputs_of
from fulfil.sets.kits import read_kits
from tests.bench.fulfilment import world
from tests.metrics.sql import METRICS, figures
from tests.rules.sql.messy import messy
from tests.rules.sql.oracle import facts
from tests.thorough import chosen

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
ORDERS = 3_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("worlds")


def of_program(paths, kits):
    """Numerator and denominator by metric."""
    with checked([str(path) for path in paths], Question(kits=read_kits(str(kits)))) as run:
        results = {
            result.metric.code: result
            for result in metrics(inputs_of(run, run.facts.fulfilment, run.facts.cases))
        }
    return {
        code: next((f.numerator, f.denominator) for f in results[code].figures if f.name == name)
        for code, name in STATED.items()
    }


def test_the_sql_states_metrics_of_the_program():
    assert set(STATED) == set(METRICS)


@pytest.mark.parametrize(("mode", "seed"), chosen([("planted", 1), ("clean", 1), ("planted", 2)]))
def test_they_agree(mode, seed, folder):
    made = world(folder, mode, ORDERS, seed, every=4)
    counted = of_program(made.files, made.kits)
    assert counted == figures(facts(*made.files, made.kits))
    assert all(of > ORDERS / 2 for _, of in counted.values())


@pytest.mark.parametrize("seed", chosen([11, 12, 13]))
def test_they_agree_on_messy_worlds(seed, folder):
    made = world(folder, "planted", ORDERS, seed, every=8)
    paths = messy(made, folder / f"messy-{seed}", seed)
    counted = of_program(paths, made.kits)
    assert counted == figures(facts(*paths, made.kits))
    assert all(0 < numerator < of for numerator, of in counted.values())
