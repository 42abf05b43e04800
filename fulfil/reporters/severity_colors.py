"""One colour for each severity, wherever a terminal shows one."""

from __future__ import annotations

from ..rules.rule import Severity

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
