"""An earlier JSON report of ours, read back to be compared with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from .errors import UsageError
from .report import VERSION

_MAKE: Final = "make it with `fulfil {command} ... --format json > FILE`"


def read_report(path: str, option: str, command: str) -> dict[str, Any]:
    """Read what `--format json` wrote.

    Args:
        path: the file.
        option: the option that names it, for the message.
        command: a command that makes such a report, for the hint.

    Raises:
        UsageError: it cannot be read, is no such report, or is of another version.
    """
    try:
        told = json.loads(Path(path).read_text("utf-8-sig"))
    except OSError as error:
        raise refused(f"it cannot be read: {error.strerror or error}", path, option, command) from error
    except (ValueError, RecursionError) as error:
        raise refused("it is no JSON", path, option, command) from error
    if not isinstance(told, dict) or "version" not in told or not isinstance(told.get("metrics"), dict):
        raise refused("it is no report of fulfil", path, option, command)
    if told["version"] != VERSION:
        what = f"it is a report of version {told['version']!r}, and not of {VERSION}"
        raise refused(what, path, option, command)
    return told


def refused(what: str, path: str, option: str, command: str) -> UsageError:
    """Why an earlier report cannot be compared with."""
    return UsageError(f"{option}: {what}", path=path, hint=_MAKE.format(command=command))
