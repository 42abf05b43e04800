"""Where an ignore file is found that nobody named."""

from __future__ import annotations

from os.path import relpath
from typing import TYPE_CHECKING

from .ignore_file import NAME

if TYPE_CHECKING:
    from pathlib import Path


def find_ignored(folder: Path, beside: Path | None = None) -> str | None:
    """The ignore file in force: beside the policy, or the nearest from a folder upward.

    Args:
        folder: where to begin; its parents follow.
        beside: the folder of the policy in force.

    Returns:
        The path, seen from that folder; None where there is none.
    """
    start = folder.resolve()
    folders = [*([beside.resolve()] if beside is not None else []), start, *start.parents]
    found = next((each / NAME for each in folders if (each / NAME).is_file()), None)
    return relpath(found, start) if found is not None else None
