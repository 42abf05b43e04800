from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.fixtures.reading import due_reasons, fates_of, read_export


@pytest.mark.parametrize(
    ("file", "encoding"),
    [("unshipped.txt", "cp1252"), ("unshipped_jp.txt", "cp932"), ("unshipped_au.txt", "utf-8")],
)
def test_recognised_in_the_encoding_of_the_marketplace(file, encoding):
    read = read_export(f"amazon/{file}")
    assert read.kind == ("amazon_unshipped", encoding, "\t", 1)
    assert (read.aside, read.unread) == ([], [])


def test_text_is_decoded():
    assert read_export("amazon/unshipped.txt").column("recipient")[0] == "José Sample"
    assert read_export("amazon/unshipped_jp.txt").column("recipient")[0] == "サンプル 太郎"
    assert read_export("amazon/unshipped_au.txt").column("product_name")[1] == "Sample “mug”"


def test_a_quote_is_an_ordinary_character():
    assert read_export("amazon/unshipped.txt").column("product_name")[1] == 'Sample Frame 8" x 10"'


def test_typed_values():
    read = read_export("amazon/unshipped.txt")
    assert read.column("line_id")[0] == "00000000000001"
    assert read.column("postcode")[2] == "02108"
    assert read.column("created_at")[0] == datetime(2026, 9, 14, 23, 5, 10, tzinfo=UTC)
    assert read.column("quantity")[0] == Decimal(3)
    assert read.column("quantity_to_ship")[0] == Decimal(2)
    assert set(read.column("status_state")) == {"to_ship"}


def test_lines_with_nothing_left_to_ship_are_not_due():
    assert due_reasons(fates_of("amazon/unshipped.txt")) == [
        *("due", "due", "due", "already shipped", "due", "already shipped", "due")
    ]
    assert due_reasons(fates_of("amazon/unshipped_jp.txt")) == ["due", "already shipped"]
