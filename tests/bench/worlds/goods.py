"""The goods of generated worlds: SKUs by kind, what they weigh, and the kits among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

    from ..chance import Chance

_KITS = 300
#: A kit's parts, and how many of each it holds.
PARTS = {"kit 1": 1, "kit 2": 2, "kit 3": 1}

#: Grams of a unit, by kind.
GRAMS = {
    **dict.fromkeys(("a", "b", "c"), 200),
    **dict.fromkeys(("kit 1", "kit 2", "kit 3", "extra"), 150),
    "kit": 600,
    "bundle": 750,
    **{f"indoor {stem}": 12_000 for stem in "st"},
    **{f"outdoor {stem}": 28_000 for stem in "st"},
    **{f"set {stem}": 40_000 for stem in "st"},
}

_WIDE = str.maketrans("ABCKE-", "ａｂｃｋｅ－")


def drawn(chance: Chance) -> dict[str, pl.Series]:
    """What the kinds of goods are, drawn once a story: numbers of SKUs, models, cents of a unit."""
    return {
        **{f"number_{kind}": chance.below(20_000) for kind in "abc"},
        "number_kit": chance.below(_KITS),
        # Two models of one story are never the same.
        "model_s": chance.one_of(("KFR-26", "KFR-35")),
        "model_t": chance.one_of(("KFR-50", "KFR-72")),
        "cents": chance.below(20_000) + 500,
    }


def sku() -> pl.Expr:
    """The SKU of a record, from its `kind` and what was drawn."""
    kind = pl.col("kind")
    last, stem = kind.str.slice(-1), pl.when(kind.str.ends_with("s")).then("model_s").otherwise("model_t")
    kit = pl.col("number_kit").cast(pl.String).str.zfill(3)
    plain = [(kind == name, _plain(name)) for name in "abc"]
    others = [
        (kind == "kit", pl.concat_str(pl.lit("KIT-"), kit)),
        (kind == "bundle", pl.concat_str(pl.lit("BDL-"), kit)),
        (kind == "extra", pl.concat_str(pl.lit("KE-"), kit)),
        (kind.str.starts_with("kit "), pl.concat_str(pl.lit("KC-"), kit, pl.lit("-"), last)),
        (kind.str.starts_with("indoor"), pl.concat_str(stem, pl.lit("G/HA"))),
        (kind.str.starts_with("outdoor"), pl.concat_str(stem, pl.lit("W/HA"))),
        (kind.str.starts_with("set"), pl.concat_str(stem, pl.lit("GW/HA"))),
    ]
    found = pl.lit(None, pl.String)
    for is_it, text in (*plain, *others):
        found = pl.when(is_it).then(text).otherwise(found)
    return found


def _plain(kind: str) -> pl.Expr:
    number = pl.col(f"number_{kind}").cast(pl.String).str.zfill(5)
    return pl.concat_str(pl.lit(f"{kind.upper()}-"), number)


def spelt_otherwise(text: pl.Expr) -> pl.Expr:
    """The same SKU in another case and width, with spaces around it."""
    wide = {chr(plain): chr(other) for plain, other in _WIDE.items() if isinstance(other, int)}
    return pl.concat_str(pl.lit(" "), text.str.replace_many(list(wide), list(wide.values())), pl.lit(" "))


def grams() -> pl.Expr:
    """Grams of a unit, from its `kind`."""
    return pl.col("kind").replace_strict(list(GRAMS), list(GRAMS.values()), return_dtype=pl.Int64)


def write_kits(path: Path) -> None:
    """All kits of a world, as `kits.csv`."""
    rows = []
    for number in range(_KITS):
        rows += [
            (f"KIT-{number:03}", f"KC-{number:03}-{kind[-1]}", quantity) for kind, quantity in PARTS.items()
        ]
        rows += [(f"BDL-{number:03}", f"KIT-{number:03}", 1), (f"BDL-{number:03}", f"KE-{number:03}", 1)]
    pl.DataFrame(rows, ["kit_sku", "component_sku", "quantity"], orient="row").write_csv(path)
