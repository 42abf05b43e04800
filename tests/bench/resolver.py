"""Rows a second of `fulfil.address.resolve`: `python -m tests.bench.resolver text|columns FILE`."""

from __future__ import annotations

import sys
import time

import polars as pl

from fulfil.address import resolve

# What a first call costs once (the division tables) is no part of the rate.
_WARM = 1000


def main() -> None:
    """Print the number of rows, of distinct ones, and the rows a second."""
    kind, path = sys.argv[1:]
    if kind == "text":
        table = pl.read_csv(path, columns=["收货地址 "], infer_schema=False)
        addresses: pl.Series | pl.DataFrame = table.to_series()
    else:
        names = {"省": "province", "市": "city", "区": "county", "街道": "town", "详细地址": "street"}
        table = pl.read_csv(path, columns=list(names), infer_schema=False).rename(names)
        addresses = table
    resolve(addresses[:_WARM])
    started = time.perf_counter()
    resolve(addresses)
    seconds = time.perf_counter() - started
    print(table.height, table.n_unique(), table.height / seconds)


if __name__ == "__main__":
    main()
