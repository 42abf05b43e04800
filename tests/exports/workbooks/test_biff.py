from __future__ import annotations

import io
import struct

import pytest

from fulfil.errors import UnreadableError
from fulfil.exports.workbooks.biff import scan_records
from fulfil.exports.workbooks.compound import CompoundFile
from tests.fixtures.workbooks import xls


def stream(*fill) -> bytes:
    return CompoundFile(io.BytesIO(xls(*fill))).stream("Workbook")


def test_how_far_each_sheet_reaches():
    scans, _ = scan_records(
        "o.xls",
        stream(
            lambda sheet: [sheet.write(9, 4, 1.5), sheet.write(2, 7, "x")],
            lambda sheet: [sheet.write(0, column, 1) for column in range(5)],
            lambda _: None,
        ),
    )
    assert [(scan.rows, scan.columns) for scan in scans] == [(10, 8), (1, 5), (0, 0)]


def test_errors_have_their_text():
    (scan,), _ = scan_records("o.xls", stream(lambda sheet: sheet.row(3).set_cell_error(1, 0x2A)))
    assert scan.errors == {3: [(1, "#N/A")]}


def test_a_password():
    raw = stream(lambda sheet: sheet.write(0, 0, 1))
    first = 4 + struct.unpack_from("<H", raw, 2)[0]
    locked = raw[:first] + struct.pack("<HHHHH", 0x2F, 6, 1, 0, 0) + raw[first:]
    with pytest.raises(UnreadableError, match="password"):
        scan_records("o.xls", locked)


def test_a_cell_far_out():
    raw = stream(lambda sheet: sheet.write(1000, 200, 1.5))
    at = raw.index(struct.pack("<HH", 1000, 200))
    far = raw[:at] + struct.pack("<HH", 65535, 65535) + raw[at + 4 :]
    with pytest.raises(UnreadableError, match="“表1” holds something as far out as"):
        scan_records("o.xls", far)


def test_what_announces_more_than_there_is():
    raw = stream(lambda sheet: sheet.write(0, 0, "x"))
    at = raw.index(struct.pack("<H", 0xFC))
    many = raw[: at + 8] + b"\xff\xff\xff\x7f" + raw[at + 12 :]
    with pytest.raises(UnreadableError, match="damaged"):
        scan_records("o.xls", many)


def test_announced_dimensions_are_hidden():
    raw = stream(lambda sheet: sheet.write(0, 0, "x"))
    dimensions = struct.pack("<HH", 0x200, 14)
    assert dimensions in raw
    _, safe = scan_records("o.xls", raw)
    assert dimensions not in safe
    assert len(safe) == len(raw)


@pytest.mark.parametrize("cut", [30, 500, 1500])
def test_cut_short(cut):
    raw = stream(lambda sheet: sheet.write(0, 0, "x")).rstrip(b"\0")
    with pytest.raises(UnreadableError, match="damaged"):
        scan_records("o.xls", raw[: min(cut, len(raw) - 3)])
