from __future__ import annotations

import pytest

from cli.breakdowns import parse_by
from fulfil.errors import UsageError


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, ()),
        ("carrier", ("carrier",)),
        ("week, Carrier,week", ("week", "carrier")),
        ("carrier,warehouse,shop,province,week", ("carrier", "warehouse", "shop", "province", "week")),
    ],
)
def test_dimensions(text, told):
    assert parse_by(text) == told


@pytest.mark.parametrize("text", ["", ",", "city", "carrier,day"])
def test_what_is_no_dimension_is_refused_with_those_that_are(text):
    with pytest.raises(UsageError) as refused:
        parse_by(text)
    assert "--by" in str(refused.value)
    assert "carrier, warehouse, shop, province, week" in refused.value.hint


def test_an_audit_refuses_it_before_it_reads(fulfil):
    code, out, err = fulfil("audit", "clean.csv", "--by", "city")
    assert (code, out) == (2, "")
    assert "“city” is no dimension" in err
