from __future__ import annotations

import pytest

from fulfil.exports.export import Reading
from tests.fixtures.reading import FIXTURES, UNREADABLE, all_exports
from tests.handoff.batches import prove_tiles

READABLE = [path for path in all_exports() if path not in UNREADABLE]


def test_there_are_exports():
    assert len(READABLE) > 25


@pytest.mark.parametrize("path", READABLE)
def test_every_byte_of_an_export_belongs_to_one_record_whatever_the_blocks(path):
    rows, others = prove_tiles(FIXTURES / path)
    assert rows or path == "messy/header_only.csv"
    assert prove_tiles(FIXTURES / path, Reading(block_bytes=500)) == (rows, others)


@pytest.mark.parametrize("name", ["orders_text.csv", "orders_without_county.csv", "orders_columns.csv"])
def test_the_story_s_files(name):
    assert prove_tiles(FIXTURES / "missing_county" / name) == (5_000, 0)
