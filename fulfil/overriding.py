"""Lets each row be judged by the override of the policy that is for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from .overridden_rows import overrides_of_rows
from .rulings import is_on, ruled_there, settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .exports.export import Export
    from .findings import RuleFindings
    from .judgement import Judgement
    from .policy.overrides import Override
    from .policy.policy import Policy
    from .rules.rule import Rule

_PROPERTIES: Final = ("severity", "handoff", "concern")
_OVERRIDE: Final = "_override"


def rules_somewhere(every: Sequence[Rule], policy: Policy) -> tuple[Rule, ...]:
    """The rules that are off in general, and on for some override."""
    return tuple(
        settled(rule, policy)
        for rule in every
        if not is_on(rule, policy) and any(_enabled(rule, override) is True for override in policy.overrides)
    )


def with_overrides(
    general: Judgement,
    there: Mapping[int, Judgement],
    policy: Policy,
    exports: Sequence[Export],
    carriers: pl.DataFrame,
) -> Judgement:
    """Take each finding from the judgement by whose limits its row is judged.

    Args:
        general: what the policy's own limits say of all rows.
        there: place of an override in the policy -> what its limits say of all rows; overrides without limits
            of their own are left out.
        policy: the policy.
        exports: the open exports.
        carriers: `row carrier` of the orders that name one.
    """
    if not policy.overrides:
        return general
    of_rows = overrides_of_rows(general.facts, policy.overrides, exports, carriers)
    by_code = {place: {f.rule.code: f for f in each.findings} for place, each in there.items()}
    findings = tuple(
        _properties(_chosen(found, {p: f[found.rule.code] for p, f in by_code.items()}, of_rows), policy)
        for found in general.findings
    )
    fit = set(of_rows.unique())
    unfit = tuple(override for place, override in enumerate(policy.overrides) if place not in fit)
    return replace(general, findings=findings, unfit=unfit)


def _chosen(found: RuleFindings, there: Mapping[int, RuleFindings], of_rows: pl.Series) -> RuleFindings:
    """The findings of a rule with `_override`: the place of the one that their row is judged by, or -1."""
    if "row" not in found.rows.columns:
        # What is found about a whole file is no override's.
        return found
    general = _placed(found.rows, of_rows)
    parts = [general.filter(~pl.col(_OVERRIDE).is_in(list(there)))]
    parts += [_placed(f.rows, of_rows).filter(pl.col(_OVERRIDE) == place) for place, f in there.items()]
    some = [part for part in parts if part.height]
    rows = pl.concat(some, how="diagonal_relaxed") if some else general.head(0)
    return replace(found, rows=rows.sort("row", nulls_last=True, maintain_order=True))


def _placed(rows: pl.DataFrame, of_rows: pl.Series) -> pl.DataFrame:
    if "row" not in rows.columns:
        return rows.with_columns(pl.lit(-1, pl.Int32).alias(_OVERRIDE))
    return rows.with_columns(of_rows.gather(rows["row"]).fill_null(-1).alias(_OVERRIDE))


def _properties(found: RuleFindings, policy: Policy) -> RuleFindings:
    """Drop what is off where it was found, and say the properties that are others there."""
    if _OVERRIDE not in found.rows.columns:
        return found
    rule, overrides = found.rule, policy.overrides
    rules = {place: ruled_there(rule, override) for place, override in enumerate(overrides)}
    on = {place: _enabled(rule, override) for place, override in enumerate(overrides)}
    general = is_on(rule, policy)
    off = [place for place, there in on.items() if not (general if there is None else there)]
    off += [] if general else [-1]
    rows = found.rows.filter(~pl.col(_OVERRIDE).is_in(off))
    for name in _PROPERTIES:
        told = {place: str(getattr(each, name)) for place, each in rules.items()}
        own = str(getattr(rule, name))
        if set(told.values()) != {own}:
            rows = rows.with_columns(
                pl.col(_OVERRIDE).replace_strict(told, default=own, return_dtype=pl.String).alias(name)
            )
    return replace(found, rows=rows.drop(_OVERRIDE))


def _enabled(rule: Rule, override: Override) -> bool | None:
    settings = override.rules.get(rule.code)
    return None if settings is None else settings.enabled
