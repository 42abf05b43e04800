"""The `fulfil` program."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from .commands.audit import audit
from .commands.explain import explain
from .commands.handoff import handoff
from .commands.inspect import inspect
from .commands.order import order
from .commands.policy import policy
from .commands.returns import returns
from .commands.rules import rules
from .errors import told
from .streams import never_fail_to_encode, write_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    name="fulfil",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (handoff, audit, returns, order, inspect, rules, explain):
    app.command()(command)
app.add_typer(policy)


def _version(wanted: bool) -> None:  # noqa: FBT001  (Typer passes the option's value by position)
    if wanted:
        from importlib.metadata import version

        write_pieces([f"fulfil {version('fulfil')}\n"])
        raise typer.Exit


@app.callback()
def fulfil(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Audit order fulfilment: which orders may get a waybill, which are held, and what each one needs."""
    del version


def run(arguments: Sequence[str]) -> int:
    """Run the program.

    Args:
        arguments: the words after the program's name; none asks for help.

    Returns:
        The exit code.
    """
    never_fail_to_encode()
    command = typer.main.get_command(app)
    return told(lambda: command.main(list(arguments) or ["--help"], "fulfil", standalone_mode=False) or 0)


def main() -> None:
    """Run with the words of the command line, and exit."""
    # Polars' allocator keeps a pool of memory per arena, and makes four arenas per core: with two in all the
    # same work took a sixth less memory, and no more time.
    os.environ.setdefault("_RJEM_MALLOC_CONF", "narenas:2")
    # Tables and plans are many small objects without cycles: looking for cycles took a tenth of a small run.
    gc.set_threshold(100_000, 50, 50)
    # Two threads take turns in Python between long native calls; the default turn of 5 ms keeps one waiting.
    sys.setswitchinterval(0.0005)
    sys.exit(run(sys.argv[1:]))
