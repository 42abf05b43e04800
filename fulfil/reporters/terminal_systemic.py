"""Findings that explain many rows, each in a frame of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.panel import Panel
from rich.text import Text

from ..findings import FIELD_OF
from ..rules.rule import Severity
from .documentation import cure
from .inert import inert
from .placed import NEW_TEXT, placed_systemic
from .severity_colors import COLORS
from .silence_words import explained_words
from .terminal_box import frame_box
from .verdict import counted

if TYPE_CHECKING:
    from rich.console import Console

    from ..findings import RuleFindings
    from ..report import Report

_CODE_OF = {field: code for code, field in FIELD_OF.items()}


def print_systemic(report: Report, console: Console, *, notes: bool) -> None:
    """Print the systemic findings of all rules, in report order; those of severity note where asked."""
    for found in report.findings:
        if found.rule.severity is Severity.NOTE and not notes:
            continue
        for told in placed_systemic(report, found).iter_rows(named=True) if found.systemic.height else ():
            console.print(_panel(found, told, console))


def _panel(found: RuleFindings, told: dict[str, object], console: Console) -> Panel:
    rule = found.rule
    style = COLORS[rule.severity]
    news = NEW_TEXT if told.get("new") else ""
    body = Text(news + inert(str(told["message"])), style="bold")
    body.append(f"\n{inert(str(told['path']))}: explains {_explained(found, told)}", style="not bold")
    if hint := cure(rule):
        body.append(f"\n{hint}", style="not bold italic")
    title = Text(f"{rule.code} {rule.name}")
    return Panel(body, title=title, title_align="left", border_style=style, box=frame_box(console))


def _explained(found: RuleFindings, told: dict[str, object]) -> str:
    code = (
        _CODE_OF.get(str(told.get("field")), found.rule.code)
        if found.rule.code == "EXP001"
        else found.rule.code
    )
    rows, orders = told["rows"], told.get("orders")
    text = f"{counted(_number(rows), 'finding')} of {code}"
    where = f" in {counted(_number(orders), 'order')}" if orders is not None else ""
    return f"{text}{where}{explained_words(told)}"


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
