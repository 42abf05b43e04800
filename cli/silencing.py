"""What a run is to be silent about, from the command's options, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fulfil.errors import PolicyError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulfil.policy.policy_file import PolicyInForce
    from fulfil.report import Report
    from fulfil.rules.rule import Rule
    from fulfil.suppression.ignore_file import Ignored
    from fulfil.suppression.silencing import Silencing

_JUDGING = "How to judge"
_COMPARING = "What to compare with"

IgnoreFile = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Findings to let be: rule, order, reason and last day of each; without it, fulfil-ignore.toml "
        "beside the policy, or from the working folder upward.",
        rich_help_panel=_JUDGING,
    ),
]
Diff = Annotated[
    str | None,
    typer.Option(
        metavar="OLD.json",
        help="Tell what is new, gone and still there since this report, written earlier with --format json.",
        rich_help_panel=_COMPARING,
    ),
]


@dataclass(frozen=True, slots=True)
class Ignoring:
    """What a handoff is silent about."""

    ignore_file: IgnoreFile = None
    diff: Diff = None

    @property
    def files(self) -> tuple[str, ...]:
        """The files that are read, and that no output may replace."""
        return _named(self.ignore_file, self.diff)

    @property
    def baseline(self) -> None:
        """None: what is old holds an order all the same."""
        return None

    @property
    def update_baseline(self) -> bool:
        """False, likewise."""
        return False


@dataclass(frozen=True, slots=True)
class SilencingOptions:
    """What an audit is silent about, and what its findings are compared with."""

    ignore_file: IgnoreFile = None
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Findings that are in it are old: counted, not listed, and no reason to exit 1.",
            rich_help_panel=_COMPARING,
        ),
    ] = None
    update_baseline: Annotated[
        bool,
        typer.Option(
            "--update-baseline",
            help="Write the findings of this run into the baseline; ignored ones are left out.",
            rich_help_panel=_COMPARING,
        ),
    ] = False
    diff: Diff = None

    @property
    def files(self) -> tuple[str, ...]:
        """The files that are read, and that no output may replace."""
        return _named(self.ignore_file, self.baseline, self.diff)


def _named(*files: str | None) -> tuple[str, ...]:
    return tuple(file for file in files if file is not None)


def silencing(
    options: Ignoring | SilencingOptions, policy: PolicyInForce, rules: Sequence[Rule]
) -> Silencing:
    """Read what the options name, and the ignore file that is found.

    Args:
        options: the options.
        policy: the policy of the run.
        rules: all rules that there are, the user's own among them.

    Raises:
        UsageError: an update names no baseline, or the earlier report cannot be compared with.
        PolicyError: the ignore file or the baseline cannot be used.
    """
    from fulfil.suppression.silencing import Silencing

    if options.update_baseline and options.baseline is None:
        raise UsageError("--update-baseline says nothing without --baseline", hint="add --baseline FILE")
    ignored = _ignored(options.ignore_file, policy, rules)
    baseline = before = None
    if options.baseline is not None:
        from fulfil.suppression.baseline import read_baseline

        baseline = read_baseline(options.baseline, making=options.update_baseline)
    if options.diff is not None:
        from fulfil.suppression.differences import read_findings

        before = read_findings(options.diff)
    return Silencing(ignored, baseline, options.update_baseline, before)


def _ignored(named: str | None, policy: PolicyInForce, rules: Sequence[Rule]) -> Ignored | None:
    from fulfil.suppression.discovery import find_ignored
    from fulfil.suppression.ignore_file import read_ignored

    path = named if named is not None else find_ignored(Path.cwd(), policy.folder)
    return read_ignored(path, [rule.code for rule in rules]) if path is not None else None


def update_baseline(report: Report) -> None:
    """Write the baseline that a run was to update; not while entries of the ignore file have expired.

    Raises:
        OutputError: it cannot be written; an earlier one is as it was.
    """
    told = report.silenced.baseline
    if told is None or told.updated is None or report.silenced.expired:
        return
    from fulfil.suppression.baseline import baseline_text
    from fulfil.written_whole import write_whole

    write_whole(told.path, baseline_text(told.updated.entries), "the baseline")


def refuse_expired(report: Report) -> None:
    """Stop where an entry of the ignore file has ended, and its order is still there.

    Raises:
        PolicyError: there is such an entry.
    """
    expired = report.silenced.expired
    if not expired:
        return
    first = expired[0]
    more = len(expired) - 1
    others = f" (and {more:,} more {'has' if more == 1 else 'have'} ended)" if more else ""
    told = report.silenced.baseline
    kept = "; the baseline was not updated" if told is not None and told.updated else ""
    meant = f"{first.entry.rule} of order {first.entry.order}"
    raise PolicyError(
        f"this entry ended on {first.entry.until}: {meant} counts again{others}{kept}",
        path=report.silenced.ignored,
        line=first.line,
        hint="give it a new date with a reason, or remove it",
    )
