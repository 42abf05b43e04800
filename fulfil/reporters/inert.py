"""Text of exports made harmless for a screen: what a buyer typed moves no cursor and hides nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

_SPACES: Final = r"[\t\r\n\x0b\x0c\x{85}\x{2028}\x{2029}]+"
_CONTROLS: Final = (
    r"[\x00-\x1f\x7f-\x{9f}\x{ad}\x{61c}\x{200b}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]"
)
#: What stands in the place of a character that a screen would act on.
_SHOWN: Final = "?"


def _python(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\x\{([0-9a-f]+)\}", lambda m: f"\\u{int(m[1], 16):04x}", pattern))


_SPACES_PY: Final = _python(_SPACES)
_CONTROLS_PY: Final = _python(_CONTROLS)


def inert(text: str) -> str:
    """Text on one line without escape codes, control characters and marks that turn the reading direction.

    Line breaks and tabs become a space, everything else of that kind a question mark.
    """
    return _CONTROLS_PY.sub(_SHOWN, _SPACES_PY.sub(" ", text))


def inert_text(text: pl.Expr) -> pl.Expr:
    """`inert` for a String expression; null stays null."""
    return text.str.replace_all(_SPACES, " ").str.replace_all(_CONTROLS, _SHOWN)
