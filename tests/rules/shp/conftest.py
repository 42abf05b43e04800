from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from fulfil.policy.policy import Policy
from fulfil.waybills import carrier_family, with_waybills

_PARCELS = {"row": pl.UInt32, "carrier": pl.String, "tracking_number": pl.String, "counted": pl.Boolean}


@pytest.fixture(scope="session")
def judge():
    """Run a rule over parcels (carrier, number, counted): the findings as dicts, and the rows not judged."""

    def run(rule, *parcels):
        rows = [
            (n, carrier, number, *(rest or (True,))) for n, (carrier, number, *rest) in enumerate(parcels)
        ]
        frame = pl.DataFrame(rows, schema=_PARCELS, orient="row")
        known = frame.with_columns(carrier_family(frame["carrier"]).alias("known_family"))
        facts = SimpleNamespace(fulfilment=SimpleNamespace(parcels=with_waybills(known)))
        unknown = rule.unknown(facts, Policy()).collect()["row"].to_list()
        return rule.check(facts, Policy()).collect().to_dicts(), unknown

    return run
