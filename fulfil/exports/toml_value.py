"""A value as TOML writes it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from enum import Enum
from typing import Any, Final

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def toml_value(value: Any) -> str:
    """A number, text, list or table on one line.

    Args:
        value: as in a policy. None is no value of TOML, and left out of a table.

    Raises:
        TypeError: TOML has no such value.
    """
    match value:
        case bool():
            text = str(value).lower()
        case Enum():
            text = toml_value(value.value)
        case int() | Decimal():
            text = str(value)
        case float():
            text = f"{value:g}" if value.is_integer() else repr(value)
        case str():
            # JSON's texts are TOML's basic strings, which also forbid a bare DEL.
            text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list() | tuple():
            text = f"[{', '.join(map(toml_value, value))}]"
        case dict():
            told = {key: each for key, each in value.items() if each is not None}
            inner = ", ".join(f"{_key(key)} = {toml_value(each)}" for key, each in told.items())
            text = f"{{ {inner} }}" if inner else "{}"
        case _:
            raise TypeError(f"TOML has no {type(value).__name__}")
    return text


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else toml_value(key)
