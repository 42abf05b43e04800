from __future__ import annotations

import io
import os

import pytest

from fulfil.errors import UnreadableError
from fulfil.exports.workbooks.guarded import opened
from tests.fixtures.workbooks import xlsx

PANIC = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})


def read(error: BaseException) -> None:
    with opened("o.xlsx", io.BytesIO(xlsx([["a"]]))):
        os.write(2, b"thread '<unnamed>' panicked\n")
        raise error


def test_a_panic_is_a_damaged_workbook_and_writes_nothing(capfd):
    with pytest.raises(UnreadableError, match="damaged"):
        read(PANIC("index out of range"))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), UnreadableError("as it is")])
def test_anything_else_passes(error):
    with pytest.raises(type(error)):
        read(error)


def test_standard_error_is_back_afterwards(capfd):
    with opened("o.xlsx", io.BytesIO(xlsx([["a"]]))) as workbook:
        assert workbook.sheet_names == ["Sheet"]
    os.write(2, b"heard\n")
    assert capfd.readouterr().err == "heard\n"


def test_a_program_without_standard_error_can_read(monkeypatch):
    def closed(_):
        raise OSError

    monkeypatch.setattr(os, "dup", closed)
    with opened("o.xlsx", io.BytesIO(xlsx([["a"]]))) as workbook:
        assert workbook.sheet_names == ["Sheet"]
