"""`fulfil inspect`: what a file is, and what was understood of it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from fulfil.errors import UsageError

from ..inputs import input_paths
from ..options import Encoding, NoColor, Personal, Profiles
from ..profiles import parse_profiles
from ..streams import console, write_pieces, written

File = Annotated[str, typer.Argument(metavar="FILE", help="An export; `-` is standard input.")]


Suggest = Annotated[
    bool, typer.Option("--suggest", help="Write a profile for the file, as TOML to edit, and nothing else.")
]


def inspect(  # noqa: PLR0913  (the options of the command)
    *,
    file: File,
    suggest: Suggest = False,
    profile: Profiles = None,
    encoding: Encoding = None,
    personal: Personal = False,
    no_color: NoColor = False,
) -> int:
    """Say what kind of export a file is, what its columns mean, and how its records read."""
    from fulfil.exports.export import Reading
    from fulfil.inspect import inspect_export
    from fulfil.reporters.inspection import inspection_lines, print_inspection

    paths = input_paths([file])
    if len(paths) > 1:
        raise UsageError(f"{file} matches {len(paths)} files", hint="inspect one at a time")
    if suggest:
        return _suggest(paths[0], encoding, profile)
    shipped, own = parse_profiles(profile or ())
    found = inspect_export(paths[0], Reading(encoding=encoding, profile=shipped, profiles=own))
    if sys.stdout.isatty():
        screen = console(no_color=no_color)
        written(lambda: print_inspection(found, screen))
    else:
        write_pieces(inspection_lines(found, personal=personal))
    return 0


def _suggest(path: str, encoding: str | None, profile: list[str] | None) -> int:
    if profile:
        raise UsageError("--suggest makes a profile, and reads none", hint="leave out --profile")
    from fulfil.exports.suggest.suggestion import suggest_profile

    write_pieces([suggest_profile(path, encoding)], utf8=True)
    return 0
