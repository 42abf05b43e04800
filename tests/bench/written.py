"""The generated files, made in a process of their own: this one must stay small (see `process.cost`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .process import PYTHON, output


@dataclass(frozen=True, slots=True)
class Orders:
    """A file that was written.

    Args:
        path: the file.
        rows: its orders.
        planted: story -> orders in it, `clean` for the rest.
    """

    path: Path
    rows: int
    planted: dict[str, int]


def written(folder: Path, variant: str, rows: int) -> Orders:
    """The file of a variant, generated where it is not there yet.

    Args:
        folder: where the files are kept.
        variant: `columns`, `gb18030` or `text`.
        rows: the number of orders.
    """
    argv = [PYTHON, "-m", "tests.bench.orders", "--folder", str(folder), "--rows", str(rows)]
    told = json.loads(output([*argv, "--variants", variant]))
    return Orders(Path(told["path"]), told["rows"], told["planted"])
