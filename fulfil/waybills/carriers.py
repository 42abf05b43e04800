"""Which carrier a name means."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

import polars as pl

from .table import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BRACKETED: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_HAN: Final = r"\u3400-\u9fff"
#: A run of letters and digits, or of Chinese characters; anything else only stands between them.
_RUN: Final = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:&[^\W_{_HAN}]+)*")


def carrier_family(names: pl.Series) -> pl.Series:
    """The carrier that each name means: two names with the same key mean the same carrier.

    A name counts as a whole: a carrier's name with, at most, words behind it that name no one (快递,
    Ground, a remark in brackets). A name that merely holds another is not understood: "EMS" is not in
    "Systems", and 顺丰 not in 代顺丰发. Nothing is guessed.

    Args:
        names: carriers as people write them (text; null where nobody did).

    Returns:
        The key of the table of carriers (String), null where the name is unknown.
    """
    texts = names.cast(pl.String)
    distinct = texts.unique().drop_nulls()
    if distinct.is_empty():
        return pl.Series(names.name, [None] * len(names), dtype=pl.String)
    keys = pl.Series([_family(name) for name in distinct], dtype=pl.String)
    return texts.replace_strict(distinct, keys, default=None, return_dtype=pl.String).alias(names.name)


def _family(name: str) -> str | None:
    folded = normalize("NFKC", name).casefold()
    found = _named(_runs(_BRACKETED.sub(" ", folded)))
    remarks = [text for groups in _BRACKETED.findall(folded) for text in groups if text]
    # 顺丰（转中通）: two carriers are named, and which of them has the parcel is not said.
    return found if all(_mentioned(_runs(remark)) <= {found} for remark in remarks) else None


def _runs(text: str) -> str:
    return " ".join(_RUN.findall(text))


def _named(runs: str) -> str | None:
    # Few carriers stand in a file, and a pattern costs more to compile than all names to look at.
    begun = (key for key, aliases in _aliases().items() if runs.startswith(aliases))
    return next((key for key in begun if _whole(key).fullmatch(runs)), None)


def _mentioned(runs: str) -> set[str]:
    return {key for key, pattern in _inside().items() if pattern.search(runs)}


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    """Key -> the names of the carrier, as names are folded."""
    return {carrier.key: tuple(_folded(carrier.names)) for carrier in table().carriers}


@cache
def _whole(key: str) -> re.Pattern[str]:
    """The whole names that mean a carrier."""
    known = table()
    carrier = next(carrier for carrier in known.carriers if carrier.key == key)
    behind = _any_of((*known.tails, *carrier.services), apart=True)
    return re.compile(f"(?:{_any_of(carrier.names)})(?: ?(?:{behind}))*")


@cache
def _inside() -> dict[str, re.Pattern[str]]:
    """Key -> its names, wherever they stand as words of their own."""
    return {
        carrier.key: re.compile("|".join(_word(alias) for alias in _folded(carrier.names)))
        for carrier in table().carriers
    }


def _any_of(words: Iterable[str], *, apart: bool = False) -> str:
    """Any of the words; where they stand `apart`, a Latin one begins behind a space or Chinese."""
    before = rf"(?<=[ {_HAN}])" if apart else ""
    return "|".join(
        re.escape(word) if _is_han(word) else f"{before}{re.escape(word)}(?![^ {_HAN}])"
        for word in _folded(words)
    )


def _word(alias: str) -> str:
    return re.escape(alias) if _is_han(alias) else rf"(?<![^ {_HAN}]){re.escape(alias)}(?![^ {_HAN}])"


def _folded(words: Iterable[str]) -> Iterator[str]:
    """Folded as names are, longest first, without what is no word (®)."""
    folded = {_runs(normalize("NFKC", word).casefold()) for word in words} - {""}
    return iter(sorted(folded, key=lambda word: (-len(word), word)))


def _is_han(word: str) -> bool:
    return re.fullmatch(rf"[{_HAN}]", word[-1]) is not None
