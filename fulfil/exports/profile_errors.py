"""What is wrong in a profile, as one sentence with the line and the nearest name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import PolicyError
from ..tables import COLUMNS_OF
from .model_errors import UNKNOWN_KEY, sentence, worst
from .toml_places import line_of, said_line

if TYPE_CHECKING:
    import tomllib
    from collections.abc import Iterable, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


class MisplacedError(ValueError):
    """A profile states something it cannot.

    Args:
        what: what is wrong.
        at: the keys from the top of the profile to where it stands.
    """

    def __init__(self, what: str, *at: str) -> None:
        super().__init__(what)
        self.at = at


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
    first = worst(error)
    at: tuple[str | int, ...] = first["loc"]
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, MisplacedError):
        at = cause.at
    where = ".".join(str(part) for part in at)
    what = f"the profile is wrong{f' at `{where}`' if where else ''}: {_said(first, keys)}"
    return PolicyError(what, path=path, line=line_of(text, at))


def _said(error: ErrorDetails, keys: Mapping[str, Iterable[str]]) -> str:
    *tables, last = (str(part) for part in error["loc"] or ("",))
    if error["type"] == UNKNOWN_KEY and any(last in columns for columns in COLUMNS_OF.values()):
        return f"`{last}` is a column: columns stand in [orders.columns] and the like"
    return sentence(error, last, "a profile", keys.get(".".join(tables), ()))
