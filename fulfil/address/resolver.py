"""Resolving addresses: the public function and the object behind it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from .columns import resolve_columns
from .confront import Confronted, confront
from .divisions import Divisions, Level, Strength, divisions
from .judge import judge, with_county
from .normalise import fold
from .scan import parse, signatures
from .schema import SCHEMA, column
from .settle import Glances
from .street import judged_street, masked_fields, zone_pattern
from .verdicts import Verdict

if TYPE_CHECKING:
    from .decide import Chain
    from .picker import Picked
    from .region import Region

# The distinct signatures kept between calls; a long run cannot grow beyond it.
REMEMBERED = 200_000

# Parts the names found at first from those of a second look.
AGAIN = "\n"
_COUNTY_ENDS = "[市县区旗]"
_NO_COUNTY = "[小校院住属产]区|超市|市场|红旗|旗舰"
_NO_SHORTS = pl.Series("short", [], dtype=pl.String)


class Resolver:
    """The division tables with what was already decided, ready for block after block."""

    def __init__(
        self, table: Divisions | None = None, *, remembered: int = REMEMBERED, glancing: bool = True
    ) -> None:
        """Prepare a resolver.

        Args:
            table: the division tables, the package's own by default.
            remembered: how many distinct signatures to keep between calls.
            glancing: whether rows without a question are settled at a glance; the answers are the same.
        """
        self.glancing = glancing
        self.glances = Glances(self, remembered)
        self._table = table or divisions()
        self._remembered = remembered
        self._regions: dict[str, Region] = {}
        self.pickers: dict[tuple[str, ...], Picked] = {}
        self._confronted: dict[tuple[str, str, str, str], Confronted] = {}
        shorts = [
            name
            for name, found in self._table.names.items()
            if all(each.strength is Strength.SHORT for each in found)
        ]
        self._short = pl.Series("short", shorts)
        self._coarse = pl.Series(
            "coarse",
            [
                name
                for name in shorts
                if any(each.level is not Level.COUNTY for each in self._table.names[name])
            ],
        )
        self._weak = frozenset(shorts)
        self._full = [name for name in self._table.patterns if name not in self._weak]

    def texts(self, addresses: pl.Series) -> pl.DataFrame:
        """Resolve addresses that are one text each.

        Args:
            addresses: String, nulls allowed.

        Returns:
            One row per address in the same order, columns as in `SCHEMA`.
        """
        texts = addresses.cast(pl.String)
        if not self.glancing:
            return self._texts(texts)
        glance = self.glances.texts(texts)
        rest = texts.filter(~glance.settled)
        careful = self._texts(rest) if rest.len() else pl.DataFrame(schema=SCHEMA)
        return glance.resolved(self.glances.places, None, careful)

    def _texts(self, addresses: pl.Series) -> pl.DataFrame:
        folded = fold(addresses.cast(pl.String).fill_null("").alias("text"))
        found = self.signatures(folded)
        found = self._looked_again(folded, found)
        regions = self._judged(found["signature"].unique())
        frame = (
            found.with_columns(text=folded, original=addresses.cast(pl.String).fill_null(""))
            .join(regions, on="signature", how="left", maintain_order="left")
            .with_columns(
                pl.lit(None, dtype=pl.String).alias(name)
                for name in ("suggested_province", "suggested_city", "suggested_county", "found_in")
            )
            .with_columns(
                end=pl.when(pl.col("last") >= 0).then(
                    pl.col("ends").list.get(pl.col("last"), null_on_oob=True)
                )
            )
        )
        masked = masked_fields(addresses.alias("address").to_frame())
        return judged_street(frame).with_columns(not_judged=masked).select(*SCHEMA)

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
            self._forget(self._confronted)
            known = self._confronted[key] = confront(chain, parse(signature), self._table)
        return known

    def complete_heads(self, heads: pl.Series, between: str) -> list[Region | None]:
        """What texts say that hold a complete region in full and nothing else, separators aside.

        Args:
            heads: the texts.
            between: a pattern of separators.

        Returns:
            Their regions; nothing for a text that leaves any question, or ends in a short form, whose meaning
            hangs on what follows.
        """
        folded = fold(heads.alias("text"))
        bare = folded.str.replace_all(between, "")
        weak = self._weak
        found: list[Region | None] = []
        for text, signature in zip(bare, self.signatures(folded)["signature"], strict=True):
            region, names = self.region(signature), parse(signature)
            clear = region.county and not (region.verdicts or region.candidates or region.successor)
            whole = region.last == len(names) - 1 and "".join(each.name for each in names) == text
            found.append(region if clear and whole and names[-1].name not in weak else None)
        return found

    def _forget(self, known: dict[Any, Any]) -> None:
        # All at once: what a file repeats is found again soon, and no order of use has to be kept.
        if len(known) >= self._remembered:
            known.clear()

    def picked(self, key: tuple[str, ...], picked: Picked) -> Picked:
        """Remember a picker's verdict for the blocks to come."""
        self._forget(self.pickers)
        self.pickers[key] = picked
        return picked

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
        # A county's last character that no name found so far accounts for.
        ends = pl.col("text").str.count_matches(_COUNTY_ENDS) - pl.col("text").str.count_matches(_NO_COUNTY)
        again = frame.filter(
            pl.col("signature").is_in(without.implode()),
            ends > pl.col("signature").str.count_matches(_COUNTY_ENDS),
        )
        full = signatures(again["text"], self._full, _NO_SHORTS, _NO_SHORTS).select(
            again=pl.lit(AGAIN) + pl.col("signature")
        )
        marked = again.select("row").with_columns(full).filter(pl.col("again") != AGAIN)
        return frame.join(marked, on="row", how="left", maintain_order="left").select(
            pl.col("signature") + pl.col("again").fill_null(""), "ends"
        )

    def region(self, signature: str) -> Region:
        """What one signature says; decided once."""
        known = self._regions.get(signature)
        if known is None:
            self._forget(self._regions)
            first, _, again = signature.partition(AGAIN)
            known = judge(parse(first), self._table)
            if again:
                said = confront(known.chain, parse(again), self._table)
                known = with_county(known, said.chain, self._table)
            self._regions[signature] = known
        return known

    def _judged(self, distinct: pl.Series) -> pl.DataFrame:
        """The region of each distinct signature, as columns."""
        regions = [self.region(each) for each in distinct]
        rows = [_outcome(region) for region in regions]
        columns = [
            column([row[place] for row in rows], kind).alias(name)
            for place, (name, kind) in enumerate(_REGION.items())
        ]
        last = pl.Series("last", [region.last for region in regions], dtype=pl.Int32)
        return pl.DataFrame([distinct.alias("signature"), last, *columns])


_REGION = {
    name: SCHEMA[name]
    for name in ("province", "city", "county", "verdicts", "successor", "candidates", "abolished_year")
}


def _outcome(region: Region) -> tuple[object, ...]:
    return (
        region.province or None,
        region.city or None,
        region.county or None,
        region.verdicts,
        region.successor or None,
        region.candidates,
        region.year,
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
        One row per address, in the same order, columns as in `schema.SCHEMA`. Names are in full as in the
        current table; an abolished county stays as written, with its successor beside it; `verdicts` is empty
        when all is well.
    """
    if addresses.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    if isinstance(addresses, pl.DataFrame):
        return resolve_columns(addresses, default_resolver())
    return default_resolver().texts(addresses)
