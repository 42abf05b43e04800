"""Compatibility: which models make a set with each other, as the user states it in a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ..errors import PolicyError
from .fits import Family, Part, families
from .sku_key import sku_key
from .user_table import read_user_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS = ("role_a", "model_a", "role_b", "model_b")
_KEYS = {
    "model": pl.String(),
    "role": pl.String(),
    "match_key": pl.String(),
    "roles": pl.List(pl.String()),
}


@dataclass(frozen=True, slots=True)
class Compatibility:
    """The compatibility table.

    Args:
        table: as written: `line role_a model_a role_b model_b`.
        keys: one row per model: `model` (key, see `sku_key`), `role`, `match_key` (String, the first model
            of those that fit each other, as written) and `roles` (List of String: all roles of a set of this
            match key, in the order of the table).
        path: the file, for messages.
    """

    table: pl.DataFrame
    keys: pl.DataFrame
    path: str


def read_compatibility(path: str) -> Compatibility:
    """Read a compatibility table: a UTF-8 CSV with `role_a model_a role_b model_b`, one pair in a row.

    A model of the table fits what the table pairs it with, and nothing else. A pair may stand twice.

    Raises:
        PolicyError: it cannot be read or lacks something; a model has two roles; a pair has one role twice;
            or two models fit a third, and one of them fits what the other does not: then counting the units
            of each role does not tell whether they make sets.
    """
    table = read_user_table(path, "the compatibility table", _COLUMNS)
    written = _as_written(table)
    rows = []
    for family in families(_pairs(table, written, path)):
        for gap in family.gaps():
            raise _incomplete(family, gap, table, path)
        named = written[family.parts[0].key]
        rows += [(part.key, part.role, named, family.roles) for part in family.parts]
    return Compatibility(table, pl.DataFrame(rows, _KEYS, orient="row"), path)


def _pairs(table: pl.DataFrame, written: dict[str, str], path: str) -> Iterator[tuple[Part, Part]]:
    keys = table.select("line", *(sku_key(pl.col(name)) for name in _COLUMNS))
    seen: dict[str, tuple[str, int]] = {}
    for line, role_a, model_a, role_b, model_b in keys.iter_rows():
        if role_a == role_b:
            raise PolicyError(
                f"both models have the role {role_a}",
                path=path,
                line=line,
                hint="a pair has two roles, such as indoor and outdoor",
            )
        for part in (Part(role_a, model_a), Part(role_b, model_b)):
            other, where = seen.setdefault(part.key, (part.role, line))
            if other != part.role:
                raise PolicyError(
                    f"{written[part.key]} is {part.role} here and {other} on line {where}",
                    path=path,
                    line=line,
                    hint="a model has one role",
                )
        yield Part(role_a, model_a), Part(role_b, model_b)


def _as_written(table: pl.DataFrame) -> dict[str, str]:
    """Key of each model -> the model as it is first written."""
    named = [table.select("line", pl.lit(side).alias("side"), sku=f"model_{side}") for side in "ab"]
    first = pl.concat(named).sort("line", "side").select(sku_key(pl.col("sku")).alias("key"), "sku")
    return dict(first.unique("key", keep="first").iter_rows())


def _lines(part: Part, table: pl.DataFrame) -> str:
    named = sku_key(pl.col("model_a")) == part.key
    lines = table.filter(named | (sku_key(pl.col("model_b")) == part.key))["line"]
    return f"line{'s' * (len(lines) > 1)} {', '.join(map(str, lines))}"


def _incomplete(family: Family, gap: tuple[Part, Part], table: pl.DataFrame, path: str) -> PolicyError:
    part, other = gap
    written = _as_written(table)
    names = [written[each.key] for each in gap]
    later = max(
        table.filter(
            sku_key(pl.col("model_a")).is_in([part.key, other.key])
            | sku_key(pl.col("model_b")).is_in([part.key, other.key])
        )["line"]
    )
    return PolicyError(
        f"{names[0]} ({_lines(part, table)}) and {names[1]} ({_lines(other, table)}) are not paired, though "
        f"others of the {len(family.parts)} models that belong together fit both",
        path=path,
        line=later,
        hint="state that pair, too, if it fits; otherwise units cannot be told by counting: leave out a pair "
        "that joins the two",
    )
