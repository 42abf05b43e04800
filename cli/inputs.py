"""The files of a command: patterns and folders expanded, as no Windows shell does it."""

from __future__ import annotations

from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from fulfil.errors import UsageError
from fulfil.tables import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .option_groups import Kinds

STDIN = "-"
#: What is read of a folder.
SUFFIXES = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz", ".xlsx", ".xlsm", ".xls", ".ods")
#: What a spreadsheet program or an operating system leaves beside the files.
_LEFT_BEHIND = (".", "~$", "._")


def input_paths(given: Sequence[str], *, folders: bool = False, tables: Sequence[str] = ()) -> list[str]:
    """The paths that the arguments stand for, in order, sorted within each argument.

    Args:
        given: paths, patterns, or `-` for standard input.
        folders: whether a folder stands for the exports in it.
        tables: files that are no exports, and left out of folders and patterns.

    Raises:
        UsageError: a pattern matches nothing, a folder holds no export, or standard input is given twice.
    """
    if list(given).count(STDIN) > 1:
        raise UsageError("standard input can be read only once")
    aside = {Path(table).resolve() for table in tables}
    return [path for argument in given for path in _expanded(argument, aside, folders=folders)]


def forced_inputs(
    given: Sequence[str], kinds: Kinds, tables: Sequence[str] = ()
) -> tuple[list[str], dict[str, Subject]]:
    """All inputs of an audit, and those whose subject the user says.

    Args:
        given: files, folders, patterns, or `-`, whose subjects are found by their columns.
        kinds: files that are to be read for one subject.
        tables: files that are no exports, and left out of folders and patterns.

    Returns:
        The paths, each once, and path -> subject.

    Raises:
        UsageError: nothing is given, or a file is given two subjects; see also `input_paths`.
    """
    said = {Subject.ORDERS: kinds.orders, Subject.SHIPMENTS: kinds.shipments, Subject.RETURNS: kinds.returns}
    everything = [*given, *(path for paths in said.values() for path in paths or ())]
    if not everything:
        raise UsageError("no file is given", hint="name exports, or a folder of them")
    paths = list(dict.fromkeys(input_paths(everything, folders=True, tables=tables)))
    forced: dict[str, Subject] = {}
    for subject, some in said.items():
        for path in input_paths(some or (), folders=True, tables=tables):
            if forced.setdefault(path, subject) is not subject:
                raise UsageError(
                    f"it is given as {forced[path].value} and as {subject.value}",
                    path=path,
                    hint="leave both out: a file may tell of several things",
                )
    return paths, forced


def _expanded(argument: str, aside: set[Path], *, folders: bool) -> Iterator[str]:
    path = Path(argument)
    if argument == STDIN or path.is_file():
        yield argument
    elif folders and path.is_dir():
        found = sorted(
            str(file)
            for file in path.iterdir()
            if file.name.lower().endswith(SUFFIXES)
            and not file.name.startswith(_LEFT_BEHIND)
            and file.resolve() not in aside
        )
        if not found:
            raise UsageError(
                "the folder holds no exports", path=argument, hint=f"looked for {', '.join(SUFFIXES)}"
            )
        yield from found
    elif any(mark in argument for mark in "*?["):
        matches = glob(argument, recursive=True)  # noqa: PTH207  (a pattern may be absolute)
        found = sorted(match for match in matches if Path(match).resolve() not in aside)
        if not found:
            raise UsageError("no file matches", path=argument)
        yield from found
    else:
        yield argument
