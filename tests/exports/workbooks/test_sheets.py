from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from fulfil.errors import ExitCode, UnreadableError
from fulfil.exports.source import open_sources
from fulfil.exports.workbooks.compound import packed
from tests.fixtures.workbooks import (
    SHEET,
    cell,
    edited,
    odfpy_ods,
    ods,
    put,
    row,
    saved,
    table,
    text,
    with_cells,
    xls,
    xlsx,
)

HEADER = ["order_id", "收货人", "city"]


def refusal(tmp_path, raw: bytes, name: str = "orders.xlsx") -> UnreadableError:
    path = put(tmp_path, raw, name)
    with pytest.raises(UnreadableError) as caught:
        open_sources(path)
    assert caught.value.path == path
    assert caught.value.exit_code is ExitCode.UNREADABLE
    assert caught.value.hint
    return caught.value


class TestXlsx:
    def test_as_openpyxl_writes_it(self, rows):
        raw = xlsx([HEADER, ["A1", "张三", 'a "b", c'], ["A2", None, 7], [3001000200030004000, True, 0.3]])
        assert rows(raw) == [
            HEADER,
            ["A1", "张三", 'a "b", c'],
            ["A2", "", "7"],
            ["3.00100020003E+18", "TRUE", "0.3"],
        ]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
    @given(
        st.lists(
            st.tuples(
                st.text(
                    st.characters(codec="utf-8", exclude_characters="\r_"), min_size=1, max_size=8
                ).filter(lambda value: not ILLEGAL_CHARACTERS_RE.search(value) and not value.startswith("=")),
                st.integers(-(10**14), 10**14),
                st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(
                    lambda at: at.replace(microsecond=0)
                ),
                st.booleans(),
                st.floats(-1e9, 1e9).map(lambda number: round(number, 4)),
            ),
            min_size=1,
            max_size=20,
        )
    )
    def test_cells_are_what_openpyxl_says(self, rows, written):
        raw = xlsx(written)
        oracle = openpyxl.load_workbook(io.BytesIO(raw), data_only=True).active.iter_rows(values_only=True)
        found = rows(raw)
        for told, (name, number, moment, truth, fraction) in zip(found, oracle, strict=True):
            assert told[0] == str(name)
            assert int(told[1]) == number
            assert datetime.fromisoformat(told[2]) == moment
            assert told[3] == str(truth).upper()
            assert float(told[4]) == pytest.approx(fraction, rel=1e-14)

    def test_dates_times_and_durations(self, rows):
        cells = [date(2026, 1, 2), datetime(2026, 1, 2, 3, 4, 5), time(3, 4), timedelta(hours=30)]
        assert rows(xlsx([cells])) == [["2026-01-02", "2026-01-02 03:04:05", "03:04:00", "30:00:00"]]

    def test_dates_counted_from_1904(self, rows):
        def change(book):
            book.epoch = CALENDAR_MAC_1904
            book.active["A1"] = datetime(2026, 1, 2, 3, 4, 5)

        assert rows(xlsx([], change)) == [["2026-01-02 03:04:05"]]

    def test_errors_have_their_text(self, rows):
        raw = xlsx([HEADER, ["A1", "#N/A", "#REF!"]])
        assert rows(raw)[1] == ["A1", "#N/A", "#REF!"]

    def test_cells_without_a_place_are_counted(self, rows):
        raw = with_cells(
            '<row><c/><c><v>1</v></c></row><row r="3"><c t="e"><v>#N/A</v></c><c><v>2</v></c></row>'
        )
        assert rows(raw) == [["", "1"], ["", ""], ["#N/A", "2"]]

    def test_blank_rows_and_hidden_ones_stay_where_they_are(self, rows):
        def change(book):
            book.active["A3"], book.active["B5"], book.active["B6"] = "a", "b", "c"
            book.active.row_dimensions[5].hidden = True

        assert rows(xlsx([], change)) == [["", ""], ["", ""], ["a", ""], ["", ""], ["", "b"], ["", "c"]]

    def test_sheets_with_cells_are_read_hidden_ones_too(self, read):
        def change(book):
            book.active.title = "一月"
            book.create_sheet("empty")
            book.create_sheet("..-..-etc-x")["A1"] = "b"
            book.create_chartsheet("chart")
            hidden = book.create_sheet("hidden")
            hidden["B2"], hidden.sheet_state = "c", "veryHidden"

        assert read(xlsx([["a"]], change)) == {
            "orders.一月": [["a"]],
            "orders.-..-etc-x": [["b"]],
            "orders.hidden": [[], ["c"]],
        }

    def test_a_name_that_is_a_path_stays_in_the_folder(self, read):
        raw = xlsx([["a"]], lambda book: book.create_sheet("S2").append(["b"]))
        raw = edited(raw, "xl/workbook.xml", lambda xml: xml.replace(b'name="S2"', b'name="../../etc/x&lt;"'))
        assert set(read(raw)) == {"orders.Sheet", "orders._.._etc_x_"}

    def test_two_hundred_sheets(self, read):
        def change(book):
            for number in range(199):
                book.create_sheet(f"S{number}").append(["order_id", number])

        found = read(xlsx([["first"]], change))
        assert len(found) == 200
        assert found["orders.S198"] == [["order_id", "198"]]

    def test_merged_headers_keep_their_columns(self, rows):
        def change(book):
            for cells in ("A1:A2", "B1:C1"):
                book.active.merge_cells(cells)

        raw = xlsx(
            [["order_id", "address", None], [None, "province", "city"], ["A1", "浙江省", "杭州市"]], change
        )
        assert rows(raw) == [
            ["order_id", "address", ""],
            ["order_id", "province", "city"],
            ["A1", "浙江省", "杭州市"],
        ]

    def test_a_formula_without_its_result(self, tmp_path):
        error = refusal(tmp_path, xlsx([["order_id", "total"], ["A1", "=1+1"]]))
        assert "“Sheet”, B2 holds a formula" in error.what
        assert "save" in error.hint

    def test_a_cell_at_the_end_of_the_sheet(self, tmp_path):
        raw = xlsx([["order_id"]], lambda book: book.active.cell(1048576, 16384, "x"))
        assert "“Sheet” holds something as far out as XFD1048576" in refusal(tmp_path, raw).what

    def test_a_bomb_in_the_shared_texts(self, tmp_path):
        out = io.BytesIO(xlsx([["order_id"]]))
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/sharedStrings.xml", b"<sst>" + bytes(90 << 20))
        assert "unpacks to more than" in refusal(tmp_path, out.getvalue()).what

    @pytest.mark.parametrize(
        ("part", "change"),
        [
            (SHEET, lambda xml: xml[:-60]),
            (SHEET, lambda xml: xml.replace(b"<v>1</v>", b"<v>one</v>")),
            (SHEET, lambda xml: xml.replace(b'r="A1"', b'r="$1"')),
            (SHEET, lambda xml: xml.decode().encode("utf-16")),
            ("xl/workbook.xml", lambda xml: xml[:80]),
            ("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"sheet1", b"sheet7")),
            ("xl/styles.xml", lambda _: b""),
        ],
    )
    def test_damage(self, tmp_path, part, change):
        refusal(tmp_path, edited(xlsx([[1, "x"]]), part, change))

    def test_a_duration_that_is_none(self, tmp_path):
        def change(book):
            book.active["A1"], book.active["A1"].number_format = 1e15, "[h]:mm"

        assert "duration" in refusal(tmp_path, xlsx([], change)).what

    def test_no_cell_at_all(self, tmp_path):
        assert "holds no cell" in refusal(tmp_path, xlsx([])).what


class TestXls:
    def test_as_xlwt_writes_it(self, rows):
        style = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")

        def fill(sheet):
            for column, value in enumerate(["A1", 7, 0.1 + 0.2, 3001000200030004000, True]):
                sheet.write(1, column, value)
            sheet.write(1, 5, datetime(2026, 1, 2, 3, 4, 5), style)
            sheet.row(2).set_cell_error(0, 0x2A)

        assert rows(xls(fill), "orders.xls") == [
            [""] * 6,
            ["A1", "7", "0.3", "3.00100020003E+18", "TRUE", "2026-01-02 03:04:05"],
            ["#N/A", *[""] * 5],
        ]

    def test_dates_counted_from_1904(self, rows):
        book = xlwt.Workbook()
        book.dates_1904 = True
        style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        book.add_sheet("x").write(0, 0, datetime(2026, 1, 2), style)
        out = io.BytesIO()
        book.save(out)
        assert rows(out.getvalue(), "o.xls") == [["2026-01-02"]]

    def test_merged_cells_and_several_sheets(self, read):
        raw = xls(
            lambda sheet: [sheet.write_merge(0, 1, 0, 0, "A1"), sheet.write(1, 1, "x")],
            lambda _: None,
            lambda sheet: sheet.write(0, 0, "b"),
        )
        assert read(raw, "orders.xls") == {"orders.表1": [["A1", ""], ["A1", "x"]], "orders.表3": [["b"]]}

    def test_a_large_one(self, rows):
        raw = xls(lambda sheet: [sheet.write(n, c, f"订单{n}-{c}") for n in range(3000) for c in range(5)])
        found = rows(raw, "o.xls")
        assert (len(found), found[2999][4]) == (3000, "订单2999-4")

    @pytest.mark.parametrize("name", ["orders.xlsx", "orders.csv"])
    def test_an_encrypted_workbook_of_today(self, tmp_path, name):
        error = refusal(tmp_path, packed("EncryptedPackage", bytes(5000)), name)
        assert "password" in error.what
        assert "without" in error.hint

    def test_another_office_file(self, tmp_path):
        assert "no workbook" in refusal(tmp_path, packed("WordDocument", bytes(5000)), "orders.xls").what

    @pytest.mark.parametrize("cut", [600, 2000, 4000])
    def test_cut_short(self, tmp_path, cut):
        raw = xls(lambda sheet: [sheet.write(n, 0, f"order {n}") for n in range(100)])
        assert "damaged or cut short" in refusal(tmp_path, raw[:-cut], "orders.xls").what


class TestOds:
    def test_as_odfpy_writes_it(self, rows):
        raw = odfpy_ods([HEADER, ["A1", "张三", "x & <y>"]])
        assert rows(raw, "orders.ods") == [HEADER, ["A1", "张三", "x & <y>"]]

    def test_values(self, rows):
        raw = ods(
            table(
                row(
                    text("A1")
                    + cell('office:value-type="float" office:value="3001000200030004000"')
                    + cell('office:value-type="date" office:date-value="2026-01-02T03:04:05"')
                    + cell('office:value-type="date" office:date-value="2026-01-02"')
                    + cell('office:value-type="boolean" office:boolean-value="true"')
                    + cell('office:value-type="currency" office:value="9.90" office:currency="CNY"')
                    + cell(
                        'office:value-type="float" calcext:value-type="error" office:value="0"',
                        "<text:p>#N/A</text:p>",
                    )
                )
            )
        )
        (found,) = rows(raw, "orders.ods")
        assert found[:6] == ["A1", "3.00100020003E+18", "2026-01-02 03:04:05", "2026-01-02", "TRUE", "9.9"]
        assert found[6] == "#N/A"

    def test_repeated_rows_and_merged_cells(self, rows):
        down = text("A1", 'table:number-columns-spanned="1" table:number-rows-spanned="2"')
        raw = ods(
            table(
                row("<table:table-cell/>", 'table:number-rows-repeated="2"')
                + row(down + text("x"))
                + row("<table:covered-table-cell/>" + text("y"))
                + row(
                    '<table:table-cell table:number-columns-repeated="16384"/>',
                    'table:number-rows-repeated="99999"',
                )
            )
        )
        assert rows(raw, "orders.ods") == [["", ""], ["", ""], ["A1", "x"], ["A1", "y"]]

    def test_with_a_password(self, tmp_path):
        assert "password" in refusal(tmp_path, ods("", encrypted=True), "orders.ods").what

    def test_a_formula_without_its_result(self, tmp_path):
        raw = ods(table(row(text("a") + cell('table:formula="of:=1+1"')), "订单"))
        assert "“订单”, B1 holds a formula" in refusal(tmp_path, raw, "orders.ods").what

    def test_repeated_beyond_reason(self, tmp_path):
        far = text("a", 'table:number-columns-repeated="16384"')
        raw = ods(table(row(far, 'table:number-rows-repeated="1048576"')))
        assert "as far out as XFD1048576" in refusal(tmp_path, raw, "orders.ods").what


class TestWhateverTheName:
    def test_a_workbook_is_known_by_its_content(self, read):
        assert read(xlsx([["a"]]), "orders.csv") == {"orders": [["a"]]}
        assert read(gzip.compress(xlsx([["a"]])), "orders.xlsx.gz") == {"orders": [["a"]]}

    def test_from_standard_input(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(xlsx([["a"]]))))
        (source,) = open_sources("-")
        with source:
            assert (source.path, source.stem, source.sheet) == ("-", "stdin", "Sheet")

    def test_text_named_xls_is_read(self, tmp_path):
        (source,) = open_sources(put(tmp_path, b"order_id\tcity\nA1\tx\n", "orders.xls"))
        with source:
            assert (source.sheet, source.stem) == (None, "orders")

    def test_a_web_page_named_xls_is_none(self, tmp_path):
        assert "web page" in refusal(tmp_path, b"<html><table></table></html>", "orders.xls").what

    def test_an_archive_of_files(self, tmp_path):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("orders.xlsx", xlsx([["a"]]))
        error = refusal(tmp_path, out.getvalue(), "orders.zip")
        assert "a ZIP archive and no workbook" in error.what
        assert "unpack" in error.hint

    def test_a_word_document(self, tmp_path):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
        assert "a Word document" in refusal(tmp_path, out.getvalue()).what

    def test_a_binary_workbook(self, tmp_path):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("xl/workbook.bin", "x")
        assert "save it as .xlsx" in refusal(tmp_path, out.getvalue(), "orders.xlsb").hint

    def test_a_workbook_of_two_kinds(self, tmp_path):
        out = io.BytesIO(xlsx([["a"]]))
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        assert "no workbook" in refusal(tmp_path, out.getvalue()).what

    def test_a_cut_archive(self, tmp_path):
        raw = xlsx([["a"]])
        assert "damaged or cut short" in refusal(tmp_path, raw[: len(raw) // 2]).what


def test_text_needs_nothing_of_it(tmp_path):
    look = (
        "import sys\n"
        "from fulfil.exports.opening import open_exports\n"
        f"with open_exports({put(tmp_path, b'order_id,city' + bytes([10]) + b'A1,x', 'o.csv')!r}): pass\n"
        "heavy = {'python_calamine', 'zipfile', 'fulfil.exports.workbooks.sheets'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy - {'zipfile'} else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_saved_books_are_what_the_helpers_promise():
    assert openpyxl.load_workbook(io.BytesIO(saved(openpyxl.Workbook()))).sheetnames == ["Sheet"]
