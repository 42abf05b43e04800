"""What is personal data, and what stands in its place.

Names, phones, addresses and what buyers write are shown on a terminal, and stand in the files of the handoff
gate, which are the work itself. Everywhere else `MASK` stands in their place unless somebody asks for them.
Ids of orders, returns and parcels are no personal data here: without them nobody could act on a report.

A canonical column and a parameter of a finding each say where they are declared whether they are personal;
whoever has to know asks here.
"""

from __future__ import annotations

from typing import Final

from .rules.evidence import EVIDENCE
from .tables import COLUMNS_OF, Subject

#: What stands in the place of personal data.
MASK: Final = "***"


def is_personal(column: str, subject: Subject = Subject.ORDERS) -> bool:
    """Whether a canonical column of a subject holds personal data."""
    return COLUMNS_OF[subject][column].personal


def is_personal_evidence(name: str) -> bool:
    """Whether a parameter of a finding can hold personal data."""
    return EVIDENCE[name].personal


def shown(text: str | None, *, personal: bool) -> str | None:
    """A cell of personal data, or `MASK` where it may not be shown; null stays null.

    Args:
        text: what stands in the cell.
        personal: whether personal data may be shown.
    """
    return text if personal or text is None else MASK
