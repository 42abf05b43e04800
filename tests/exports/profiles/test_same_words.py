"""One header means different things in the files of different platforms, so the kind comes first."""

from __future__ import annotations

import pytest

from fulfil.exports.column_map import map_columns
from fulfil.exports.profile import profiles
from fulfil.tables import Subject

PROFILES = {profile.name: profile for profile in profiles()}


@pytest.mark.parametrize(
    ("header", "meanings"),
    [
        ("订单编号", {"taobao_order_list": "order_id", "wdt_stockout_detail": "erp_order_id"}),
        ("订单号", {"jd_orders": "order_id", "pdd_orders": "order_id", "jst_orders": "erp_order_id"}),
        ("应付金额", {"jd_orders": "order_paid", "jst_orders": "goods_amount"}),
        (
            "订单备注",
            {"jd_orders": "buyer_note", "taobao_order_list": "seller_note", "jst_orders": "seller_note"},
        ),
        ("订单状态", {"taobao_order_list": "status", "taobao_order_detail": "line_status"}),
        ("Name", {"shopify_orders": "order_id"}),
        ("Id", {"shopify_orders": "erp_order_id"}),
        ("Order Number", {"ebay_orders": "order_id", "woo_advanced": "order_id"}),
        ("Sales Record Number", {"ebay_orders": "erp_order_id"}),
        ("item-price", {"amazon_orders": "line_paid", "amazon_all_orders": "line_paid"}),
    ],
)
def test_the_kind_of_file_says_what_a_header_means(header, meanings):
    for name, meaning in meanings.items():
        profile = PROFILES[name]
        known = [h.strip() for sources in profile.orders.columns.values() for h in sources.headers]
        cells = list(dict.fromkeys(known))
        feeds = map_columns(cells, profile).subjects[Subject.ORDERS].feeds
        fed = {column for column, feed in feeds.items() if cells.index(header) in feed.cells}
        assert meaning in fed, (name, fed)


def test_an_item_price_is_never_the_price_of_a_unit():
    for profile in profiles():
        view = profile.orders
        if profile.platform == "amazon" and view is not None and "unit_price" in view.columns:
            assert "item-price" not in view.columns["unit_price"].headers
