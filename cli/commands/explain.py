"""`fulfil explain`: why a rule matters, and how to cure what it finds."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from fulfil.errors import UsageError

from ..options import NoColor
from ..streams import console, write_pieces, written

if TYPE_CHECKING:
    from fulfil.rules.rule import Rule

Code = Annotated[str, typer.Argument(metavar="CODE", help="A rule's code or name: ADR003, county-missing.")]


def explain(*, code: Code, no_color: NoColor = False) -> int:
    """Explain a rule: why it matters, what it flags, what is clean, and the cure."""
    from fulfil.reporters.documentation import manual

    text = manual(_rule(code))
    if sys.stdout.isatty():
        from rich.markdown import Markdown

        screen = console(no_color=no_color)
        written(lambda: screen.print(Markdown(text)))
    else:
        write_pieces([text])
    return 0


def _rule(wanted: str) -> Rule:
    from fulfil.rules.registry import RULES

    named = {rule.code.casefold(): rule for rule in RULES} | {rule.name: rule for rule in RULES}
    word = wanted.strip().casefold().replace("_", "-")
    if word in named:
        return named[word]
    near = get_close_matches(word, named, n=1, cutoff=0.5)
    hint = f"did you mean {named[near[0]].code} ({named[near[0]].name})? " if near else ""
    raise UsageError(f"there is no rule “{wanted}”", hint=f"{hint}`fulfil rules` lists them all")
