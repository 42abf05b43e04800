"""Paths as relative URIs, whatever system they were written on."""

from __future__ import annotations

import os
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Characters of a path segment that need no escape (RFC 3986, `pchar`); a colon could be taken for a scheme.
_PLAIN: Final = "!$&'()*+,;=@~"


class Uris:
    """Names files by URIs without a scheme, a drive or a leading slash.

    A path below `root` is told relative to it; of other absolute paths only what sets them apart is told,
    as the rest says where somebody keeps files.

    Args:
        paths: all files of the run, as they were given.
        root: the folder to be relative to; empty for none.
        windows: whether paths are written as on Windows.
    """

    def __init__(self, paths: Sequence[str], root: str = "", *, windows: bool = os.name == "nt") -> None:
        self._pure: type[PurePath] = PureWindowsPath if windows else PurePosixPath
        below = self._pure(root) if root else None
        parts = {path: self._relative(path, below) for path in paths}
        far = [found for found, is_far in parts.values() if is_far]
        common = _common([found[:-1] for found in far])
        self._uris = {
            path: _uri(found[common:] if is_far else found) for path, (found, is_far) in parts.items()
        }

    @property
    def all(self) -> list[str]:
        """The URIs of all files, in their order."""
        return list(self._uris.values())

    def of(self, path: str | None) -> str | None:
        """The URI of one of the files; where no file is meant, the first one's, as readers want a place."""
        if path is None:
            return next(iter(self._uris.values()), None)
        return self._uris[path]

    def _relative(self, path: str, root: PurePath | None) -> tuple[tuple[str, ...], bool]:
        """The parts of a path, and whether it lies elsewhere."""
        pure = self._pure(path)
        if root is not None and pure.is_relative_to(root):
            return pure.relative_to(root).parts, False
        return (pure.parts[1:], True) if pure.anchor else (pure.parts, False)


def _common(folders: Sequence[tuple[str, ...]]) -> int:
    """How many leading folders all share."""
    shared = 0
    for names in zip(*folders, strict=False):
        if len(set(names)) > 1:
            break
        shared += 1
    return shared


def _uri(parts: Sequence[str]) -> str:
    return "/".join(quote(part, safe=_PLAIN, errors="surrogateescape") for part in parts)
