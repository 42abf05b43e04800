from __future__ import annotations

from pathlib import Path

import pytest

from cli.inputs import input_paths
from fulfil.errors import UsageError


def test_files_patterns_and_standard_input(folder):
    (folder / "odd[1].csv").write_text("x")
    assert input_paths(["held.csv", "-", "odd[1].csv"]) == ["held.csv", "-", "odd[1].csv"]
    assert input_paths(["*d.csv", "clean.csv"]) == ["held.csv", "odd.csv", "clean.csv"]
    assert input_paths([str(folder / "h*.csv")]) == [str(folder / "held.csv")]


def test_what_is_missing_is_left_to_the_reader():
    assert input_paths(["missing.csv"]) == ["missing.csv"]


def test_a_folder_is_expanded_only_where_it_means_something():
    inner = Path("exports")
    inner.mkdir()
    with pytest.raises(UsageError, match="holds no exports"):
        input_paths(["exports"], folders=True)
    for name in ("b.csv", "a.TXT", "c.csv.gz", "notes.md"):
        (inner / name).write_text("x")
    assert input_paths(["exports"], folders=True) == [str(inner / n) for n in ("a.TXT", "b.csv", "c.csv.gz")]
    assert input_paths(["exports"]) == ["exports"]
