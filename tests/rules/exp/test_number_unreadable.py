from __future__ import annotations

import pytest

from fulfil.audit import Question, checked


@pytest.mark.parametrize(
    ("weight", "told"),
    [("heavy", [("weight_kg", "heavy", "it is no weight")]), ("-1", [("weight_kg", "-1", "it is no weight")]),
     ("500 g", []), ("", []), ("-", [])],
)  # fmt: skip
def test_a_weight_that_cannot_be_read_is_told(tmp_path, weight, told):
    path = tmp_path / "parcels.csv"
    path.write_text(f"order_id,shipment_id,tracking_number,weight_kg\nA1,P1,YT1,{weight}\n", "utf-8")
    with checked([str(path)], Question()) as run:
        (found,) = [found for found in run.findings if found.rule.code == "EXP017"]
    assert found.judged == 1
    assert found.rows.select("field", "value", "reason").rows() == told
