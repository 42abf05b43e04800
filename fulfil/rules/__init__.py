"""What is checked, one rule per file; what a rule of the user's own needs is imported from here."""

from __future__ import annotations

from ..tables import Subject
from .rule import Concern, Handoff, Scope, Severity, rule

__all__ = ("Concern", "Handoff", "Scope", "Severity", "Subject", "rule")
