"""A rule's documentation, taken apart: its sections, and the tables of its examples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .rule import Rule

#: The sections of every rule's documentation, in their order.
HEADINGS: Final = ("Why it matters", "What a null means", "Flagged", "Clean", "Cure")

#: The sections that hold an example.
EXAMPLES: Final = ("Flagged", "Clean")

_HEADING: Final = re.compile(r"^## (.+?)[ \t]*$", re.MULTILINE)
#: A fenced block: orders, or what its info string names beside the language.
_FENCE: Final = re.compile(r"^```\w+(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def headings(rule: Rule) -> tuple[str, ...]:
    """The headings of a rule's documentation, as they stand."""
    return tuple(_HEADING.findall(rule.documentation))


def section(rule: Rule, title: str) -> str:
    """The text below `## title` in a rule's documentation; empty where there is none."""
    found = re.search(
        rf"^## {re.escape(title)}[ \t]*\n(.*?)(?=^## |\Z)", rule.documentation, re.MULTILINE | re.DOTALL
    )
    return found[1].strip() if found else ""


def tables(rule: Rule, heading: str) -> dict[str, str]:
    """The texts of an example by what they are: `orders`, `shipments`, `returns`, `policy`, `kits`."""
    return {name or "orders": text for name, text in _FENCE.findall(section(rule, heading) + "\n")}
