"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_whole(path: str, pieces: Iterable[str], what: str) -> None:
    """Write a text file in UTF-8.

    Args:
        path: the file.
        pieces: its text.
        what: what it is, for the message: `the lock`.

    Raises:
        OutputError: it cannot be written; an earlier file there is as it was.
    """
    made = Path(f"{path}.new")
    try:
        with made.open("wb") as file:
            for piece in pieces:
                file.write(piece.encode())
        os.replace(made, path)  # noqa: PTH105  (named beside the path as the user wrote it)
    except OSError as error:
        with suppress(OSError):
            made.unlink()
        raise OutputError(f"{what} cannot be written: {error.strerror or error}", path=path) from error
