"""The policies that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from .terminal_box import table_box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from ..policy.preset import Preset


def preset_lines(presets: Sequence[Preset]) -> Iterator[str]:
    """A header and one line per policy, tab-separated."""
    yield "name\tdate\twhat it sets\n"
    for preset in presets:
        yield f"{preset.name}\t{preset.date}\t{preset.title}\n"


def print_presets(presets: Sequence[Preset], console: Console) -> None:
    """Print them as a table."""
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("name", no_wrap=True, style="bold")
    table.add_column("date", no_wrap=True)
    table.add_column("what it sets", overflow="fold")
    for preset in presets:
        table.add_row(preset.name, str(preset.date), Text(preset.title))
    console.print(table)
