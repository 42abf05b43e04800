"""Writes worlds of orders, parcels and returns: `python -m tests.bench.fulfilment --orders N --mode planted`.

A world is a folder with `orders.csv` (a row per line), `shipments.csv` (a row per parcel and line),
`returns.csv` and `kits.csv` under our own column names, seen at one moment: what would happen later is not
in it. In a `clean` world nothing is wrong; in a `planted` one `truth.csv` says what is: `rule file record`.
People and goods are synthetic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from .chance import Chance
from .places import DATA
from .worlds.clean import CLEAN
from .worlds.drawn import END, told
from .worlds.goods import write_kits
from .worlds.orders import orders_of
from .worlds.parcels import shipments_of
from .worlds.returns import returns_of
from .worlds.story_tables import NAMES, STORIES, tables

MODES = ("clean", "planted")
_AT_ONCE = 100_000
# Planted stories begin within these parts of the time that a world spans: orders before the first parcel are
# judged by others' parcels, and what is late must have the time to be so.
_PLANTED_FROM, _PLANTED_UNTIL = 0.05, 0.45


@dataclass(frozen=True, slots=True)
class World:
    """A world that was written.

    Args:
        folder: where its files are.
        orders: its orders.
        lines: its order lines.
        records: its records of parcels.
        returns: its returns.
        planted: rule -> findings that it must give.
    """

    folder: Path
    orders: int
    lines: int
    records: int
    returns: int
    planted: dict[str, int]

    @property
    def files(self) -> tuple[Path, Path, Path]:
        """Orders, shipments and returns."""
        folder = self.folder
        return folder / "orders.csv", folder / "shipments.csv", folder / "returns.csv"

    @property
    def kits(self) -> Path:
        """The table of kits."""
        return self.folder / "kits.csv"

    def truth(self) -> pl.DataFrame:
        """What was planted: `rule file` (String) and `record` (from 1 after the header, UInt32)."""
        return pl.read_csv(
            self.folder / "truth.csv", schema={"rule": pl.String, "file": pl.String, "record": pl.UInt32}
        )


def world(folder: Path, mode: str, orders: int, seed: int = 1, every: int = 10) -> World:
    """The world, written where it is not there yet.

    Args:
        folder: where worlds are kept, each in a folder of its own.
        mode: one of `MODES`.
        orders: the number of orders.
        seed: another seed gives another world.
        every: of so many stories of the time in which something may be planted, one is a planted one.
    """
    home = folder / f"{mode}-{orders}-{seed}-{every}"
    beside = home / "world.json"
    found = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    if found.get("recipe") != _recipe():
        home.mkdir(parents=True, exist_ok=True)
        # The counts are written last: a world without them was cut short and is written again.
        beside.unlink(missing_ok=True)
        found = {"recipe": _recipe(), **_write(home, _cells(mode, orders, seed, every), seed)}
        beside.write_text(json.dumps(found), encoding="utf-8")
    return World(home, found["orders"], found["lines"], found["records"], found["returns"], found["planted"])


@cache
def _recipe() -> str:
    here = Path(__file__)
    beside = here.with_name("chance.py"), here.with_name("places.py"), DATA / "divisions.csv"
    made_by = (here, *beside, *sorted(here.with_name("worlds").glob("*.py")))
    return hashlib.blake2b(b"".join(path.read_bytes() for path in made_by), digest_size=8).hexdigest()


def _cells(mode: str, orders: int, seed: int, every: int) -> pl.DataFrame:
    """Which story is told when: `cell story first factor begins`, a row per story, in the order of time."""
    clean = [
        number for number, name in enumerate(NAMES) if name in CLEAN for _ in range(STORIES[number].weight)
    ]
    chance = Chance(0, orders, seed)
    cells = pl.DataFrame({"story": pl.Series(clean, dtype=pl.UInt8).gather(chance.below(len(clean)))})
    mean = sum(len(STORIES[number].orders) for number in clean) / len(clean)
    if mode == "planted":
        cells = _planted(cells, round(orders / mean), every)
    size = pl.col("story").replace_strict(tables().stories["story"], tables().stories["orders"])
    cells = (
        cells.with_row_index("cell")
        .with_columns(factor=chance.below(3) + 1, orders=size.cast(pl.UInt32))
        .with_columns(first=pl.col("orders").cum_sum() - pl.col("orders"))
        .filter(pl.col("first") + pl.col("orders") <= orders)
    )
    # What is missing to the number of orders is told one by one.
    missing = orders - int(cells["orders"].sum())
    last = pl.DataFrame({"cell": range(cells.height, cells.height + missing)}).select(
        pl.col("cell").cast(cells["cell"].dtype),
        story=pl.lit(NAMES.index("single"), pl.UInt8),
        factor=pl.lit(1, pl.UInt32),
        orders=pl.lit(1, pl.UInt32),
        first=(orders - missing + pl.int_range(pl.len())).cast(pl.UInt32),
    )
    cells = pl.concat([cells, last])
    span = END // cells.height
    return cells.join(tables().stories.select("story", "scaled"), on="story", maintain_order="left").select(
        "cell",
        "story",
        "first",
        factor=pl.when("scaled").then("factor").otherwise(1).cast(pl.Int64),
        begins=pl.col("cell").cast(pl.Int64) * END // cells.height
        + (Chance(0, cells.height, seed + 1).below(max(span, 1))).cast(pl.Int64),
    )


def _planted(cells: pl.DataFrame, expected: int, every: int) -> pl.DataFrame:
    """The cells with planted stories in their turn, so that each is told as often as the others."""
    first, last = round(expected * _PLANTED_FROM), round(expected * _PLANTED_UNTIL)
    place = pl.int_range(pl.len())
    stories = len(STORIES) - len(CLEAN)
    turn = (place // every % stories + len(CLEAN)).cast(pl.UInt8)
    here = place.is_between(first, last) & (place % every == 0)
    return cells.select(story=pl.when(here).then(turn).otherwise("story"))


def _write(home: Path, cells: pl.DataFrame, seed: int) -> dict[str, object]:
    rows = {"orders": 0, "shipments": 0, "returns": 0}
    truth = []
    with (
        (home / "orders.csv").open("wb") as orders,
        (home / "shipments.csv").open("wb") as shipments,
        (home / "returns.csv").open("wb") as returns,
    ):
        out = {"orders": orders, "shipments": shipments, "returns": returns}
        for first in range(0, cells.height, _AT_ONCE):
            part = told(cells[first : first + _AT_ONCE], seed)
            parcels = shipments_of(part, seed)
            frames = {
                "orders": orders_of(part, parcels),
                "shipments": parcels.frame,
                "returns": returns_of(part, parcels),
            }
            for name, frame in frames.items():
                codes = frame.select("codes").with_row_index("record", rows[name] + 1).explode("codes")
                truth.append(
                    codes.drop_nulls().select(rule="codes", file=pl.lit(f"{name}.csv"), record="record")
                )
                out[name].write(frame.drop("codes").write_csv(include_header=first == 0).encode())
                rows[name] += frame.height
    planted = pl.concat(truth).sort("rule", "file", "record")
    planted.write_csv(home / "truth.csv")
    write_kits(home / "kits.csv")
    counts = planted["rule"].value_counts().sort("rule")
    return {
        "orders": int(cells.select(pl.col("first").max() + 1).item()) if cells.height else 0,
        "lines": rows["orders"],
        "records": rows["shipments"],
        "returns": rows["returns"],
        "planted": dict(counts.iter_rows()),
    }


def main() -> None:
    """Write the world if it is missing; one line of JSON says where it is and what was planted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("bench-data"))
    parser.add_argument("--mode", choices=MODES, default="planted")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=10)
    asked = parser.parse_args()
    made = world(asked.folder, asked.mode, asked.orders, asked.seed, asked.every)
    told_of = {"orders": made.orders, "lines": made.lines, "records": made.records, "returns": made.returns}
    print(json.dumps({"folder": str(made.folder), **told_of, "planted": made.planted}))


if __name__ == "__main__":
    main()
