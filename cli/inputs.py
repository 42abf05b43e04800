"""The files of a command: patterns and folders expanded, as no Windows shell does it."""

from __future__ import annotations

from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from fulfil.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDIN = "-"
#: What is read of a folder.
SUFFIXES = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")


def input_paths(given: Sequence[str], *, folders: bool = False) -> list[str]:
    """The paths that the arguments stand for, in order, sorted within each argument.

    Args:
        given: paths, patterns, or `-` for standard input.
        folders: whether a folder stands for the exports in it.

    Raises:
        UsageError: a pattern matches nothing, a folder holds no export, or standard input is given twice.
    """
    if list(given).count(STDIN) > 1:
        raise UsageError("standard input can be read only once")
    return [path for argument in given for path in _expanded(argument, folders=folders)]


def _expanded(argument: str, *, folders: bool) -> Iterator[str]:
    path = Path(argument)
    if argument == STDIN or path.is_file():
        yield argument
    elif folders and path.is_dir():
        found = sorted(str(file) for file in path.iterdir() if file.name.lower().endswith(SUFFIXES))
        if not found:
            raise UsageError(
                "the folder holds no exports", path=argument, hint=f"looked for {', '.join(SUFFIXES)}"
            )
        yield from found
    elif any(mark in argument for mark in "*?["):
        found = sorted(glob(argument, recursive=True))  # noqa: PTH207  (a pattern may be absolute)
        if not found:
            raise UsageError("no file matches", path=argument)
        yield from found
    else:
        yield argument
