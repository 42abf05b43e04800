"""A progress bar for people who wait."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

#: Seconds of work before a bar appears; what is quicker needs none.
PATIENCE = 1.0


@contextmanager
def progress_bar(*, quiet: bool, no_color: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """What to tell of the bytes read; None where nobody watches.

    Args:
        quiet: show nothing.
        no_color: show no colours.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(no_color=no_color)
    try:
        yield bar.tell
    finally:
        bar.stop()


class _Bar:
    def __init__(self, *, no_color: bool) -> None:
        self._no_color = no_color
        self._start = time.monotonic()
        self._shown: tuple[Progress, TaskID] | None = None

    def tell(self, done: int, total: int) -> None:
        if self._shown is None:
            if time.monotonic() - self._start < PATIENCE:
                return
            self._shown = self._show(total)
        bar, task = self._shown
        bar.update(task, completed=done)

    def stop(self) -> None:
        if self._shown is not None:
            self._shown[0].stop()

    def _show(self, total: int) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

        columns = (TextColumn("reading"), BarColumn(), DownloadColumn())
        console = Console(stderr=True, no_color=True if self._no_color else None)
        bar = Progress(*columns, console=console, transient=True)
        bar.start()
        return bar, bar.add_task("reading", total=total)
