"""Opens a workbook with calamine, so that neither its errors nor its panics reach the user as they are."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from .refusals import damaged, protected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineWorkbook

_STDERR: Final = 2
_PANICS: Final = "pyo3_runtime"


@contextmanager
def opened(path: str, file: IO[bytes]) -> Iterator[CalamineWorkbook]:
    """Open a workbook whose bytes have been looked at.

    Args:
        path: the workbook, for messages.
        file: its bytes, at rest.

    Raises:
        UnreadableError: calamine cannot read it, here or inside the `with` statement.
    """
    # Imported here, as only runs that meet a workbook should pay for it.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415

    file.seek(0)
    try:
        with _silent_panics(), CalamineWorkbook.from_filelike(file) as workbook:
            yield workbook
    except PasswordError as error:
        raise protected(path) from error
    except CalamineError as error:
        raise damaged(path, str(error)) from error
    except OverflowError as error:
        raise damaged(path, "a cell shown as a duration holds a number that none can be") from error
    except BaseException as error:
        # A panic is no `Exception`, and its type has a module but no name to import.
        if type(error).__module__ != _PANICS:
            raise
        raise damaged(path) from error


@contextmanager
def _silent_panics() -> Iterator[None]:
    """Rust writes its panics to the file of standard error, past `sys.stderr`, before they can be caught."""
    try:
        saved = os.dup(_STDERR)
    except OSError:
        # Standard error is closed, as for programs without a console.
        yield
        return
    if sys.stderr is not None:
        sys.stderr.flush()
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, _STDERR)
        yield
    finally:
        os.dup2(saved, _STDERR)
        os.close(saved)
        os.close(null)
