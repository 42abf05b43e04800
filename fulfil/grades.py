"""How bad a finding is, what it is about, and what the gate before waybills does with its order."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Handoff(StrEnum):
    """What the gate before waybills does with an order that has the finding."""

    HOLD = "hold"
    WARN = "warn"
    OFF = "off"


class Concern(StrEnum):
    """Whether data disagree (`integrity`) or a clock ran out (`service`)."""

    INTEGRITY = "integrity"
    SERVICE = "service"
