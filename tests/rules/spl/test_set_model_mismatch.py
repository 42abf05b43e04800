from __future__ import annotations

import pytest

from tests.rules.held import number

G35, W35, G50, W50 = ({"sku": f"KFR-{half}/BP"} for half in ("35G", "35W", "50G", "50W"))
SET35, SET50 = {"sku": "KFR-35GW/BP", "parent_order_id": "P"}, {"sku": "KFR-50GW/BP", "parent_order_id": "P"}
HERE, THERE = {"province": "浙江省", "street": "文三路391号"}, {"province": "浙江省", "street": "示例路2号"}


def _parcels(*halves):
    return [{**half, "tracking_number": number(n)} for n, half in enumerate(halves, 1)]


def _alone(role, stem, units=1):
    many = "units" if units > 1 else "unit"
    return f"{units} {role} {many} of air-conditioner {stem} without a partner in the whole purchase"


@pytest.mark.parametrize(
    ("orders", "halves", "told"),
    [
        ([SET35], [G35, W35], []),
        # A series suffix differs between halves by right: only the capacity must agree.
        ([SET35], [G35, {"sku": "KFR-35W/BP3-W5"}], []),
        ([SET35], [G35, W50], [_alone("indoor", "35"), _alone("outdoor", "50")]),
        (
            [{**SET35, "quantity": "2"}],
            [{**G35, "quantity": "2"}, W35, W50],
            [_alone("indoor", "35"), _alone("outdoor", "50")],
        ),
        ([{**SET35, "quantity": "3"}], [{**G35, "quantity": "3"}, W35], [_alone("indoor", "35", 2)]),
        # What one order lacks, a sibling has: SPL007 says so.
        (
            [SET35, {**SET50, "order_id": "A2"}],
            [G35, W50, {**G50, "order_id": "A2"}, {**W35, "order_id": "A2"}],
            [],
        ),
        # Who ordered one half alone has no partner to miss.
        ([{"sku": "KFR-35W/BP"}], [W35], []),
        ([SET35, {"sku": "KFR-35W/BP", "order_id": "A2"}], [G35, W35, {**W35, "order_id": "A2"}], []),
        # Voided labels and replacements are no units of it.
        ([SET35], [G35, W35, {**W50, "voided": "yes"}], []),
        ([SET35], [G35, W35, {**W50, "reship_of": number(2)}], []),
        # Not all is out yet, or a parcel says nothing.
        ([{**SET35, "status": "to_ship", "promised_ship_at": "2026-12-01 09:00:00"}], [G35], []),
        ([SET35], [G35, W50, {"sku": None}], []),
    ],
)
def test_units_without_a_partner(held, orders, halves, told):
    found = held(orders, _parcels(*halves)).get("SPL006", [])
    assert [message for _, message in found] == told


def test_addresses_of_one_purchase_are_judged_apart(held):
    orders = [SET35 | HERE, {**SET50, "order_id": "A2"} | THERE]
    halves = _parcels(G35, W50, {**G50, "order_id": "A2"}, {**W35, "order_id": "A2"})
    told = held(orders, halves)
    assert [order for order, _ in told["SPL006"]] == ["A1", "A1", "A2", "A2"]
    assert "SPL007" not in told


def test_a_table_of_what_fits_decides_before_any_pattern(held):
    pairs = ("indoor,KFR-35G/BP,outdoor,KFR-35W/A", "indoor,KFR-35G/X,outdoor,KFR-35W/BP")
    fits = "\n".join(("role_a,model_a,role_b,model_b", *pairs))
    told = held([SET35], _parcels(G35, W35), compatibility=fits)
    assert [message for _, message in told["SPL006"]] == [
        "1 indoor unit of set with KFR-35G/BP without a partner in the whole purchase",
        "1 outdoor unit of set with KFR-35G/X without a partner in the whole purchase",
    ]


def test_the_model_of_a_record_counts_before_its_sku(held):
    halves = [{"sku": "9001", "model": "KFR-35G"}, {"sku": "9002", "model": "KFR-50W"}]
    told = held([SET35], _parcels(*halves))
    assert len(told["SPL006"]) == 2
