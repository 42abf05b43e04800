"""What cannot be said of returns, and why; what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...facts.cases import Outcome
from ..read_off import LEAST_FOR_P95
from .answers import answering_files
from .told import NO_OUTCOME, UNTOLD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..inputs import Inputs
    from .result import FromOrders

#: Limits that a law may set, and what they count.
_LEGAL: Final = {
    "handle": "from request to answer",
    "refund": "from the goods' return to the money",
    "deem": "from the goods' return to the money",
}


def notes(
    inputs: Inputs, cases: pl.DataFrame, why_not: str, from_orders: Sequence[FromOrders]
) -> Iterator[str]:
    """What the reader must know beside the figures, the gravest first.

    Args:
        inputs: the facts of the run.
        cases: the cases that count (see `told.counted`).
        why_not: why no duration is told; empty where it is.
        from_orders: what order exports tell.
    """
    if why_not:
        yield f"no duration is told: {why_not}"
    if not cases.is_empty():
        yield from _open(cases)
        yield from _silent(inputs, cases)
        yield from _few(cases)
        yield from _currencies(inputs, cases)
        yield from _laws(inputs, cases)
    for told in from_orders:
        yield f"{told.path}: no export of its shop's returns: counts and money are its orders', no clocks"


def _open(cases: pl.DataFrame) -> Iterator[str]:
    told = cases["outcome"].drop_nulls()
    if told.len() >= LEAST_FOR_P95 and not (told == Outcome.OPEN.value).any():
        yield "no case is open: if the files hold closed cases only, all durations are too short"


def _silent(inputs: Inputs, cases: pl.DataFrame) -> Iterator[str]:
    endless = cases.filter(pl.col(UNTOLD) == NO_OUTCOME)["file"].unique().sort()
    yield from (
        f"{_path(inputs, file)} tells no end of its returns: no duration, and no clock" for file in endless
    )
    answering = answering_files(inputs)
    told = cases.filter(pl.col("outcome").is_not_null())["file"].unique().sort()
    for file in told:
        if file not in answering:
            yield f"{_path(inputs, file)} tells no answers: no response times"


def _few(cases: pl.DataFrame) -> Iterator[str]:
    number = cases.filter(pl.col(UNTOLD).is_null()).height
    if 0 < number < LEAST_FOR_P95:
        yield f"under {LEAST_FOR_P95} cases: no p95, and wide bands"


def _currencies(inputs: Inputs, cases: pl.DataFrame) -> Iterator[str]:
    paid = cases.filter(pl.col("refund_amount").is_not_null())["currency"]
    if nameless := paid.null_count():
        named = "1 amount names" if nameless == 1 else f"{nameless:,} amounts name"
        yield f"{named} no currency; such amounts are added up among themselves"
    amounts = inputs.cases.lines.filter(pl.col("refund_amount").is_not_null()).select("case")
    mixed = cases.filter(pl.col("refund_amount").is_null()).join(amounts, on="case", how="semi").height
    if mixed:
        has = "1 case has" if mixed == 1 else f"{mixed:,} cases have"
        yield f"{has} amounts in several currencies, which are in no sum of money"
    if paid.drop_nulls().n_unique() > 1:
        yield "amounts of different currencies are not added up"


def _laws(inputs: Inputs, cases: pl.DataFrame) -> Iterator[str]:
    """Where no law's limit is known, and where one is known and its clock cannot be computed."""
    clocks = inputs.cases.clocks.filter("legal").select("file", pl.col("clock").cast(pl.String))
    ticking = set(clocks.unique().iter_rows())
    unknown: list[str] = []
    for file in cases["file"].unique().sort():
        legal = [name for name in _LEGAL if _is_legal(inputs, file, name)]
        silent = [words for name, words in _LEGAL.items() if name in legal and (file, name) not in ticking]
        still = list(dict.fromkeys(silent))
        if not legal:
            unknown.append(_path(inputs, file))
        elif still:
            yield f"{_path(inputs, file)} lacks times: the law's limit {' and '.join(still)} is not counted"
    if unknown:
        where = ", ".join(unknown)
        yield f"no law's limit is known for {where}: name the one that holds (--policy cn-law, eu, uk)"


def _is_legal(inputs: Inputs, file: int, name: str) -> bool:
    span = inputs.limits.limit(name, inputs.files[file].country)
    return span is not None and span.legal


def _path(inputs: Inputs, file: int) -> str:
    return inputs.files[file].path or inputs.files[file].profile
