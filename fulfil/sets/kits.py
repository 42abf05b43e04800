"""Kits: which SKUs are shipped when one is ordered, as the user states it in a table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Final

import polars as pl

from ..errors import PolicyError
from .sku_key import sku_key
from .user_table import read_user_table

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Quantities are thousandths of a unit, so that weighed goods stay whole numbers.
THOUSANDTHS: Final = 1000
_MOST: Final = 2**63 - 1
_QUANTITY: Final = re.compile(r"\d{1,12}(?:\.\d{1,3}0*)?", re.ASCII)
_EXPLODED: Final = {"kit": pl.String(), "component": pl.String(), "per_kit": pl.Int64(), "role": pl.String()}


@dataclass(frozen=True, slots=True)
class Kits:
    """The kit table.

    Args:
        table: as written: `line kit_sku component_sku` with the keys `kit component`, `per_kit` (Int64,
            thousandths of a unit) and `role` (String, null where none is given).
        exploded: `kit component` (keys), `per_kit` (Int64, thousandths of a unit) and `role`, one row per kit
            and component that is no kit itself: nested kits are taken apart, and their quantities multiplied.
        path: the file, for messages.
    """

    table: pl.DataFrame
    exploded: pl.DataFrame
    path: str


def read_kits(path: str) -> Kits:
    """Read a kit table: a UTF-8 CSV with `kit_sku component_sku quantity role`.

    Args:
        path: the file. `quantity` is the number of units in one kit, with at most three decimals; `role` may
            be empty or left out.

    Raises:
        PolicyError: it cannot be read or lacks something; a quantity is no positive number; a component
            stands twice in a kit or has two roles; a kit has a role, or contains itself.
    """
    raw = read_user_table(path, "the kit table", ("kit_sku", "component_sku", "quantity"), ("role",))
    table = raw.select(
        "line",
        "kit_sku",
        "component_sku",
        kit=sku_key(pl.col("kit_sku")),
        component=sku_key(pl.col("component_sku")),
        per_kit=pl.Series(_quantities(raw, path), dtype=pl.Int64),
        role=sku_key(pl.col("role")),
    )
    _refuse_repeats(table, path)
    _refuse_two_roles(table, path)
    return Kits(table, _exploded(table, path), path)


def unknown_skus(kits: Kits, known: pl.Series) -> pl.DataFrame:
    """The SKUs of a kit table that occur in no file: misspelt, or no longer sold.

    A kit that is only a part of other kits need not occur: it never leaves as such.

    Args:
        kits: the table.
        known: keys of the SKUs that occur (see `sku_key`), in any order and number.

    Returns:
        `sku` (String, as first written) and `line` (Int64, the first one that names it), by line.
    """
    table = kits.table
    nested = pl.col("component").is_in(table["kit"].implode())
    named = pl.concat(
        [
            table.filter(~pl.col("kit").is_in(table["component"].implode())).select(
                "line", key="kit", sku="kit_sku"
            ),
            table.filter(~nested).select("line", key="component", sku="component_sku"),
        ]
    )
    first = named.sort("line", maintain_order=True).unique("key", keep="first", maintain_order=True)
    known_keys = pl.DataFrame({"key": known.cast(pl.String)})
    return first.join(known_keys, on="key", how="anti", maintain_order="left").select("sku", "line")


def _quantities(raw: pl.DataFrame, path: str) -> list[int]:
    read = []
    for line, text in raw.select("line", "quantity").iter_rows():
        if not _QUANTITY.fullmatch(text) or not Decimal(text):
            raise PolicyError(
                f"`quantity` is {text}",
                path=path,
                line=line,
                hint="write how many units one kit holds: a number above 0 with at most three decimals",
            )
        read.append(int(Decimal(text) * THOUSANDTHS))
    return read


def _refuse_repeats(table: pl.DataFrame, path: str) -> None:
    again = pl.struct("kit", "component").is_first_distinct().not_()
    for line, kit, component in table.filter(again).select("line", "kit", "component").iter_rows():
        first = table.filter((pl.col("kit") == kit) & (pl.col("component") == component))
        kit_sku, component_sku = first.select("kit_sku", "component_sku").row(0)
        raise PolicyError(
            f"{component_sku} stands twice in the kit {kit_sku}: here and on line {first['line'][0]}",
            path=path,
            line=line,
            hint="write it once, with the sum of the quantities",
        )


def _refuse_two_roles(table: pl.DataFrame, path: str) -> None:
    seen: dict[str, tuple[str, int]] = {}
    given = table.filter(pl.col("role").is_not_null())
    for line, sku, component, role in given.select("line", "component_sku", "component", "role").iter_rows():
        other, where = seen.setdefault(component, (role, line))
        if other != role:
            raise PolicyError(
                f"{sku} is {role} here and {other} on line {where}",
                path=path,
                line=line,
                hint="a component has one role in all kits",
            )
    kits = given.filter(pl.col("component").is_in(table["kit"].implode()))
    for line, sku in kits.select("line", "component_sku").iter_rows():
        raise PolicyError(
            f"{sku} has a role and is a kit itself",
            path=path,
            line=line,
            hint="give the role to the component of that kit that has it",
        )


def _exploded(table: pl.DataFrame, path: str) -> pl.DataFrame:
    contents: dict[str, dict[str, int]] = {}
    for kit, component, per_kit in table.select("kit", "component", "per_kit").iter_rows():
        contents.setdefault(kit, {})[component] = per_kit
    done: dict[str, Counter[str]] = {}
    for kit in _innermost_first(contents, table, path):
        whole: Counter[str] = Counter()
        for component, per_kit in contents[kit].items():
            if component not in done:
                whole[component] += per_kit
                continue
            for part, each in done[component].items():
                whole[part] += _multiplied(per_kit, each, (kit, component), table, path)
        if max(whole.values()) > _MOST:
            raise _too_much(kit, next(iter(contents[kit])), table, path)
        done[kit] = whole
    roles = dict(table.filter(pl.col("role").is_not_null()).select("component", "role").iter_rows())
    rows = [
        (kit, component, per_kit, roles.get(component))
        for kit in contents
        for component, per_kit in done[kit].items()
    ]
    return pl.DataFrame(rows, _EXPLODED, orient="row")


def _innermost_first(contents: dict[str, dict[str, int]], table: pl.DataFrame, path: str) -> Sequence[str]:
    inner = {kit: [part for part in parts if part in contents] for kit, parts in contents.items()}
    try:
        return tuple(TopologicalSorter(inner).static_order())
    except CycleError as error:
        # The error names each kit before the one that contains it.
        around: list[str] = error.args[1][:0:-1]
    lines = [
        _place(outer, inside, table) for outer, inside in zip(around, around[1:] + around[:1], strict=True)
    ]
    start = min(range(len(lines)), key=lambda place: lines[place][0])
    turned = lines[start:] + lines[:start]
    chain = " > ".join((*(kit for _, kit, _ in turned), turned[0][1]))
    raise PolicyError(
        f"the kit {turned[0][1]} contains itself: {chain}",
        path=path,
        line=turned[0][0],
        hint="a kit holds what is packed for it: lines "
        + ", ".join(str(line) for line, _, _ in sorted(lines)),
    )


def _place(kit: str, component: str, table: pl.DataFrame) -> tuple[int, str, str]:
    at = table.filter((pl.col("kit") == kit) & (pl.col("component") == component))
    line, kit_sku, component_sku = at.select("line", "kit_sku", "component_sku").row(0)
    return line, kit_sku, component_sku


def _multiplied(outer: int, inner: int, names: tuple[str, str], table: pl.DataFrame, path: str) -> int:
    product, rest = divmod(outer * inner, THOUSANDTHS)
    if rest or product > _MOST:
        raise _too_much(*names, table, path)
    return product


def _too_much(kit: str, component: str, table: pl.DataFrame, path: str) -> PolicyError:
    line, kit_sku, component_sku = _place(kit, component, table)
    return PolicyError(
        f"what {kit_sku} holds by {component_sku} cannot be counted in thousandths of a unit",
        path=path,
        line=line,
        hint="write quantities that multiply to at most three decimals",
    )
