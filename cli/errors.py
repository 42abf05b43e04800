"""The one place where an error becomes words: what, where, and what to do; never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from typer.exceptions import Abort, TyperException

from fulfil.errors import ExitCode, FulfilError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

#: Set to see where a bug is.
TRACEBACK = "FULFIL_TRACEBACK"
#: Exit codes beside those of `ExitCode`: EX_SOFTWARE of sysexits.h, and 128 + SIGINT as shells say it.
BUG = 70
INTERRUPTED = 130


def told(call: Callable[[], int]) -> int:
    """Call, and say in words what stops it.

    Args:
        call: gives an exit code.

    Returns:
        The exit code of the call, or that of the error.
    """
    try:
        return call()
    except SystemExit:
        raise
    except BaseException as error:  # noqa: BLE001  (no traceback may reach a user; panics of the engine are no Exception)
        return _say_any(error)


def _say_any(error: BaseException) -> int:
    match error:
        case FulfilError():
            code = _say(error)
        case TyperException():
            code = _say_usage(error)
        case KeyboardInterrupt() | Abort():
            code = INTERRUPTED
        case MemoryError():
            code = _say(OutputError("there is not enough memory", hint="split the export into smaller files"))
        case OSError(errno=errno.ENOSPC):
            hint = "free some space and run it again"
            code = _say(OutputError("the disk is full", path=error.filename, hint=hint))
        case _:
            code = _say_bug(error)
    return code


def _say(error: FulfilError) -> int:
    _trace()
    say(str(error), error.hint)
    return int(error.exit_code)


def _say_usage(error: TyperException) -> int:
    _trace()
    what = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "fulfil"
    near = getattr(error, "possibilities", None)
    hint = f"see {command} --help"
    if near:
        what = str(getattr(error, "message", what)).rstrip(".")
        hint = f"did you mean {' or '.join(sorted(near))}? Or {hint}"
    say(what[:1].lower() + what[1:], hint)
    return int(ExitCode.USAGE)


def _say_bug(error: BaseException) -> int:
    shown = _trace()
    hint = "please report the lines above" if shown else f"please report it with what {TRACEBACK}=1 shows"
    say(f"this is a bug in fulfil: {type(error).__name__}: {' '.join(str(error).split())[:200]}", hint)
    return BUG


def _trace() -> bool:
    wanted = os.environ.get(TRACEBACK, "") not in ("", "0")
    if wanted:
        import traceback

        traceback.print_exc()
    return wanted


def say(what: str, hint: str = "") -> None:
    """Write a line to standard error; where that is gone, too, the exit code has to do.

    Args:
        what: what is to be known.
        hint: what to do about it.
    """
    text = f"fulfil: {what}\n" + (f"hint: {hint}\n" if hint else "")
    try:
        sys.stderr.write(_inert(text))
        sys.stderr.flush()
    except OSError:
        return


def _inert(text: str) -> str:
    """Names of files may hold anything; escape codes among it."""
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in text)
