"""The library's question from the command's options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fulfil.errors import UsageError

from .moments import parse_moment
from .policies import policy_in_force
from .profiles import parse_profiles
from .silencing import silencing
from .statuses import parse_statuses

if TYPE_CHECKING:
    from collections.abc import Callable

    from fulfil.audit import Question
    from fulfil.facts.coverage import Coverage
    from fulfil.sets.compatibility import Compatibility
    from fulfil.sets.kits import Kits

    from .option_groups import Judging
    from .silencing import Ignoring, SilencingOptions


def question(
    judging: Judging,
    silent: Ignoring | SilencingOptions | None = None,
    *,
    only_due: bool,
    progress: Callable[[int, int], None] | None,
    quiet: bool,
) -> Question:
    """Ask what the options say.

    Args:
        judging: the options.
        silent: those that say what to be silent about; None for nothing, whatever file is there.
        only_due: judge due lines only.
        progress: told how far the reading is.
        quiet: do not say that the code of rules of the user's own is run.

    Raises:
        UsageError: an option cannot be understood, or an earlier report cannot be compared with.
        PolicyError: a table beside the exports, a policy, a profile, a rule of the user's own, the ignore
            file or the baseline cannot be used.
    """
    from fulfil.audit import Question
    from fulfil.exports.export import Reading
    from fulfil.rules.registry import RULES
    from fulfil.suppression.silencing import Silencing

    found, own = policy_in_force(judging, quiet=quiet)
    policy = found.policy
    shipped, profiles = parse_profiles(judging.profile or ())
    return Question(
        only_due=only_due,
        as_of=parse_moment(judging.as_of, "--as-of") if judging.as_of else None,
        coverage=_coverage(judging),
        kits=_kits(judging),
        compatibility=_compatibility(judging),
        policy=policy,
        own=own,
        judged_by=found.names,
        reading=Reading(
            encoding=judging.encoding,
            profile=shipped,
            profiles=profiles,
            statuses={**policy.statuses, **parse_statuses(judging.status or ())},
        ),
        progress=progress,
        silencing=Silencing() if silent is None else silencing(silent, found, (*RULES, *own)),
    )


def _coverage(judging: Judging) -> Coverage | None:
    if judging.coverage is None:
        if judging.carrier is not None:
            raise UsageError("--carrier says nothing without --coverage", hint="add --coverage FILE")
        return None
    from fulfil.facts.coverage import read_coverage

    return read_coverage(judging.coverage, judging.carrier)


def _kits(judging: Judging) -> Kits | None:
    if judging.kits is None:
        return None
    from fulfil.sets.kits import read_kits

    return read_kits(judging.kits)


def _compatibility(judging: Judging) -> Compatibility | None:
    if judging.compatibility is None:
        return None
    from fulfil.sets.compatibility import read_compatibility

    return read_compatibility(judging.compatibility)
