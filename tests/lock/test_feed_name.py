from __future__ import annotations

import pytest

from fulfil.lock.feed_name import feed_name, stable_stem


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("exports/orders_2026-09-14.csv", "orders"),
        ("orders-20260915 (1).csv.gz", "orders"),
        ("Orders.2026-09-14T10-00-00Z.csv", "orders"),
        ("订单导出2026年9月14日10时.csv", "订单导出"),
        ("shop-a_2_orders.csv", "shop_a_orders"),
        ("20260914.csv", ""),
        ("-", "stdin"),
    ],
)
def test_days_leave_no_trace(path, stem):
    assert stable_stem(path) == stem


def test_a_known_kind_gives_its_own_name_and_no_file_takes_it():
    assert feed_name("jd_orders", "x.csv") == "jd_orders"
    assert feed_name("generic", "jd_orders_2.csv") == "jd_orders_generic"
    assert feed_name("generic", "2026.csv") == "generic"
    assert feed_name("generic", "orders_1.csv") == feed_name("generic", "orders_2.csv") == "orders"
