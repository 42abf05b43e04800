"""Standard output and error: never an encoding error, and a reader who leaves is no error."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from fulfil.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console

#: What a write says when the reader has left; Windows says it in its own way.
_GONE = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)


def never_fail_to_encode() -> None:
    """Let a stream write `?` for what its encoding lacks, as code page 936 lacks half of Unicode.

    A program that was started without standard output writes to memory.
    """
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BytesIO(), "utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def write_pieces(pieces: Iterable[str], *, utf8: bool = False) -> None:
    """Write text to standard output, piece by piece.

    Args:
        pieces: the text.
        utf8: whatever the terminal's encoding; JSON is always UTF-8.

    Raises:
        OutputError: it cannot be written, for another reason than that its reader left.
    """

    def write() -> None:
        raw = getattr(sys.stdout, "buffer", None)
        if utf8 and raw is not None:
            sys.stdout.flush()
            for piece in pieces:
                raw.write(piece.encode())
            raw.flush()
        else:
            sys.stdout.writelines(pieces)
        sys.stdout.flush()

    written(write)


def to_people(put: Callable[[Console], None], lines: Callable[[], Iterable[str]], *, no_color: bool) -> None:
    """Print on a terminal, or write lines to a pipe or a file.

    Args:
        put: prints on a console.
        lines: gives whole lines; only one of the two is called.
        no_color: print without colours.

    Raises:
        OutputError: standard output cannot be written.
    """
    if sys.stdout.isatty():
        screen = console(no_color=no_color)
        written(lambda: put(screen))
    else:
        write_pieces(lines())


def written(write: Callable[[], None]) -> None:
    """Write to standard output; from then on nothing, if its reader left.

    Raises:
        OutputError: standard output cannot be written.
    """
    try:
        write()
        sys.stdout.flush()
    except OSError as error:
        _close_quietly()
        if error.errno not in _GONE:
            raise OutputError(f"standard output cannot be written: {error.strerror or error}") from error


def _close_quietly() -> None:
    """Give the interpreter somewhere to flush to when it ends."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def console(*, no_color: bool) -> Console:
    """A console on standard output that reads no markup in what it prints."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, no_color=True if no_color else None)
