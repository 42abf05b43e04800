from __future__ import annotations

from datetime import UTC, datetime

from fulfil.tables import COLUMNS
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

FILE = "canonical/orders.csv"


def test_every_header_is_what_it_says():
    read = read_export(FILE)
    assert read.kind == ("canonical", "utf-8", ",", 1)
    assert read.feeds == {name: [name] for name in read.feeds}
    assert len(read.feeds) == 21
    assert read.unrecognised == []


def test_any_canonical_column_may_be_a_header(tmp_path):
    path = tmp_path / "all.csv"
    path.write_text(",".join(COLUMNS) + "\n" + ",".join("1" for _ in COLUMNS) + "\n", "utf-8")
    read = read_export(path)
    assert read.kind[0] == "canonical"
    assert set(read.feeds) == set(COLUMNS)


def test_times_without_an_offset_are_in_china():
    read = read_export(FILE)
    assert read.column("created_at")[0] == datetime(2026, 9, 15, 0, 0, tzinfo=UTC)
    assert read.column("paid_at")[0] == datetime(2026, 9, 15, 0, 0, 30, tzinfo=UTC)
    assert read.column("sku")[0] == "0007"


def test_every_fate_occurs():
    records = fates_of(FILE)
    assert due_reasons(records) == [
        *("due", "due", "due", "cancelled", "due", "due", "unpaid", "due", "due", "already shipped", "due")
    ]
    assert held(records) == {
        "A-3": "ADR003",
        "A-4": "ADR003",
        "A-6": "EXP005",
        "A-7": "RFD008",
        "A-9": "ORD005",
    }
    assert {r.order_id for r in fates_of(FILE, fix=True) if r.fate == "fixed"} == {"A-3"}
