"""What the metrics of a checked run are computed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dimensions import ZONE
from .inputs import File, Inputs

if TYPE_CHECKING:
    from ..audit import Checked
    from ..exports.export import Export
    from ..facts.cases import Cases
    from ..facts.fulfilment import Fulfilment


def inputs_of(run: Checked, fulfilment: Fulfilment, cases: Cases) -> Inputs:
    """What the metrics of an audit, and its figures of returns, are computed from.

    Args:
        run: the checked run.
        fulfilment: orders held against parcels.
        cases: returns from request to end.
    """
    facts = run.facts
    return Inputs(
        facts=fulfilment,
        cases=cases,
        as_of=facts.as_of,
        columns=frozenset().union(*map(_columns, run.exports)),
        files=tuple(_file(export) for export in run.exports),
        findings=run.findings,
        flagged=facts.flagged,
        returns=facts.returns,
        placed=facts.spine.select("row", "order").drop_nulls(),
        own_delivery=run.question.policy.split.own_delivery_words,
        limits=run.question.policy.returns,
    )


def _columns(export: Export) -> frozenset[str]:
    """The `table.column` names of a file, those that its kind gives every row included."""
    return export.recognition.columns.columns


def _file(export: Export) -> File:
    profile = export.profile
    columns = _columns(export)
    return File(profile.name, profile.platform, profile.zone or ZONE, export.path, profile.country, columns)
