"""The policy of a run from the command's options: what is named, else what is found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .own_rules import own_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fulfil.policy.policy_file import PolicyInForce
    from fulfil.rules.rule import Rule

    from .option_groups import Judging

#: How a code or a family is written, in any case.
_CODE: Final = re.compile(r"(?i)x|[a-z]{3}\d*|x\d+")


def policy_in_force(judging: Judging, *, quiet: bool) -> tuple[PolicyInForce, tuple[Rule, ...]]:
    """The policy of a run, and the rules of the user's own.

    Args:
        judging: the options.
        quiet: do not say that the code of such rules is run.

    Raises:
        PolicyError: it cannot be read, or says what cannot be.
    """
    said = {
        "select": codes(judging.select),
        "ignore": codes(judging.ignore),
        "require": codes(judging.require),
        "fail_on": words(judging.fail_on),
    }
    return checked_policy(judging.policy, said, own=judging.rules or (), quiet=quiet)


def checked_policy(
    named: Sequence[str] | None,
    said: Mapping[str, Sequence[str]] | None = None,
    *,
    own: Sequence[str] = (),
    quiet: bool = False,
) -> tuple[PolicyInForce, tuple[Rule, ...]]:
    """The policies that are named, or the one that is found, with what the command line says.

    Args:
        named: as `--policy` has them.
        said: key -> words of the command line.
        own: files with rules of the user's own, beside those that the policy names.
        quiet: do not say that their code is run.

    Returns:
        The policy, and the rules of the user's own.

    Raises:
        PolicyError: it cannot be read, or says what cannot be; or such a rule cannot be used.
    """
    from fulfil.policy.policy_file import load_policy
    from fulfil.rules.registry import RULES
    from fulfil.rulings import check_codes

    found = load_policy(named_or_found(named), said)
    rules = own_rules((*found.policy.own_rules, *own), quiet=quiet)
    check_codes(found, (*RULES, *rules))
    return found, rules


def named_or_found(named: Sequence[str] | None) -> list[str]:
    """The policies that are named, else the one that is found from the working folder upward."""
    from fulfil.policy.discovery import find_policy

    if named:
        return list(named)
    found = find_policy(Path.cwd())
    return [found] if found is not None else []


def codes(given: Sequence[str] | None) -> list[str]:
    """Codes and families, however they are written: `adr003,SPL` are two."""
    return [word.strip().upper() for each in given or () for word in each.split(",")]


def words(given: Sequence[str] | None) -> list[str]:
    """What the gate may fail on: codes and families in capitals, all else in small letters."""
    told = [word.strip() for each in given or () for word in each.split(",")]
    return [word.upper() if _CODE.fullmatch(word) else word.lower() for word in told]
