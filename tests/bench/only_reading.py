"""Reads one export from its first byte to its last, proof included, and nothing else: a process to measure.

`python -m tests.bench.only_reading FILE`. It prints the number of rows.
"""

from __future__ import annotations

import sys

from fulfil.exports.blocks import Position, read_blocks
from fulfil.exports.opening import open_exports


def rows_in(path: str) -> int:
    """The rows of all tables in a file, each cell of every mapped column read as text."""
    rows = 0
    with open_exports(path) as opened:
        for export in opened.exports:
            known = export.recognition
            start = Position(known.header.end, known.header.next_line)
            blocks = read_blocks(
                export.source,
                export.encoding,
                known.dialect,
                known.columns.width,
                range(known.columns.width),
                start,
            )
            rows += sum(block.cells.height for block in blocks)
    return rows


if __name__ == "__main__":
    print(rows_in(sys.argv[1]))
