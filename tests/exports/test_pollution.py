from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from cli.app import run
from fulfil.errors import UnreadableError
from fulfil.exports.export import NON_ORDERS, Reading
from fulfil.exports.opening import open_export
from fulfil.tables import Subject
from tests.exports.polluted_rows import TORN, torn_rows
from tests.exports.pollution import HEADER, ROWS, TABLE, files, written
from tests.handoff.batches import fate_file, prove_conservation, prove_tiles, rows_of
from tests.handoff.batches import run as hand_off

FILES = {pollution.name: pollution for pollution in files()}


@dataclass(frozen=True)
class Found:
    """The rows as text, orders with a cell that is reported as unreadable, and what is named as no row."""

    rows: list[tuple[str | None, ...]]
    reported: set[str]
    named: str


def _read(path):
    with open_export(str(path)) as export:
        blocks = list(export.blocks())
    table = pl.concat(
        [block.parts[Subject.ORDERS].table.select("row", pl.col(HEADER).cast(pl.String)) for block in blocks]
    )
    unread = pl.concat([block.parts[Subject.ORDERS].unread for block in blocks])
    aside = pl.concat([block.aside for block in blocks]).filter(~pl.col("reason").is_in(NON_ORDERS))
    return Found(
        table.drop("row").rows(),
        set(table.join(unread, on="row")["order_id"]),
        "".join(aside["text"]),
    )


def _clean(tmp_path, rows):
    if not rows:
        return []
    path = tmp_path / "clean.csv"
    path.write_bytes("".join(written((HEADER, *rows))).encode())
    return _read(path).rows


def _without_marks(row):
    return tuple(_bare(cell or "") for cell in row)


def _bare(cell):
    return cell.translate(dict.fromkeys(map(ord, "\"'\\\0"))).strip()


def _is_torn_off(row, meant, named):
    """Whether a row's note was cut at a line end, and what is missing was named."""
    whole = _without_marks(row)[:-1] == meant[:-1] and meant[-1].startswith(_bare(row[-1] or ""))
    return whole and meant[-1].splitlines()[-1] in _bare(named)


def _prove(pollution, path, clean):
    """Every row is read as it was, or is one that may be named and is; nothing else is read."""
    path.write_bytes(pollution.data)
    if not clean:
        return
    found = _read(path)
    wrong = [row for row in found.rows if row not in clean and row[0] not in found.reported]
    if pollution.marks:
        meant = [_without_marks(row) for row in clean if row[0] in pollution.touched]
        wrong = [row for row in wrong if _without_marks(row) not in meant]
        wrong = [row for row in wrong if not _is_torn_off(row, *meant, found.named)]
    assert not wrong, pollution.name
    lost = {row[0] for row in clean} - {_bare(row[0] or "") for row in found.rows}
    assert lost | set(map(_bare, found.reported)) <= pollution.touched, pollution.name
    assert all(order in found.named for order in lost), pollution.name
    assert len(found.rows) == len(clean) - len(lost), pollution.name


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_rightly_or_refused(tmp_path, name):
    pollution, path = FILES[name], tmp_path / "x.csv"
    if pollution.refused:
        path.write_bytes(pollution.data)
        with pytest.raises(UnreadableError, match=pollution.refused) as error:
            _read(path)
        assert error.value.line == (None if pollution.refused == "empty" else 1)
        return
    _prove(pollution, path, _clean(tmp_path, pollution.clean))
    assert prove_tiles(path) == prove_tiles(path, Reading(block_bytes=300))


@pytest.mark.parametrize("row", TORN)
def test_a_torn_row_is_read_rightly_or_named(tmp_path, row):
    clean = _clean(tmp_path, ROWS)
    cases = list(torn_rows((row,)))
    assert len(cases) > 100
    for pollution in cases:
        _prove(pollution, tmp_path / "x.csv", clean)
    prove_tiles(tmp_path / "x.csv")


def test_the_clean_table_is_what_was_written(tmp_path):
    rows = _clean(tmp_path, ROWS)
    assert [row[0] for row in rows] == [row[0] for row in ROWS]
    assert [row[-1] for row in rows][:4] == [None, *(row[-1] for row in TABLE[2:5])]


@pytest.mark.parametrize(
    ("written_as", "read_as"),
    [
        ('"say "hi" there"', None),
        ('"ends ""', None),
        ('"a"b"', None),
        ('""a""', None),
        ('"a", b"', None),
        ('8" x 10"', '8" x 10"'),
        ('a"b', 'a"b'),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("'t Hooft's", "'t Hooft's"),
    ],
)
def test_quotes_where_none_belong(tmp_path, written_as, read_as):
    records = written()
    records[2] = ",".join([*ROWS[1][:-1], written_as]) + "\r\n"
    (tmp_path / "x.csv").write_bytes("".join(records).encode())
    found = _read(tmp_path / "x.csv")
    assert [row[-1] for row in found.rows if row[0] == "A1002"] == ([read_as] if read_as else [])
    assert ("A1002" in found.named) == (read_as is None)
    assert len(found.rows) == len(ROWS) - (read_as is None)


@pytest.mark.parametrize("row", [1, 2])
def test_a_quoted_cell_glued_to_the_phone_before_it_is_found_by_the_phone(tmp_path, capsys, row):
    # The comma inside the quotes stands in for the lost one, so that the record has as many cells as any.
    (pollution,) = [p for p in torn_rows((row,), glued=True) if p.name.endswith("less at 11")]
    (tmp_path / "x.csv").write_bytes(pollution.data)
    assert run(["audit", str(tmp_path / "x.csv"), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert ("CON001", ROWS[row][0]) in [(f["rule"], f["order_id"]) for f in told["findings"]]


def test_a_table_of_unknown_words_right_below_the_rows_gives_findings(tmp_path, capsys):
    other = [[f"{word}{at}" for at in range(len(HEADER))] for word in ("HEAD", "v")]
    (tmp_path / "x.csv").write_bytes("".join([*written(), *written(other)]).encode())
    assert run(["audit", str(tmp_path / "x.csv"), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {"HEAD0", "v0"} <= {f["order_id"] for f in told["findings"]}


@pytest.mark.parametrize("name", FILES)
def test_no_command_fails_on_a_file(tmp_path, capsys, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    pollution = FILES[name]
    Path("x.csv").write_bytes(pollution.data)
    codes = {run([command, "x.csv"]) for command in ("audit", "inspect")}
    codes.add(run(["handoff", "x.csv", "--out", "out"]))
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert codes == {3} if pollution.refused else codes <= {0, 1}


def test_the_gate_fails_on_no_torn_row(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for at, pollution in enumerate(torn_rows((3,), step=60)):
        Path("x.csv").write_bytes(pollution.data)
        assert run(["handoff", "x.csv", "--out", f"out{at}"]) in {0, 1}
        assert "Traceback" not in "".join(capsys.readouterr())


@pytest.mark.parametrize("name", [name for name in FILES if not FILES[name].refused and FILES[name].clean])
def test_what_the_gate_writes_is_read_again(tmp_path, name):
    pollution, path = FILES[name], tmp_path / "x.csv"
    path.write_bytes(pollution.data)
    prove_conservation(path, tmp_path / "out", hand_off(path, tmp_path / "out"))
    rows = []
    for fate in ("ready", "held", "not_due"):
        file = fate_file(path, tmp_path / "out", fate)
        if file.exists() and rows_of(file):
            rows += _read(file).rows
    assert sorted(rows) == sorted(_read(path).rows)
