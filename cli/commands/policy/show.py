"""`fulfil policy show`: each limit in force, and where it comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from ...options import NoColor, Policies, TwoFormats, Written
from ...policies import checked_policy
from ...streams import to_people, write_pieces

Given = Annotated[
    bool, typer.Option("--given", help="Only what a policy says, without the values that are defaults.")
]


def show(
    *,
    policy: Policies = None,
    given: Given = False,
    format: Written = TwoFormats.TERMINAL,  # noqa: A002  (the option's name)
    no_color: NoColor = False,
) -> int:
    """Show each key of the policy in force, its value, and the file and line that it comes from.

    Without --policy it is the one that is found from the working folder upward.
    """
    from fulfil.policy.sourced import sourced
    from fulfil.reporters.policy_values import policy_json, policy_lines, print_policy

    values = [each for each in sourced(checked_policy(policy)[0]) if not given or each.layer]
    if format is TwoFormats.JSON:
        write_pieces(policy_json(values), utf8=True)
    else:
        to_people(
            lambda screen: print_policy(values, screen), lambda: policy_lines(values), no_color=no_color
        )
    return 0
