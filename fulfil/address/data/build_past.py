"""Abolished, renamed and moved divisions, from the yearly tables and the dated changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .tables import NO_CITY, read, write

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = ("level", "name", "province", "city", "city_code", "last_year", "successors")
# 市区 was a county for a while, and is what people call any town centre.
NO_NAME = ("市辖区", "市区")
Key = tuple[str, str, str]


def write_past(years: pl.DataFrame, divisions: list[tuple[str, ...]]) -> None:
    """Write `past.csv`: every name with parents that a year since 1980 knew and the current table does not.

    `last_year` is the year of the change: the last year in which the name was valid for a part. `city_code`
    is the current division that the old city became, empty where there is none.
    """
    write("past", HEADER, [*past_cities(years, divisions), *past_counties(years, divisions)])


def past_cities(years: pl.DataFrame, divisions: list[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """Prefectures whose name is gone, with the prefecture that has their code now."""
    names = {(row[2], row[4]) for row in divisions if row[1] == "2"}
    for row in _last_seen(years, "2", "city").iter_rows(named=True):
        name, province = row["city_name"], row["province_adcode"]
        if name in NO_CITY or (name, province) in names:
            continue
        yield ("2", name, row["province_name"], "", row["now"], str(row["year"] + 1), row["now"])


def past_counties(years: pl.DataFrame, divisions: list[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """Counties under parents that they no longer have, with their successors where a source names them."""
    by_code = {row[0]: row for row in divisions}
    now = {_path(row, by_code) for row in divisions if row[1] == "3"}
    cities = _cities_now(years, by_code)
    named = _documented(by_code)
    for row in _last_seen(years, "3", "county").iter_rows(named=True):
        city = "" if row["city_name"] in NO_CITY else row["city_name"]
        key = (row["province_name"], city, row["county_name"])
        if key in now or row["county_name"] in NO_NAME or row["county_name"][-1] not in "市县区旗":
            continue
        successors = named.get(key) or _same_stem(row, by_code)
        city_code = cities.get((row["province_name"], city), "")
        yield ("3", key[2], key[0], key[1], city_code, str(row["year"] + 1), successors)
    for patch in read("patches"):
        if patch["action"] == "abolish":
            province = by_code[patch["province"]][2]
            yield ("3", patch["name"], province, "", "", patch["date"][:4], patch["successors"])


def _last_seen(years: pl.DataFrame, rank: str, level: str) -> pl.DataFrame:
    keys = [f"{name}_name" for name in ("province", "city", "county")[: int(rank)]]
    return (
        years.filter(pl.col("rank") == rank)
        .sort("year")
        .group_by(keys, maintain_order=True)
        .agg(
            pl.col("year").last(),
            pl.col("province_adcode", f"{level}_adcode", f"{level}_id", f"{level}_short").last(),
        )
        .join(
            years.filter(pl.col("rank") == rank, pl.col("year") == pl.col("year").max())
            .select(now=f"{level}_adcode")
            .with_columns(key="now"),
            left_on=f"{level}_id",
            right_on="key",
            how="left",
        )
        .with_columns(pl.col("now").fill_null(""))
    )


def _cities_now(years: pl.DataFrame, by_code: dict[str, tuple[str, ...]]) -> dict[tuple[str, str], str]:
    seen = _last_seen(years, "2", "city").filter(pl.col("now").is_in(list(by_code)))
    return {
        (row["province_name"], row["city_name"]): row["now"]
        for row in seen.iter_rows(named=True)
        if row["now"]
    }


def _same_stem(row: dict[str, str], by_code: dict[str, tuple[str, ...]]) -> str:
    # The same identity under a new name is proof only when the stem stays: 绍兴县's number went to 柯桥区,
    # but a part of its land went to 越城区.
    # A county-level city that became a prefecture is not continued by the county of the same stem.
    heir = by_code.get(row["county_id"])
    if heir is None or heir[1] != "3" or heir[3] != row["county_short"]:
        return ""
    return "" if row["county_name"].endswith("市") and heir[2].endswith("县") else heir[0]


def _path(row: tuple[str, ...], by_code: dict[str, tuple[str, ...]]) -> Key:
    return by_code[row[4]][2], by_code[row[5]][2] if row[5] else "", row[2]


def _documented(by_code: dict[str, tuple[str, ...]]) -> dict[Key, str]:
    """Successors that a dated source names, by province, city and county as they were."""
    codes = {_path(row, by_code): row[0] for row in by_code.values() if row[1] == "3"}
    found: dict[Key, str] = {}
    for row in read("changes"):
        heir = codes.get((row["new_province"], row["new_city"], row["new_county"]))
        if heir:
            key = (row["province"], row["city"], row["county"])
            found[key] = " ".join(sorted({*found.get(key, "").split(), heir}))
    for row in read("mergers"):
        found[(row["province"], row["city"], row["county"])] = row["successors"]
    return found
