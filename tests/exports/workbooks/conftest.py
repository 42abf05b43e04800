from __future__ import annotations

import csv
import io
from contextlib import ExitStack

import pytest

from fulfil.exports.source import open_sources
from tests.fixtures.workbooks import put


@pytest.fixture
def read(tmp_path):
    """Stem -> the rows of each sheet of a workbook, by the csv module."""

    def read_bytes(raw: bytes, name: str = "orders.xlsx") -> dict[str, list[list[str]]]:
        with ExitStack() as stack:
            sources = [stack.enter_context(source) for source in open_sources(put(tmp_path, raw, name))]
            texts = {source.stem: source.read_at(0, source.size).decode("utf-8-sig") for source in sources}
        return {stem: list(csv.reader(io.StringIO(text, newline=""))) for stem, text in texts.items()}

    return read_bytes


@pytest.fixture
def rows(read):
    """The rows of the only sheet of a workbook."""

    def only(raw: bytes, name: str = "orders.xlsx") -> list[list[str]]:
        (sheet,) = read(raw, name).values()
        return sheet

    return only
