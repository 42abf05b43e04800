"""`fulfil policy check`: whether a policy can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fulfil.errors import PolicyError

from ...options import Policies
from ...policies import checked_policy
from ...silencing import Ignoring, silencing
from ...streams import write_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulfil.rules.rule import Rule


def check(*, policy: Policies = None) -> int:
    """Check a policy: its keys and limits, the rules that it names, what it extends. Exits 4 if it is wrong.

    The ignore file beside it is read, and the examples of the rules of your own that it names are run, too.

    Without --policy it is the one that is found from the working folder upward.
    """
    from fulfil.rules.registry import RULES
    from fulfil.rulings import is_required, ruled

    found, own = checked_policy(policy)
    _refuse_examples(own)
    rules = (*RULES, *own)
    on = ruled(rules, found.policy)
    required = sum(is_required(rule, found.policy) for rule in on)
    names = ", over ".join(reversed(found.names)) or "no policy is found: the defaults"
    write_pieces([f"{names}: {len(on)} of {len(rules)} rules are checked, {required} of them required\n"])
    ignored = silencing(Ignoring(), found, rules).ignored
    if ignored is not None:
        several = "entry" if len(ignored.entries) == 1 else "entries"
        write_pieces([f"{ignored.path}: {len(ignored.entries):,} {several}\n"])
    return 0


def _refuse_examples(own: Sequence[Rule]) -> None:
    from fulfil.rule_examples import check_examples

    failures = check_examples(own)
    if failures:
        first = failures[0]
        more = f", and {len(failures) - 1} more" if len(failures) > 1 else ""
        raise PolicyError(
            f"an example does not do what it says: {first}{more}",
            path=first.rule.file,
            hint="mend the rule or its example",
        )
