"""What a run was silent about, and what changed since an earlier report, as JSON members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..fingerprints import SCHEME
from ..suppression.judged_orders import GONE

if TYPE_CHECKING:
    from ..suppression.differences import Difference
    from ..suppression.silencing import BaselineTold, Silenced


def silence_members(silenced: Silenced) -> dict[str, Any]:
    """`fingerprints`, `ignored`, `baseline` and `diff`; null where nobody asked."""
    return {
        "fingerprints": SCHEME,
        "ignored": _ignored(silenced) if silenced.ignored else None,
        "baseline": _baseline(silenced.baseline) if silenced.baseline is not None else None,
        "diff": _diff(silenced.difference) if silenced.difference is not None else None,
    }


def _ignored(silenced: Silenced) -> dict[str, Any]:
    return {
        "path": silenced.ignored,
        "entries": [
            {
                "line": told.line,
                **told.entry.model_dump(mode="json"),
                "state": told.state.value,
                "findings": told.findings,
            }
            for told in silenced.entries
        ],
    }


def _baseline(told: BaselineTold) -> dict[str, Any]:
    return {
        "path": told.path,
        "old": told.old,
        "gone": told.gone,
        "retired": told.retired,
        "unjudged": told.unjudged,
        "added": told.added,
    }


def _diff(told: Difference) -> dict[str, Any]:
    names = ("new", "mended", "left", "unjudged", "still")
    return {
        "path": told.path,
        **{name: told.total(name) for name in names},
        "rules": [
            {"rule": rule.rule, **{name: getattr(rule, name) for name in names}} for rule in told.rules
        ],
        "gone": [
            {**entry, "why": "mended" if entry["why"] == GONE else entry["why"]}
            for entry in told.gone.to_dicts()
        ],
    }
