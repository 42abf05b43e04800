"""Short and old forms of current divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .tables import read, write

if TYPE_CHECKING:
    from collections.abc import Iterable

# 清新区 is 清新 and 区.
_PLAIN = 3
HEADER = ("name", "code", "strength")


def write_aliases(divisions: list[tuple[str, ...]]) -> None:
    """Write `aliases.csv`: name, code, strength.

    A *strong* form counts like the full name (恩施州, 都安县); a *short* one (余杭) only where its
    neighbours say that a division is meant.
    """
    full = {row[2] for row in divisions}
    rows = [(row["name"], row["code"], row["strength"]) for row in read("aliases_by_hand")]
    for code, _, name, short, _, _ in divisions:
        rows += [(form, code, "strong") for form in strong_forms(name, short) if form not in full]
        if len(name) > _PLAIN and name.endswith(("新区", "矿区")):
            # 浦东新 and 井陉矿 are nobody's words; 浦东 and its kind are listed by hand.
            continue
        if len(short) > 1 and short != name:
            rows.append((short, code, "short"))
    write("aliases", HEADER, rows)


def strong_forms(name: str, short: str) -> Iterable[str]:
    """Forms that keep the kind of division but drop the peoples' names."""
    if name == short:
        return
    if name.endswith("自治州"):
        stem = short.removesuffix("州")
        yield stem + "州"
        yield stem + "自治州"
    elif name.endswith("自治县"):
        yield short + "县"
        yield short + "自治县"
    elif name.endswith("自治旗"):
        yield short + "旗"
