"""Text of others in Markdown, where it can be nothing but text."""

from __future__ import annotations

import re
from typing import Final

from ..inert import inert

_TICKS: Final = re.compile("`+")
#: So much of a text is shown; the whole is in the JSON report.
_MOST: Final = 500


def code(words: str) -> str:
    """Words as a code span: no markup, link, image, mention or HTML is read in one.

    Its fence is longer than any run of backticks in the words (https://spec.commonmark.org/0.31.2/#code-spans).
    It does not stand in a table, whose vertical bars come before spans.
    """
    plain = inert(words)
    if len(plain) > _MOST:
        plain = plain[:_MOST] + "..."
    if not plain.strip():
        return "-"
    fence = "`" * (1 + max(map(len, _TICKS.findall(plain)), default=0))
    beside = " " if plain.startswith((" ", "`")) or plain.endswith((" ", "`")) else ""
    return f"{fence}{beside}{plain}{beside}{fence}"
