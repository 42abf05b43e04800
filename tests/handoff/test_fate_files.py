from __future__ import annotations

import codecs
import csv
import gzip
import io

import pytest

from fulfil.audit import Question
from fulfil.exports.source import open_source
from fulfil.handoff import Request, handoff
from tests.fixtures.reading import FIXTURES
from tests.handoff.batches import aside_lines, fate_file, rows_of, run

HEADER = "order_id,status,province,city,county,street,phone,buyer_note"
GOOD = "{id},to_ship,浙江省,杭州市,西湖区,示例路1号,13800001111,{note}"
NO_COUNTY = "{id},to_ship,浙江省,杭州市,,示例路2号,13800001111,{note}"
CLOSED = "{id},closed,浙江省,杭州市,西湖区,示例路3号,13800001111,{note}"


def _lines(*templates, note=""):
    return [HEADER, *(template.format(id=f"A{n}", note=note) for n, template in enumerate(templates, 1))]


def _write(tmp_path, data, name="x.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


ENCODINGS = {
    "utf-8": (b"", "utf-8"),
    "utf-8 with BOM": (codecs.BOM_UTF8, "utf-8"),
    "gb18030": (b"", "gb18030"),
    "utf-16 little": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16 big": (codecs.BOM_UTF16_BE, "utf-16-be"),
}


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
@pytest.mark.parametrize("kind", ENCODINGS)
def test_ready_is_byte_for_byte_what_it_was(tmp_path, kind, end):
    mark, codec = ENCODINGS[kind]
    kept = _lines(GOOD, GOOD)
    every = [kept[0], kept[1], CLOSED.format(id="B1", note=""), kept[2], NO_COUNTY.format(id="B2", note="")]
    path = _write(tmp_path, mark + "".join(line + end for line in every).encode(codec))
    run(path, tmp_path / "out")
    ready = fate_file(path, tmp_path / "out", "ready").read_bytes()
    assert ready == mark + "".join(line + end for line in kept).encode(codec)


@pytest.mark.parametrize("kind", ENCODINGS)
def test_every_file_of_a_batch_is_in_the_export_s_encoding(tmp_path, kind):
    mark, codec = ENCODINGS[kind]
    every = [*_lines(GOOD, NO_COUNTY, CLOSED), "short"]
    path = _write(tmp_path, mark + "".join(f"{line}\r\n" for line in every).encode(codec))
    run(path, tmp_path / "out")
    for fate in ("ready", "held", "not_due", "aside"):
        raw = fate_file(path, tmp_path / "out", fate).read_bytes()
        assert raw.startswith(mark)
        assert raw[len(mark) :].decode(codec).endswith("\r\n")


def test_a_last_record_without_line_end_gets_one(tmp_path):
    path = _write(tmp_path, "\r\n".join(_lines(CLOSED, GOOD)).encode())
    run(path, tmp_path / "out")
    ready = fate_file(path, tmp_path / "out", "ready").read_bytes().decode()
    assert ready == "\r\n".join([HEADER, GOOD.format(id="A2", note="")]) + "\r\n"


def test_a_last_record_without_line_end_keeps_its_added_cells(tmp_path):
    path = _write(tmp_path, "\n".join(_lines(GOOD, NO_COUNTY)).encode())
    run(path, tmp_path / "out")
    held = fate_file(path, tmp_path / "out", "held").read_bytes().decode().splitlines()
    assert held[1].startswith(NO_COUNTY.format(id="A2", note="") + ",ADR003,")


def test_the_added_columns(tmp_path):
    path = _write(
        tmp_path, "".join(f"{line}\n" for line in [*_lines(GOOD, NO_COUNTY, CLOSED), "short"]).encode()
    )
    run(path, tmp_path / "out")
    added = {
        fate: fate_file(path, tmp_path / "out", fate).read_text("utf-8").splitlines()[0].removeprefix(HEADER)
        for fate in ("ready", "held", "not_due", "aside")
    }
    assert added == {
        "ready": "",
        "held": ",fulfil_rules,fulfil_problem,fulfil_suggestion",
        "not_due": ",fulfil_reason",
        "aside": "fulfil_line,fulfil_reason,record",
    }
    not_due = fate_file(path, tmp_path / "out", "not_due").read_text("utf-8").splitlines()[1]
    assert not_due == CLOSED.format(id="A3", note="") + ",closed"
    assert aside_lines(path, tmp_path / "out", "utf-8") == [
        ["5", "unreadable: it has too few cells", "short"]
    ]


def test_ready_and_held_are_always_there_and_the_others_only_where_not_empty(tmp_path):
    path = _write(tmp_path, "".join(f"{line}\n" for line in _lines(GOOD)).encode())
    done = run(path, tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["x.held.csv", "x.ready.csv"]
    assert [(w.fate, w.records) for w in done.written] == [("ready", 1), ("held", 0)]
    assert fate_file(path, tmp_path / "out", "held").read_text("utf-8").startswith(HEADER)


def test_a_short_record_that_names_an_order_holds_it(tmp_path):
    lines = [*_lines(GOOD, GOOD, GOOD), "A2,to_ship"]
    path = _write(tmp_path, "".join(f"{line}\n" for line in lines).encode())
    done = run(path, tmp_path / "out")
    assert [r.order_id for r in rows_of(fate_file(path, tmp_path / "out", "held"))] == ["A2"]
    assert done.report.unreadable == 1


def test_all_due_lines_of_an_order_share_its_fate(tmp_path):
    lines = [
        HEADER,
        *(t.format(id="A1", note="") for t in (GOOD, NO_COUNTY, CLOSED)),
        GOOD.format(id="A2", note=""),
    ]
    path = _write(tmp_path, "".join(f"{line}\n" for line in lines).encode())
    run(path, tmp_path / "out")
    ids = {
        fate: [r.order_id for r in rows_of(fate_file(path, tmp_path / "out", fate))]
        for fate in ("ready", "held", "not_due")
    }
    assert ids == {"ready": ["A2"], "held": ["A1", "A1"], "not_due": ["A1"]}


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1"])
def test_what_is_written_anew_starts_no_formula(tmp_path, start):
    lines = [f"{HEADER}", NO_COUNTY.format(id="A1", note=""), f"{start},x"]
    path = _write(tmp_path, "".join(f"{line}\n" for line in lines).encode())
    run(path, tmp_path / "out")
    ((_, _, record),) = aside_lines(path, tmp_path / "out", "utf-8")
    assert record == f"'{start},x"


def test_a_status_word_in_the_reason_starts_no_formula(tmp_path):
    lines = [HEADER, "A1,=cmd|' /C calc'!A0,浙江省,杭州市,西湖区,示例路1号,13800001111,"]
    path = _write(tmp_path, "".join(f"{line}\n" for line in lines).encode())
    run(path, tmp_path / "out")
    text = fate_file(path, tmp_path / "out", "held").read_text("utf-8")
    cells = list(csv.reader(io.StringIO(text)))[1]
    assert cells[1].startswith("=cmd")  # the export's own cell stays as it was
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells[8:])


def test_fix_changes_the_cured_cell_and_nothing_else(tmp_path):
    street = "西湖区示例路2号"
    record = f'A1,to_ship,"浙江省",杭州市,"","{street}",13800001111,"a ""b"", c"'
    path = _write(tmp_path, f"{HEADER}\r\n{record}\r\n".encode())
    done = run(path, tmp_path / "out", fix=True)
    assert done.report.counts.fixed == 1
    fixed = fate_file(path, tmp_path / "out", "fixed").read_bytes().decode()
    changed = record.replace('"",', '"西湖区",', 1)
    assert fixed == f"{HEADER},fulfil_fixed\r\n{changed},ADR003 county 西湖区\r\n"


def test_without_fix_nothing_is_changed(tmp_path):
    path = _write(tmp_path, f"{HEADER}\nA1,to_ship,浙江省,杭州市,,西湖区示例路2号,13800001111,\n".encode())
    done = run(path, tmp_path / "out")
    assert (done.report.counts.fixed, done.report.counts.held) == (0, 1)
    assert "county 西湖区" in fate_file(path, tmp_path / "out", "held").read_text("utf-8")


def test_an_added_column_is_filled_in_and_read_again(tmp_path):
    header = HEADER.replace(",county", "")
    path = _write(tmp_path, f"{header}\nA1,to_ship,浙江省,杭州市,示例路2号,13800001111,\n".encode())
    run(path, tmp_path / "first")
    sheet = fate_file(path, tmp_path / "first", "held")
    lines = sheet.read_text("utf-8").splitlines()
    assert lines[0] == f"{header},county,fulfil_rules,fulfil_problem,fulfil_suggestion"
    filled = lines[1].replace("13800001111,,,", "13800001111,,西湖区,")
    assert filled != lines[1]
    sheet.write_text(f"{lines[0]}\n{filled}\n", "utf-8")
    done = run(sheet, tmp_path / "second")
    assert (done.report.counts.ready, done.report.counts.held) == (1, 0)
    # What an earlier run wrote about the record goes; what somebody filled in stays.
    ready = fate_file(sheet, tmp_path / "second", "ready").read_text("utf-8")
    assert ready == f"{header},county\nA1,to_ship,浙江省,杭州市,示例路2号,13800001111,,西湖区\n"


def test_a_correction_sheet_s_gap_is_filled_in_the_export_s_own_column(tmp_path):
    path = _write(tmp_path, "".join(f"{line}\n" for line in _lines(NO_COUNTY, GOOD)).encode())
    run(path, tmp_path / "first")
    sheet = fate_file(path, tmp_path / "first", "held")
    sheet.write_text(sheet.read_text("utf-8").replace("杭州市,,", "杭州市,西湖区,"), "utf-8")
    done = run(sheet, tmp_path / "second")
    assert (done.report.counts.ready, done.report.counts.held) == (1, 0)


def test_unquoted_dialects_stay_unquoted(tmp_path):
    run(FIXTURES / "amazon/unshipped.txt", tmp_path / "out")
    for fate in ("held", "not_due", "ready"):
        raw = fate_file("unshipped.txt", tmp_path / "out", fate).read_bytes()
        assert b'"' not in raw.replace(b'8" x 10"', b"")


def test_an_encoding_without_chinese_gets_english(tmp_path):
    run(FIXTURES / "amazon/unshipped.txt", tmp_path / "out")
    for file in (tmp_path / "out").iterdir():
        assert "?" not in file.read_bytes().decode("cp1252")


def test_gzip_loses_its_ending(tmp_path):
    path = _write(tmp_path, gzip.compress("\n".join(_lines(GOOD)).encode()), "shop.csv.gz")
    run(path, tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["shop.held.csv", "shop.ready.csv"]
    with open_source(str(path)) as source:
        assert source.stem == "shop"


def test_several_files_make_one_batch(tmp_path):
    one = _write(tmp_path, "".join(f"{x}\n" for x in _lines(GOOD)).encode(), "one.csv")
    two = _write(
        tmp_path, "".join(f"{x.replace('A1', 'A9')}\n" for x in _lines(NO_COUNTY)).encode(), "two.csv"
    )
    done = handoff([str(one), str(two)], Question(only_due=True), Request(str(tmp_path / "out")))
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        *("one.held.csv", "one.ready.csv", "two.held.csv", "two.ready.csv")
    ]
    assert (done.report.counts.ready, done.report.counts.held) == (1, 1)


def test_a_record_of_an_earlier_file_is_not_shipped_twice(tmp_path):
    one = _write(tmp_path, "".join(f"{x}\n" for x in _lines(GOOD, GOOD)).encode(), "one.csv")
    two = _write(tmp_path, "".join(f"{x}\n" for x in _lines(GOOD)).encode(), "two.csv")
    handoff([str(one), str(two)], Question(only_due=True), Request(str(tmp_path / "out")))
    assert len(rows_of(tmp_path / "out" / "one.ready.csv")) == 2
    assert rows_of(tmp_path / "out" / "two.ready.csv") == []
    assert "stands in another file" in (tmp_path / "out" / "two.not_due.csv").read_text("utf-8")
