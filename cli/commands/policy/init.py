"""`fulfil policy init`: a policy file to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fulfil.errors import OutputError, UsageError

from ...streams import write_pieces

Where = Annotated[str, typer.Argument(metavar="FILE", help="The file to write.")]
Extends = Annotated[
    list[str] | None,
    typer.Option(
        "--extends", metavar="NAME", help="A shipped policy that it is laid over; `fulfil policy presets`."
    ),
]


def init(*, file: Where = "fulfil.toml", extends: Extends = None) -> int:
    """Write a policy file with every key, its meaning and its default, as comments to begin with."""
    from fulfil.policy.policy_file import load_policy
    from fulfil.policy.starter import starter

    names = list(extends or ())
    load_policy(names)
    if Path(file).exists():
        raise UsageError("there is a file already", path=file, hint="name another, or remove it first")
    try:
        Path(file).write_text(starter(names), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"it cannot be written: {error.strerror}", path=file) from error
    write_pieces([f"wrote {file}; `fulfil policy check` says whether it can be used\n"])
    return 0
