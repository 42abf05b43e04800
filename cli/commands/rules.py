"""`fulfil rules`: all rules at a glance."""

from __future__ import annotations

import sys

from ..options import NoColor
from ..streams import console, write_pieces, written


def rules(*, no_color: NoColor = False) -> int:
    """List all rules: code, name, severity, what the gate does, and what is wrong."""
    from fulfil.reporters.rule_list import print_rules, rule_lines
    from fulfil.rules.registry import RULES

    if sys.stdout.isatty():
        screen = console(no_color=no_color)
        written(lambda: print_rules(RULES, screen))
    else:
        write_pieces(rule_lines(RULES))
    return 0
