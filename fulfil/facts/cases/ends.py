"""How each record of a return ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...exports.states import ReturnStatus, ReturnType
from ...tables import Subject
from . import OUTCOMES, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ...exports.export import Export

#: States that are an end, and the outcome that they say.
_ENDS: Final = {
    ReturnStatus.REFUNDED: Outcome.REFUNDED,
    ReturnStatus.REPLACED: Outcome.REPLACED,
    ReturnStatus.REJECTED: Outcome.REJECTED,
    ReturnStatus.WITHDRAWN: Outcome.WITHDRAWN,
    ReturnStatus.CLOSED: Outcome.CLOSED,
}

#: Kinds whose good end is goods and not money.
REPLACING: Final = (ReturnType.EXCHANGE, ReturnType.RESHIP, ReturnType.REPAIR)

#: Where the lines of a case ended in several ways: it is open while one is, and refunded where one is.
_RANK: Final = (
    *(Outcome.OPEN, Outcome.REFUNDED, Outcome.REPLACED),
    *(Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.CLOSED),
)
_RANKS: Final = pl.Enum([outcome.value for outcome in _RANK])


def outcome_of_record(telling: Collection[int]) -> pl.Expr:
    """How a record ended, as the rank by which the lines of a case are compared (see `outcome_of_rank`).

    Money or a replacement that went out is an end, whatever the status still says. A status that says that
    it was completed means goods where goods were asked for, and money elsewhere.

    Args:
        telling: the files of kinds that tell ends at all; in others a record without one is null.
    """
    status = pl.col("status")
    good = pl.when(pl.col("kind").is_in([kind.value for kind in REPLACING]))
    completed = good.then(pl.lit(Outcome.REPLACED.value)).otherwise(pl.lit(Outcome.REFUNDED.value))
    said = status.replace_strict(
        {state.value: outcome.value for state, outcome in _ENDS.items()}, default=None, return_dtype=pl.String
    )
    paid_back = pl.col("paid_back") & (status != ReturnStatus.COMPLETED.value).fill_null(value=True)
    unsaid = said.is_null() | (said == Outcome.CLOSED.value)
    outcome = (
        pl.when(paid_back & unsaid)
        .then(pl.lit(Outcome.REFUNDED.value))
        .when(said.is_not_null())
        .then(said)
        .when(status == ReturnStatus.COMPLETED.value)
        .then(completed)
        .when(pl.col("refunded_at").is_not_null())
        .then(pl.lit(Outcome.REFUNDED.value))
        .when(pl.col("replaced_at").is_not_null())
        .then(pl.lit(Outcome.REPLACED.value))
        .when(pl.col("closed_at").is_not_null() & (status.is_null() | (status == "unknown")))
        .then(pl.lit(Outcome.CLOSED.value))
        .when(pl.col("file").is_in(list(telling)))
        .then(pl.lit(Outcome.OPEN.value))
    )
    return outcome.cast(_RANKS)


def outcome_of_rank() -> pl.Expr:
    """The outcome that a `rank` stands for, as `OUTCOMES`."""
    return pl.col("rank").cast(pl.String).cast(OUTCOMES)


def telling_files(records: pl.DataFrame, exports: Sequence[Export]) -> list[int]:
    """The files that tell ends: by a time, by the status of some record, or by the words of their kind."""
    ends = [*(state.value for state in _ENDS), ReturnStatus.COMPLETED.value]
    seen = (
        records.lazy()
        .filter(
            pl.col("status").is_in(ends)
            | pl.col("refunded_at").is_not_null()
            | pl.col("closed_at").is_not_null()
        )
        .select(pl.col("file").unique())
        .collect()
    )
    told = set(seen["file"].to_list())
    return sorted(told | {export.index for export in exports if _may_tell(export)})


def _may_tell(export: Export) -> bool:
    """Whether a file has a status whose words could be an end."""
    mapped = export.recognition.columns.subjects.get(Subject.RETURNS)
    if mapped is None or "status" not in mapped.feeds:
        return False
    words = export.profile.words.get("return_status")
    return not words or not words.keys().isdisjoint({*_ENDS, ReturnStatus.COMPLETED})
