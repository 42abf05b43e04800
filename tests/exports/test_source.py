from __future__ import annotations

import errno
import gzip
import io
import sys
from pathlib import Path

import pytest

from fulfil.errors import ExitCode, UnreadableError
from fulfil.exports import source as source_module
from fulfil.exports.source import open_source, stem_of

TABLE = "order_id,county\nA1,天河区\nA2,余杭区\n"


def _bytes(path: str | Path) -> bytes:
    with open_source(str(path)) as source:
        return source.read_at(0, source.size)


def test_a_plain_file_is_read_in_place(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(TABLE.encode())
    with open_source(str(path)) as source:
        assert source.stem == "orders"
        assert source.write_encoding is None
        assert source.read_at(3, 5) == TABLE.encode()[3:8]
        assert source.read_at(1 << 30, 5) == b""
        blocks = list(source.blocks(20))
    assert b"".join(blocks) == TABLE.encode()
    assert all(block.endswith(b"\n") for block in blocks)
    assert len(blocks) > 1


def test_standard_input_is_spooled(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(TABLE.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    with open_source("-") as source:
        assert (source.path, source.stem) == ("-", "stdin")
        assert source.read_at(0, source.size) == TABLE.encode()


@pytest.mark.parametrize("name", ["orders.csv.gz", "packed-without-saying-so.csv"])
def test_gzip_is_known_by_its_content(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(TABLE.encode()))
    assert _bytes(path) == TABLE.encode()


def test_a_gzip_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(source_module, "FREE_UNPACKED_BYTES", 1 << 20)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" * (2 << 20)))
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        open_source(str(path))


def test_what_packs_well_is_no_bomb(tmp_path):
    path = tmp_path / "same.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" * (1 << 20)))
    assert len(_bytes(path)) == 4 << 20


def test_a_damaged_gzip_is_refused(tmp_path):
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode() * 100)[:-20])
    with pytest.raises(UnreadableError, match="cut short"):
        open_source(str(path))


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_wide_text_is_transcribed(tmp_path, codec, name):
    path = tmp_path / "wide.txt"
    path.write_bytes(TABLE.encode(codec))
    with open_source(str(path)) as source:
        assert source.write_encoding == name
        assert source.read_at(0, source.size).decode("utf-8-sig") == TABLE


def test_damage_in_wide_text_costs_only_its_line(tmp_path):
    path = tmp_path / "wide.txt"
    lone_surrogate = b"\x00\xd8"
    path.write_bytes(
        b"\xff\xfe" + "a,b\n1,".encode("utf-16-le") + lone_surrogate + "\n2,x\n".encode("utf-16-le") + b"!"
    )
    text = _bytes(path)
    first, damaged, whole, cut = text.split(b"\n")
    assert (first.decode("utf-8-sig"), whole) == ("a,b", b"2,x")
    for line in (damaged, cut):
        with pytest.raises(UnicodeDecodeError):
            line.decode()


REFUSED = {
    "empty": b"",
    "the file is empty": b"\xef\xbb\xbf",
    "file is empty": b" \r\n\t\n",
    "Excel workbook or a ZIP": b"PK\x03\x04\x14\x00[Content_Types].xml",
    "encrypted Excel workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "PDF": b"%PDF-1.7\n",
    "an image": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "binary data": bytes(range(256)) + b"\x00\x01\x02" * 300,
    "web page": b"\xef\xbb\xbf\n <!DOCTYPE html><html>",
    "page or XML": b"<table><tr><td>1</td></tr></table>",
}


@pytest.mark.parametrize(("what", "content"), REFUSED.items())
def test_other_contents_are_refused_in_one_clear_sentence(tmp_path, what, content):
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=what) as caught:
        open_source(str(path))
    assert caught.value.exit_code is ExitCode.UNREADABLE
    assert caught.value.path == str(path)
    assert caught.value.hint


def test_an_empty_wide_file_is_empty(tmp_path):
    path = tmp_path / "orders.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableError, match="empty"):
        open_source(str(path))


def test_a_table_that_mentions_markup_is_a_table(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(b"id,description\n1,<html>\n10\x002,x\n")
    assert _bytes(path).startswith(b"id")


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(UnreadableError, match="no such file"):
        open_source(str(tmp_path / "none.csv"))
    with pytest.raises(UnreadableError, match="a folder"):
        open_source(str(tmp_path))


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "may not be read"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_a_file_that_may_not_be_read(tmp_path, monkeypatch, error, what):
    def refuse(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableError, match=what):
        open_source(str(tmp_path / "orders.csv"))


@pytest.mark.parametrize(
    ("path", "stem"),
    [
        ("-", "stdin"),
        ("a/orders.csv", "orders"),
        ("orders.CSV.GZ", "orders"),
        ("b/orders.2026.txt", "orders.2026"),
    ],
)
def test_stems(path, stem):
    assert stem_of(path) == stem
