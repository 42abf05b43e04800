"""Rules of the user's own: loaded where they are named, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulfil.rules.rule import Rule


def own_rules(paths: Sequence[str], *, quiet: bool) -> tuple[Rule, ...]:
    """Load rules, and say on standard error whose code was run.

    Args:
        paths: Python files.
        quiet: do not say it.

    Raises:
        PolicyError: a file or a rule in it cannot be used.
    """
    if not paths:
        return ()
    from fulfil.rules.own import load_rules

    rules = load_rules(paths)
    codes: dict[str, list[str]] = {}
    for rule in rules:
        codes.setdefault(rule.file or "", []).append(rule.code)
    for path, of_file in codes.items():
        if not quiet:
            several = "rules" if len(of_file) > 1 else "rule"
            say(f"runs the code of {path} ({several} {', '.join(of_file)})")
    return rules
