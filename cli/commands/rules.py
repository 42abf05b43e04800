"""`fulfil rules`: all rules at a glance, or their whole reference."""

from __future__ import annotations

from ..options import NoColor, OwnRules, Quiet, Reference, ReferenceFormat
from ..own_rules import own_rules
from ..streams import to_people, write_pieces


def rules(
    *,
    rules: OwnRules = None,
    no_color: NoColor = False,
    quiet: Quiet = False,
    format: Reference = ReferenceFormat.TERMINAL,  # noqa: A002  (the option's name)
) -> int:
    """List all rules: code, name, severity, what the gate does, and what is wrong.

    With --format markdown or json, everything that is known of them.
    """
    from fulfil.rules.registry import RULES

    told = (*RULES, *own_rules(rules or (), quiet=quiet))
    if format is ReferenceFormat.JSON:
        from fulfil.reporters.reference import reference_json

        write_pieces([reference_json(told)], utf8=True)
    elif format is ReferenceFormat.MARKDOWN:
        from fulfil.reporters.reference import reference_markdown

        write_pieces(reference_markdown(told), utf8=True)
    else:
        from fulfil.reporters.rule_list import print_rules, rule_lines

        to_people(lambda screen: print_rules(told, screen), lambda: rule_lines(told), no_color=no_color)
    return 0
