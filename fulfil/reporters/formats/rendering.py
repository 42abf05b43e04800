"""What a writer of a format is told beside the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...handoff import Written


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a report is to be written.

    Args:
        written: the files of a handoff.
        personal: whether personal data may be shown.
        of_returns: whether the report is about returns, which are told before the findings.
        statistics: whether the findings of each rule are counted and not listed, in forms for people.
        root: the folder that paths are told relative to where a format has no absolute ones; empty for none.
    """

    written: tuple[Written, ...] = ()
    personal: bool = False
    of_returns: bool = False
    statistics: bool = False
    root: str = ""
