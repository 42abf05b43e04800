"""A rule as SARIF describes it to those who read a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....rules.documented import section
from ...documentation import manual

if TYPE_CHECKING:
    from ....rules.rule import Rule


def rule_object(rule: Rule) -> dict[str, Any]:
    """A `reportingDescriptor`: what the rule says, why, how to cure what it finds, and how bad that is."""
    text = manual(rule)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(section(rule, "Why it matters").split()) or rule.summary},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {
            "concern": rule.concern.value,
            "handoff": rule.handoff.value,
            "tags": [rule.concern.value, rule.family],
        },
    }
