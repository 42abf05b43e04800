"""Whatever an export looks like, no record is lost, changed or counted twice on its way through the gate."""

from __future__ import annotations

import codecs
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fulfil.exports.export import Reading
from tests.handoff.batches import fate_file, prove_conservation, prove_tiles, rows_of, run
from tests.thorough import examples

HEADER = ("order_id", "line_id", "status", "province", "city", "county", "street", "phone", "buyer_note")
CODECS = {
    "utf-8": b"",
    "utf-8-sig": codecs.BOM_UTF8,
    "gb18030": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}

_ids = st.sampled_from(["A1", "A2", "A3", "A4", "A5", '="A6"', "'A7", "", "-", "合计"])
_statuses = st.sampled_from(["to_ship", "to_ship", "to_ship", "closed", "shipped", "", "待定"])
_counties = st.sampled_from(["西湖区", "西湖区", "西湖区", "", "无", "昆山市"])
_streets = st.sampled_from(["示例路1号", "西湖区示例路2号", "", "示例路3号，4幢"])
_notes = st.sampled_from(
    ["", "x", 'a "b"', "a\nb", "a\r\nb", "a,b", "a\tb", "=1+1", "很好", "[red]", "\x00", " "]
)
_cells = st.tuples(
    _ids,
    st.sampled_from(["1", "2", "3"]),
    _statuses,
    st.just("浙江省"),
    st.just("杭州市"),
    _counties,
    _streets,
    st.just("13800001111"),
    _notes,
)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@st.composite
def _records(draw, delimiter):
    """One record as text: mostly well formed, sometimes short, long, or with quotes where none belong."""
    cells = draw(_cells)
    must = {i for i, cell in enumerate(cells) if set(cell) & {delimiter, '"', "\n", "\r"}}
    also = draw(st.sets(st.integers(0, len(cells) - 1), max_size=2))
    written = [_quoted(cell) if i in must | also else cell for i, cell in enumerate(cells)]
    damage = draw(st.sampled_from(["", "", "", "", "short", "long", "stray", "open", "blank", "header"]))
    if damage == "short":
        written = written[: draw(st.integers(1, len(written) - 1))]
    elif damage == "long":
        written.append("more")
    elif damage == "stray":
        written[6] = 'a"b'
    elif damage == "open":
        written[8] = '"never closed'
    elif damage == "header":
        written = list(HEADER)
    elif damage == "blank":
        return draw(st.sampled_from(["", "   ", delimiter * (len(HEADER) - 1)]))
    return delimiter.join(written)


@st.composite
def exports(draw):
    """The bytes of an export, and its encoding."""
    delimiter = draw(st.sampled_from(",\t;|"))
    codec = draw(st.sampled_from(sorted(CODECS)))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    records = draw(st.lists(_records(delimiter), max_size=12))
    ends = [draw(st.sampled_from([end, end, end, "\n"])) for _ in records]
    text = delimiter.join(HEADER) + end + "".join(map(str.__add__, records, ends))
    text = text[: len(text) - draw(st.sampled_from([0, 0, 0, 1, 5]))]
    return CODECS[codec] + text.encode(codec.removesuffix("-sig"))


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=exports(), fix=st.booleans())
def test_nothing_is_lost(data, fix):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(data)
        assert prove_tiles(path) == prove_tiles(path, Reading(block_bytes=64))
        done = run(path, Path(folder) / "first")
        prove_conservation(path, Path(folder) / "first", done)
        _prove_ready_again(path, folder)
        if fix:
            _prove_fixed(path, folder)


def _prove_ready_again(path, folder):
    ready = fate_file(path, Path(folder) / "first", "ready")
    before = rows_of(ready)
    if before:
        done = run(ready, Path(folder) / "second")
        assert done.report.counts.held == 0
        assert rows_of(fate_file(ready, Path(folder) / "second", "ready")) == before


def _prove_fixed(path, folder):
    """Fixing moves held records to `fixed` and leaves the others where they were."""
    done = run(path, Path(folder) / "fixed", fix=True)
    for fate in ("ready", "not_due"):
        assert _ids_of(path, Path(folder) / "fixed", fate) == _ids_of(path, Path(folder) / "first", fate)
    moved = _ids_of(path, Path(folder) / "fixed", "held") + _ids_of(path, Path(folder) / "fixed", "fixed")
    assert moved == _ids_of(path, Path(folder) / "first", "held")
    fixed = fate_file(path, Path(folder) / "fixed", "fixed")
    if fixed.exists():
        again = run(fixed, Path(folder) / "third")
        assert (again.report.counts.held, again.report.counts.ready) == (0, done.report.counts.fixed)


def _ids_of(path, out, fate):
    file = fate_file(path, out, fate)
    return Counter(record.order_id for record in rows_of(file)) if file.exists() else Counter()


@pytest.mark.parametrize("codec", CODECS)
def test_the_generator_makes_exports_that_are_read(codec, tmp_path):
    text = ",".join(HEADER) + "\nA1,1,to_ship,浙江省,杭州市,西湖区,示例路1号,13800001111,x\n"
    path = tmp_path / "x.csv"
    path.write_bytes(CODECS[codec] + text.encode(codec.removesuffix("-sig")))
    assert run(path, tmp_path / "out").report.counts.ready == 1
