"""The policy's keys by which a rule judges: what they are without a policy, and what they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from ..policy.documented import documented
from ..policy.span import Span
from ..policy.values import shown
from ..rules.limit_keys import default_of, model_of

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Above so many entries, or characters, a list is counted and not told.
_MOST: Final = 6
_LONGEST: Final = 40
_SENTENCE: Final = re.compile(r"^.*?[.;:](?=\s|$)")


def limit_lines(limits: tuple[str, ...]) -> Iterator[str]:
    """One Markdown line per key: what it is by default, and what it means."""
    for key in limits:
        meaning = meaning_of(key)
        yield f"- `{key}` is {default_words(key)}" + (f": {meaning}" if meaning else "")


def default_words(key: str) -> str:
    """What a limit is where no policy says otherwise, in a few words."""
    value = default_of(key)
    if value is None:
        law = [
            f"{country}: {_words(getattr(limits, key.rpartition('.')[2]))}"
            for country, limits in default_of("returns.by_country").items()
            if key.startswith("returns.limits.") and getattr(limits, key.rpartition(".")[2]) is not None
        ]
        return f"not set ({', '.join(law)})" if law else "not set"
    return _words(value)


def meaning_of(key: str) -> str:
    """What a limit means: the first sentence of what its model says of it; empty where that says nothing."""
    said = documented(model_of(key)).get(key.rpartition(".")[2], "")
    found = _SENTENCE.match(said)
    return (found[0] if found else said).rstrip(".;:")


def _words(value: Any) -> str:
    if isinstance(value, Span):
        return f"{value.words}{' by law' if value.legal else ''}"
    if isinstance(value, dict):
        return ", ".join(value) if value else "empty"
    if isinstance(value, tuple):
        plain = [each for each in value if not isinstance(each, BaseModel)]
        words = ", ".join(shown(each) for each in plain)
        if len(plain) < len(value) or len(value) > _MOST or len(words) > _LONGEST:
            return f"{len(value)} entries" if len(value) > 1 else "1 entry"
        return words or "empty"
    return shown(value)


def default_value(key: str) -> Any:
    """What a limit is where no policy says otherwise, as JSON has it."""
    value = default_of(key)
    if isinstance(value, Span):
        return value.model_dump(mode="json", exclude_none=True)
    name = key.rpartition(".")[2]
    return model_of(key).model_construct(**{name: value}).model_dump(mode="json", include={name})[name]
