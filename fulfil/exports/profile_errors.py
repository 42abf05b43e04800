"""What is wrong in a profile, as one sentence with the line and the nearest name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from ..errors import PolicyError
from ..tables import COLUMNS_OF
from .toml_places import line_of, said_line

if TYPE_CHECKING:
    import tomllib
    from collections.abc import Iterable, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_UNKNOWN_KEY: Final = "extra_forbidden"
_MISSING: Final = "missing"


class MisplacedError(ValueError):
    """A profile states something it cannot.

    Args:
        what: what is wrong.
        at: the keys from the top of the profile to where it stands.
    """

    def __init__(self, what: str, *at: str) -> None:
        super().__init__(what)
        self.at = at


def near(name: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` where a known name is like it, else nothing."""
    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def no_toml(error: tomllib.TOMLDecodeError, path: str) -> PolicyError:
    """The refusal of a text that is no TOML."""
    return PolicyError(f"the profile is no valid TOML: {error}", path=path, line=said_line(error))


def no_profile(
    error: ValidationError, text: str, path: str, keys: Mapping[str, Iterable[str]]
) -> PolicyError:
    """The refusal of a TOML text that is no profile.

    Args:
        error: what Pydantic says of it.
        text: the TOML.
        path: the file.
        keys: table -> the keys that it may have; the top has the empty name.
    """
    # A misspelt key also makes another one missing; the misspelling is what to mend.
    errors = error.errors()
    first = next((each for each in errors if each["type"] == _UNKNOWN_KEY), errors[0])
    at: tuple[str | int, ...] = first["loc"]
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, MisplacedError):
        at = cause.at
    where = ".".join(str(part) for part in at)
    what = f"the profile is wrong{f' at `{where}`' if where else ''}: {_said(first, keys)}"
    return PolicyError(what, path=path, line=line_of(text, at))


def _said(error: ErrorDetails, keys: Mapping[str, Iterable[str]]) -> str:
    *tables, last = (str(part) for part in error["loc"] or ("",))
    if error["type"] == _UNKNOWN_KEY:
        if any(last in columns for columns in COLUMNS_OF.values()):
            return f"`{last}` is a column: columns stand in [orders.columns] and the like"
        return f"`{last}` is no key of a profile{near(last, keys.get('.'.join(tables), ()))}"
    if error["type"] == _MISSING:
        return f"it has no `{last}`"
    return error["msg"].removeprefix("Value error, ")
