"""`fulfil explain`: why a rule matters, and how to cure what it finds; or what a metric counts."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from fulfil.errors import UsageError

from ..options import NoColor, OwnRules, Quiet, Reference, ReferenceFormat
from ..own_rules import own_rules
from ..policies import named_or_found
from ..streams import console, write_pieces, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulfil.metrics.metric import Metric
    from fulfil.rules.rule import Rule

Code = Annotated[
    str,
    typer.Argument(
        metavar="CODE",
        help="A rule's or metric's code or name: ADR003, county-missing, M05, pickup-lag.",
    ),
]


def explain(
    *,
    code: Code,
    rules: OwnRules = None,
    no_color: NoColor = False,
    quiet: Quiet = False,
    format: Reference = ReferenceFormat.TERMINAL,  # noqa: A002  (the option's name)
) -> int:
    """Explain a rule: why it matters, what it flags, what is clean, the cure, and the limits it judges by.

    Of a metric, its formula and source.
    """
    from fulfil.rules.rule import Rule

    found = _found(code, rules or (), quiet=quiet)
    if format is ReferenceFormat.JSON:
        from fulfil.reporters.reference import metric_json, rule_json

        write_pieces([rule_json(found) if isinstance(found, Rule) else metric_json(found)], utf8=True)
        return 0
    from fulfil.reporters.documentation import manual, metric_manual

    text = manual(found) if isinstance(found, Rule) else metric_manual(found)
    if format is ReferenceFormat.TERMINAL and sys.stdout.isatty():
        from rich.markdown import Markdown

        screen = console(no_color=no_color)
        written(lambda: screen.print(Markdown(text)))
    else:
        write_pieces([text], utf8=format is ReferenceFormat.MARKDOWN)
    return 0


def _found(wanted: str, files: Sequence[str], *, quiet: bool) -> Rule | Metric:
    from fulfil.metrics.registry import METRICS
    from fulfil.rules.registry import RULES

    named = _named((*RULES, *own_rules(files, quiet=quiet), *METRICS))
    word = _folded(wanted)
    if word not in named:
        # A finding of an audit in this folder may be of a rule that its policy names.
        named |= _named(own_rules(_of_policy(files), quiet=quiet))
    if word in named:
        return named[word]
    near = get_close_matches(word, named, n=1, cutoff=0.5)
    hint = f"did you mean {named[near[0]].code} ({named[near[0]].name})? " if near else ""
    raise UsageError(
        f"there is no rule or metric “{wanted}”",
        hint=f"{hint}`fulfil rules` lists all rules; those of your own are named with --rules",
    )


def _of_policy(files: Sequence[str]) -> Sequence[str]:
    """The files of own rules of the policy that is found from the working folder upward, and the others."""
    from fulfil.policy.policy_file import load_policy

    found = load_policy(named_or_found(None)).policy.own_rules
    return (*found, *files) if found else ()


def _named(everything: Sequence[Rule | Metric]) -> dict[str, Rule | Metric]:
    return {_folded(word): each for each in everything for word in (each.code, each.name)}


def _folded(word: str) -> str:
    """A code or a name, however its words are joined."""
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").split())
