"""The files of `--output`: each appears whole, or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from fulfil.errors import OutputError

from .outputs import check_writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from fulfil.formats import Format

    from .outputs import Output


class OutputFiles:
    """Reserves a place beside each file before the run, and moves what was written there in the end.

    Whatever stops the run, an earlier file stays as it was, and no half of a new one is left. Pipes and
    devices are written directly.

    Args:
        outputs: what to write; see `outputs.check_outputs` for what must hold of them.
    """

    def __init__(self, outputs: Sequence[Output]) -> None:
        self._outputs = outputs
        self._reserved: list[Path | None] = []

    def __enter__(self) -> Self:
        """Reserve.

        Raises:
            OutputError: a file cannot be written.
        """
        for at, one in enumerate(self._outputs):
            try:
                check_writable(one)
                self._reserved.append(self._reserve(one.target, at))
            except OSError as error:
                self._remove()
                raise _cannot_write(one, error) from error
            except OutputError:
                self._remove()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing half done."""
        self._remove()

    def write(self, pieces: Callable[[Format], Iterable[str]]) -> None:
        """Write every report, and then let all of them appear.

        Args:
            pieces: the text of a format, in pieces.

        Raises:
            OutputError: one cannot be written; then those before it may have appeared.
        """
        for one, place in zip(self._outputs, self._reserved, strict=True):
            with _told(one), (place or one.target).open("wb") as file:
                _write(file, pieces(one.form))
        for at, (one, place) in enumerate(zip(self._outputs, self._reserved, strict=True)):
            if place is not None:
                with _told(one):
                    place.replace(one.target)
                self._reserved[at] = None

    def _reserve(self, target: Path, at: int) -> Path | None:
        if target.exists() and not target.is_file():
            return None
        place = target.with_name(f".fulfil-{os.getpid()}-{at}")
        place.open("xb").close()
        if target.exists():
            shutil.copymode(target, place)
        return place

    def _remove(self) -> None:
        for place in self._reserved:
            if place is not None:
                with suppress(OSError):
                    place.unlink()
        self._reserved.clear()


@contextmanager
def _told(one: Output) -> Iterator[None]:
    """Say which report an error of the system is about."""
    try:
        yield
    except OSError as error:
        raise _cannot_write(one, error) from error


def _write(file: IO[bytes], pieces: Iterable[str]) -> None:
    for piece in pieces:
        file.write(piece.encode(errors="replace"))


def _cannot_write(one: Output, error: OSError) -> OutputError:
    return OutputError(
        f"the {one.form.value} report cannot be written: {error.strerror or error}",
        path=one.path,
        hint="check the disk, who may write there, and whether another program has the file open",
    )
