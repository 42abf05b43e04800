"""The text of a TOML file that a user wrote."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from ..errors import PolicyError

#: PowerShell's `>` writes UTF-16 and Notepad a BOM.
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def toml_text(path: str, what: str) -> str:
    """Read a file as UTF-8, or as UTF-16 where it begins so.

    Args:
        path: the file.
        what: what it is, for the message: `the profile`.

    Raises:
        PolicyError: it cannot be read, or is no such text; with the line.
    """
    try:
        raw = Path(path).read_bytes()
        codec = next((codec for bom, codec in _BOMS if raw.startswith(bom)), "utf-8")
        return raw.decode(codec).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PolicyError(
            f"{what} is no UTF-8 text", path=path, line=line, hint="save it as UTF-8"
        ) from error
    except OSError as error:
        raise PolicyError(f"{what} cannot be read: {error.strerror}", path=path) from error
