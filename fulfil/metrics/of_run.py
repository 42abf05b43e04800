"""The metrics of a checked run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dimensions import ZONE
from .inputs import File, Inputs
from .measure import metrics

if TYPE_CHECKING:
    from ..audit import Checked
    from ..exports.export import Export
    from ..facts.fulfilment import Fulfilment
    from .result import MetricResult


def metrics_of(run: Checked, fulfilment: Fulfilment, by: tuple[str, ...] = ()) -> tuple[MetricResult, ...]:
    """The metrics of an audit.

    Args:
        run: the checked run.
        fulfilment: its facts.
        by: dimensions to break the figures down by.
    """
    facts = run.facts
    return metrics(
        Inputs(
            facts=fulfilment,
            as_of=facts.as_of,
            columns=frozenset().union(*map(_columns, run.exports)),
            files=tuple(_file(export) for export in run.exports),
            findings=run.findings,
            flagged=facts.flagged,
            returns=facts.returns,
            placed=facts.spine.select("row", "order").drop_nulls(),
            own_delivery=run.question.policy.split.own_delivery_words,
        ),
        by,
    )


def _columns(export: Export) -> frozenset[str]:
    """The `table.column` names of a file, those that its kind gives every row included."""
    return export.recognition.columns.columns


def _file(export: Export) -> File:
    profile = export.profile
    return File(profile.name, profile.platform, profile.zone or ZONE)
