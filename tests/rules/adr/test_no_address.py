"""Exports that say who gets a parcel, or nothing at all, and never where."""

from __future__ import annotations

import pytest

COVERAGE = "carrier,province,city,county,served\nZTO,浙江省,,,yes\n"
NOWHERE = "order_id,status,recipient\nA1,to_ship,吴示例\nA2,to_ship,吴**\n"


@pytest.mark.parametrize("text", [NOWHERE, "order_id,status\nA1,to_ship\n"])
@pytest.mark.parametrize("asked", [{}, {"coverage": COVERAGE, "carrier": "ZTO"}])
def test_an_export_without_an_address_is_read_and_no_place_is_doubted(audit_texts, text, asked):
    found = audit_texts(text, **asked).codes
    assert not [code for code in found if code.startswith("ADR")]
