"""Frames that the terminal's encoding can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box

if TYPE_CHECKING:
    from rich.console import Console


def frame_box(console: Console) -> box.Box:
    """The frame of a panel; code page 936 has square corners, and other code pages no lines at all."""
    return box.SQUARE if _holds(console, "┌─┐│└┘") else box.ASCII


def table_box(console: Console) -> box.Box:
    """A line below the header, and nothing else."""
    return box.SIMPLE_HEAD if _holds(console, "─") else box.ASCII2


def bar(console: Console, length: int) -> str:
    """A bar of so many columns; a block is two columns wide on consoles of East Asian code pages."""
    return ("█" if console.encoding.lower().startswith("utf") else "#") * length


def _holds(console: Console, text: str) -> bool:
    try:
        text.encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
