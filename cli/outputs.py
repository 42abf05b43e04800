"""`--output FORMAT=PATH`: what is asked for, and whether it can be done, told before a long run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from fulfil.errors import OutputError, UsageError
from fulfil.formats import Format

from .inputs import STDIN, SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .option_groups import Judging

_OPTION = "--output"


@dataclass(frozen=True, slots=True)
class Output:
    """A report to be written to a file.

    Args:
        form: its format.
        path: as the user gave it.
    """

    form: Format
    path: str

    @property
    def target(self) -> Path:
        """The file that it is, whatever links and dots lead there."""
        return Path(os.path.realpath(self.path))


def parse_outputs(given: Sequence[str]) -> tuple[Output, ...]:
    """What `--output` asks for, in order.

    Args:
        given: words such as `sarif=out.sarif`.

    Raises:
        UsageError: a word has another form, or names no format.
    """
    return tuple(map(_parsed, given))


def check_outputs(
    outputs: Sequence[Output], inputs: Iterable[str], *, folders: Iterable[str] = (), out: str | None = None
) -> None:
    """Refuse what would overwrite, or be read as, something else.

    Args:
        outputs: the reports to write.
        inputs: every file that the run reads.
        folders: folders whose exports it reads.
        out: the folder of a handoff's batch.

    Raises:
        UsageError: two reports go to one file, one to an input or into the batch's folder, or one into a
            folder of exports under a name that would be read as an export.
    """
    for one in _twice(outputs):
        hint = "give each report a file of its own"
        raise UsageError("two reports would be written there", path=one.path, hint=hint)
    read = [Path(os.path.realpath(path)) for path in inputs if path != STDIN]
    sources = [Path(os.path.realpath(folder)) for folder in folders if Path(folder).is_dir()]
    for one in outputs:
        if any(_same(one.target, path) for path in read):
            raise UsageError(
                "it is read, and a report would be written over it", path=one.path, hint="name another file"
            )
        if out is not None and one.target.is_relative_to(os.path.realpath(out)):
            hint = f"{out} holds the batch and nothing else: name a file elsewhere"
            raise UsageError("the report lies in the folder of the batch", path=one.path, hint=hint)
        if one.target.parent in sources and one.target.name.lower().endswith(SUFFIXES):
            hint = "name a file in another folder"
            raise UsageError("the next run would read the report as an export", path=one.path, hint=hint)


def read_beside(judging: Judging, *others: str | None) -> list[str]:
    """The files that a run reads beside its exports."""
    given = [
        *judging.tables,
        *(judging.policy or ()),
        *(judging.profile or ()),
        *(judging.rules or ()),
        *others,
    ]
    return [path for path in given if path is not None]


def check_writable(one: Output) -> None:
    """Refuse a path where no file can be.

    Raises:
        OutputError: it is a folder, its folder does not exist, or it may not be written.
    """
    target = one.target
    if target.is_dir():
        raise OutputError(
            "the report cannot be written: it is a folder",
            path=one.path,
            hint=f"name a file in it after {_OPTION}",
        )
    if not target.parent.is_dir():
        raise OutputError(
            f"the report cannot be written: there is no folder {target.parent.name or target.parent}",
            path=one.path,
            hint="make the folder first, or name another",
        )
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError(
            "the report cannot be written: the file may not be changed",
            path=one.path,
            hint="name another file, or let it be written",
        )


def _parsed(word: str) -> Output:
    name, equals, path = word.partition("=")
    form = name.strip().casefold()
    names = [known.value for known in Format]
    if not equals:
        raise UsageError(
            f"{_OPTION} {word} does not say format and file",
            hint=f"as in {_OPTION} sarif=report.sarif; formats: {', '.join(names)}",
        )
    if form not in names:
        near = get_close_matches(form, names, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(
            f"{_OPTION} {word} names no format: “{name}”", hint=f"{hint}Formats: {', '.join(names)}"
        )
    if path in ("", STDIN):
        raise UsageError(
            f"{_OPTION} {word} names no file", hint="standard output is for --format; name a file after the ="
        )
    return Output(Format(form), path)


def _twice(outputs: Sequence[Output]) -> Iterator[Output]:
    """Those that go where an earlier one goes; names that differ in case only are one file on many disks."""
    for at, one in enumerate(outputs):
        for other in outputs[:at]:
            alike = str(one.target).casefold() == str(other.target).casefold()
            if (alike and not _is_sink(one.target)) or _same(one.target, other.target):
                yield one


def _same(one: Path, other: Path) -> bool:
    """Whether two names are one file, by hard links and folding of case, too."""
    if one == other:
        return not _is_sink(one)
    try:
        return one.samefile(other) and not _is_sink(one)
    except OSError:
        return False


def _is_sink(path: Path) -> bool:
    """Whether a path is no file on a disk: a pipe or a device takes what it is given."""
    return path.exists() and not path.is_file() and not path.is_dir()
