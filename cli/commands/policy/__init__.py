"""`fulfil policy`: the limits that are in force, where each comes from, and whether they can be used."""

from __future__ import annotations

import typer

from .check import check
from .init import init
from .presets import presets
from .schema import schema
from .show import show

policy = typer.Typer(
    name="policy",
    help="Look at the limits that are in force, check them, and begin a policy of your own.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (init, check, show, schema, presets):
    policy.command()(command)
