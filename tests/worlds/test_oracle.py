"""The oracle on worlds made by hand, a few for each rule: it judges others, so it is judged first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worlds.files import read
from tests.worlds.oracle.understood import understood
from tests.worlds.oracle.verdicts import RULES, verdicts

ORDER = "order_id,status,created_at,promised_ship_at,line_id,sku,quantity"
PARCEL = "order_id,sku,quantity,carrier,tracking_number,shipped_at"
DAY = "2026-11-01 08:00:00"
SOON = "2026-11-02 08:00:00"
LATER = "2026-11-03 08:00:00"
TAIL = f"T9,TOY-9,1,中通,ZT9,{LATER}"  # the parcel files tell until then
KITS = "kit_sku,component_sku,quantity\nKIT-A,TOY-1,2\nKIT-A,PART-1,1\nKIT-B,KIT-A,1\nKIT-B,PART-2,1"


def csv(header, *rows):
    return "\n".join((header, *rows))


def told(orders, shipments, returns=None, kits=None, as_of=None):
    texts = {"orders.csv": orders, "shipments.csv": shipments, "returns.csv": returns, "kits.csv": kits}
    return read({name: text for name, text in texts.items() if text}, as_of)


def judge(*files, **asked):
    return verdicts(understood(told(*files, **asked)))


def codes(*files, **asked):
    return {code for code, _, _ in judge(*files, **asked)}


def places(code, *files, **asked):
    return sorted((file, record) for found, file, record in judge(*files, **asked) if found == code)


def order(*lines, status="shipped", promised="", order_id="A1"):
    return csv(
        ORDER, *(f"{order_id},{status},{DAY},{promised},{n},{line}" for n, line in enumerate(lines, 1))
    )


def parcels(*rows):
    return csv(PARCEL, *rows)


def sent(sku, quantity, number="ZT1", at=SOON, order_id="A1"):
    return f"{order_id},{sku},{quantity},中通,{number},{at}"


def test_a_clean_world_is_clean():
    assert not judge(
        order("TOY-1,3", "TOY-2,1"),
        parcels(sent("TOY-1", 2), sent("TOY-1", 1, "ZT2", LATER), sent("TOY-2", 1)),
    )


def test_every_rule_is_met_by_some_test_here():
    words = Path(__file__).read_text(encoding="utf-8")
    assert RULES
    assert [code for code in RULES if f'"{code}"' not in words] == []


@pytest.mark.parametrize(
    ("sku", "quantity"), [("TOY-1", 3), (" toy-1 ", 3), ("ＴＯＹ－１", 3)], ids=["same", "case", "width"]
)
def test_sku_variants_are_one(sku, quantity):
    assert not judge(order("TOY-1,3"), parcels(sent(sku, quantity)))


class TestShort:
    def test_a_shipped_order_lacks_a_unit(self):
        assert places("SPL001", order("TOY-1,3"), parcels(sent("TOY-1", 2))) == [("orders.csv", 1)]

    def test_weighed_goods(self):
        assert codes(order("TOY-1,1.5"), parcels(sent("TOY-1", 1))) == {"SPL001"}
        assert not codes(order("TOY-1,1.5"), parcels(sent("TOY-1", 1), sent("TOY-1", 0.5, "ZT2", LATER)))

    def test_the_largest_due_is_served_first(self):
        assert places("SPL001", order("TOY-1,1", "TOY-1,2"), parcels(sent("TOY-1", 2))) == [("orders.csv", 1)]

    def test_within_its_promise_a_partly_shipped_order_is_pending(self):
        files = order("TOY-1,2", status="partly_shipped", promised="2026-11-04 00:00:00")
        assert not judge(files, parcels(sent("TOY-1", 1), TAIL))

    def test_past_its_promise_it_is_short(self):
        files = order("TOY-1,2", status="partly_shipped", promised="2026-11-02 12:00:00")
        assert "SPL001" in codes(files, parcels(sent("TOY-1", 1)), as_of=LATER)

    def test_a_cancelled_unit_is_not_due(self):
        files = csv(ORDER + ",cancelled_quantity", f"A1,shipped,{DAY},,1,TOY-1,3,1")
        assert not judge(files, parcels(sent("TOY-1", 2)))

    def test_a_gift_is_passed_over(self):
        files = csv(
            ORDER + ",product_name", f"A1,shipped,{DAY},,1,TOY-1,1,玩具", f"A1,shipped,{DAY},,2,G,1,赠品"
        )
        assert not judge(files, parcels(sent("TOY-1", 1)))

    def test_a_voided_parcel_ships_nothing_and_a_reship_makes_up_for_nothing(self):
        rows = csv(
            PARCEL + ",voided,reship_of",
            sent("TOY-1", 1, "ZT1", DAY) + ",yes,",
            sent("TOY-1", 1, "ZT2") + ",,ZT1",
        )
        assert codes(order("TOY-1,1"), rows) == {"SPL001"}

    def test_what_was_refunded_before_it_left_is_not_due(self):
        returns = csv("return_id,order_id,sku,quantity,return_type", "R1,A1,TOY-1,1,refund_before_shipment")
        assert not judge(order("TOY-1,2"), parcels(sent("TOY-1", 1)), returns)

    def test_a_parcel_that_does_not_say_what_it_holds_may_hold_it(self):
        assert not judge(order("TOY-1,2"), parcels(sent("TOY-1", 1), sent("", 1, "ZT2")))
        assert not judge(order("TOY-1,2"), parcels(sent("TOY-1", "", "ZT2")))

    def test_orders_before_the_parcel_file_began_are_unknown(self):
        early = csv(ORDER, *(f"A{n},shipped,{DAY},,1,TOY-1,2" for n in (1, 2)))
        assert not judge(early, parcels(sent("TOY-1", 1)))

    def test_the_same_id_in_another_shop_is_another_order(self):
        files = csv("shop," + ORDER, *(f"{shop},A1,shipped,{DAY},,1,TOY-1,1" for shop in ("甲店", "乙店")))
        rows = csv("shop," + PARCEL, f"甲店,A1,TOY-1,1,中通,ZT1,{SOON}", f"乙店,A1,TOY-1,0.5,中通,ZT2,{SOON}")
        assert places("SPL001", files, rows) == [("orders.csv", 2)]


class TestMatching:
    def test_the_line_id_wins(self):
        rows = csv(PARCEL + ",line_id", sent("TOY-1", 1) + ",1", sent("TOY-1", 2, "ZT2") + ",2")
        assert not judge(order("TOY-1,1", "TOY-1,2"), rows)

    def test_more_than_a_line_asks_goes_to_its_twin(self):
        rows = csv(PARCEL + ",line_id", sent("TOY-1", 3) + ",1")
        assert not judge(order("TOY-1,1", "TOY-1,2"), rows)

    @pytest.mark.parametrize("mine", ["original_order_id", "erp_order_id"])
    def test_an_order_answers_to_its_other_ids(self, mine):
        files = csv(f"{ORDER},{mine}", f"A1,shipped,{DAY},,1,TOY-1,1,X7")
        assert not judge(files, parcels(sent("TOY-1", 1, order_id="#X7")))

    def test_of_two_candidates_none_is_guessed(self):
        files = csv(ORDER + ",original_order_id", *(f"A{n},to_ship,{DAY},,1,TOY-1,1,X7" for n in (1, 2)))
        assert not judge(files, parcels(sent("TOY-2", 1, order_id="X7")))


class TestOver:
    def test_more_than_was_due(self):
        assert places("SPL002", order("TOY-1,1"), parcels(sent("TOY-1", 2))) == [("orders.csv", 1)]

    def test_a_replacement_is_none(self):
        rows = csv(PARCEL + ",reship_of", sent("TOY-1", 1) + ",", sent("TOY-1", 1, "ZT2", LATER) + ",ZT1")
        assert not judge(order("TOY-1,1"), rows)

    def test_an_exchange_is_none(self):
        returns = csv("return_id,order_id,sku,quantity,exchange_tracking_number", "R1,A1,TOY-1,1,ZT2")
        assert not judge(order("TOY-1,1"), parcels(sent("TOY-1", 1), sent("TOY-1", 1, "ZT2", LATER)), returns)

    def test_the_same_line_sent_twice_is_a_duplicate_too(self):
        files = (order("TOY-1,2"), parcels(sent("TOY-1", 2, "ZT2", LATER), sent("TOY-1", 2)))
        assert places("DUP002", *files) == [("shipments.csv", 1)]
        assert codes(*files) == {"SPL002", "DUP002"}

    def test_equal_lines_in_a_parcel_each_are_no_duplicate(self):
        assert not judge(
            order("TOY-1,1", "TOY-1,1"), parcels(sent("TOY-1", 1), sent("TOY-1", 1, "ZT2", LATER))
        )


class TestWrong:
    def test_what_nobody_ordered(self):
        files = (order("TOY-1,1"), parcels(sent("TOY-1", 1), sent("TOY-3", 1)))
        assert judge(*files) == {("SPL003", "shipments.csv", 2)}

    def test_a_gift_in_the_parcel(self):
        rows = csv(PARCEL + ",product_name", sent("TOY-1", 1) + ",", sent("G", 1) + ",赠品")
        assert not judge(order("TOY-1,1"), rows)

    def test_half_of_twenty_lines_that_hardly_join_are_told_once(self):
        files = csv(ORDER, *(f"A{n},shipped,{DAY},,1,TOY-1,1" for n in range(20)))
        rows = parcels(*(sent(f"X-{n}", 1, f"ZT{n}", SOON, f"A{n}") for n in range(20)))
        assert judge(files, rows) == {("EXP003", "shipments.csv", n) for n in range(1, 21)}


class TestCancelled:
    FILE = csv(ORDER + ",cancelled_at", f"A1,cancelled,{DAY},,1,TOY-1,1,2026-11-01 12:00:00")

    def test_it_left_all_the_same(self):
        assert judge(self.FILE, parcels(sent("TOY-1", 1))) == {("SPL004", "shipments.csv", 1)}

    @pytest.mark.parametrize("left", ["2026-11-01 11:00:00", "2026-11-01 12:01:00"])
    def test_it_had_left(self, left):
        assert not judge(self.FILE, parcels(sent("TOY-1", 1, at=left)))

    @pytest.mark.parametrize(
        ("quantity", "amount", "found"), [("2", "", 1), ("", "9.90", 1), ("", "1.00", 0), ("1", "9.90", 0)]
    )
    def test_it_had_been_refunded(self, quantity, amount, found):
        files = csv(ORDER + ",line_paid", f"A1,shipped,{DAY},,1,TOY-1,2,9.90")
        returns = csv(
            "return_id,order_id,sku,quantity,refund_amount,refunded_at",
            f"R1,A1,TOY-1,{quantity},{amount},2026-11-01 12:00:00",
        )
        assert len(places("SPL004", files, parcels(sent("TOY-1", 2)), returns)) == found


class TestKits:
    def test_components_make_a_kit(self):
        rows = parcels(sent("TOY-1", 2), sent("PART-1", 1, "ZT2", LATER))
        assert not judge(order("KIT-A,1"), rows, kits=KITS)

    def test_a_kit_without_a_component(self):
        rows = parcels(sent("TOY-1", 4), sent("PART-1", 1))
        assert judge(order("KIT-A,2"), rows, kits=KITS) == {("SPL005", "orders.csv", 1)}

    def test_the_kit_under_its_own_sku(self):
        assert not judge(order("KIT-B,1"), parcels(sent("KIT-B", 1)), kits=KITS)

    def test_a_nested_kit(self):
        whole = [sent("TOY-1", 2), sent("PART-1", 1), sent("PART-2", 1)]
        assert not judge(order("KIT-B,1"), parcels(*whole), kits=KITS)
        assert not judge(order("KIT-B,1"), parcels(sent("KIT-A", 1), sent("PART-2", 1)), kits=KITS)
        assert codes(order("KIT-B,1"), parcels(*whole[1:]), kits=KITS) == {"SPL005"}

    def test_plain_lines_are_served_first(self):
        rows = parcels(sent("TOY-1", 2), sent("PART-1", 1))
        assert places("SPL005", order("KIT-A,1", "TOY-1,1"), rows, kits=KITS) == [("orders.csv", 1)]

    def test_a_sibling_s_parcel_may_hold_the_rest(self):
        files = csv(ORDER + ",parent_order_id", *(f"A{n},shipped,{DAY},,1,KIT-A,1,P" for n in (1, 2)))
        rows = parcels(sent("TOY-1", 4), sent("PART-1", 2, "ZT2", order_id="A2"))
        assert not judge(files, rows, kits=KITS)


SETS = f"{ORDER},parent_order_id,buyer_id"


def siblings(*skus, status="shipped", promised=""):
    rows = (f"A{n},{status},{DAY},{promised},1,{sku},1,P,B" for n, sku in enumerate(skus, 1))
    return csv(SETS, *rows)


class TestSets:
    THREE = siblings("KFR-35GW/A", "KFR-35GW/A", "KFR-26GW/A")

    def test_three_sets_that_fit(self):
        rows = [
            sent(f"KFR-{stem}{half}/B", 1, f"ZT{n}", SOON, f"A{n}")
            for n, stem in enumerate((35, 35, 26), 1)
            for half in "GW"
        ]
        assert not judge(self.THREE, parcels(*rows))

    def test_the_three_air_conditioners(self):
        """Order 1 and 3 got each other's outdoor units; order 2 got an outdoor unit that fits nothing."""
        rows = parcels(
            *(sent("KFR-35G/A", 1), sent("KFR-26W/A", 1)),
            *(sent("KFR-35G/A", 1, "ZT2", order_id="A2"), sent("KFR-72W/A", 1, "ZT2", order_id="A2")),
            *(sent("KFR-26G/A", 1, "ZT3", order_id="A3"), sent("KFR-35W/A", 1, "ZT3", order_id="A3")),
        )
        unpaired = places("SPL006", self.THREE, rows)
        assert unpaired == [("shipments.csv", 3), ("shipments.csv", 4)]
        assert len(places("SPL007", self.THREE, rows)) == 2

    def test_nothing_is_said_while_the_rest_may_still_come(self):
        files = siblings("KFR-35GW/A", "KFR-26GW/A", status="partly_shipped")
        rows = parcels(sent("KFR-35G", 1), sent("KFR-35W", 1, "ZT2", order_id="A2"), TAIL)
        assert not codes(files, rows) & {"SPL006", "SPL007"}

    def test_another_address_is_another_pool(self):
        files = csv(SETS + ",street", *(f"A{n},shipped,{DAY},,1,KFR-35GW,1,P,B,{n}号" for n in (1, 2)))
        rows = parcels(sent("KFR-35G", 1), sent("KFR-35W", 1, "ZT2", order_id="A2"))
        assert not places("SPL007", files, rows)
        assert len(places("SPL006", files, rows)) == 2

    def test_half_a_set_as_ordered(self):
        assert not judge(order("KFR-35G/A,1"), parcels(sent("KFR-35G/A", 1)))

    def test_halves_of_two_sets_as_ordered_do_not_fit_all_the_same(self):
        files = (order("KFR-35G/A,1", "KFR-26W/A,1"), parcels(sent("KFR-35G/A", 1), sent("KFR-26W/A", 1)))
        assert places("SPL006", *files) == [("shipments.csv", 1), ("shipments.csv", 2)]

    def test_a_set_under_its_own_sku_has_no_halves(self):
        assert not judge(order("KFR-35GW/A,2"), parcels(sent("KFR-35GW/A", 2)))

    @pytest.mark.parametrize(
        ("at", "found"), [("2026-11-04 08:00:00", set()), ("2026-11-04 08:00:01", {"SPL008"})]
    )
    def test_far_apart(self, at, found):
        assert codes(order("KFR-35GW,1"), parcels(sent("KFR-35G", 1), sent("KFR-35W", 1, "ZT2", at))) == found

    def test_from_two_warehouses(self):
        rows = csv(PARCEL + ",warehouse", sent("KFR-35G", 1) + ",W1", sent("KFR-35W", 1, "ZT2") + ",W2")
        assert codes(order("KFR-35GW,1"), rows) == {"SPL009"}

    def test_inferred_siblings(self):
        times = (DAY, "2026-11-02 08:00:00", "2026-11-02 08:00:01")
        files = csv(SETS, *(f"A{n},shipped,{at},,1,TOY-1,1,,B" for n, at in enumerate(times)))
        seen = understood(told(files, parcels(sent("TOY-1", 1, order_id="A1"))))
        assert [(o.group, o.inferred) for o in seen.orders] == [(1, True), (1, True), (3, False)]


