"""Sibling groups with findings on a terminal: one tree each, from the group down to the units of its sets."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.text import Text
from rich.tree import Tree

from ..findings import of_severity
from ..rules.rule import Severity
from ..sibling_groups import group_parts
from .amounts import minute
from .content_label import content_label
from .group_findings import Said, in_groups, ranked_groups, said_of
from .inert import inert
from .severity_colors import COLORS
from .unit_words import odd
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from ..report import Report
    from ..rules.rule import Rule

#: A tree is long: so many are shown unless all are asked for.
_TREES = 3
#: So many orders of a group are shown that nothing is said of.
_QUIET_ORDERS = 3

Part = dict[str, Any]


def print_groups(report: Report, console: Console, limit: int | None, *, notes: bool) -> None:
    """Print the findings of rules about sibling groups, group by group.

    Args:
        report: the finished run.
        console: where to; personal data is shown.
        limit: how many groups to show, at most `_TREES`; None for all.
        notes: whether findings of severity note are shown.
    """
    findings = list(_findings(report, notes=notes))
    groups = ranked_groups(findings)
    if report.fulfilment is None or groups.is_empty():
        return
    shown = groups if limit is None else groups.head(min(limit, _TREES))
    console.print()
    console.rule(Text("Sibling groups", style="bold"), align="left", characters="-")
    for rule, rows in findings:
        worst = next(s for s in Severity if of_severity(rule, rows, s).height)
        title = (f"\n{rule.code} {rule.name}", f"bold {COLORS[worst]}")
        console.print(Text.assemble(title, f"  {rows.height:,}"))
        console.print(Text(rule.summary, style="dim"))
    count = f"{shown.len():,} of {counted(groups.len(), 'group')} shown"
    console.print(Text(f"\n{count if shown.len() < groups.len() else counted(groups.len(), 'group')}"))
    printer = _Trees(report, said_of(report, findings, shown), _orders(findings), everything=limit is None)
    parts = group_parts(report.fulfilment, shown).partition_by("group", as_dict=True)
    for group in shown:
        console.print()
        console.print(printer.tree(parts[(group,)].to_dicts()))


def _findings(report: Report, *, notes: bool) -> list[tuple[Rule, pl.DataFrame]]:
    told = []
    for found in report.findings:
        rows = in_groups(report, found)
        if rows.height and not notes:
            kept = [of_severity(found.rule, rows, s) for s in (Severity.ERROR, Severity.WARNING)]
            rows = pl.concat(kept)
        if rows.height:
            told.append((found.rule, rows))
    return told


def _orders(findings: Sequence[tuple[Rule, pl.DataFrame]]) -> dict[int, int]:
    """Row of a finding -> the order that it belongs to."""
    pairs = (zip(rows["row"], rows["of_order"], strict=True) for _, rows in findings)
    return {row: order for some in pairs for row, order in some}


class _Trees:
    """Builds trees.

    Args:
        report: the finished run.
        said: row -> the findings that point at it.
        orders: row -> its order.
        everything: whether orders that nothing is said of are all shown.
    """

    def __init__(
        self, report: Report, said: Mapping[int, list[Said]], orders: Mapping[int, int], *, everything: bool
    ) -> None:
        self._files = report.files
        self._said = said
        self._everything = everything
        self._of_order: dict[int, list[int]] = {}
        for row in said:
            self._of_order.setdefault(orders[row], []).append(row)

    def tree(self, parts: Sequence[Part]) -> Tree:
        """One group."""
        first = parts[0]
        label = Text(inert(first["order_id"] or "-"), style="bold")
        if others := first["siblings"] - 1:
            label.append(f" and {counted(others, 'sibling order')}", style="not bold")
        if first["shop"]:
            label.append(f" (shop {inert(first['shop'])})", style="not bold")
        if first["inferred"]:
            label.append(
                "\nput together by shop, buyer, address and time: one severity lower", "not bold dim"
            )
        tree = Tree(label, guide_style="dim")
        quiet = 0
        for order, mine in groupby(parts, key=lambda part: part["order"]):
            some = list(mine)
            if not (self._everything or self._speaks(order, some)):
                quiet += 1
                if quiet > _QUIET_ORDERS:
                    continue
            self._add_order(tree, order, some)
        if left := max(quiet - _QUIET_ORDERS, 0) if not self._everything else 0:
            tree.add(Text(f"... {counted(left, 'more order')} without findings", style="dim"))
        return tree

    def _speaks(self, order: int, parts: Sequence[Part]) -> bool:
        return order in self._of_order or any(odd(part["fit"]) for part in parts)

    def _add_order(self, tree: Tree, order: int, parts: Sequence[Part]) -> None:
        label = Text.assemble("order ", (inert(parts[0]["order_id"] or "-"), "bold"))
        if parts[0]["status"]:
            label.append(f", {parts[0]['status'].replace('_', ' ')}", style="dim")
        node = tree.add(label)
        told: set[int] = set()
        for parcel, mine in groupby(parts, key=lambda part: part["parcel"]):
            some = list(mine)
            below = node.add(self._parcel(some[0]) if parcel is not None else Text("no parcel", style="dim"))
            for row, units in groupby(some, key=lambda part: part["row"]):
                if row is not None:
                    told.add(row)
                    self._add_content(below, row, list(units))
        for row in self._of_order.get(order, []):
            if row not in told:
                self._add_findings(node, row)

    def _parcel(self, part: Part) -> Text:
        label = Text("parcel ")
        label.append(inert(part["tracking_number"] or "without a number"), style="bold")
        zone = self._files[part["file"]].zone
        words = [inert(part["carrier"] or ""), inert(part["warehouse"] or "")]
        if (part["orders"] or 1) > 1:
            words.append(f"holds {part['orders']} orders")
        label.append("".join(f", {word}" for word in words if word), style="dim")
        times = [f"{word} {minute(part[at], zone)}" for word, at in _TIMES if part[at]]
        label.append("\n" + ", ".join(times) if times else "", style="dim")
        return label

    def _add_content(self, parcel: Tree, row: int, parts: Sequence[Part]) -> None:
        label = content_label(
            parts[0]["sku"], parts[0]["quantity"], [p for p in parts if p["fit"] is not None]
        )
        self._add_findings(parcel.add(label), row)

    def _add_findings(self, node: Tree, row: int) -> None:
        for said in self._said.get(row, ()):
            text = Text(f"{said.rule.code} {inert(said.message)}", style=COLORS[said.severity])
            if said.suggestion:
                text.append(f"\n> {inert(said.suggestion)}", style="green")
            node.add(text)


_TIMES = (("left", "left_at"), ("delivered", "delivered_at"))
