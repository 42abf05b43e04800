"""Every item of bad input: one clear message and the right exit code, or it is simply handled."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cli.app import run
from fulfil.errors import UnreadableError
from fulfil.handoff.batch_folder import CheckedFile
from tests.handoff.batches import fate_file, prove_conservation, prove_tiles, rows_of
from tests.handoff.batches import run as hand_off

HEADER = "order_id,status,province,city,county,street,phone,buyer_note"
GOOD = "{id},to_ship,浙江省,杭州市,西湖区,示例路1号,13800001111,{note}"


def _text(*ids: str, note: str = "") -> str:
    return "".join(f"{line}\n" for line in (HEADER, *(GOOD.format(id=i, note=note) for i in ids)))


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    """Run `fulfil` in the temporary folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def called(*arguments):
        code = run([str(argument) for argument in arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return code, told.out, told.err

    return called


def _ole2() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" * 40


def _xlsx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


UNREADABLE = {
    "empty": ("orders.csv", b""),
    "nothing but blank lines": ("orders.csv", b"\n\n  \n"),
    "a byte order mark only": ("orders.csv", b"\xef\xbb\xbf"),
    "an encrypted workbook": ("orders.csv", _ole2()),
    "a workbook": ("orders.csv", _xlsx()),
    "binary": ("orders.csv", bytes(range(256)) * 40),
    "an image": ("orders.csv", b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "HTML": ("orders.xls", b"<html><body><table><tr><td>order_id</td></tr></table></body></html>"),
    "a PDF": ("orders.csv", b"%PDF-1.7\n" + bytes(range(128, 256)) * 9),
    "cut gzip": ("orders.csv.gz", b"\x1f\x8b\x08\x00" + bytes(6) + b"\x03"),
    "unknown columns only": ("orders.csv", "甲,乙,丙\n1,2,3\n".encode()),
    "no order id": ("orders.csv", "收货人,手机,数量\n示例,13800001111,1\n".encode()),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_is_no_table_of_orders_is_refused(call, tmp_path, what):
    name, data = UNREADABLE[what]
    (tmp_path / name).write_bytes(data)
    for command in (("handoff", name, "--out", "out"), ("audit", name), ("inspect", name)):
        code, _, told = call(*command)
        assert code == 3, (command, told)
        assert name in told
        assert len(told.strip().splitlines()) <= 3
    assert not (tmp_path / "out").exists()


def test_a_missing_file(call, tmp_path):
    code, _, told = call("handoff", "none.csv", "--out", "out")
    assert code == 3
    assert "none.csv: there is no such file" in told
    assert not (tmp_path / "out").exists()


def test_a_directory_for_a_file(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnreadableError, match="it is a folder"):
        hand_off(tmp_path / "folder", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_that_may_not_be_read(call, tmp_path, monkeypatch):
    path = tmp_path / "orders.csv"
    path.write_text(_text("A1"), "utf-8")
    opened = Path.open

    def refuse(self, *arguments, **named):
        if self.name == "orders.csv":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return opened(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    code, _, told = call("handoff", "orders.csv", "--out", "out")
    assert code == 3
    assert "orders.csv: it may not be read" in told
    assert "close it in Excel" in told


def test_a_header_without_orders_is_an_empty_batch(call, tmp_path):
    (tmp_path / "orders.csv").write_text(f"{HEADER}\n", "utf-8")
    code, _, told = call("handoff", "orders.csv", "--out", "out")
    assert (code, told) == (0, "")
    assert (tmp_path / "out" / "orders.ready.csv").read_text("utf-8") == f"{HEADER}\n"


def _full_disk(monkeypatch, after):
    write = CheckedFile.write
    written = []

    def fail(self, data):
        if len(written) >= after:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(data)
        write(self, data)

    monkeypatch.setattr(CheckedFile, "write", fail)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_full_disk_leaves_nothing_behind(call, tmp_path, monkeypatch, after):
    (tmp_path / "orders.csv").write_text(_text("A1", "A2"), "utf-8")
    _full_disk(monkeypatch, after)
    code, _, told = call("handoff", "orders.csv", "--out", "out")
    assert code == 2
    assert "No space left" in told
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_the_old_batch_as_it_was(call, tmp_path, monkeypatch):
    (tmp_path / "orders.csv").write_text(_text("A1", "A2"), "utf-8")
    assert call("handoff", "orders.csv", "--out", "out")[0] == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    (tmp_path / "orders.csv").write_text(_text("A3"), "utf-8")
    _full_disk(monkeypatch, 2)
    assert call("handoff", "orders.csv", "--out", "out", "--force")[0] == 2
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_a_disk_that_gives_back_something_else_is_an_error(call, tmp_path, monkeypatch):
    (tmp_path / "orders.csv").write_text(_text("A1"), "utf-8")
    write = CheckedFile.write

    def forget(self, data):
        write(self, data)
        self._file.truncate(0)

    monkeypatch.setattr(CheckedFile, "write", forget)
    code, _, told = call("handoff", "orders.csv", "--out", "out")
    assert code == 2
    assert "cannot be read back" in told
    assert not (tmp_path / "out").exists()


def test_unknown_columns_are_named(call, tmp_path):
    (tmp_path / "orders.csv").write_text(_text("A1").replace("buyer_note", "某列"), "utf-8")
    code, out, _ = call("inspect", "orders.csv")
    assert code == 0
    assert "某列" in out


def test_two_columns_for_one_field_that_disagree_hold_the_order(call, tmp_path):
    lines = [
        "order_id,status,county,county,street",
        "A1,to_ship,西湖区,西湖区,x1号",
        "A2,to_ship,西湖区,余杭区,x1号",
    ]
    (tmp_path / "orders.csv").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    code, _, _ = call("handoff", "orders.csv", "--out", "out")
    assert code == 1
    aside = (tmp_path / "out" / "orders.aside.csv").read_text("utf-8")
    assert "two columns of one name disagree" in aside
    assert "A2" in aside


def test_the_same_file_twice_collapses_with_a_notice(call, tmp_path):
    (tmp_path / "orders.csv").write_text(_text("A1", "A2"), "utf-8")
    (tmp_path / "again.csv").write_text(_text("A1", "A2"), "utf-8")
    code, out, told = call("handoff", "orders.csv", "again.csv", "--out", "out")
    assert code == 0
    assert "again.csv" in out + told
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["orders.held.csv", "orders.ready.csv"]
    assert call("handoff", "orders.csv", "orders.csv", "--out", "out2")[0] == 0


def test_an_input_inside_the_output_folder(call, tmp_path):
    (tmp_path / "orders.csv").write_text(_text("A1"), "utf-8")
    code, _, told = call("handoff", "orders.csv", "--out", ".")
    assert code == 2
    assert "the input lies in the output folder" in told
    assert [p.name for p in tmp_path.iterdir()] == ["orders.csv"]


def test_equal_stems(call, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "orders.csv").write_text(_text(folder), "utf-8")
    code, _, told = call("handoff", "a/orders.csv", "b/orders.csv", "--out", "out")
    assert code == 2
    assert "a/orders.csv" in told
    assert not (tmp_path / "out").exists()


HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J",
    "[red]no[/red] [/] [link=http://example.invalid]x[/link]",
    "\x9b31m \u202eevil\u202c \x07\x08",
)


def test_hostile_notes_stay_in_the_files_and_do_nothing_on_the_terminal(call, tmp_path):
    good = [GOOD.format(id=f"A{n}", note=note) for n, note in enumerate(HOSTILE)]
    held = [GOOD.replace("西湖区", "").format(id=f"B{n}", note=note) for n, note in enumerate(HOSTILE)]
    (tmp_path / "orders.csv").write_text("\n".join([HEADER, *good, *held, ""]), "utf-8")
    code, out, told = call("handoff", "orders.csv", "--out", "out", "--show-personal-data", "--no-color")
    assert code == 1
    assert not {"\x1b", "\x9b", "\x07", "\x08", "\u202e"} & set(out + told)
    ready = rows_of(tmp_path / "out" / "orders.ready.csv")
    assert [row.raw.decode() for row in ready] == good
    for command in (("audit", "orders.csv"), ("inspect", "orders.csv")):
        _, out, told = call(*command, "--show-personal-data")
        assert not {"\x1b", "\x9b", "\x07", "\x08", "\u202e"} & set(out + told)


def test_hostile_words_that_are_quoted_in_messages(call, tmp_path):
    # A status word and an order id are shown, unlike notes.
    text = _text(*(name for n, word in enumerate(HOSTILE[:4]) for name in (f"A{n}", word)))
    for n, word in enumerate(HOSTILE[:4]):
        text = text.replace(f"A{n},to_ship", f"A{n},{word}")
    (tmp_path / "orders.csv").write_text(text, "utf-8")
    for command in (
        ("handoff", "orders.csv", "--out", "out"),
        ("audit", "orders.csv"),
        ("inspect", "orders.csv"),
    ):
        code, out, told = call(*command)
        assert code in {0, 1}
        assert not {"\x1b", "\x9b", "\x07", "\x08"} & set(out + told)


def test_what_is_written_starts_no_formula_that_was_not_there(call, tmp_path):
    text = _text("A1", "=1+1", "-2").replace("to_ship", "=1+1").replace("西湖区", "@x")
    (tmp_path / "orders.csv").write_text(text, "utf-8")
    call("handoff", "orders.csv", "--out", "out", "--form", "generic", "--fix")
    width = HEADER.count(",") + 1
    for file in (tmp_path / "out").iterdir():
        for line in file.read_text("utf-8-sig").splitlines()[1:]:
            added = line.split(",")[width:] if "form" not in file.name else line.split(",")
            assert not any(cell.strip('"').startswith(("=", "+", "-", "@")) for cell in added), line


def test_a_cell_of_ten_megabytes(call, tmp_path):
    big = "很" * 3_500_000
    text = _text("A1") + GOOD.format(id="A2", note=f'"{big}"') + "\n" + _text("A3").split("\n", 1)[1]
    (tmp_path / "orders.csv").write_text(text, "utf-8")
    code, out, _ = call("handoff", "orders.csv", "--out", "out")
    assert code == 0
    assert len(out) < 10_000
    assert (tmp_path / "out" / "orders.ready.csv").read_text("utf-8") == text


def test_a_quote_of_ten_megabytes_that_never_closes_swallows_nothing(tmp_path):
    path = tmp_path / "orders.csv"
    rest = "".join(GOOD.format(id=f"B{n}", note="x" * 1000) + "\n" for n in range(10_000))
    path.write_text(_text("A1") + GOOD.format(id="A2", note='"never closed') + "\n" + rest, "utf-8")
    done = hand_off(path, tmp_path / "out")
    assert done.report.unreadable == 1
    assert prove_tiles(path) == (10_001, 1)
    # It names no other record's order, so the orders on both sides of it are held.
    assert [r.order_id for r in rows_of(fate_file(path, tmp_path / "out", "held"))] == ["A1", "B0"]
    assert len(rows_of(fate_file(path, tmp_path / "out", "ready"))) == 9_999


def test_five_thousand_columns(call, tmp_path):
    more = ",".join(f"c{n}" for n in range(5_000))
    cells = "," * 5_000
    text = f"{HEADER},{more}\n" + GOOD.format(id="A1", note="") + cells + "\n"
    (tmp_path / "orders.csv").write_text(text, "utf-8")
    code, out, _ = call("handoff", "orders.csv", "--out", "out")
    assert code == 0
    assert len(out) < 10_000
    assert (tmp_path / "out" / "orders.ready.csv").read_text("utf-8") == text
    assert call("inspect", "orders.csv")[0] == 0


def test_an_existing_batch_is_replaced_by_force_only_and_whole(call, tmp_path):
    held = _text("A1").replace("西湖区", "") + "short\n"
    (tmp_path / "orders.csv").write_text(held, "utf-8")
    call("handoff", "orders.csv", "--out", "out", "--form", "generic")
    (tmp_path / "out" / "notes.txt").write_text("the warehouse's own", "utf-8")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert {"orders.aside.csv", "form.csv"} <= set(before)
    (tmp_path / "other.csv").write_text(_text("A2"), "utf-8")
    code, _, told = call("handoff", "other.csv", "--out", "out")
    assert code == 2
    assert "--force" in told
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before
    assert call("handoff", "other.csv", "--out", "out", "--force")[0] == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "notes.txt",
        "other.held.csv",
        "other.ready.csv",
    ]


def test_the_output_is_a_file(call, tmp_path):
    (tmp_path / "orders.csv").write_text(_text("A1"), "utf-8")
    (tmp_path / "out").write_text("x", "utf-8")
    code, _, told = call("handoff", "orders.csv", "--out", "out")
    assert code == 2
    assert "out: " in told
    assert (tmp_path / "out").read_text("utf-8") == "x"


def test_nothing_is_left_where_a_later_input_cannot_be_read(call, tmp_path):
    (tmp_path / "one.csv").write_text(_text("A1"), "utf-8")
    code, _, _ = call("handoff", "one.csv", "two.csv", "--out", "deep/out")
    assert code == 3
    assert not (tmp_path / "deep" / "out").exists()


def test_undecodable_bytes_are_pinned_to_their_line(tmp_path):
    path = tmp_path / "orders.csv"
    good, bad = (
        _text("A1", "A2").encode(),
        GOOD.format(id="A3", note="").encode().replace("示".encode(), b"\xff\xfe"),
    )
    path.write_bytes(good + bad + b"\n" + _text("A4").split("\n", 1)[1].encode())
    done = hand_off(path, tmp_path / "out")
    prove_conservation(path, tmp_path / "out", done)
    assert done.report.aside.select("line", "reason").rows() == [(4, "undecodable")]


def test_a_fresh_interpreter_gives_the_same_codes(tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "good.csv").write_text(_text("A1"), "utf-8")
    program = [sys.executable, "-c", "from fulfil.cli.app import main; main()", "handoff"]
    codes = {}
    for name in ("empty.csv", "good.csv"):
        done = subprocess.run(
            [*program, name, "--out", f"out_{name}"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            env={**os.environ},
        )
        assert b"Traceback" not in done.stderr
        codes[name] = done.returncode
    assert codes == {"empty.csv": 3, "good.csv": 0}
