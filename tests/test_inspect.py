from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from fulfil.errors import UnreadableError
from fulfil.exports.export import Reading
from fulfil.inspect import inspect_exports
from fulfil.reporters.inspection import inspection_lines, print_inspection

TAOBAO = ["订单编号", "买家会员名", "买家支付宝账号", "宝贝总数量", "收货人姓名", "联系手机", "怪列"]


def save(folder, rows, encoding="gb18030", name="x.csv"):
    path = folder / name
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding)
    return str(path)


def row(number):
    return [f"T{number}", "买家", "a", "1", "样本", "13800001111", "?"]


def test_everything_is_told(tmp_path):
    rows = [
        ["导出"],
        TAOBAO,
        row(1),
        [],
        row(2),
        ["短"],
        TAOBAO,
        row(3),
        row(4),
        ["合计", "", "", "4", "", "", ""],
    ]
    (found,) = inspect_exports(save(tmp_path, rows))
    assert (found.profile, found.encoding, found.delimiter, found.header_line) == (
        "taobao_order_list",
        "gb18030",
        ",",
        2,
    )
    assert found.rows == 4
    assert found.aside["title"] == found.aside["total"] == found.aside["repeated_header"] == 1
    assert found.unreadable["line"].to_list() == [6]
    assert found.unrecognised == ("买家支付宝账号", "怪列")
    assert ("order_id", ("订单编号",)) in [(c.name, c.headers) for c in found.columns]
    assert [sample.line for sample in found.samples] == [3, 5, 8]
    assert found.samples[0].values["phone"] == "13800001111"


def test_values_are_shown_as_people_write_them(tmp_path):
    header = ["order_id", "created_at", "quantity", "unit_price", "line_paid"]
    path = save(tmp_path, [header, ["1", "2026-09-14 10:00:00+08:00", "10", "1.50", "100"]], "utf-8")
    (sample,) = inspect_exports(path)[0].samples
    shown = {name: sample.values[name] for name in header}
    assert list(shown.values()) == ["1", "2026-09-14 10:00:00+08:00", "10", "1.5", "100"]


def test_the_encoding_can_be_forced(tmp_path):
    path = save(tmp_path, [TAOBAO, row(1)], "utf-8")
    assert inspect_exports(path, Reading(encoding="utf-8"))[0].how == "forced"


def test_a_generic_reading_says_what_it_assumes(tmp_path):
    (found,) = inspect_exports(
        save(tmp_path, [["订单号", "收货人", "手机号", "地址"], ["1", "样本", "13800001111", "x"]])
    )
    assert found.profile == "generic"
    assert found.assumed


def test_personal_data_is_masked_in_lines(tmp_path):
    (found,) = inspect_exports(save(tmp_path, [TAOBAO, row(1), ["短", "13800002222"]]))
    masked = "".join(inspection_lines(found, personal=False))
    assert "1380000" not in masked
    assert "order_id = T1\n" in masked
    shown = "".join(inspection_lines(found, personal=True))
    assert "13800001111" in shown
    assert "13800002222" in shown


def test_thousands_of_columns_are_counted_and_not_listed_on_a_screen(tmp_path):
    wide = [f"x{n}" for n in range(5000)]
    (found,) = inspect_exports(save(tmp_path, [[*TAOBAO, *wide], [*row(1), *("?" * 5000)]]))
    screen = io.StringIO()
    print_inspection(found, Console(file=screen, width=80, force_terminal=True, color_system=None))
    assert "60 of 5,002 shown" in screen.getvalue()
    assert max(map(cell_len, screen.getvalue().splitlines())) <= 80
    assert len("".join(inspection_lines(found, personal=False)).splitlines()) > 5000


def test_no_table_is_refused(tmp_path):
    (tmp_path / "x.csv").write_text("hello\nworld\n")
    with pytest.raises(UnreadableError):
        inspect_exports(str(tmp_path / "x.csv"))
