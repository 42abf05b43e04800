from __future__ import annotations

import pytest

from fulfil.exports.cells.fold import fold_header
from fulfil.exports.generic import aliases, generic_profile, knows_header, vocabulary
from fulfil.exports.states import VOCABULARIES
from fulfil.exports.words import fold_word
from fulfil.tables import COLUMNS, Subject
from tests.fixtures.reading import due_reasons, fates_of, read_export


def _headers(*cells):
    made = generic_profile(cells)
    assert made is not None
    (view,) = made[0].views.values()
    return {name: list(sources.headers) for name, sources in view.columns.items()}


def test_header_words_of_all_platforms_are_known():
    assert _headers("Order #", "Ship To Zip", "货号", "联系手机") == {
        "order_id": ["Order #"],
        "postcode": ["Ship To Zip"],
        "sku": ["货号"],
        "phone": ["联系手机"],
    }


@pytest.mark.parametrize("header", ["Created", "State", "Reference", "Total Shipped"])
def test_a_header_that_says_too_little_is_not_taken_from_a_profile(header):
    # BigCommerce's `Total Shipped` is only a part of what is left to ship.
    assert fold_header(header) not in [h for headers in aliases(Subject.RETURNS).values() for h in headers]
    assert fold_header(header) not in aliases(Subject.ORDERS).get("quantity_to_ship", ())


@pytest.mark.parametrize("cells", [("订单号",), ("a", "b"), ("省", "市", "区"), ()])
def test_what_names_no_order_is_no_header(cells):
    assert generic_profile(cells) is None


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("订单编号", "数量"), "`订单编号` is the platform's order id (in 旺店通 it is the ERP's own)"),
        (("订单号", "数量"), "`订单号` is the platform's order id (in 聚水潭 it is the ERP's own)"),
        (("ID", "Quantity"), "the order id"),
        (("订单号", "订单状态"), "`订单状态` is the status of the order"),
        (
            ("订单号", "快递单号", "运单号"),
            "`运单号` is not used: `快递单号` already gives the tracking_number",
        ),
        (("订单号", "数量"), "times without an offset are in Asia/Shanghai"),
        (("Order ID", "Quantity"), "times without an offset are in UTC"),
    ],
)
def test_says_what_it_takes_for_granted(cells, told):
    made = generic_profile(cells)
    assert made is not None
    assert any(told in line for line in made[1]), made[1]


def test_a_second_address_line_is_joined():
    assert _headers("Order ID", "Address 1", "Address 2")["street"] == ["Address 1", "Address 2"]


def test_one_header_feeds_one_column():
    columns = _headers("Order ID", "Email", "Quantity")
    fed = [header for headers in columns.values() for header in headers]
    assert len(fed) == len(set(fed)) == 3


def test_a_canonical_name_counts_beside_other_words():
    read = read_export("messy/unterminated_quote.csv")
    assert read.kind[0] == "canonical"
    assert _headers("订单号", "county")["county"] == ["county"]


def test_knows_headers_of_profiles():
    assert knows_header("買家会員名") is False
    assert knows_header("买家会员名")
    assert knows_header("Lineitem fulfillment status")


def test_the_shared_vocabulary_names_known_states_only():
    assert set(vocabulary()) == set(VOCABULARIES)
    for name, states in vocabulary().items():
        assert set(states) <= set(VOCABULARIES[name])
        words = [fold_word(word) for several in states.values() for word in several]
        assert len(words) == len(set(words)), name


@pytest.mark.parametrize(
    ("file", "header_line", "mapped", "rows"),
    [
        ("shop_system.csv", 4, {"order_id": "订单编号", "address": "收货地址"}, 3),
    ],
)
def test_other_platforms_are_read(file, header_line, mapped, rows):
    read = read_export(f"generic/{file}")
    assert (read.kind[0], read.kind[3], read.table.height) == ("generic", header_line, rows)
    assert {name: read.feeds[name] for name in mapped} == {name: [h] for name, h in mapped.items()}
    assert read.assumed
    assert set(read.feeds) <= set(COLUMNS)


def test_due_by_words_that_all_platforms_share():
    assert due_reasons(fates_of("generic/shop_system.csv")) == ["due", "due", "unpaid"]


def test_a_file_of_returns_by_header_words():
    cells = ("退货单号", "申请时间", "商家首次响应时间", "退货发货时间", "商家收货时间", "验货时间")
    assert _headers(*cells, "退款时间", "退款关闭时间", "处理期限") == {
        "return_id": ["退货单号"],
        "requested_at": ["申请时间"],
        "responded_at": ["商家首次响应时间"],
        "sent_back_at": ["退货发货时间"],
        "received_at": ["商家收货时间"],
        "inspected_at": ["验货时间"],
        "refunded_at": ["退款时间"],
        "closed_at": ["退款关闭时间"],
        "deadline_at": ["处理期限"],
    }


@pytest.mark.parametrize("name", ["return_status", "return_type", "delivery_status", "aftersale_status"])
def test_our_own_names_of_states_are_words_for_them(name):
    for state in VOCABULARIES[name]:
        said = [own for own, words in vocabulary()[name].items() if state in map(fold_word, words)]
        assert said == [state]
