from __future__ import annotations

from decimal import Decimal

import pytest

from fulfil.errors import UnreadableError
from fulfil.exports.export import Reading
from fulfil.exports.profile import profiles
from fulfil.tables import Subject
from tests.fixtures.reading import FIXTURES, all_exports, kind_of, read_export

PDD = "商家实收金额(元),商品数量(件),售后状态,订单号,订单状态,省,市,区"
_PDD_ROW = "9.90,1,无售后或售后取消,260914-1,待发货,江苏省,苏州市,昆山市"


def _write(tmp_path, text, name="x.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_tries_every_delimiter(tmp_path, delimiter):
    text = f"{PDD}\n{_PDD_ROW}\n".replace(",", delimiter)
    read = read_export(_write(tmp_path, text))
    assert read.kind == ("pdd_orders", "utf-8", delimiter, 1)
    assert read.column("order_id") == ["260914-1"]


@pytest.mark.parametrize("above", [1, 16, 49])
def test_finds_the_header_below_title_rows(tmp_path, above):
    titles = "".join(f"某店订单表第{n}行\n" for n in range(above))
    read = read_export(_write(tmp_path, f"{titles}{PDD}\n{_PDD_ROW}\n"))
    assert read.kind == ("pdd_orders", "utf-8", ",", above + 1)
    assert read.aside == [(n + 1, "title") for n in range(above)]
    assert read.column("line") == [above + 2]


def test_looks_at_the_first_fifty_records_only(tmp_path):
    path = _write(tmp_path, "标题\n" * 50 + f"{PDD}\n{_PDD_ROW}\n")
    with pytest.raises(UnreadableError) as error:
        read_export(path)
    assert (error.value.line, error.value.exit_code) == (1, 3)


@pytest.mark.parametrize("path", all_exports())
def test_the_name_of_a_file_says_nothing(path, tmp_path):
    if path == "messy/utf8_saved_over_gbk.csv":
        pytest.skip("cannot be read under any name")
    renamed = tmp_path / "taobao_orders_shopify.xls"
    renamed.write_bytes((FIXTURES / path).read_bytes())
    assert kind_of(renamed) == kind_of(path)


def test_the_order_of_columns_does_not_matter(tmp_path):
    backwards = "\n".join(",".join(reversed(line.split(","))) for line in (PDD, _PDD_ROW))
    assert read_export(_write(tmp_path, backwards)).kind[0] == "pdd_orders"


def test_width_and_outer_space_of_headers_do_not_matter(tmp_path):
    header = PDD.replace("(元)", "（元）").replace("订单号", " 订单号 ")
    assert read_export(_write(tmp_path, f"{header}\n{_PDD_ROW}\n")).kind[0] == "pdd_orders"


def test_a_signature_must_be_there_in_full(tmp_path):
    read = read_export(_write(tmp_path, f"{PDD.replace('售后状态', '状态二')}\n{_PDD_ROW}\n"))
    assert read.kind[0] == "generic"


def test_a_profile_may_be_forced(tmp_path):
    shop = next(p for p in profiles() if p.name == "jd_orders")
    path = _write(tmp_path, "订单号,应付金额\n300100000001,89.00\n")
    read = read_export(path, Reading(profile=shop))
    assert read.kind[0] == "jd_orders"
    assert read.feeds["order_paid"] == ["应付金额"]


def test_a_forced_profile_that_does_not_fit_is_refused(tmp_path):
    shop = next(p for p in profiles() if p.name == "jd_orders")
    with pytest.raises(UnreadableError, match="jd_orders"):
        read_export(_write(tmp_path, "a,b\n1,2\n"), Reading(profile=shop))


def test_amazon_in_german_is_not_taken_for_chinese(tmp_path):
    head, row = (FIXTURES / "amazon/unshipped.txt").read_bytes().decode("cp1252").split("\r\n")[:2]
    path = _write(tmp_path, f"{head}\r\n{row.replace('Seattle', 'München')}\r\n", encoding="cp1252")
    read = read_export(path)
    assert read.kind[:2] == ("amazon_unshipped", "cp1252")
    assert read.column("city") == ["München"]


def test_a_garbled_header_says_what_happened():
    with pytest.raises(UnreadableError, match="订单编号 was read in the wrong encoding") as error:
        read_export("messy/utf8_saved_over_gbk.csv")
    assert error.value.line == 1


def test_amounts_of_an_unknown_file_may_have_a_decimal_comma(tmp_path):
    text = "Order ID;SKU;Price;Quantity\nA1;x;1.234,50 €;1\nA2;y;3,00;2\n"
    read = read_export(_write(tmp_path, text))
    assert read.column("unit_price") == [Decimal("1234.5"), Decimal(3)]


@pytest.mark.parametrize(
    ("header", "kilograms", "assumed"),
    [
        ("Weight (g)", Decimal("0.5"), False),
        ("重量(克)", Decimal("0.5"), False),
        ("Weight (lbs)", Decimal("226.796"), False),
        ("weight_kg", Decimal(500), False),
        ("Weight", Decimal(500), True),
    ],
)
def test_a_header_states_the_unit_of_its_weights(tmp_path, header, kilograms, assumed):
    path = tmp_path / "parcels.csv"
    path.write_text(f"Shipment number,Waybill,Order number,{header}\nP1,YT1,1,500\n", "utf-8")
    read = read_export(path)
    assert read.kind[0] == "generic"
    assert read.column("weight_kg", Subject.SHIPMENTS) == [kilograms]
    told = f"`{header}` is in kilograms where no unit stands beside a number"
    assert (told in read.assumed) is assumed
