"""All rules, in report order."""

from __future__ import annotations

from .adr.county_missing import county_missing
from .exp.column_empty_or_absent import column_empty_or_absent
from .rule import Rule

RULES: tuple[Rule, ...] = (
    column_empty_or_absent,
    county_missing,
)

BY_CODE = {rule.code: rule for rule in RULES}
