"""What a model refuses in a TOML text, as one sentence with the nearest name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .near import near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

#: What Pydantic calls a key that a model does not have.
UNKNOWN_KEY: Final = "extra_forbidden"
_MISSING: Final = "missing"
_NO_TABLE: Final = "model_type"


def worst(error: ValidationError) -> ErrorDetails:
    """What to mend first: a misspelt key can make another one missing."""
    errors = error.errors()
    return next((each for each in errors if each["type"] == UNKNOWN_KEY), errors[0])


def sentence(error: ErrorDetails, key: str, thing: str, known: Iterable[str]) -> str:
    """What is wrong.

    Args:
        error: what Pydantic says.
        key: the last of the keys that lead to it.
        thing: what the text should be: `a policy`.
        known: the keys that stand beside this one.
    """
    if error["type"] == UNKNOWN_KEY:
        return f"`{key}` is no key of {thing}{near(key, known)}"
    if error["type"] == _MISSING:
        return f"it has no `{key}`"
    if error["type"] == _NO_TABLE:
        return "it must be a table"
    return error["msg"].removeprefix("Value error, ")
