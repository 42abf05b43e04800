"""Bad input of orders and parcels: each is a finding, a notice or a clear error, and never a crash."""

from __future__ import annotations

import pytest

from cli.app import run as program
from fulfil.errors import PolicyError
from fulfil.policy.policy import Lines, Policy
from tests.rules.held import ORDER, PARCEL, hold, number, table, written


@pytest.fixture
def held(tmp_path):
    return lambda *files, **asked: hold(tmp_path, *files, **asked)


@pytest.mark.parametrize(
    ("orders", "parcels", "told"),
    [
        # Shipments of unknown orders; a file of parcels and no orders at all.
        ([{}], [{}, {"order_id": "Z9", "shipped_at": None, "tracking_number": number(2)}], {"EXP003"}),
        ([], [{}], set()),
        ([], [{"order_id": None}], set()),
        # Orders that no parcel file has.
        ([{}, {"order_id": "B1", "created_at": "2026-11-12 09:00:00"}], [{}], set()),
        # Quantities.
        ([{"quantity": "0"}], [{"quantity": "0"}], {"ORD002"}),
        ([{"quantity": "-1"}], [{}], {"ORD002"}),
        ([{}], [{"quantity": "-1"}], {"ORD002"}),
        ([{"quantity": "1.5"}], [{"quantity": "1.5"}], {"ORD002"}),
        ([{"quantity": "3件"}], [{"quantity": "2 件"}], {"SPL001"}),
        ([{"quantity": "３件"}], [{"quantity": "3pcs"}], set()),
        ([{"quantity": "two"}], [{}], {"ORD002"}),
        ([{}], [{"quantity": "two"}], {"EXP017"}),
        ([{"quantity": None}], [{"quantity": None}], set()),
        ([{"quantity": "999999999999"}], [{}], {"SPL001"}),
        # A SKU, an id and a number that are none.
        ([{"sku": "-"}], [{"sku": "-"}], set()),
        ([{"order_id": "-"}], [{"order_id": "-"}], {"ORD001"}),
        # Times out of their order.
        ([{}], [{"delivered_at": "2026-11-10 10:00:00"}], {"ORD004"}),
        ([{"paid_at": "2026-11-09 09:00:00"}], [{}], {"ORD004"}),
        ([{}], [{"shipped_at": "yesterday"}], {"EXP004"}),
    ],
)
def test_each_is_a_finding_or_handled(held, orders, parcels, told):
    assert set(held(orders, parcels)) == told


def test_a_number_that_unrelated_orders_share(held):
    orders = [{"recipient": "吴示例"}, {"order_id": "A2", "recipient": "周示例"}]
    told = held(orders, [{}, {"order_id": "A2"}])
    assert told == {"SPL011": [("A1", f"2 orders share parcel {number(1)}, and their recipients differ")]}


def test_weighed_goods_have_fractions(held):
    policy = Policy(lines=Lines(weighed=True))
    assert held([{"quantity": "1.5"}], [{"quantity": "1.5kg"}], policy=policy) == {}


KITS = "kit_sku,component_sku,quantity\n"
FITS = "role_a,model_a,role_b,model_b\n"


@pytest.mark.parametrize(
    ("table", "line", "told"),
    [
        ({"kits": f"{KITS}A,B,1\nB,A,1\n"}, 2, "the kit A contains itself: A > B > A"),
        ({"kits": f"{KITS}A,A,1\n"}, 2, "the kit A contains itself: A > A"),
        ({"kits": f"{KITS}A,B,0\n"}, 2, "`quantity` is 0"),
        (
            {"compatibility": f"{FITS}indoor,A,outdoor,B\noutdoor,A,indoor,C\n"},
            3,
            "A is outdoor here and indoor on line 2",
        ),
        ({"compatibility": f"{FITS}indoor,A,indoor,B\n"}, 2, "both models have the role indoor"),
        (
            {"compatibility": f"{FITS}in,A,out,X\nin,B,out,X\nin,A,out,Y\n"},
            4,
            "B (line 3) and Y (line 4) are not paired",
        ),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(held, table, line, told):
    with pytest.raises(PolicyError) as refused:
        held([{}], [{}], **table)
    assert refused.value.line == line
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("kits", "told"),
    [
        ("TOY-01,PART,2\n", "kits.csv names a SKU that no order and no parcel has: PART (line 2)"),
        (
            "".join(f"K{n},P{n},1\n" for n in range(3)),
            "6 SKUs that no order and no parcel has: K0 (line 2), P0 (line 2), K1 (line 3) and 3 more",
        ),
        ("toy-01,TOY-02,1\n", None),
    ],
)
def test_a_kit_table_that_names_unknown_skus(tmp_path, monkeypatch, capsys, kits, told):
    monkeypatch.chdir(tmp_path)
    parcels = table(PARCEL, [{}, {"sku": "TOY-02"}])
    written(tmp_path, {"orders": table(ORDER, [{}]), "shipments": parcels, "kits": KITS + kits})
    program(["audit", "orders.csv", "shipments.csv", "--kits", "kits.csv"])
    out = capsys.readouterr().out
    assert (told in out) if told else "kits.csv" not in out
