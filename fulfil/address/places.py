"""The ways in which exports write a complete place, and the places seen so far, by number."""

from __future__ import annotations

from functools import cache, reduce
from typing import TYPE_CHECKING

import polars as pl

from .data import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACE = {"province": pl.String(), "city": pl.String(), "county": pl.String()}
NUMBER = pl.UInt32()
# Municipalities have no cities; their pickers hold these words in that place.
_NO_CITY = ("市辖区", "县")
# Hong Kong, Macau and Taiwan write their addresses in ways of their own.
_ABROAD = "7"

Place = tuple[str | None, str | None, str | None]


@cache
def counties() -> pl.DataFrame:
    """The mainland's counties that belong to a city.

    Returns:
        `province city county` in full, `province_short city_short`, `municipal`, and `place`: their number.
    """
    table = read_table("divisions")
    levels = {
        level: table.filter(pl.col("level") == str(number)).select(
            pl.col("code").alias(f"{level}_code"),
            pl.col("name").alias(level),
            pl.col("short").alias(f"{level}_short"),
        )
        for number, level in ((1, "province"), (2, "city"))
    }
    return (
        table.filter(pl.col("level") == "3", pl.col("province") < _ABROAD)
        .select(county="name", county_code="code", province_code="province", city_code="city")
        .join(levels["province"], on="province_code", how="left", maintain_order="left")
        .join(levels["city"], on="city_code", how="left", maintain_order="left")
        .with_columns(municipal=pl.col("province").str.ends_with("市"))
        .with_columns(
            pl.when("municipal").then("province").otherwise(name).alias(name)
            for name in ("city", "city_short")
        )
        .drop_nulls("city")
        .with_row_index("place")
    )


@cache
def head_forms() -> pl.DataFrame:
    """How complete places are written at the head of a text, without separators: `form` and `place`.

    The resolver reads each of them as that place, whatever separators stand between (a test tries them all);
    a form that several places share is left out.
    """
    empty = pl.lit("")
    above: list[tuple[str | pl.Expr, str | pl.Expr]] = [
        ("province", "city"),
        ("province", "city_short"),
        ("province", empty),
        ("province_short", "city"),
        ("province_short", "city_short"),
        ("province_short", empty),
        (empty, "city"),
        (empty, "city_short"),
    ]
    table = counties()
    return _unshared(
        table.select("place", form=pl.concat_str(province, city, "county")) for province, city in above
    )


@cache
def cell_forms(given: tuple[str, ...]) -> pl.DataFrame:
    """How complete places stand in region columns, joined by `|`: `form` and `place`.

    Args:
        given: the region columns, coarse to fine, the county's among them; a county alone is left to the
            tables with all its namesakes.
    """
    table = counties() if len(given) > 1 else counties().clear()
    ways = {
        "province": [pl.col("province"), pl.col("province_short")],
        "city": [pl.col("city"), pl.col("city_short")]
        + [pl.when("municipal").then(pl.lit(word)) for word in _NO_CITY],
        "county": [pl.col("county")],
    }
    if "province" not in given:
        # 市辖区 alone names no municipality.
        ways["city"] = ways["city"][:2]
    rows: list[list[pl.Expr]] = reduce(
        lambda parts, name: [[*each, way] for each in parts for way in ways[name]], given, [[]]
    )
    return _unshared(table.select("place", form=pl.concat_str(*way, separator="|")) for way in rows)


@cache
def own_beginnings() -> pl.Series:
    """For each place of `counties` the first two characters of every short form of its three levels."""
    table = read_table("divisions")
    short = pl.concat(
        [
            read_table("aliases").select("code", "name"),
            table.select("code", "name"),
            read_table("past").filter(pl.col("city_code") != "").select(code="city_code", name="name"),
        ]
    ).select("code", begins=pl.col("name").str.head(2))
    own = pl.concat(
        counties().select("place", code=f"{level}_code") for level in ("province", "city", "county")
    ).drop_nulls()
    found = own.join(short, on="code").group_by("place").agg(pl.col("begins").unique())
    return found.sort("place")["begins"]


def _unshared(forms: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Each form once, only those that mean one place."""
    found = pl.concat(forms).drop_nulls().unique().filter(pl.col("form").is_unique())
    return found.select("form", pl.col("place").cast(NUMBER))


class Places:
    """Every place that was settled on, by number; the counties of `counties` have theirs from the start."""

    def __init__(self) -> None:
        """Begin with the tables' counties."""
        self._table = counties().select(*PLACE)
        self.first_other = self._table.height
        self._numbers: dict[Place, int] = {}

    def number(self, place: Place) -> int:
        """The number of a place; one that the tables do not have gets the next."""
        if not self._numbers:
            self._numbers = {row: number for number, row in enumerate(self._table.iter_rows())}
        number = self._numbers.setdefault(place, len(self._numbers))
        if number == self._table.height:
            row = pl.DataFrame([place], schema=PLACE, orient="row")
            self._table = pl.concat([self._table, row])
        return number

    def at(self, numbers: pl.Series) -> pl.DataFrame:
        """`province city county` for each number."""
        return self._table[numbers]


class Remembered:
    """Which place each head or picker names, kept from block to block by 64-bit hash, null for none."""

    def __init__(self, most: int) -> None:
        """Begin with nothing.

        Args:
            most: how many to keep; beyond that everything is forgotten, and what a file repeats comes back.
        """
        self._most = most
        self._known = pl.DataFrame(schema={"hash": pl.UInt64, "place": NUMBER})

    def __len__(self) -> int:
        """How many are remembered."""
        return self._known.height

    def places(self, hashes: pl.Series) -> pl.Series:
        """The place number of each hash, null where it names none or is not known."""
        rows = hashes.alias("hash").to_frame()
        return rows.join(self._known, on="hash", how="left", maintain_order="left")["place"]

    def unknown(self, hashes: pl.Series) -> pl.DataFrame:
        """The hashes not seen before: `hash`, the row `at` which each stands first, and how many `times`."""
        found = hashes.alias("hash").to_frame().with_row_index("at")
        new = found.join(self._known, on="hash", how="anti", maintain_order="left")
        return new.group_by("hash", maintain_order=True).agg(pl.col("at").first(), times=pl.len())

    def learn(self, hashes: pl.Series, places: pl.Series) -> None:
        """Keep what heads or pickers name."""
        if len(self) + hashes.len() > self._most:
            self._known = self._known.clear()
        learnt = pl.DataFrame({"hash": hashes, "place": places}, schema=self._known.schema)
        self._known = pl.concat([self._known, learnt.head(self._most)])