class TestParcels:
    def test_avoidable(self):
        rows = [sent("TOY-1", 1), sent("TOY-1", 1, "ZT2")]
        light = csv(PARCEL + ",warehouse,weight_kg", rows[0] + ",W1,10", rows[1] + ",W1,10")
        heavy = csv(PARCEL + ",warehouse,weight_kg", rows[0] + ",W1,10", rows[1] + ",W1,10.1")
        assert judge(order("TOY-1,2"), light) == {("SPL010", "shipments.csv", 2)}
        assert not judge(order("TOY-1,2"), heavy)

    @pytest.mark.parametrize(
        ("one", "other", "found"),
        [
            ("13800001111,吴示例,1号", "13800001111,吴示例,2号", False),
            ("13800001111,吴示例,1号", "13800002222,吴示例,1号", True),
            ("13800001111,吴示例,1号", "13800001111,李示例,1号", True),
            ("138****1111,吴*,1号", "138****2222,李*,1号", False),
            ("138****1111,吴*,1号", "138****2222,李*,2号", True),
        ],
    )
    def test_merged(self, one, other, found):
        rows = (f"A{n},shipped,{DAY},,1,TOY-1,1,{who}" for n, who in enumerate((one, other), 1))
        files = csv(ORDER + ",phone,recipient,street", *rows)
        merged = parcels(sent("TOY-1", 1), sent("TOY-1", 1, order_id="A2"))
        assert judge(files, merged) == ({("SPL011", "shipments.csv", 1)} if found else set())

    @pytest.mark.parametrize(
        ("status", "state", "found"),
        [("delivered", "in_transit", 1), ("closed", "exception", 1), ("delivered", "shipped", 0)],
    )
    def test_closed_while_open(self, status, state, found):
        rows = csv(PARCEL + ",delivery_status", sent("TOY-1", 1) + f",{state}")
        assert len(places("SPL012", order("TOY-1,1", status=status), rows)) == found

    @pytest.mark.parametrize(("at", "found"), [("2026-12-02 08:00:00", 0), ("2026-12-02 08:00:01", 1)])
    def test_reused(self, at, found):
        rows = parcels(sent("TOY-1", 1), sent("TOY-1", 1, at=at))
        assert len(places("DUP003", order("TOY-1,2"), rows)) == found

    def test_an_unknown_order_within_the_orders_time(self):
        files = csv(ORDER, *(f"A{n},to_ship,2026-11-0{n} 08:00:00,,1,TOY-1,1" for n in (1, 3)))
        rows = parcels(sent("TOY-1", 1, order_id="X1"), sent("TOY-1", 1, "ZT2", "2026-11-03 08:00:01", "X2"))
        assert judge(files, rows) == {("EXP003", "shipments.csv", 1)}


