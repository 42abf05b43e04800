"""The output folder: a batch appears there whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import OutputError, UsageError
from .fates import Fate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

FORM_NAME = "form.csv"
_CHUNK = 4 << 20


class CheckedFile:
    """A file being written that knows the checksum of what it was told to hold."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._crc = 0
        self._file: IO[bytes] = path.open("wb")

    def write(self, data: bytes) -> None:
        """Append."""
        self._file.write(data)
        self._crc = zlib.crc32(data, self._crc)
        self.size += len(data)

    def abandon(self) -> None:
        """Close, whatever became of it: a folder with an open file cannot be removed on Windows."""
        with suppress(OSError):
            self._file.close()

    def close(self) -> None:
        """Close, and read the file back from the disk; once closed it stays as it was proved.

        Raises:
            OutputError: the disk gives back something else than was written.
        """
        if self._file.closed:
            return
        self._file.close()
        crc, size = 0, 0
        with self.path.open("rb") as back:
            while chunk := back.read(_CHUNK):
                crc = zlib.crc32(chunk, crc)
                size += len(chunk)
        if (crc, size) != (self._crc, self.size):
            raise OutputError(
                "what was written cannot be read back", path=str(self.path), hint="check the disk"
            )


class BatchFolder:
    """Writes a batch beside its place and moves it there when all of it is proved.

    Args:
        out: the output folder; made if it does not exist.
        inputs: the inputs, none of which may lie in it.
        force: replace an earlier batch.

    Raises:
        UsageError: it holds an earlier batch, or an input.
        OutputError: it cannot be written.
    """

    def __init__(self, out: str, inputs: Sequence[str], *, force: bool) -> None:
        self._out = Path(out)
        self._files: dict[str, CheckedFile] = {}
        self._made = not self._out.exists()
        if self._out.exists() and not self._out.is_dir():
            raise UsageError("the output is a file, not a folder", path=out, hint="name a folder after --out")
        self._refuse_inputs(inputs)
        self._old = self._earlier_batch()
        if self._old and not force:
            raise UsageError(
                f"the folder holds an earlier batch ({self._old[0].name}"
                + (f" and {len(self._old) - 1} more)" if len(self._old) > 1 else ")"),
                path=out,
                hint="name another folder, or give --force to replace the batch",
            )
        try:
            self._out.mkdir(parents=True, exist_ok=True)
            self._work = Path(tempfile.mkdtemp(prefix=".fulfil-", dir=self._out))
        except OSError as error:
            raise _cannot_write(out, error) from error

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing half done."""
        for file in self._files.values():
            file.abandon()
        shutil.rmtree(self._work, ignore_errors=True)
        if error is not None and self._made:
            shutil.rmtree(self._out, ignore_errors=True)
        if isinstance(error, OSError):
            raise _cannot_write(str(self._out), error) from error

    def file(self, name: str) -> CheckedFile:
        """The file of that name, begun when first asked for."""
        if name not in self._files:
            self._files[name] = CheckedFile(self._work / name)
        return self._files[name]

    def path(self, name: str) -> str:
        """Where the file will stand."""
        return str(self._out / name)

    def prove(self) -> None:
        """Close all files and read them back."""
        for file in self._files.values():
            file.close()

    def publish(self) -> None:
        """Replace the earlier batch by this one."""
        backup = self._work / "earlier"
        backup.mkdir()
        moved: list[tuple[Path, Path]] = []
        try:
            for old in self._old:
                old.replace(backup / old.name)
                moved.append((backup / old.name, old))
            for name, file in self._files.items():
                file.path.replace(self._out / name)
                moved.append((self._out / name, file.path))
        except OSError:
            for now, before in reversed(moved):
                now.replace(before)
            raise

    def _refuse_inputs(self, inputs: Sequence[str]) -> None:
        folder = self._out.resolve()
        for path in inputs:
            if path != "-" and Path(path).resolve().parent == folder:
                raise UsageError(
                    "the input lies in the output folder", path=path, hint="name another folder after --out"
                )

    def _earlier_batch(self) -> list[Path]:
        if not self._out.is_dir():
            return []
        endings = tuple(f".{fate}.csv" for fate in Fate)
        return sorted(p for p in self._out.iterdir() if p.name == FORM_NAME or p.name.endswith(endings))


def _cannot_write(path: str, error: OSError) -> OutputError:
    return OutputError(
        f"the output cannot be written: {error.strerror or error}",
        path=path,
        hint="nothing was written; check the disk and who may write there",
    )
