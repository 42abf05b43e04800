"""The questions that a suggested profile leaves to its user: comments that start with `# choose:`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

CHOOSE: Final = "# choose: "
"""How a question starts; below it stand its answers, one to a line, each behind a `# `."""

VIEWS: Final = "what one record tells of"
"""The words of the question which of the sections counts."""

_OPEN: Final = re.compile(r"(?:#\s*)+choose:\s*(.*)")


@dataclass(frozen=True, slots=True)
class OpenChoice:
    """A question that is still open: its line, counted from 1, and its words."""

    line: int
    text: str


def open_choice(text: str, names: Iterable[str]) -> OpenChoice | None:
    """The first question of a profile that has one of some names in it.

    Args:
        text: the TOML.
        names: canonical columns, or `VIEWS`.
    """
    wanted = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
    for number, line in enumerate(text.splitlines(), 1):
        found = _OPEN.fullmatch(line.strip())
        if found and wanted.search(found[1]):
            return OpenChoice(number, found[1])
    return None
