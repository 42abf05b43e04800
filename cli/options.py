"""The options that commands share, each with its one help text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from fulfil.formats import Format

_KINDS = "What the files are"
_JUDGING = "How to judge"
_COMPARING = "What to compare with"
_SHOWING = "What to show"


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
        rich_help_panel=_JUDGING,
    ),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="WORD=STATE",
        help='What a status word of yours means: --status "待配货=due".',
        rich_help_panel=_JUDGING,
    ),
]
Profiles = Annotated[
    list[str] | None,
    typer.Option(
        "--profile",
        metavar="NAME|FILE.toml",
        help="Read the files as a shipped kind whatever their headers say, or by a profile of your own where "
        "its signature stands; `fulfil inspect FILE --suggest` writes one.",
        rich_help_panel=_JUDGING,
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
        rich_help_panel=_JUDGING,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="CODE|FAMILY",
        help="Check these rules only: ADR003, or SPL for a family; instead of the policy's `select`.",
        rich_help_panel=_JUDGING,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODE|FAMILY",
        help="Do not check these; beside the policy's `ignore`. Of --select and --ignore a code counts "
        "before a family, and of two alike --ignore.",
        rich_help_panel=_JUDGING,
    ),
]
Require = Annotated[
    list[str] | None,
    typer.Option(
        "--require",
        metavar="CODE|FAMILY",
        help="Exit 1 where one of these could not be checked; beside the policy's `require`.",
        rich_help_panel=_JUDGING,
    ),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="WORD",
        help="What exits 1: integrity-error (the default), error, service-warning and the like, a code, a "
        "family, or never; instead of the policy's `fail-on`.",
        rich_help_panel=_JUDGING,
    ),
]
OwnRules = Annotated[
    list[str] | None,
    typer.Option(
        "--rules",
        metavar="FILE.py",
        help="Rules of your own beside those that ship; the code in the file is run.",
        rich_help_panel=_JUDGING,
    ),
]
Reference = Annotated[
    ReferenceFormat, typer.Option("--format", help="How it is written.", rich_help_panel=_SHOWING)
]
Personal = Annotated[
    bool,
    typer.Option(
        "--show-personal-data",
        help="Show names, phones and addresses in a pipe and in every report, too.",
        rich_help_panel=_SHOWING,
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="carrier,week,...",
        help="Break the metrics down by carrier, warehouse, shop, province or week (ISO week of the order's "
        "creation, in the zone of its file), each by itself.",
        rich_help_panel=_SHOWING,
    ),
]
NoColor = Annotated[
    bool, typer.Option("--no-color", help="No colours; so does NO_COLOR.", rich_help_panel=_SHOWING)
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet",
        "-q",
        help="No progress bar, and no word that code of yours is run.",
        rich_help_panel=_SHOWING,
    ),
]
Written = Annotated[
    TwoFormats, typer.Option("--format", help="How the report is written.", rich_help_panel=_SHOWING)
]


DueWithin = Annotated[
    str | None,
    typer.Option(
        "--due-within",
        metavar="AGE",
        help="List what will break its promise next, most urgent first: 24h, 90m, 2d. It is no finding.",
        rich_help_panel=_SHOWING,
    ),
]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Files that the user says the subject of."""

    orders: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Read these for orders only.", rich_help_panel=_KINDS),
    ] = None
    shipments: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Read these for shipments only.", rich_help_panel=_KINDS),
    ] = None
    returns: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Read these for returns only.", rich_help_panel=_KINDS),
    ] = None


@dataclass(frozen=True, slots=True)
class Judging:
    """How the orders are judged."""

    coverage: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Where carriers deliver, as a CSV table.", rich_help_panel=_JUDGING
        ),
    ] = None
    carrier: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The carrier of orders that name none; with --coverage.",
            rich_help_panel=_JUDGING,
        ),
    ] = None
    kits: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Which SKUs are shipped when a kit is ordered, as a CSV table.",
            rich_help_panel=_JUDGING,
        ),
    ] = None
    compatibility: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Which models make a set with each other, as a CSV table.",
            rich_help_panel=_JUDGING,
        ),
    ] = None
    policy: Policies = None
    rules: OwnRules = None
    select: Select = None
    ignore: Ignore = None
    require: Require = None
    fail_on: FailOn = None
    status: Statuses = None
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="The moment to count ages to, in Asia/Shanghai unless it has an offset; "
            "without it, the latest event in the files.",
            rich_help_panel=_JUDGING,
        ),
    ] = None
    profile: Profiles = None
    encoding: Encoding = None

    @property
    def tables(self) -> tuple[str, ...]:
        """The files that say how to judge, and hold no orders."""
        return tuple(path for path in (self.coverage, self.kits, self.compatibility) if path is not None)


@dataclass(frozen=True, slots=True)
class Comparing:
    """What a delivery is held against."""

    lock: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="What `fulfil inspect --lock` recorded of these feeds: tell lost, new and emptier columns, "
            "new status words, and feeds that did not come.",
            rich_help_panel=_COMPARING,
        ),
    ] = None
    max_age: Annotated[
        str | None,
        typer.Option(
            metavar="AGE",
            help="How old the newest event of each file may be by the clock: 26h, 90m, 2d, 1d12h.",
            rich_help_panel=_COMPARING,
        ),
    ] = None
    min_records: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            help="How many records each feed must hold that has no limit of its own in the lock.",
            rich_help_panel=_COMPARING,
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown of the result, and where."""

    limit: Annotated[
        int,
        typer.Option(min=0, help="How many findings of a rule a terminal shows.", rich_help_panel=_SHOWING),
    ] = 10
    everything: Annotated[
        bool, typer.Option("--all", help="Show all findings on a terminal.", rich_help_panel=_SHOWING)
    ] = False
    notes: Annotated[
        bool,
        typer.Option(
            "--notes",
            help="Show notes on a terminal, too; a pipe and JSON hold them anyway.",
            rich_help_panel=_SHOWING,
        ),
    ] = False
    exit_zero: Annotated[
        bool,
        typer.Option(
            "--exit-zero",
            help="Exit 0 whatever was found; errors keep their codes.",
            rich_help_panel=_SHOWING,
        ),
    ] = False
    personal: Personal = False
    no_color: NoColor = False
    quiet: Quiet = False


@dataclass(frozen=True, slots=True)
class Writing:
    """The forms that the report is written in."""

    format: Annotated[
        Format,
        typer.Option(
            help="How the report is written to standard output; a row of csv is a finding, and for "
            "`fulfil returns` a figure.",
            rich_help_panel=_SHOWING,
        ),
    ] = Format.TERMINAL
    output: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=PATH",
            help="Write the report to a file, too, in any of the formats; may be repeated: "
            "--output sarif=out.sarif --output junit=out.xml.",
            rich_help_panel=_SHOWING,
        ),
    ] = None
    statistics: Annotated[
        bool,
        typer.Option(
            "--statistics",
            help="Count the findings of each rule in one line, instead of listing them, on a terminal and in "
            "a pipe.",
            rich_help_panel=_SHOWING,
        ),
    ] = False
