"""What a competent user would write with other tools, for one question.

Which rows have an empty county or a time of payment that cannot be read? Each peer writes
them to a CSV file with their line and prints `missing bad`: `python -m tests.bench.peers TOOL FILE OUT`.
"""

from __future__ import annotations

import csv
import sys
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

COUNTY = "区"
PAID = "订单付款时间 "
ORDER = "订单编号"
FORM = "%Y-%m-%d %H:%M:%S"

Counts = tuple[int, int]


def duckdb(path: str, out: str) -> Counts:
    """SQL over the file, as text; DuckDB takes the spaces off the header names."""
    import duckdb as engine

    con = engine.connect()
    con.execute("SET preserve_insertion_order = true")
    con.execute(
        f"""CREATE TABLE broken AS
        SELECT line, "{ORDER}" AS order_id, no_county, no_time FROM (
            SELECT row_number() OVER () + 1 AS line, "{ORDER}",
                   coalesce(trim("{COUNTY}"), '') = '' AS no_county,
                   try_strptime("{PAID.strip()}", '{FORM}') IS NULL AS no_time
            FROM read_csv(?, header = true, all_varchar = true)
        ) WHERE no_county OR no_time""",  # noqa: S608  (our own column names)
        [path],
    )
    con.execute("COPY (FROM broken ORDER BY line) TO '" + out.replace("'", "''") + "' (HEADER)")
    missing, bad = con.execute("SELECT count_if(no_county), count_if(no_time) FROM broken").fetchall()[0]
    return missing, bad


def plain_csv(path: str, out: str) -> Counts:
    """A loop over the standard library's reader."""
    missing = bad = 0
    with Path(path).open(encoding="utf-8-sig", newline="") as file, Path(out).open("w", newline="") as broken:
        rows = csv.reader(file)
        header = next(rows)
        order, county, paid = (header.index(name) for name in (ORDER, COUNTY, PAID))
        write = csv.writer(broken).writerow
        for row in rows:
            if not row[county].strip():
                missing += 1
                write((rows.line_num, row[order], "county"))
            try:
                datetime.strptime(row[paid], FORM)  # noqa: DTZ007  (only whether it can be read)
            except ValueError:
                bad += 1
                write((rows.line_num, row[order], "time"))
    return missing, bad


def pandas(path: str, out: str) -> Counts:
    """One frame of strings."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, usecols=[ORDER, COUNTY, PAID])
    no_county = frame[COUNTY].str.strip().eq("")
    no_time = pd.to_datetime(frame[PAID], format=FORM, errors="coerce").isna()
    frame["line"] = range(2, len(frame) + 2)
    frame.assign(no_county=no_county, no_time=no_time)[no_county | no_time].to_csv(out, index=False)
    return int(no_county.sum()), int(no_time.sum())


def pydantic(path: str, out: str) -> Counts:
    """One model per row."""
    from typing import Annotated

    from pydantic import BaseModel, BeforeValidator, Field, ValidationError

    def moment(text: Any) -> datetime:
        return datetime.strptime(text, FORM)  # noqa: DTZ007  (only whether it can be read)

    class Order(BaseModel):
        county: Annotated[str, BeforeValidator(str.strip), Field(min_length=1, alias=COUNTY)]
        paid_at: Annotated[datetime, BeforeValidator(moment), Field(alias=PAID)]

    found = {COUNTY: 0, PAID: 0}
    with Path(path).open(encoding="utf-8-sig", newline="") as file, Path(out).open("w", newline="") as broken:
        rows = csv.DictReader(file)
        write = csv.writer(broken).writerow
        for row in rows:
            try:
                Order.model_validate(row)
            except ValidationError as error:
                for one in error.errors():
                    found[str(one["loc"][0])] += 1
                    write((rows.line_num, row[ORDER], one["loc"][0]))
    return found[COUNTY], found[PAID]


PEERS = {"duckdb": duckdb, "csv": plain_csv, "pandas": pandas, "pydantic": pydantic}


def installed() -> list[str]:
    """The peers that can run here, in the order of `PEERS`."""
    return [name for name in PEERS if find_spec(name) is not None]


def main() -> None:
    """Run one peer."""
    tool, path, out = sys.argv[1:]
    print(*PEERS[tool](path, out))


if __name__ == "__main__":
    main()
