"""`fulfil inspect`: what a file is, and what was understood of it; with `--lock`, what is recorded of it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fulfil.errors import UsageError

from ..inputs import input_paths
from ..options import Encoding, NoColor, Personal, Statuses
from ..statuses import parse_statuses
from ..streams import console, write_pieces, written

if TYPE_CHECKING:
    from fulfil.exports.export import Reading

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE",
        help="An export; `-` is standard input. With --lock several, folders of them, or patterns.",
    ),
]
Lock = Annotated[
    str | None,
    typer.Option(
        "--lock",
        metavar="FILE",
        help="Record there which columns, empty cells and status words these exports have, for "
        "`fulfil audit --lock`; other feeds in it stay.",
    ),
]


def inspect(  # noqa: PLR0913  (the options of the command)
    *,
    files: Files,
    lock: Lock = None,
    encoding: Encoding = None,
    status: Statuses = None,
    personal: Personal = False,
    no_color: NoColor = False,
) -> int:
    """Say what kind of export a file is, what its columns mean, and how its records read."""
    from fulfil.exports.export import Reading

    reading = Reading(encoding=encoding, statuses=parse_statuses(status or ()))
    if lock is not None:
        _record(input_paths(files, folders=True), lock, reading)
        return 0
    from fulfil.inspect import inspect_exports
    from fulfil.reporters.inspection import inspection_lines, print_inspection

    paths = input_paths(files)
    if len(paths) > 1:
        what = (
            f"{files[0]} matches {len(paths)} files" if len(files) == 1 else f"{len(paths)} files are given"
        )
        raise UsageError(what, hint="inspect one at a time; several can be recorded with --lock FILE")
    sheets = inspect_exports(paths[0], reading)
    if sys.stdout.isatty():
        screen = console(no_color=no_color)
        for found in sheets:
            written(partial(print_inspection, found, screen))
    else:
        write_pieces(line for found in sheets for line in inspection_lines(found, personal=personal))
    return 0


def _record(paths: list[str], lock: str, reading: Reading) -> None:
    from fulfil.lock.lock import read_lock
    from fulfil.lock.lock_text import write_lock
    from fulfil.lock.record import record
    from fulfil.reporters.recorded import recorded_lines

    recorded = record(paths, reading, read_lock(lock) if Path(lock).exists() else None)
    write_lock(recorded.lock, lock)
    write_pieces(recorded_lines(recorded, lock))
