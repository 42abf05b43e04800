from __future__ import annotations

from fulfil.exports.column_map import Feed, map_columns
from fulfil.exports.profile import load_profile, profiles
from fulfil.tables import Subject

PROFILES = {profile.name: profile for profile in profiles()}
TAOBAO = PROFILES["taobao_order_list"]


def test_every_cell_is_fed_unrecognised_or_ours():
    columns = map_columns(["订单编号", "买家会员名", "某列", "fulfil_rules", "county", ""], TAOBAO)
    assert columns.feeds == {
        "order_id": Feed("any", (0,)),
        "buyer_id": Feed("any", (1,)),
        "county": Feed("any", (4,)),
    }
    assert (columns.unrecognised, columns.dropped, columns.width) == ((2, 5), (3,), 6)
    assert columns.wanted == (0, 1, 4)


def test_alternatives_take_the_first_that_the_file_has():
    assert map_columns(["订单编号", "区县"], TAOBAO).feeds["county"] == Feed("any", (1,))
    assert map_columns(["订单编号", "区县", "区"], TAOBAO).feeds["county"] == Feed("any", (2,))


def test_columns_that_stand_in_for_each_other_are_all_read():
    assert map_columns(["订单编号", "联系电话 ", "联系手机"], TAOBAO).feeds["phone"] == Feed("first", (2, 1))
    assert map_columns(["订单编号", "联系电话 "], TAOBAO).feeds["phone"] == Feed("any", (1,))


def test_one_header_twice_is_marked():
    assert map_columns(["订单编号", "省", "省"], TAOBAO).feeds["province"] == Feed("same", (1, 2))


def test_a_column_added_by_an_earlier_run_is_read_where_the_export_has_none():
    header = ["订单编号", "省", "市", "county", "fulfil_rules", "fulfil_problem"]
    columns = map_columns(header, TAOBAO)
    assert columns.feeds["county"] == Feed("any", (3,))
    assert columns.dropped == (4, 5)
    # The export's own column wins over one of ours.
    assert map_columns(["订单编号", "区", "county"], TAOBAO).feeds["county"] == Feed("any", (1,))


def test_names_are_given_with_their_table():
    columns = map_columns(["订单编号", "宝贝总数量"], TAOBAO).columns
    assert columns == frozenset({"orders.order_id", "order_lines.quantity"})


def test_a_header_that_is_ignored_is_no_canonical_column():
    profile = PROFILES["etsy_orders"]
    assert "status" not in map_columns(["Order ID", "Status"], profile).feeds
    assert map_columns(["Order ID", "Status"], profile).unrecognised == (1,)
    assert "county" in map_columns(["Order ID", "county"], profile).feeds


def _feeds(column, *header):
    text = f"""
    name = "x"
    platform = "x"
    title = "x"
    grain = "order"
    [orders.columns]
    order_id = "Order"
    {column}
    [evidence]
    grade = "C"
    date = 2026-11-25
    source = "a test"
    """
    return map_columns(["Order", *header], load_profile(text, "x.toml")).feeds


def test_a_numbered_header_is_all_that_the_file_has_by_number():
    column = 'sku = { join = ["Item {N} SKU"] }'
    assert _feeds(column, "Item 2 SKU", "Item 10 SKU", "Item 1 SKU", "Item x SKU", "Item SKU")["sku"] == (
        Feed("join", (3, 1, 2))
    )
    assert _feeds(column, "item_1_sku")["sku"] == Feed("any", (1,))
    assert "sku" not in _feeds(column, "Item SKU")


def test_a_difference_needs_all_its_headers():
    column = 'quantity_to_ship = { difference = ["Ordered", "Shipped"] }'
    assert _feeds(column, "Shipped", "Ordered")["quantity_to_ship"] == Feed("difference", (2, 1))
    assert "quantity_to_ship" not in _feeds(column, "Ordered")


def test_an_unsigned_column_has_alternative_names():
    assert _feeds('refund_amount = { unsigned = ["Refund", "Refunded"] }', "Refunded")["refund_amount"] == (
        Feed("unsigned", (1,))
    )


def test_what_must_hold_something_too_counts_where_the_file_has_it():
    text = """
    name = "x"
    platform = "x"
    title = "x"
    grain = "order"
    [shipments]
    filled = ["Tracking"]
    also = ["Sent"]
    [shipments.columns]
    order_id = "Order"
    [evidence]
    grade = "C"
    date = 2026-11-25
    source = "a test"
    """
    profile = load_profile(text, "x.toml")
    conditions = map_columns(["Order", "Tracking", "Sent"], profile).subjects[Subject.SHIPMENTS].conditions
    assert (conditions.filled, conditions.also, conditions.cells) == ((1,), (2,), frozenset({1, 2}))
    without = map_columns(["Order", "Tracking"], profile).subjects[Subject.SHIPMENTS].conditions
    assert without.also == ()
