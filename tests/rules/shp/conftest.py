from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from fulfil.policy.policy import Policy

_PARCELS = {"row": pl.UInt32, "carrier": pl.String, "tracking_number": pl.String, "counted": pl.Boolean}


@pytest.fixture(scope="session")
def judge():
    """Run a rule over parcels (carrier, number, counted): the findings as dicts, and the rows not judged."""

    def run(rule, *parcels):
        rows = [
            (n, carrier, number, *(rest or (True,))) for n, (carrier, number, *rest) in enumerate(parcels)
        ]
        frame = pl.DataFrame(rows, schema=_PARCELS, orient="row")
        facts = SimpleNamespace(fulfilment=SimpleNamespace(parcels=frame))
        unknown = rule.unknown(facts, Policy()).collect()["row"].to_list()
        return rule.check(facts, Policy()).collect().to_dicts(), unknown

    return run
