"""Resolving addresses whose region stands in columns of its own, in any country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from .confront import Confronted
from .countries import CHINESE, HOME, country_codes, judge_abroad
from .missing import is_missing
from .normalise import fold
from .picker import Picked, pickers, with_parents
from .questions import full_regions
from .region import chain_path, in_order
from .schema import REGION, SCHEMA, column, words
from .settle import given_regions, typed_text
from .street import cell_or_town, judged_street, masked_fields
from .verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .resolver import Resolver

_OF_STREET = ("town", "detail", "not_judged")
_ABROAD = ("province", "city", "county", "town", "postcode")


@dataclass(frozen=True, slots=True)
class _Judged:
    """The pickers of a file, and what each gives where the text adds nothing, numbered alike."""

    pickers: list[Picked]
    outcomes: pl.DataFrame


def resolve_columns(frame: pl.DataFrame, resolver: Resolver) -> pl.DataFrame:
    """Resolve rows with any of the columns `country province city county town street address postcode`.

    Args:
        frame: those columns as String; an absent column was not given at all.
        resolver: holds the tables and what was decided before.

    Returns:
        One row per row, same order, columns as in `schema.SCHEMA`.
    """
    if "country" not in frame.columns:
        return _chinese(frame, resolver)
    rows = frame.with_columns(code=country_codes(frame["country"])).with_row_index("place")
    parts = [
        _of_country(part.drop("code", "place"), str(code), resolver).with_columns(part["place"])
        for (code,), part in rows.group_by("code", maintain_order=True)
    ]
    return pl.concat(parts).sort("place").select(*SCHEMA)


def _of_country(part: pl.DataFrame, code: str, resolver: Resolver) -> pl.DataFrame:
    if code == HOME:
        return _chinese(part, resolver)
    territory = CHINESE.get(code)
    if territory is None:
        return _abroad(part, code)
    # Written in Chinese they have divisions in our tables; in Latin letters only their fields can be counted.
    cells = [pl.col(name).fill_null("") for name in (*REGION, "address", "street") if name in part.columns]
    rows = part.with_row_index("at").with_columns(han=pl.concat_str(cells).str.contains(r"\p{Han}"))
    written, latin = (rows.filter(pl.col("han") == flag) for flag in (True, False))
    resolved = [
        _chinese(written.drop("at", "han"), resolver, territory).with_columns(written["at"]),
        _abroad(latin.drop("at", "han"), code).with_columns(latin["at"]),
    ]
    return pl.concat(resolved).sort("at").drop("at")


def _abroad(part: pl.DataFrame, code: str) -> pl.DataFrame:
    """Rows of a country whose divisions are not in the tables: the cells as they are, judged by its rules."""
    absent = [pl.lit(None, dtype=pl.String).alias(name) for name in _ABROAD if name not in part.columns]
    cells = part.with_columns(*absent).select(_ABROAD).with_columns(street_text=typed_text(part))
    judged = judge_abroad(cells, code, frozenset(part.columns))
    filled = judged.with_columns(
        *(pl.when(~is_missing(pl.col(name))).then(pl.col(name).str.strip_chars()) for name in _ABROAD),
        detail=pl.col("street_text").str.strip_chars(),
        not_judged=masked_fields(part),
        candidates=words(),
    )
    return filled.select(
        pl.col(name) if name in filled.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in SCHEMA.items()
    )


def _chinese(frame: pl.DataFrame, resolver: Resolver, territory: str = "") -> pl.DataFrame:
    given, text = given_regions(frame), typed_text(frame)
    if not given:
        found = resolver.texts(territory + " " + text if territory else text)
        return found.with_columns(not_judged=masked_fields(frame))
    if territory or not resolver.glancing:
        return _careful(frame, text, given, resolver, territory)
    glance = resolver.glances.cells(frame, given, text)
    doubtful = ~glance.settled
    rest = _careful(frame.filter(doubtful), text.filter(doubtful), given, resolver, "")
    town = frame["town"] if "town" in frame.columns else None
    return glance.resolved(resolver.glances.places, town, rest)


def _careful(
    frame: pl.DataFrame, text: pl.Series, given: list[str], resolver: Resolver, territory: str
) -> pl.DataFrame:
    if frame.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    numbers, chosen = pickers(frame, given, resolver, territory)
    judged = _Judged(chosen, _as_frame([_outcome(each, Confronted(), resolver) for each in chosen]))
    rows = judged_street(_confronted(text, numbers, judged, resolver))
    rows = rows.with_columns(not_judged=masked_fields(frame))
    if "town" in frame.columns:
        rows = rows.with_columns(cell_or_town(frame["town"], rows["town"]))
    return rows.select(*SCHEMA)


def _confronted(text: pl.Series, numbers: pl.Series, judged: _Judged, resolver: Resolver) -> pl.DataFrame:
    """Rows with the region that picker and text give together, ready for `judged_street`."""
    unsettled = pl.Series(
        [number for number, each in enumerate(judged.pickers) if each.unsettled or each.wants_parents],
        dtype=pl.UInt32,
    )
    rows = pl.DataFrame({"picker": numbers, "text": fold(text), "original": text}).with_row_index("row")
    look = rows.filter(
        pl.col("picker").is_in(unsettled.implode()) | pl.col("text").str.contains(full_regions())
    )
    look = look.select("row", "picker").with_columns(resolver.signatures(look["text"]))
    look = look.filter(pl.col("signature") != "")
    pairs = look.select("picker", "signature").unique(maintain_order=True)
    plain, chosen = judged.outcomes, judged.pickers
    outcomes = _paired([(chosen[number], signature) for number, signature in pairs.iter_rows()], resolver)
    numbered = pairs.with_columns(
        outcome=pl.int_range(plain.height, plain.height + pairs.height, dtype=pl.UInt32)
    )
    look = look.join(numbered, on=["picker", "signature"], how="left", maintain_order="left")
    rows = rows.join(
        look.select("row", "signature", "ends", "outcome"), on="row", how="left", maintain_order="left"
    ).with_columns(outcome=pl.coalesce("outcome", "picker"))
    # Outcomes are numbered by their place, so that rows take theirs without a join.
    table = pl.concat([plain, _as_frame(outcomes, plain.height)]).drop("outcome")
    return rows.hstack(table[rows["outcome"]]).with_columns(
        end=pl.when(pl.col("last") >= 0).then(pl.col("ends").list.get(pl.col("last"), null_on_oob=True))
    )


def _paired(pairs: list[tuple[Picked, str]], resolver: Resolver) -> list[dict[str, object]]:
    """What pickers and the names beside them give together."""
    wanting = [number for number, (picked, _) in enumerate(pairs) if picked.wants_parents]
    asked = [(pairs[number][0], resolver.region(pairs[number][1])) for number in wanting]
    filled = dict(zip(wanting, with_parents(asked, resolver), strict=True))
    found = []
    for number, (picked, signature) in enumerate(pairs):
        whole = filled.get(number, picked)
        found.append(_outcome(whole, resolver.confronted(whole.region.chain, signature), resolver))
    return found


def _outcome(picked: Picked, said: Confronted, resolver: Resolver) -> dict[str, object]:
    region = picked.region
    verdicts, county, candidates = set(picked.verdicts), picked.county, region.candidates
    if said.against:
        verdicts.add(Verdict.CONFLICT.value)
        candidates = (chain_path(region.chain, resolver.table), said.against)
        county = None
    added = Confronted() if said.against or not picked.unsettled else said
    if added.county and added.year:
        verdicts.add(Verdict.ABOLISHED.value)
    return {
        "province": picked.province,
        "city": picked.city,
        "county": county,
        "verdicts": in_order(verdicts),
        "successor": region.successor or added.successor or None,
        "candidates": candidates or added.candidates,
        "abolished_year": region.year or added.year,
        "suggested_province": picked.suggested_province or _unless(picked.province, added.province),
        "suggested_city": picked.suggested_city or _unless(picked.city, added.city),
        "suggested_county": _unless(picked.county, added.county),
        "found_in": added.found_in or None,
        "last": said.last,
    }


def _unless(given: str | None, found: str) -> str | None:
    return None if given else found or None


def _as_frame(outcomes: Sequence[dict[str, object]], first: int = 0) -> pl.DataFrame:
    schema = {name: kind for name, kind in SCHEMA.items() if name not in _OF_STREET} | {"last": pl.Int32()}
    columns = [column([each[name] for each in outcomes], kind).alias(name) for name, kind in schema.items()]
    return pl.DataFrame(columns).with_row_index("outcome", offset=first)
