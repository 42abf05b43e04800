from __future__ import annotations

import io
import zipfile

import pytest

from fulfil.errors import UnreadableError
from fulfil.exports.workbooks import archive as archive_module
from fulfil.exports.workbooks.archive import Archive


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def opened(raw: bytes) -> Archive:
    return Archive("x.xlsx", io.BytesIO(raw))


def unpack(raw: bytes) -> None:
    archive = opened(raw)
    for part in archive.names.values():
        list(archive.blocks(part))


def refused(raw: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what) as caught:
        unpack(raw)
    assert caught.value.path == "x.xlsx"
    assert caught.value.hint


def test_parts_are_found_whatever_their_case():
    archive = opened(zipped({"XL/Workbook.xml": b"<a/>"}))
    assert archive.text("xl/workbook.xml") == "<a/>"
    assert archive.text("xl/none.xml") == ""


def test_a_bomb_is_refused_by_what_it_declares():
    refused(zipped({"a.xml": bytes(80 << 20)}), "unpacks to more than 64 MiB")


def test_a_bomb_that_declares_less_is_refused_as_it_unpacks(monkeypatch):
    # Half of each part is within the limit, and both together are not.
    raw = zipped({"a.xml": bytes(40 << 20), "b.xml": bytes(20 << 20)})
    monkeypatch.setattr(archive_module, "FREE_BYTES", 70 << 20)
    archive = opened(raw)
    list(archive.blocks("a.xml"))
    monkeypatch.setattr(archive_module, "FREE_BYTES", 50 << 20)
    with pytest.raises(UnreadableError, match="unpacks to more than 50 MiB"):
        list(archive.blocks("b.xml"))


def test_a_part_longer_than_declared_is_damage():
    raw = bytearray(zipped({"a.xml": b"x" * 1000}))
    at = raw.index(b"PK\x01\x02") + 24
    assert int.from_bytes(raw[at : at + 4], "little") == 1000
    raw[at : at + 4] = (10).to_bytes(4, "little")
    refused(bytes(raw), "damaged")


def test_too_many_parts(monkeypatch):
    monkeypatch.setattr(archive_module, "MOST_MEMBERS", 5)
    refused(zipped({f"{n}.xml": b"" for n in range(6)}), "has 6 parts")


def test_two_parts_of_one_name():
    refused(zipped({"a.xml": b"1", "A.xml": b"2"}), "two parts of one name")


def test_a_part_with_a_password():
    raw = bytearray(zipped({"a.xml": b"x"}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    refused(bytes(raw), "password")


def test_a_packing_that_no_spreadsheet_uses():
    refused(zipped({"a.xml": b"x"}, zipfile.ZIP_BZIP2), "packed in a way")


@pytest.mark.parametrize("cut", [10, 60, 200, 900])
def test_cut_short(cut):
    refused(zipped({"a.xml": bytes(range(256)) * 8})[:-cut], "damaged")


def test_changed_bytes_are_seen():
    raw = bytearray(zipped({"a.xml": b"x" * 1000}, zipfile.ZIP_STORED))
    raw[300] ^= 1
    refused(bytes(raw), "damaged")
