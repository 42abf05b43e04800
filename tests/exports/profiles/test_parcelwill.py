from __future__ import annotations

from decimal import Decimal

import pytest

from fulfil.exports.profile import profiles
from fulfil.tables import Subject
from tests.fixtures.reading import read_export


@pytest.fixture(scope="module")
def read():
    return read_export("parcelwill/returns.csv")


def test_recognised(read):
    assert read.kind == ("parcelwill_returns", "utf-8", ",", 1)
    assert (read.records, read.table.height, read.aside, read.unread) == (6, 6, [], [])
    assert list(read.tables) == [Subject.RETURNS]


def test_it_is_unconfirmed():
    assert next(p for p in profiles() if p.name == "parcelwill_returns").evidence.grade == "C"


def test_quantity_and_sku_are_read_where_a_return_has_one_product(read):
    assert read.rows(Subject.RETURNS, "product_name", "quantity", "sku") == [
        ("x1 Sample Vest", Decimal(1), "VEST-M"),
        ("x2 Sample Mug 8x10", Decimal(2), "0007"),
        ("x1 Sample Vest, x1 Sample Hat", None, None),
        ("x1 Sample Vest\nx2 Sample Hat", None, None),
        ("x3 Sample Socks, wool", Decimal(3), "SOCK-3"),
        ("x1 Sample Model X", Decimal(1), None),
    ]


def test_columns_that_are_not_proved_are_read_where_they_are(tmp_path):
    words = ["Pending review", "Approved", "Resolved", "Rejected", "Archived"]
    rows = [f"R{n},x1 Sample,S-1,#100{n},{word},Exchange" for n, word in enumerate(words)]
    path = tmp_path / "returns.csv"
    path.write_text(
        "\n".join(["RMA,Product info,Product SKU,Order number,Request status,Solution", *rows, ""]), "utf-8"
    )
    read = read_export(path)
    assert read.column("order_id")[0] == "#1000"
    assert read.column("status_state") == ["requested", "approved", "completed", "rejected", "closed"]
    assert set(read.column("return_type_state")) == {"exchange"}
