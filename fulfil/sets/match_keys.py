"""Which half of a set each SKU is, and what its other half must share with it."""

from __future__ import annotations

from itertools import combinations
from math import gcd
from typing import TYPE_CHECKING, Final

import polars as pl

from ..filled import filled
from .fits import Part, families
from .kits import THOUSANDTHS
from .patterns import roles_of
from .sku_key import sku_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .compatibility import Compatibility
    from .fits import Family
    from .kits import Kits
    from .patterns import SetPattern

_ANSWER: Final = {
    "role": pl.String(),
    "match_key": pl.String(),
    "per_set": pl.Int64(),
    "roles": pl.List(pl.String()),
}


def match_keys(
    skus: pl.Series,
    models: pl.Series | None,
    kits: Kits | None,
    compatibility: Compatibility | None,
    patterns: Sequence[SetPattern],
) -> pl.DataFrame:
    """The role and the match key of each SKU: units of two roles make a set where their match keys agree.

    A SKU is told by the first of these that knows it: the compatibility table (by model, else by SKU), the
    roles of the kit table (by SKU), the patterns (by model, else by SKU). Match keys of different sources
    never agree: a model of a table fits what the table says and nothing else.

    Args:
        skus: distinct keys (see `sku_key`).
        models: the model of each SKU as written, null where none is told; None where no file tells any.
        kits: the kit table.
        compatibility: the compatibility table.
        patterns: the policy's set patterns.

    Returns:
        One row per SKU, in order:

        - `key`: the SKU.
        - `role`: its role, the patterns' word for a whole set included; null for what is no part of a set.
        - `match_key` (String): what the parts of a set share; null, though it has a role, for what cannot be
          judged: the SKU and its model tell different keys, or the kits leave open which parts fit.
        - `per_set` (Int64): units of this role in one set: from the kits, else 1.
        - `roles` (List of String): the roles that one whole set of this match key has, the anchor first; a
          whole set's own role is none of them.
    """
    keys = pl.DataFrame({"key": skus.cast(pl.String)})
    texts = keys.with_columns(
        model=sku_key(models.cast(pl.String)) if models is not None else pl.lit(None, pl.String)
    )
    sources = []
    if compatibility is not None:
        sources.append(_by_either(texts, _of_compatibility(compatibility)))
    if kits is not None:
        sources.append(_looked_up(texts["key"], _of_kits(kits)))
    told = pl.concat([texts["key"].alias("text"), texts["model"].alias("text")]).drop_nulls().unique()
    sources.append(_by_either(texts, _of_patterns(told, patterns)))
    answer = pl.coalesce(*(pl.lit(source) for source in sources)).alias("answer")
    chosen = keys.with_columns(answer).unnest("answer")
    return chosen.select("key", *_ANSWER)


def _looked_up(texts: pl.Series, known: pl.DataFrame) -> pl.Series:
    """The answers of each text, as structs; null where it is not known."""
    found = texts.alias("text").to_frame().join(known, on="text", how="left", maintain_order="left")
    answer = pl.when(pl.col("role").is_not_null()).then(pl.struct(*_ANSWER))
    return found.select(answer.alias("answer"))["answer"]


def _by_either(texts: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """The answer of the model, else of the SKU; without a match key where they contradict each other."""
    both = pl.DataFrame({"model": _looked_up(texts["model"], known), "sku": _looked_up(texts["key"], known)})
    model, sku = pl.col("model").struct, pl.col("sku").struct
    agree = (model.field("role") == sku.field("role")) & (model.field("match_key") == sku.field("match_key"))
    open_answer = pl.struct(
        model.field("role"),
        *(pl.lit(None, dtype).alias(name) for name, dtype in _ANSWER.items() if name != "role"),
    )
    known_by_both = pl.col("model").is_not_null() & pl.col("sku").is_not_null()
    return both.select(
        answer=pl.when(known_by_both & ~agree).then(open_answer).otherwise(pl.coalesce("model", "sku"))
    )["answer"]


def _of_compatibility(compatibility: Compatibility) -> pl.DataFrame:
    return compatibility.keys.select(
        "role",
        "roles",
        text="model",
        match_key=filled("set with {}", "match_key"),
        per_set=pl.lit(1, pl.Int64),
    )


def _of_patterns(texts: pl.Series, patterns: Sequence[SetPattern]) -> pl.DataFrame:
    parts = {pattern.name: list(pattern.parts) for pattern in reversed(patterns)}
    lists = pl.DataFrame(
        {"name": list(parts), "roles": list(parts.values())}, {"name": pl.String, "roles": _ANSWER["roles"]}
    )
    told = pl.concat([texts.to_frame(), roles_of(texts, patterns)], how="horizontal")
    return told.join(lists, on="name", how="left", maintain_order="left").select(
        "text",
        "role",
        "roles",
        match_key=filled("{} {}", "name", "stem"),
        per_set=pl.when(pl.col("role").is_not_null()).then(pl.lit(1, pl.Int64)),
    )


def _of_kits(kits: Kits) -> pl.DataFrame:
    """What the kits with roles say of their components.

    A kit inside another one is a set of its own, so that only what a kit names itself belongs together.
    """
    roles = dict(kits.exploded.select("component", "role").drop_nulls().iter_rows())
    contents: dict[str, dict[Part, int]] = {}
    written: dict[str, str] = {}
    for kit, kit_sku, component, per_kit in kits.table.select(
        "kit", "kit_sku", "component", "per_kit"
    ).iter_rows():
        written.setdefault(kit, kit_sku)
        if component in roles:
            contents.setdefault(kit, {})[Part(roles[component], component)] = per_kit
    pairs = [
        (part, other)
        for parts in contents.values()
        for part, other in combinations(parts, 2)
        if part.role != other.role
    ]
    kits_of: dict[Part, list[str]] = {}
    for kit, parts in contents.items():
        for part in parts:
            kits_of.setdefault(part, []).append(kit)
    rows = []
    for family in families(pairs):
        named = dict.fromkeys(kit for part in family.parts for kit in kits_of[part])
        per_set = _per_set(family, [contents[kit] for kit in named])
        first = written[next(iter(named))]
        for part in family.parts:
            judged = (f"kit {first}", per_set[part.role], family.roles) if per_set else (None, None, None)
            rows.append((part.key, part.role, *judged))
    return pl.DataFrame(rows, {"text": pl.String(), **_ANSWER}, orient="row")


def _per_set(family: Family, kits: Iterable[Mapping[Part, int]]) -> dict[str, int] | None:
    """Units of each role in one set; None where the kits leave open which parts make one.

    Every part of one role must fit every part of the others, each kit must hold one component of each role,
    and so many units of each as the other kits do; a kit of two whole sets says the same as a kit of one.
    """
    if any(True for _ in family.gaps()):
        return None
    told: dict[str, int] | None = None
    for parts in kits:
        by_role = {part.role: per_kit for part, per_kit in parts.items()}
        if len(by_role) != len(parts) or set(by_role) != set(family.roles):
            return None
        if any(per_kit % THOUSANDTHS for per_kit in by_role.values()):
            return None
        whole = gcd(*by_role.values())
        one = {role: per_kit // whole for role, per_kit in by_role.items()}
        if told is not None and one != told:
            return None
        told = one
    return told
