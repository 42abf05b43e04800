"""The options that belong together, for the commands that have all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from fulfil.formats import Format

from .options import (
    COMPARING,
    JUDGING,
    KINDS,
    SHOWING,
    Encoding,
    FailOn,
    Ignore,
    NoColor,
    OwnRules,
    Personal,
    Policies,
    Profiles,
    Quiet,
    Require,
    Select,
    Statuses,
)


@dataclass(frozen=True, slots=True)
class Kinds:
    """Files that the user says the subject of."""

    orders: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Read these for orders only.", rich_help_panel=KINDS),
    ] = None
    shipments: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Read these for shipments only.", rich_help_panel=KINDS),
    ] = None
    returns: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Read these for returns only.", rich_help_panel=KINDS),
    ] = None


@dataclass(frozen=True, slots=True)
class Judging:
    """How the orders are judged."""

    coverage: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Where carriers deliver, as a CSV table.", rich_help_panel=JUDGING),
    ] = None
    carrier: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The carrier of orders that name none; with --coverage.",
            rich_help_panel=JUDGING,
        ),
    ] = None
    kits: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Which SKUs are shipped when a kit is ordered, as a CSV table.",
            rich_help_panel=JUDGING,
        ),
    ] = None
    compatibility: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Which models make a set with each other, as a CSV table.",
            rich_help_panel=JUDGING,
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
            rich_help_panel=JUDGING,
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
            rich_help_panel=COMPARING,
        ),
    ] = None
    max_age: Annotated[
        str | None,
        typer.Option(
            metavar="AGE",
            help="How old the newest event of each file may be by the clock: 26h, 90m, 2d, 1d12h.",
            rich_help_panel=COMPARING,
        ),
    ] = None
    min_records: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            help="How many records each feed must hold that has no limit of its own in the lock.",
            rich_help_panel=COMPARING,
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown of the result, and where."""

    limit: Annotated[
        int,
        typer.Option(min=0, help="How many findings of a rule a terminal shows.", rich_help_panel=SHOWING),
    ] = 10
    everything: Annotated[
        bool, typer.Option("--all", help="Show all findings on a terminal.", rich_help_panel=SHOWING)
    ] = False
    notes: Annotated[
        bool,
        typer.Option(
            "--notes",
            help="Show notes on a terminal, too; a pipe and JSON hold them anyway.",
            rich_help_panel=SHOWING,
        ),
    ] = False
    exit_zero: Annotated[
        bool,
        typer.Option(
            "--exit-zero",
            help="Exit 0 whatever was found; errors keep their codes.",
            rich_help_panel=SHOWING,
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
            rich_help_panel=SHOWING,
        ),
    ] = Format.TERMINAL
    output: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=PATH",
            help="Write the report to a file, too, in any of the formats; may be repeated: "
            "--output sarif=out.sarif --output junit=out.xml.",
            rich_help_panel=SHOWING,
        ),
    ] = None
    statistics: Annotated[
        bool,
        typer.Option(
            "--statistics",
            help="Count the findings of each rule in one line, instead of listing them, on a terminal and in "
            "a pipe.",
            rich_help_panel=SHOWING,
        ),
    ] = False
