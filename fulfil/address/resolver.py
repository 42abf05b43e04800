"""Resolving addresses: the public function and the object behind it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from .confront import Confronted, confront
from .divisions import Divisions, Level, Strength, divisions
from .judge import Region, judge, with_county
from .normalise import fold
from .scan import parse, signatures
from .street import judged_street, zone_pattern
from .verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .decide import Chain

# The distinct signatures kept between calls; a long run cannot grow beyond it.
REMEMBERED = 200_000

# Parts the names found at first from those of a second look.
AGAIN = "\n"
_COUNTY_ENDS = "[市县区旗]"
_NO_SHORTS = pl.Series("short", [], dtype=pl.String)

SCHEMA = {
    "province": pl.String,
    "city": pl.String,
    "county": pl.String,
    "town": pl.String,
    "detail": pl.String,
    "verdicts": pl.List(pl.String),
    "successor": pl.String,
    "candidates": pl.List(pl.String),
    "abolished_year": pl.Int16,
    "suggested_province": pl.String,
    "suggested_city": pl.String,
    "suggested_county": pl.String,
    "found_in": pl.String,
    "not_judged": pl.List(pl.String),
}


class Resolver:
    """The division tables with what was already decided, ready for block after block."""

    def __init__(self, table: Divisions | None = None, *, remembered: int = REMEMBERED) -> None:
        """Prepare a resolver.

        Args:
            table: the division tables, the package's own by default.
            remembered: how many distinct signatures to keep between calls.
        """
        self._table = table or divisions()
        self._remembered = remembered
        self._regions: dict[str, Region] = {}
        self._confronted: dict[tuple[str, str, str, str], Confronted] = {}
        shorts = [
            name
            for name, found in self._table.names.items()
            if all(each.strength is Strength.SHORT for each in found)
        ]
        self._short = pl.Series("short", shorts)
        self._coarse = pl.Series(
            "coarse",
            [name for name in shorts if any(each.level is not Level.COUNTY for each in self._table.names[name])],
        )
        weak = set(shorts)
        self._full = [name for name in self._table.patterns if name not in weak]

    def texts(self, addresses: pl.Series) -> pl.DataFrame:
        """Resolve addresses that are one text each.

        Args:
            addresses: String, nulls allowed.

        Returns:
            One row per address in the same order, columns as in `SCHEMA`.
        """
        folded = fold(addresses.cast(pl.String).fill_null("").alias("text"))
        found = self.signatures(folded)
        found = self._looked_again(folded, found)
        regions = self._judged(found["signature"].unique().to_list())
        frame = (
            found.with_columns(text=folded, original=addresses.cast(pl.String).fill_null(""))
            .join(regions, on="signature", how="left", maintain_order="left")
            .with_columns(
                pl.lit(None, dtype=pl.String).alias(name)
                for name in ("suggested_province", "suggested_city", "suggested_county", "found_in")
            )
            .with_columns(
                end=pl.when(pl.col("last") >= 0)
                .then(pl.col("ends").list.get(pl.col("last"), null_on_oob=True))
                .fill_null(0)
            )
        )
        return judged_street(frame).select(*SCHEMA)

    @property
    def table(self) -> Divisions:
        """The division tables."""
        return self._table

    def signatures(self, folded: pl.Series) -> pl.DataFrame:
        """The names found in each folded text; see `scan.signatures`."""
        return signatures(folded, self._table.patterns, self._short, self._coarse)

    def confronted(self, chain: Chain, signature: str) -> Confronted:
        """What a text's names say about a picker's region; decided once."""
        key = (*chain.place, signature)
        known = self._confronted.get(key)
        if known is None:
            if len(self._confronted) >= self._remembered:
                self._confronted.clear()
            known = self._confronted[key] = confront(chain, parse(signature), self._table)
        return known

    def kind_of_unknown(self, cell: str) -> str:
        """Whether a county cell that is no division is a development zone or unknown."""
        zone = pl.Series([cell]).str.contains(zone_pattern())[0]
        return (Verdict.FUNCTIONAL_ZONE if zone else Verdict.REGION_UNKNOWN).value

    def _looked_again(self, folded: pl.Series, found: pl.DataFrame) -> pl.DataFrame:
        """Search the texts without a county once more, for full names only.

        A short form can hide a full name that begins inside it: 新桥镇平桥区 holds 镇平.
        """
        distinct = found["signature"].unique()
        without = distinct.filter([self.region(each).open for each in distinct])
        frame = found.with_columns(text=folded).with_row_index("row")
        again = frame.filter(pl.col("signature").is_in(without.implode()), pl.col("text").str.contains(_COUNTY_ENDS))
        full = signatures(again["text"], self._full, _NO_SHORTS, _NO_SHORTS).select(again=pl.lit(AGAIN) + pl.col("signature"))
        marked = again.select("row").with_columns(full)
        return frame.join(marked, on="row", how="left", maintain_order="left").select(
            pl.col("signature") + pl.col("again").fill_null(""), "ends"
        )

    def region(self, signature: str) -> Region:
        """What one signature says; decided once."""
        known = self._regions.get(signature)
        if known is None:
            if len(self._regions) >= self._remembered:
                self._regions.clear()
            first, _, again = signature.partition(AGAIN)
            known = judge(parse(first), self._table)
            if again:
                said = confront(known.chain, parse(again), self._table)
                known = with_county(known, said.chain, self._table)
            self._regions[signature] = known
        return known

    def _judged(self, distinct: Sequence[str]) -> pl.DataFrame:
        return _as_frame(distinct, [self.region(signature) for signature in distinct])


def _as_frame(signatures_: Sequence[str], regions: Sequence[Region]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "signature": signatures_,
            "province": [region.province or None for region in regions],
            "city": [region.city or None for region in regions],
            "county": [region.county or None for region in regions],
            "verdicts": [region.verdicts for region in regions],
            "successor": [region.successor or None for region in regions],
            "candidates": [region.candidates for region in regions],
            "abolished_year": [region.year for region in regions],
            "last": [region.last for region in regions],
        },
        schema={
            "signature": pl.String,
            **{
                name: SCHEMA[name]
                for name in ("province", "city", "county", "verdicts", "successor", "candidates")
            },
            "abolished_year": pl.Int16,
            "last": pl.Int32,
        },
    )


@cache
def default_resolver() -> Resolver:
    """The resolver that `resolve` uses, made at the first call."""
    return Resolver()


def resolve(addresses: pl.Series | pl.DataFrame) -> pl.DataFrame:
    """Resolve addresses against the administrative divisions.

    Args:
        addresses: a Series with one address text per row.

    Returns:
        One row per address, in the same order, columns as in `SCHEMA`: names in full as in the current table;
        an abolished county stays as written, with its successor beside it; `verdicts` is empty when all is well.
    """
    if isinstance(addresses, pl.DataFrame):
        from .columns import resolve_columns

        return resolve_columns(addresses, default_resolver()).select(*SCHEMA)
    return default_resolver().texts(addresses)
