"""The text of a rule of the user's own, and of the same rule with something wrong in it."""

from __future__ import annotations

RULE = '''\
"""Rules of one warehouse."""

import polars as pl

from fulfil.rules import Handoff, Scope, Severity, Subject, rule


@rule(
    "X001",
    "express-without-phone",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=("orders.carrier", "orders.phone"),
    message="{carrier} calls before it comes, and there is no phone",
)
def express_without_phone(facts, policy):
    """An order goes by SF, which calls every recipient, and has no phone number.

    ## Why it matters
    SF returns such parcels the same day.

    ## What a null means
    Without a carrier nothing is judged; an empty phone is missing.

    ## Flagged
    ```csv
    order_id,carrier,phone
    A1,SF,
    ```

    ## Clean
    ```csv
    order_id,carrier,phone
    A1,SF,13800001111
    A2,ZTO,
    ```

    ## Cure
    Ask the buyer for a number.
    """
    by_sf = facts.complete.filter(pl.col("carrier") == "SF")
    return by_sf.filter(pl.col("phone").is_null()).select("row", "carrier")
'''

#: The line on which the rule begins, and the one on which its check computes.
BEGINS = RULE.splitlines().index("@rule(") + 1
COMPUTES = next(n for n, line in enumerate(RULE.splitlines(), 1) if "by_sf = " in line)

_RETURNED = '    return by_sf.filter(pl.col("phone").is_null()).select("row", "carrier")\n'


def changed(*pairs):
    """The rule's file with texts replaced, each of which is there."""
    text = RULE
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def giving(expression):
    """The rule's file, its check giving back something else."""
    return changed((_RETURNED, f"    return {expression}\n"))


def numbered(code, name):
    """The same rule under another code and name, as a text that can follow the first one."""
    body = RULE[RULE.index("@rule(") :]
    return (
        body.replace("X001", code)
        .replace("express-without-phone", name)
        .replace("def express_without_phone", f"def {name.replace('-', '_')}")
    )
