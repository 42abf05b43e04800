"""Places of the division table, dealt to synthetic orders."""

from __future__ import annotations

from pathlib import Path

import polars as pl

DATA = Path(__file__).parents[2] / "fulfil" / "address" / "data"

# 省直辖: their county stands directly below the province, so that a city cell would be an invention.
_NO_CITY = ("90", "00")
_MAINLAND_ENDS = "700000"


def counties() -> pl.DataFrame:
    """Counties of the mainland, below a city or a municipality.

    Returns:
        String columns `province city county` (full names) and `province_short city_short`.
    """
    table = pl.read_csv(DATA / "divisions.csv", infer_schema=False)
    county = table.filter(
        pl.col("level") == "3",
        ~pl.col("code").str.slice(2, 2).is_in(_NO_CITY),
        pl.col("code") < _MAINLAND_ENDS,
    )
    above = table.select("code", "name", "short")
    # Two counties of one name can stand in one province; a text without the city would then be ambiguous.
    county = county.filter(pl.col("name").is_unique(), pl.col("name").str.len_chars() > 2)
    return (
        county.with_columns(city=pl.coalesce("city", "province"))
        .join(above, left_on="province", right_on="code", suffix="_of_province")
        .join(above, left_on="city", right_on="code", suffix="_of_city")
        .select(
            province="name_of_province",
            city="name_of_city",
            county="name",
            province_short=pl.coalesce("short_of_province", "name_of_province"),
            city_short=pl.coalesce("short_of_city", "name_of_city"),
        )
        .sort("province", "city", "county")
    )


def abolished() -> pl.DataFrame:
    """Counties that were abolished with one successor in the city that they had.

    Returns:
        String columns `province city county`, as people still write them.
    """
    today = pl.read_csv(DATA / "divisions.csv", infer_schema=False)
    past = pl.read_csv(DATA / "past.csv", infer_schema=False)
    cities = today.filter(pl.col("level") == "2").select(city_code="code", city_today="name")
    return (
        past.filter(
            pl.col("level") == "3",
            pl.col("successors").str.contains(r"^\d{6}$"),
            ~pl.col("name").is_in(today["name"].implode()),
            pl.col("name").is_unique(),
            pl.col("name").str.len_chars() > 2,
            pl.col("last_year").cast(pl.Int32) >= 2010,
        )
        .join(cities, on="city_code")
        .filter(
            pl.col("city") == pl.col("city_today"),
            pl.col("successors").str.slice(0, 4) == pl.col("city_code").str.slice(0, 4),
        )
        .select("province", "city", county="name")
        .sort("province", "city", "county")
    )
