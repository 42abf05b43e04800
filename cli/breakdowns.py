"""The dimensions that metrics are broken down by, from the command's option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fulfil.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse_by(text: str | None) -> tuple[str, ...]:
    """Read dimensions separated by commas, each once.

    Args:
        text: what was given to `--by`, or None.

    Raises:
        UsageError: a word is no dimension.
    """
    if text is None:
        return ()
    from fulfil.metrics.dimensions import DIMENSIONS

    return _words(text, DIMENSIONS)


def parse_by_of_returns(text: str | None) -> tuple[str, ...]:
    """Likewise, the dimensions of returns.

    Args:
        text: what was given to `--by`, or None.

    Raises:
        UsageError: a word is no dimension.
    """
    if text is None:
        return ()
    from fulfil.metrics.returns.result import DIMENSIONS

    return _words(text, DIMENSIONS)


def _words(text: str, known: Sequence[str]) -> tuple[str, ...]:
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    if not words or (strange := [word for word in words if word not in known]):
        said = f"“{strange[0]}” is no dimension" if words else "no dimension is named"
        raise UsageError(f"--by: {said}", hint=f"give some of {', '.join(known)}, separated by commas")
    return tuple(dict.fromkeys(words))
