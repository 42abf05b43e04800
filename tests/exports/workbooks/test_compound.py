from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.workbooks.compound import CompoundFile, DamagedError, packed
from tests.fixtures.workbooks import xls


def test_a_stream_of_another_writer_is_found():
    compound = CompoundFile(io.BytesIO(xls(lambda sheet: sheet.write(0, 0, "order_id"))))
    assert list(compound.streams) == ["Workbook"]
    assert compound.stream("Workbook").startswith(b"\x09\x08")


@pytest.mark.parametrize("size", [1, 4096, 4097, 5 << 20])
def test_what_is_packed_can_be_read(size):
    stream = (bytes(range(251)) * (size // 251 + 1))[:size]
    compound = CompoundFile(io.BytesIO(packed("Workbook", stream)))
    assert compound.stream("Workbook").rstrip(b"\0") == stream.rstrip(b"\0")


@pytest.mark.parametrize("cut", [100, 512, 600, 3000])
def test_cut_short(cut):
    raw = xls(lambda sheet: sheet.write(0, 0, "order_id"))
    with pytest.raises(DamagedError):
        CompoundFile(io.BytesIO(raw[:cut])).stream("Workbook")


@settings(deadline=None)
@given(st.integers(0, 700), st.binary(min_size=1, max_size=8))
def test_damage_is_told_or_harmless(at, junk):
    raw = bytearray(xls(lambda sheet: sheet.write(0, 0, "order_id")))
    raw[at : at + len(junk)] = junk
    try:
        compound = CompoundFile(io.BytesIO(raw))
        for name in compound.streams:
            compound.stream(name)
    except DamagedError:
        pass
