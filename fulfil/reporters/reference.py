"""All rules as one Markdown document, and rules and metrics as JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from ..rules.documented import HEADINGS
from .documentation import manual
from .limit_words import default_value, meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..metrics.metric import Metric
    from ..rules.rule import Rule

#: The version of the JSON below; it counts up when a member changes its name, its type or its meaning.
REFERENCE_VERSION: Final = 1

_HEADINGS: Final = re.compile(rf"^#{{1,2}} (?=\S+ \S+$|(?:{'|'.join((*HEADINGS, 'Limits'))})$)", re.MULTILINE)
_FENCED: Final = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_NO_ANCHOR: Final = re.compile(r"[^\w -]")


def reference_markdown(rules: Sequence[Rule]) -> Iterator[str]:
    """A contents table, and below it each rule's whole documentation, one level deeper.

    Args:
        rules: in the order of the document.
    """
    yield "# Rules\n\n| code | name | severity | handoff | what is wrong |\n| --- | --- | --- | --- | --- |\n"
    for rule in rules:
        link = f"[{rule.code}](#{_anchor(f'{rule.code} {rule.name}')})"
        cells = (link, rule.name, rule.severity.value, rule.handoff.value, rule.summary)
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |\n"
    for rule in rules:
        yield "\n" + _deeper(manual(rule))


def reference_json(rules: Sequence[Rule]) -> str:
    """All rules as one object: `version` and `rules`."""
    return _json({"version": REFERENCE_VERSION, "rules": [rule_object(rule) for rule in rules]})


def rule_json(rule: Rule) -> str:
    """One rule as an object: `version` and `rule`."""
    return _json({"version": REFERENCE_VERSION, "rule": rule_object(rule)})


def metric_json(metric: Metric) -> str:
    """One metric as an object: `version` and `metric`."""
    told = {
        "code": metric.code,
        "name": metric.name,
        "unit": metric.unit,
        "clock": metric.clock,
        "needs": list(metric.needs),
        "leaves_out": list(metric.leaves_out),
        "summary": metric.summary,
        "documentation": metric.documentation,
    }
    return _json({"version": REFERENCE_VERSION, "metric": told})


def rule_object(rule: Rule) -> dict[str, Any]:
    """What a rule is; `needs` as it names them, `limits` with what they are without a policy."""
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity.value,
        "handoff": rule.handoff.value,
        "concern": rule.concern.value,
        "scope": rule.scope.value,
        "needs": list(rule.needs),
        "summary": rule.summary,
        "documentation": rule.documentation,
        "limits": [
            {"key": key, "default": default_value(key), "meaning": meaning_of(key)} for key in rule.limits
        ],
        "file": rule.file,
    }


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _deeper(text: str) -> str:
    """The same text with its headings one level deeper; what looks like one in an example is none."""
    parts = _FENCED.split(text)
    return "".join(
        part if place % 2 else _HEADINGS.sub(lambda found: f"#{found[0]}", part)
        for place, part in enumerate(parts)
    )


def _anchor(heading: str) -> str:
    """The anchor that Markdown readers give a heading."""
    return _NO_ANCHOR.sub("", heading.lower()).replace(" ", "-")
