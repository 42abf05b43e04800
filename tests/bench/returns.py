"""Writes a million returns and the orders they are of: `python -m tests.bench.returns --rows N`.

`returns.csv` has a row per return, `orders.csv` two lines per order, of which the first comes back; both
under our own column names, seen at one moment: what would happen later is not in them. About a third is
still open. People and goods are synthetic.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import polars as pl

from .chance import Chance

NAMES = ("returns.csv", "orders.csv")

_AT_ONCE = 250_000
_BEGIN = 1_772_323_200  # 2026-03-01 00:00 UTC
_DAYS = 60
_END = _BEGIN + _DAYS * 86_400
_HOUR = 3_600
_REASONS = ("wrong goods", "damaged", "wrong size", "not as described", "no longer wanted", "came too late")
_CARRIERS = ("顺丰速运", "中通快递", "圆通速递", "韵达快递")
_PLACES = (
    ("浙江省", "杭州市", "西湖区", "文三路"),
    ("广东省", "深圳市", "南山区", "科技路"),
    ("江苏省", "南京市", "玄武区", "中山路"),
    ("四川省", "成都市", "武侯区", "人民南路"),
)
#: Stage -> the most hours that it takes, in their order.
_STEPS = {
    "approved_at": 40,
    "sent_back_at": 120,
    "received_at": 96,
    "inspected_at": 96,
    "refunded_at": 72,
}
#: One in so many goes no further, at each stage.
_STUCK = 16
_STATES = {
    "refunded_at": "refunded",
    "received_at": "received",
    "sent_back_at": "sent back",
    "approved_at": "approved",
}


def written(folder: Path, rows: int, seed: int = 1) -> Path:
    """The folder with both files, written where they are not there yet.

    Args:
        folder: where such folders are kept.
        rows: the number of returns.
        seed: another seed gives other files.
    """
    home = folder / f"returns-{rows}-{seed}"
    done = home / "done"
    if not done.exists():
        home.mkdir(parents=True, exist_ok=True)
        for name, frames in zip(NAMES, (_returns, _orders), strict=True):
            with (home / name).open("wb") as out:
                for first in range(0, rows, _AT_ONCE):
                    frame = frames(first, min(_AT_ONCE, rows - first), seed)
                    out.write(frame.write_csv(include_header=first == 0).encode())
        done.touch()
    return home


def _returns(first: int, rows: int, seed: int) -> pl.DataFrame:
    chance = Chance(first, rows, seed)
    asked = _BEGIN + chance.below(_DAYS * 86_400).cast(pl.Int64)
    moments, before = {"requested_at": asked}, asked
    for name, hours in _STEPS.items():
        stuck = (chance.below(_STUCK) == 0).cast(pl.Int64) * _DAYS * 86_400
        before = before + 600 + chance.below(hours * _HOUR).cast(pl.Int64) + stuck
        moments[name] = before
    number = pl.int_range(first, first + rows, dtype=pl.UInt32, eager=True)
    frame = pl.DataFrame({"number": number, **moments}).with_columns(
        pl.when(pl.col(name) <= _END).then(name).alias(name) for name in moments
    )
    status = pl.coalesce(
        *(pl.when(pl.col(name).is_not_null()).then(pl.lit(state)) for name, state in _STATES.items()),
        pl.lit("requested"),
    )
    return frame.select(
        pl.format("店铺{}", pl.col("number") % 5).alias("shop"),
        pl.format("R{}", pl.col("number") + 10_000_000).alias("return_id"),
        pl.format("O{}", pl.col("number") + 10_000_000).alias("order_id"),
        pl.format("O{}-1", pl.col("number") + 10_000_000).alias("line_id"),
        pl.format("SKU-{}", pl.col("number") % 2_000).alias("sku"),
        pl.lit(1).alias("quantity"),
        pl.lit("return and refund").alias("return_type"),
        status.alias("status"),
        chance.one_of(_REASONS).alias("reason"),
        *(_clock(name) for name in moments),
        pl.when(pl.col("refunded_at").is_not_null()).then(pl.lit("49.00")).alias("refund_amount"),
        pl.lit("CNY").alias("currency"),
        chance.one_of(_CARRIERS).alias("return_carrier"),
    )


def _orders(first: int, rows: int, seed: int) -> pl.DataFrame:
    chance = Chance(first, rows, seed)
    asked = _BEGIN + chance.below(_DAYS * 86_400).cast(pl.Int64)
    orders = pl.DataFrame(
        {
            "number": pl.int_range(first, first + rows, dtype=pl.UInt32, eager=True),
            "paid_at": asked - 240 * _HOUR - chance.below(400 * _HOUR).cast(pl.Int64),
            "place": chance.below(len(_PLACES)),
            "house": chance.below(900),
        }
    )
    lines = orders.with_columns(line=pl.lit([1, 2], pl.List(pl.UInt32))).explode("line")
    region = [
        pl.col("place").replace_strict(dict(enumerate(column)), return_dtype=pl.String)
        for column in zip(*_PLACES, strict=True)
    ]
    return lines.select(
        pl.format("店铺{}", pl.col("number") % 5).alias("shop"),
        pl.format("O{}", pl.col("number") + 10_000_000).alias("order_id"),
        pl.format("O{}-{}", pl.col("number") + 10_000_000, "line").alias("line_id"),
        pl.lit("delivered").alias("status"),
        _clock("paid_at"),
        pl.format("样本{}", pl.col("number") % 7_919).alias("recipient"),
        pl.format("138{}", pl.col("number") % 10_000_000 + 10_000_000).alias("phone"),
        region[0].alias("province"),
        region[1].alias("city"),
        region[2].alias("county"),
        pl.format("{}{}号", region[3], pl.col("house") + 1).alias("street"),
        pl.format("SKU-{}", (pl.col("number") + (pl.col("line") - 1) * 7) % 2_000).alias("sku"),
        pl.lit(1).alias("quantity"),
        pl.lit("49.00").alias("line_paid"),
        pl.lit("CNY").alias("currency"),
    )


def _clock(name: str) -> pl.Expr:
    """Seconds since 1970 as they stand in a file, by the clock of UTC."""
    return pl.from_epoch(name).dt.to_string("%Y-%m-%d %H:%M:%S").alias(name)


def main() -> None:
    """Write the files if they are missing; one line of JSON says where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("bench-data"))
    asked = parser.parse_args()
    home = written(asked.folder, asked.rows)
    print(json.dumps({"folder": str(home), "rows": asked.rows}))


if __name__ == "__main__":
    main()