class TestClocks:
    @pytest.mark.parametrize(("promised", "found"), [(SOON, 0), ("2026-11-02 07:59:59", 1)])
    def test_late(self, promised, found):
        files = order("TOY-1,1", promised=promised)
        assert len(places("SHP001", files, parcels(sent("TOY-1", 1)))) == found

    @pytest.mark.parametrize(("promised", "found"), [(LATER, 0), ("2026-11-03 07:59:59", 1)])
    def test_unshipped_past_the_promise(self, promised, found):
        files = order("TOY-1,1", status="to_ship", promised=promised)
        other = f"\nT1,shipped,{LATER},,1,TOY-1,2"
        assert len(places("SHP001", files + other, parcels(sent("TOY-1", 2, order_id="T1")))) == found

    def test_without_a_waybill(self):
        rows = parcels(f"A1,TOY-1,1,中通,,{SOON}", f"A1,TOY-1,1,,ZT2,{SOON}")
        assert places("SHP002", order("TOY-1,2"), rows) == [("shipments.csv", 1), ("shipments.csv", 2)]

    def test_never_scanned(self):
        rows = csv(
            PARCEL + ",picked_up_at",
            sent("TOY-1", 1) + f",{SOON}",
            sent("TOY-1", 1, "ZT2") + ",",
        )
        files = order("TOY-1,2")
        assert places("SHP005", files, rows, as_of="2026-11-03 08:00:01") == [("shipments.csv", 2)]
        assert not places("SHP005", files, rows, as_of="2026-11-03 08:00:00")

    def test_stalled(self):
        rows = csv(
            PARCEL + ",delivered_at", sent("TOY-1", 1) + ",2026-11-04 08:00:00", sent("TOY-1", 1, "ZT2") + ","
        )
        files = order("TOY-1,2")
        assert places("SHP006", files, rows, as_of="2026-11-12 08:00:00") == [("shipments.csv", 2)]
        assert not places("SHP006", files, rows, as_of="2026-11-09 08:00:00")

    def test_delivered_late(self):
        rows = csv(
            PARCEL + ",promised_delivery_at,delivered_at", sent("TOY-1", 1) + f",{LATER},2026-11-03 08:00:01"
        )
        assert codes(order("TOY-1,1"), rows) == {"DLV001"}

    def test_returned_and_attempted(self):
        rows = csv(
            PARCEL + ",delivery_status,attempts",
            sent("TOY-1", 1) + ",returned,",
            sent("TOY-1", 1, "ZT2") + ",delivered,2",
        )
        assert codes(order("TOY-1,2"), rows) == {"DLV002", "DLV003"}
