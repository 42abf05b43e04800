"""What the gate decided, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..gate import Gate, Reason


def gate_object(gate: Gate) -> dict[str, Any]:
    """The decision, the words that it fails on, and each reason with what its kind has."""
    return {
        "reached": gate.reached,
        "fail_on": list(gate.fail_on),
        "reasons": [_reason(reason) for reason in gate.reasons],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "why": reason.why.value,
        "rule": reason.rule.code if reason.rule is not None else None,
        "count": reason.count,
        "of": reason.of if reason.unit else None,
        "unit": reason.unit or None,
        "allowed": reason.allowed,
        "missing": list(reason.missing),
        "file": reason.path or None,
    }
