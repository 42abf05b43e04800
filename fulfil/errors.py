"""What can stop the program, each with what is wrong, where, and what to do about it."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """The exit codes that scripts rely on; the same whatever the output format."""

    CLEAN = 0
    GATE = 1
    USAGE = 2
    UNREADABLE = 3
    POLICY = 4


class FulfilError(Exception):
    """An end of the run that a user can understand and mend.

    Args:
        what: what is wrong, in plain words.
        path: the file it happened in, if any.
        line: the physical line in that file, counted from 1, if any.
        hint: what to do about it.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(
        self, what: str, *, path: str | None = None, line: int | None = None, hint: str = ""
    ) -> None:
        super().__init__(what)
        self.what = what
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        """`path:line: what`, without the hint."""
        where = self.path or ""
        if self.path and self.line is not None:
            where = f"{self.path}:{self.line}"
        return f"{where}: {self.what}" if where else self.what


class UsageError(FulfilError):
    """The call asks for something that cannot be done."""


class OutputError(FulfilError):
    """A result cannot be written."""


class UnreadableError(FulfilError):
    """An input cannot be read as a table at all.

    Args:
        what: see `FulfilError`, and so for the others.
        path: the file.
        line: the physical line.
        hint: what to do about it.
        seen: the line and the cells of each of its first records, for somebody who knows more of such files;
            they may hold personal data, and are never printed.
    """

    exit_code = ExitCode.UNREADABLE

    def __init__(
        self,
        what: str,
        *,
        path: str | None = None,
        line: int | None = None,
        hint: str = "",
        seen: tuple[tuple[int, tuple[str, ...]], ...] = (),
    ) -> None:
        super().__init__(what, path=path, line=line, hint=hint)
        self.seen = seen


class PolicyError(FulfilError):
    """The limits or vocabularies given by the user contradict themselves."""

    exit_code = ExitCode.POLICY
