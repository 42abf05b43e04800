"""Resolving addresses whose region stands in columns of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from .confront import Confronted
from .divisions import MUNICIPALITIES
from .judge import Region, chain_path, in_order
from .missing import is_missing
from .normalise import fold
from .street import judged_street
from .verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .resolver import Resolver

REGION = ("province", "city", "county")
_NAMES_REGION = r"[省市县区旗州盟]"


@dataclass(frozen=True, slots=True)
class Picked:
    """A picker's cells, judged: the region, what is missing in it and what can be filled in."""

    region: Region
    province: str | None
    city: str | None
    county: str | None
    verdicts: tuple[str, ...]
    suggested_province: str | None = None
    suggested_city: str | None = None


def resolve_columns(frame: pl.DataFrame, resolver: Resolver) -> pl.DataFrame:
    """Resolve rows with any of the columns `country province city county town street address postcode`.

    Args:
        frame: those columns as String; an absent column was not given at all.
        resolver: holds the tables and what was decided before.

    Returns:
        One row per row, same order, columns as in `resolver.SCHEMA`.
    """
    given = [name for name in REGION if name in frame.columns]
    text = _text(frame)
    if not given:
        return resolver.texts(text)
    picked = _picked(frame, given, resolver)
    return _confronted(frame, text, picked, resolver)


def _text(frame: pl.DataFrame) -> pl.Series:
    parts = [pl.col(name).fill_null("") for name in ("address", "street") if name in frame.columns]
    if not parts:
        return pl.Series("text", [""] * frame.height, dtype=pl.String)
    if len(parts) == 1:
        return frame.select(parts[0].alias("text")).to_series()
    # The address repeats the street as a rule; where it is empty the street stands for it.
    return frame.select(
        pl.when(is_missing(pl.col("address"))).then(parts[1]).otherwise(parts[0]).alias("text")
    ).to_series()


def _picked(frame: pl.DataFrame, given: list[str], resolver: Resolver) -> tuple[pl.DataFrame, list[Picked]]:
    """The distinct pickers judged, and for each row the number of its picker."""
    cells = frame.select(given)
    distinct = cells.unique(maintain_order=True).with_row_index("picker")
    clean = distinct.select(
        pl.when(is_missing(pl.col(name)))
        .then(pl.lit(""))
        .otherwise(pl.col(name))
        .str.strip_chars()
        .alias(name)
        for name in given
    )
    joined = fold(clean.select(pl.concat_str(given, separator=" ")).to_series())
    found = resolver.signatures(joined)
    judged = [
        _judge(dict(zip(given, row, strict=True)), resolver.region(signature), resolver)
        for row, signature in zip(clean.rows(), found["signature"], strict=True)
    ]
    numbers = cells.join(distinct, on=given, how="left", nulls_equal=True, maintain_order="left").select(
        "picker"
    )
    return numbers, judged


def _judge(cells: dict[str, str], region: Region, resolver: Resolver) -> Picked:
    chain = region.chain
    missing = {name for name, cell in cells.items() if not cell}
    verdicts = set(region.verdicts)
    province, city = region.province or None, region.city or None
    suggested: dict[str, str | None] = {}
    if "province" in missing:
        verdicts.add(Verdict.PROVINCE_MISSING.value)
        suggested["suggested_province"], province = province, None
    elsewhere = chain.province in MUNICIPALITIES or (chain.county is not None and not chain.city)
    if "city" in missing and not elsewhere:
        verdicts.add(Verdict.CITY_MISSING.value)
        suggested["suggested_city"], city = city, None
    county_cell = cells.get("county", "")
    if county_cell and not region.county and Verdict.COUNTY_MISSING.value in verdicts:
        verdicts.discard(Verdict.COUNTY_MISSING.value)
        verdicts.add(resolver.kind_of_unknown(county_cell))
    return Picked(region, province, city, region.county or None, in_order(verdicts), **suggested)


def _confronted(
    frame: pl.DataFrame, text: pl.Series, picked: tuple[pl.DataFrame, list[Picked]], resolver: Resolver
) -> pl.DataFrame:
    numbers, judged = picked
    folded = fold(text.alias("text"))
    open_pickers = pl.Series([index for index, each in enumerate(judged) if each.verdicts], dtype=pl.UInt32)
    rows = numbers.with_columns(text=folded, original=text).with_row_index("row")
    look = rows.filter(
        pl.col("picker").is_in(open_pickers.implode()) | pl.col("text").str.contains(_NAMES_REGION)
    )
    found = resolver.signatures(look["text"])
    look = look.select("row", "picker").with_columns(found)
    pairs = look.select("picker", "signature").unique(maintain_order=True)
    outcomes = [
        _outcome(judged[number], resolver.confronted(judged[number].region.chain, signature), resolver)
        for number, signature in pairs.iter_rows()
    ]
    look = look.join(
        pairs.with_columns(outcome=pl.int_range(pl.len(), dtype=pl.UInt32)),
        on=["picker", "signature"],
        how="left",
        maintain_order="left",
    )
    plain = [_outcome(each, Confronted(), resolver) for each in judged]
    table = _as_frame([*plain, *outcomes])
    rows = rows.join(
        look.select("row", "ends", "outcome"), on="row", how="left", maintain_order="left"
    ).with_columns(outcome=pl.coalesce(pl.col("outcome") + len(plain), pl.col("picker")))
    rows = rows.join(table, on="outcome", how="left", maintain_order="left").with_columns(
        end=pl.when(pl.col("last") >= 0)
        .then(pl.col("ends").list.get(pl.col("last"), null_on_oob=True))
        .fill_null(0)
    )
    return judged_street(rows)


def _outcome(picked: Picked, said: Confronted, resolver: Resolver) -> dict[str, object]:
    region = picked.region
    verdicts, county, candidates = set(picked.verdicts), picked.county, region.candidates
    if said.against:
        verdicts.add(Verdict.CONFLICT.value)
        candidates = (chain_path(region.chain, resolver.table), said.against)
        county = None
    if said.county and said.year:
        verdicts.add(Verdict.ABOLISHED.value)
    return {
        "province": picked.province,
        "city": picked.city,
        "county": county,
        "verdicts": in_order(verdicts),
        "successor": region.successor or said.successor or None,
        "candidates": candidates or said.candidates,
        "abolished_year": region.year or said.year,
        "suggested_province": picked.suggested_province,
        "suggested_city": picked.suggested_city,
        "suggested_county": said.county or None,
        "found_in": said.found_in or None,
        "last": said.last,
    }


def _as_frame(outcomes: Sequence[dict[str, object]]) -> pl.DataFrame:
    from .resolver import SCHEMA

    schema = {name: SCHEMA.get(name, pl.Int32) for name in outcomes[0]} if outcomes else {}
    return pl.DataFrame(outcomes, schema=schema).with_columns(outcome=pl.int_range(pl.len(), dtype=pl.UInt32))
