from __future__ import annotations

import pytest


@pytest.fixture
def written(tmp_path):
    """Write a table and give its path."""

    def write(text, encoding="utf-8"):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding)
        return str(path)

    return write
