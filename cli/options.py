"""The options that commands share, each with its one help text."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from fulfil.formats import Format

KINDS = "What the files are"
JUDGING = "How to judge"
COMPARING = "What to compare with"
SHOWING = "What to show"


class TwoFormats(StrEnum):
    """How something is written that people and programs read."""

    TERMINAL = Format.TERMINAL.value
    JSON = Format.JSON.value


class ReferenceFormat(StrEnum):
    """How what is known of rules is written."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE", help="Exports of orders (CSV, tab-separated, .gz); `-` is standard input."
    ),
]
Exports = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE",
        help="Exports, folders of them, or patterns (CSV, tab-separated, .gz, workbooks); "
        "`-` is standard input.",
        show_default=False,
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="The files' encoding, where it is not found.",
        rich_help_panel=JUDGING,
    ),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="WORD=STATE",
        help='What a status word of yours means: --status "待配货=due".',
        rich_help_panel=JUDGING,
    ),
]
Profiles = Annotated[
    list[str] | None,
    typer.Option(
        "--profile",
        metavar="NAME|FILE.toml",
        help="Read the files as a shipped kind whatever their headers say, or by a profile of your own where "
        "its signature stands; `fulfil inspect FILE --suggest` writes one.",
        rich_help_panel=JUDGING,
    ),
]
Policies = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        metavar="NAME|FILE.toml",
        help="Limits and words to judge by: a shipped policy or a file of your own; of several, the later "
        "one counts where both say something. Without it, fulfil.toml or [tool.fulfil] in pyproject.toml, "
        "found from the working folder upward.",
        rich_help_panel=JUDGING,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODE|FAMILY",
        help="Check these rules only: ADR003, or SPL for a family; instead of the policy's `select`.",
        rich_help_panel=JUDGING,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODE|FAMILY",
        help="Do not check these; beside the policy's `ignore`. Of --select and --ignore a code counts "
        "before a family, and of two alike --ignore.",
        rich_help_panel=JUDGING,
    ),
]
Require = Annotated[
    list[str] | None,
    typer.Option(
        "--require",
        metavar="CODE|FAMILY",
        help="Exit 1 where one of these could not be checked; beside the policy's `require`.",
        rich_help_panel=JUDGING,
    ),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="WORD",
        help="What exits 1: integrity-error (the default), error, service-warning and the like, a code, a "
        "family, or never; instead of the policy's `fail-on`.",
        rich_help_panel=JUDGING,
    ),
]
OwnRules = Annotated[
    list[str] | None,
    typer.Option(
        "--rules",
        metavar="FILE.py",
        help="Rules of your own beside those that ship; the code in the file is run.",
        rich_help_panel=JUDGING,
    ),
]
Reference = Annotated[
    ReferenceFormat, typer.Option("--format", help="How it is written.", rich_help_panel=SHOWING)
]
Personal = Annotated[
    bool,
    typer.Option(
        "--show-personal-data",
        help="Show names, phones and addresses in a pipe and in every report, too.",
        rich_help_panel=SHOWING,
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="carrier,week,...",
        help="Break the metrics down by carrier, warehouse, shop, province or week (ISO week of the order's "
        "creation, in the zone of its file), each by itself.",
        rich_help_panel=SHOWING,
    ),
]
NoColor = Annotated[
    bool, typer.Option("--no-color", help="No colours; so does NO_COLOR.", rich_help_panel=SHOWING)
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help="No progress bar, and no word that code of yours is run.",
        rich_help_panel=SHOWING,
    ),
]
Written = Annotated[
    TwoFormats, typer.Option("--format", help="How the report is written.", rich_help_panel=SHOWING)
]


DueWithin = Annotated[
    str | None,
    typer.Option(
        "--due-within",
        metavar="AGE",
        help="List what will break its promise next, most urgent first: 24h, 90m, 2d. It is no finding.",
        rich_help_panel=SHOWING,
    ),
]
