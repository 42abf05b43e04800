"""A policy file: limits and vocabularies of the user's own, or one that comes with the program."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from ..errors import PolicyError
from ..exports.profile_errors import near
from ..exports.toml_places import line_of, said_line
from ..exports.toml_text import toml_text
from .policy import Policy
from .span import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

_UNKNOWN_KEY: Final = "extra_forbidden"
_MISSING: Final = "missing"
_NO_TABLE: Final = "model_type"


def presets() -> dict[str, str]:
    """The policies that come with the program: name -> TOML."""
    folder = files("fulfil.policy").joinpath("presets")
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return {file.name.removesuffix(".toml"): file.read_text(encoding="utf-8") for file in found}


def read_policy(given: Sequence[str]) -> Policy:
    """The limits of a run: the defaults, and over them each policy file in turn.

    Tables are merged key by key. A key that two files give counts as the later one has it, so that a file of
    the user's own can correct a preset; a list replaces the earlier list, and a limit of time with its source
    the earlier limit.

    Args:
        given: names of shipped policies, or TOML files: what ends in `.toml`, has a path separator, or is a
            file.

    Raises:
        PolicyError: a name is unknown, a file cannot be read or is no TOML, or it holds an unknown key or a
            limit that cannot be; with the line.
    """
    merged: Any = Policy().model_dump()
    policy = Policy()
    for value in given:
        text, path = _text_of(value)
        merged = _over(merged, _parsed(text, path))
        try:
            policy = Policy.model_validate(merged)
        except ValidationError as error:
            raise _refusal(error, text, path) from error
    return policy


def policy_of(text: str, path: str | None = None) -> Policy:
    """The limits of a run by the text of one policy file.

    Args:
        text: TOML.
        path: where it comes from, for the messages.

    Raises:
        PolicyError: see `read_policy`.
    """
    try:
        return Policy.model_validate(_over(Policy().model_dump(), _parsed(text, path)))
    except ValidationError as error:
        raise _refusal(error, text, path) from error


def _text_of(value: str) -> tuple[str, str]:
    if value.lower().endswith(".toml") or "/" in value or "\\" in value or Path(value).is_file():
        return toml_text(value, "the policy"), value
    shipped = presets()
    if value not in shipped:
        raise PolicyError(
            f"there is no policy called “{value}”{near(value, shipped)}",
            hint=f"shipped are {', '.join(shipped)}; a policy of your own is a file such as {value}.toml",
        )
    return shipped[value], f"{value}.toml"


def _parsed(text: str, path: str | None) -> dict[str, Any]:
    try:
        # Amounts are compared exactly: 0.1 is no binary fraction.
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(
            f"the policy is no valid TOML: {error}", path=path, line=said_line(error)
        ) from error


def _over(below: Any, above: Any) -> Any:
    """One value over another: tables are merged, everything else is replaced; so is a limit of time.

    The source of the limit below is not that of the one above.
    """
    if not isinstance(below, dict) or not isinstance(above, dict) or above.keys() & MEASURES:
        return above
    merged = {key: _over(below[key], value) if key in below else value for key, value in above.items()}
    return below | merged


def _refusal(error: ValidationError, text: str, path: str | None) -> PolicyError:
    # A misspelt key can make another one missing; the misspelling is what to mend.
    errors = error.errors()
    first = next((each for each in errors if each["type"] == _UNKNOWN_KEY), errors[0])
    where = ".".join(str(part) for part in first["loc"])
    what = f"the policy is wrong{f' at `{where}`' if where else ''}: {_said(first)}"
    return PolicyError(what, path=path, line=line_of(text, first["loc"]))


def _said(error: ErrorDetails) -> str:
    *tables, last = error["loc"] or ("",)
    if error["type"] == _UNKNOWN_KEY:
        return f"`{last}` is no key of a policy{near(str(last), _keys_at(tables))}"
    if error["type"] == _MISSING:
        return f"it has no `{last}`"
    if error["type"] == _NO_TABLE:
        return "it must be a table"
    return error["msg"].removeprefix("Value error, ")


def _keys_at(tables: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that a table of a policy may have."""
    model: type[BaseModel] | None = Policy
    for key in tables:
        model = _inside(model, key)
    return () if model is None else tuple(model.model_fields)


def _inside(model: type[BaseModel] | None, key: str | int) -> type[BaseModel] | None:
    """The model of the value of a key; of an entry of a list or mapping, the model itself."""
    if model is None or isinstance(key, int) or key not in model.model_fields:
        return model
    kinds: list[Any] = [model.model_fields[key].annotation]
    while kinds:
        kind = kinds.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        kinds += getattr(kind, "__args__", ())
    return None
