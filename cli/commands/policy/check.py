"""`fulfil policy check`: whether a policy can be used."""

from __future__ import annotations

from ...options import Policies
from ...policies import checked_policy
from ...streams import write_pieces


def check(*, policy: Policies = None) -> int:
    """Check a policy: its keys and limits, the rules that it names, what it extends. Exits 4 if it is wrong.

    Without --policy it is the one that is found from the working folder upward.
    """
    from fulfil.rules.registry import RULES
    from fulfil.rulings import is_required, ruled

    found = checked_policy(policy)
    on = ruled(RULES, found.policy)
    required = sum(is_required(rule, found.policy) for rule in on)
    names = ", over ".join(reversed(found.names)) or "no policy is found: the defaults"
    write_pieces([f"{names}: {len(on)} of {len(RULES)} rules are checked, {required} of them required\n"])
    return 0
