"""A rule's documentation: its sections, and the one sentence that says what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..rules.rule import Rule


def section(rule: Rule, title: str) -> str:
    """The text below `## title` in a rule's documentation; empty where there is none."""
    found = re.search(
        rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", rule.documentation, re.MULTILINE | re.DOTALL
    )
    return found[1].strip() if found else ""


def cure(rule: Rule) -> str:
    """The first paragraph of what to do, on one line."""
    return " ".join(section(rule, "Cure").split("\n\n", 1)[0].split())


def manual(rule: Rule) -> str:
    """A rule's whole documentation as Markdown, with its code and its properties on top."""
    needs = (
        ", ".join(f"`{need}`".replace(" | ", "` or `") for need in rule.needs) or "nothing beyond an order id"
    )
    return (
        f"# {rule.code} {rule.name}\n\n{rule.summary}\n\n"
        f"- severity: {rule.severity.value}\n- before waybills: {rule.handoff.value}\n"
        f"- concern: {rule.concern.value}\n- needs: {needs}\n\n"
        + rule.documentation.split("\n", 1)[-1].strip()
        + "\n"
    )
