"""A rule's or a metric's documentation as Markdown, and the one sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules.documented import section
from .limit_words import limit_lines

if TYPE_CHECKING:
    from ..metrics.metric import Metric
    from ..rules.rule import Rule


def cure(rule: Rule) -> str:
    """The first paragraph of what to do, on one line."""
    return " ".join(section(rule, "Cure").split("\n\n", 1)[0].split())


def manual(rule: Rule) -> str:
    """A rule's whole documentation as Markdown, with its code and its properties on top."""
    own = f"- a rule of your own, from {rule.file}\n" if rule.file is not None else ""
    limits = "\n## Limits\n" + "\n".join(limit_lines(rule.limits)) + "\n" if rule.limits else ""
    return (
        f"# {rule.code} {rule.name}\n\n{rule.summary}\n\n"
        f"- severity: {rule.severity.value}\n- before waybills: {rule.handoff.value}\n"
        f"- concern: {rule.concern.value}\n- scope: {rule.scope.value}\n"
        f"- needs: {_needs(rule.needs) or 'nothing beyond an order id'}\n{own}\n"
        + rule.documentation.split("\n", 1)[-1].strip()
        + f"\n{limits}"
    )


def metric_manual(metric: Metric) -> str:
    """A metric's whole documentation as Markdown, with its code and its properties on top."""
    left_out = "".join(f"\n  - {what}" for what in metric.leaves_out) or " nothing"
    return (
        f"# {metric.code} {metric.name}\n\n{metric.summary}\n\n"
        f"- counts: {metric.unit}\n- clock: {metric.clock}\n- needs: {_needs(metric.needs) or 'nothing'}\n"
        f"- leaves out:{left_out}\n\n" + metric.documentation.split("\n", 1)[-1].strip() + "\n"
    )


def _needs(needs: tuple[str, ...]) -> str:
    return ", ".join(f"`{need}`".replace(" | ", "` or `") for need in needs)
