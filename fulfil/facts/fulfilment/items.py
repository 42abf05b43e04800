"""SKUs as numbers, and what they are made of: kits, sets, aliases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from ...filled import filled
from ...sets.match_keys import match_keys
from ...sets.patterns import roles_of
from ...sets.sku_key import sku_key
from .kept import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...policy.policy import Policy
    from ...sets.compatibility import Compatibility
    from ...sets.kits import Kits
    from ...sets.patterns import SetPattern

_PARTS: Final = pl.Schema({"whole": pl.UInt32(), "part": pl.UInt32(), "per": pl.Int64()})

#: What a set asks for is no SKU of its own: a half of it with this capacity, of whatever series.
_HALF: Final = "\x00"


@dataclass(frozen=True, slots=True)
class Items:
    """All SKUs of a run; every frame speaks of them by number.

    Args:
        names: `item key`: the number of each SKU, and the SKU as it is compared.
        parts: `whole part per`: kits and sets, and how many thousandths of each part one of them has.
        halves: likewise: the half of a set that a SKU is.
        aliases: likewise: the SKU that another word stands for.
        sets: `item role match_key per_set roles`: SKUs that are parts of sets (see `sets.match_keys`), and
            the halves that whole sets ask for.
    """

    names: pl.DataFrame
    parts: pl.DataFrame
    halves: pl.DataFrame
    aliases: pl.DataFrame
    sets: pl.DataFrame

    def numbered(self, skus: pl.Series) -> pl.Series:
        """The number of each SKU; null for null."""
        keyed = pl.DataFrame({"key": skus})
        return keyed.join(self.names, on="key", how="left", maintain_order="left")["item"]

    def named(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows with `name`, the SKU of their `item` as it is compared."""
        names = self.names.rename({"key": "name"})
        return rows.join(names, on="item", how="left", maintain_order="left")


def keyed(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `key`: their SKU as it is compared.

    Args:
        rows: with `sku`.
    """
    return rows.with_columns(sku_key(rows["sku"]).alias("key"))


def items_of(
    keys: pl.Series, policy: Policy, kits: Kits | None, compatibility: Compatibility | None
) -> Items:
    """Number the SKUs of a run, and what they are made of.

    Args:
        keys: all SKUs and models as they are compared, each once.
        policy: the limits.
        kits: the user's kits.
        compatibility: the user's table of what fits what.
    """
    set_parts, set_halves, half_keys = _sets(keys, policy.split.patterns)
    kit_parts = pl.DataFrame(schema={"whole": pl.String, "part": pl.String, "per": pl.Int64})
    if kits is not None:
        kit_parts = kits.exploded.select(whole="kit", part="component", per="per_kit")
    set_parts = set_parts.join(kit_parts, on="whole", how="anti")
    aliases = _aliases(policy)
    everything = pl.concat(
        [
            keys.alias("key"),
            *(
                f[c].alias("key")
                for f in (set_parts, set_halves, kit_parts, aliases)
                for c in ("whole", "part")
            ),
        ]
    )
    names = everything.drop_nulls().unique().sort().to_frame("key").with_row_index("item")
    own_keys = match_keys(names["key"], None, kits, compatibility, policy.split.patterns)
    return Items(
        names=names,
        parts=_numbered(pl.concat([kit_parts, set_parts]), names),
        halves=_numbered(set_halves, names),
        aliases=_numbered(aliases, names),
        sets=pl.concat([own_keys.filter(pl.col("role").is_not_null()), half_keys])
        .join(names, on="key")
        .drop("key"),
    )


def _sets(keys: pl.Series, patterns: Sequence[SetPattern]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """What whole sets are made of, and which half each half is: `whole part per`; and the keys of the halves.

    A half that a whole set asks for must share the match key of the units that are such halves.
    """
    ways = {pattern.name: (pattern.whole, pattern.parts) for pattern in reversed(patterns)}
    schema = pl.Schema({"name": pl.String(), "set": pl.String(), "halves": pl.List(pl.String)})
    known = (
        roles_of(keys, patterns)
        .with_columns(keys.alias("key"))
        .filter(pl.col("role").is_not_null())
        .join(
            pl.DataFrame([(name, *way) for name, way in ways.items()], schema=schema, orient="row"),
            on="name",
        )
        .with_columns(per=pl.lit(UNIT, pl.Int64))
    )
    whole = pl.col("role") == pl.col("set")
    parts = known.filter(whole).with_columns(role="halves").explode("halves")
    keys_of_halves = parts.select(
        key=_half("halves"),
        role="halves",
        match_key=filled("{} {}", "name", "stem"),
        per_set=pl.lit(1, pl.Int64),
        roles="role",
    )
    return (
        parts.select("per", whole="key", part=_half("halves")).select(_PARTS.names()),
        known.filter(~whole).select("per", whole="key", part=_half("role")).select(_PARTS.names()),
        keys_of_halves.unique("key", maintain_order=True),
    )


def _half(role: str) -> pl.Expr:
    return pl.concat_str(pl.lit(_HALF), "name", pl.lit(" "), "stem", pl.lit(" "), role)


def _aliases(policy: Policy) -> pl.DataFrame:
    pairs = [(shipped, ordered) for ordered, words in policy.split.aliases.items() for shipped in words]
    schema = {"whole": pl.String, "part": pl.String}
    table = pl.DataFrame(pairs, schema=schema, orient="row")
    return table.select(
        sku_key(table["whole"]).alias("whole"), sku_key(table["part"]).alias("part")
    ).with_columns(per=pl.lit(UNIT, pl.Int64))


def _numbered(table: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    whole = table.join(names, left_on="whole", right_on="key", maintain_order="left").rename(
        {"item": "_whole"}
    )
    both = whole.join(names, left_on="part", right_on="key", maintain_order="left")
    return both.select(whole="_whole", part="item", per="per").cast(_PARTS)
