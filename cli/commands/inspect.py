"""`fulfil inspect`: what a file is, and what was understood of it."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from fulfil.errors import UsageError

from ..inputs import input_paths
from ..options import Encoding, NoColor, Personal
from ..streams import console, write_pieces, written

File = Annotated[str, typer.Argument(metavar="FILE", help="An export; `-` is standard input.")]


def inspect(
    *, file: File, encoding: Encoding = None, personal: Personal = False, no_color: NoColor = False
) -> int:
    """Say what kind of export a file is, what its columns mean, and how its records read."""
    from fulfil.exports.export import Reading
    from fulfil.inspect import inspect_exports
    from fulfil.reporters.inspection import inspection_lines, print_inspection

    paths = input_paths([file])
    if len(paths) > 1:
        raise UsageError(f"{file} matches {len(paths)} files", hint="inspect one at a time")
    sheets = inspect_exports(paths[0], Reading(encoding=encoding))
    if sys.stdout.isatty():
        screen = console(no_color=no_color)
        for found in sheets:
            written(partial(print_inspection, found, screen))
    else:
        write_pieces(line for found in sheets for line in inspection_lines(found, personal=personal))
    return 0
