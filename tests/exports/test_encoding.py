from __future__ import annotations

import codecs

import pytest

from fulfil.errors import UsageError
from fulfil.exports import encoding as encoding_module
from fulfil.exports.encoding import detect_encoding
from fulfil.exports.source import open_source

TABLE = "订单编号,区县\n" + "".join(f"A{number},天河区{number}\n" for number in range(200))
GERMAN = "order-id\tcity\n" + "1\tMünchen\n" * 50


def detect(tmp_path, raw, forced=None, preferred=()):
    path = tmp_path / "orders.csv"
    path.write_bytes(raw)
    with open_source(str(path)) as source:
        return detect_encoding(source, forced, lambda _header: preferred)


@pytest.mark.parametrize(
    ("raw", "preferred", "codec", "how"),
    [
        (b"a,b\n1,2\n", ["cp1252"], "utf-8", "utf-8"),
        (TABLE.encode(), ["cp1252"], "utf-8", "utf-8"),
        (TABLE.encode("gb18030"), [], "gb18030", "gb18030"),
        (GERMAN.encode("cp1252"), ["cp1252"], "cp1252", "profile"),
        (GERMAN.encode("cp1252"), [], "gb18030", "gb18030"),
        ("注文番号,都道府県\n1,東京都\n".encode("cp932"), ["cp1252", "cp932"], "cp932", "profile"),
        (TABLE.encode("gb18030").replace(b"\n", b"\r"), [], "gb18030", "gb18030"),
    ],
)
def test_the_first_encoding_that_fits_the_whole_file(tmp_path, raw, preferred, codec, how):
    found = detect(tmp_path, raw, preferred=preferred)
    assert (found.codec, found.how, found.bom, found.undecodable_lines) == (codec, how, 0, 0)


def test_the_profile_sees_the_first_bytes(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(GERMAN.encode("cp1252"))
    seen = []
    with open_source(str(path)) as source:
        detect_encoding(source, None, lambda header: [seen.append(header), "cp1252"][1:])
    assert seen == [GERMAN.encode("cp1252")]


@pytest.mark.parametrize("boms", [1, 2])
def test_all_boms_are_skipped(tmp_path, boms):
    found = detect(tmp_path, codecs.BOM_UTF8 * boms + TABLE.encode())
    assert (found.codec, found.how, found.bom) == ("utf-8", "bom", 3 * boms)
    assert detect(tmp_path, codecs.BOM_UTF8 + b"a\n\xff\n").codec == "utf-8"


@pytest.mark.parametrize("block", [1 << 22, 64])
@pytest.mark.parametrize("preferred", [[], ["cp1252"]])
def test_one_broken_line_does_not_change_the_encoding_of_a_file(tmp_path, monkeypatch, preferred, block):
    monkeypatch.setattr(encoding_module, "DETECTION_BYTES", block)
    raw = TABLE.encode() + "B,天河".encode()[:-1] + b"\n" + "C,余杭区\n".encode()
    found = detect(tmp_path, raw, preferred=preferred)
    assert (found.codec, found.how, found.undecodable_lines) == ("utf-8", "utf-8", 1)


def test_the_fewest_undecodable_lines_where_nothing_fits(tmp_path):
    raw = TABLE.encode("gb18030") + "C,余杭区\n".encode() * 3 + b"D,\xff\n" * 2
    found = detect(tmp_path, raw)
    assert (found.codec, found.how) == ("gb18030", "fewest undecodable lines")
    assert 2 <= found.undecodable_lines <= 5


def test_forced_wins_over_all(tmp_path):
    found = detect(tmp_path, codecs.BOM_UTF8 + TABLE.encode(), forced="GBK")
    assert (found.codec, found.how, found.bom) == ("gbk", "forced", 0)
    found = detect(tmp_path, codecs.BOM_UTF8 + TABLE.encode(), forced="utf-8-sig")
    assert (found.codec, found.how, found.bom) == ("utf-8", "forced", 3)


def test_wide_text_is_utf_8_by_now(tmp_path):
    for forced in (None, "utf-16", "UTF_16_LE"):
        found = detect(tmp_path, TABLE.encode("utf-16"), forced=forced)
        assert (found.codec, found.bom) == ("utf-8", 3)
    with pytest.raises(UsageError, match="not utf-16"):
        detect(tmp_path, TABLE.encode(), forced="utf-16")
    with pytest.raises(UsageError, match="is utf-16-le text"):
        detect(tmp_path, TABLE.encode("utf-16"), forced="gbk")


@pytest.mark.parametrize(
    "name",
    ["klingon", "iso2022_jp", "utf-7", "hz", "iso2022_kr", "unicode_escape", "cp037", "rot13", "johab"],
)
def test_encodings_that_hide_line_ends_or_do_not_exist_are_refused(tmp_path, name):
    with pytest.raises(UsageError) as caught:
        detect(tmp_path, b"a,b\n", forced=name)
    assert "gb18030" in caught.value.hint


@pytest.mark.parametrize("codec", sorted(encoding_module._MULTIBYTE))
def test_line_ends_and_quotes_are_never_part_of_another_character(codec):
    tried = 0
    for lead in range(0x80, 0x100):
        for structural in b'\r\n",;\t':
            tried += 1
            try:
                text = bytes([lead, structural]).decode(codec)
            except UnicodeDecodeError:
                continue
            assert text.endswith(chr(structural))
    assert tried == 768
