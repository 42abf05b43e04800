"""What stays the same in the names of a feed's files from day to day."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

from ..exports.profile import profiles
from ..exports.source import stem_of

#: The profile that is made up for a file of no known kind.
GENERIC: Final = "generic"

_CLOCK: Final = re.compile(r"(?<=\d)[TZ](?=\d|[^A-Za-z]|$)")
_NUMBER: Final = re.compile(r"\d+[年月日号时点分秒]?")
_GAP: Final = re.compile(r"[\s_\-.,+~()\[\]{}（）【】]+")


def stable_stem(path: str) -> str:
    """`orders` for `exports/orders_2026-09-14 (1).csv`; empty where only a number stands there."""
    stem = normalize("NFKC", stem_of(path))
    return _GAP.sub("_", _NUMBER.sub(" ", _CLOCK.sub(" ", stem))).strip("_").casefold()


def feed_name(profile: str, path: str) -> str:
    """The name of the feed that a file belongs to, by its kind, or else by its own name.

    A file of no known kind is never called like a kind that there is.
    """
    if profile != GENERIC:
        return profile
    stem = stable_stem(path) or GENERIC
    return f"{stem}_{GENERIC}" if stem in {known.name for known in profiles()} else stem
