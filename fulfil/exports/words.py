"""Platform words to canonical states."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

import polars as pl

from .cells.blanks import PLACEHOLDERS
from .generic import vocabulary
from .states import CLOSED_VOCABULARIES, VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .profile import Profile

#: The state of a word that the vocabulary does not know.
UNKNOWN = "unknown"

#: Words that stand for an empty cell, unless a vocabulary knows them (`无` is an after-sale state).
_NO_WORD = frozenset(word.casefold() for word in ("", *PLACEHOLDERS))

#: Vocabulary -> the state that lets an order ship.
_SHIPS = {"status": "to_ship", "payment_status": "paid", "aftersale_status": "none"}


def fold_word(word: str) -> str:
    """Fold a status word: width, case and outer space do not matter."""
    return normalize("NFKC", word).strip().casefold()


def word_states(name: str, profile: Profile, extra: Mapping[str, str]) -> dict[str, str]:
    """Folded word -> state for one vocabulary.

    Args:
        name: the vocabulary.
        profile: the kind of file; its words win over the general ones. The general words of a closed
            vocabulary count only where the profile has none of its own.
        extra: the user's own words (`--status`), which win over all wherever their state exists; that an
            order is to ship also says that it is paid and that no request is open.
    """
    own = profile.words.get(name, {})
    general = {} if own and name in CLOSED_VOCABULARIES else vocabulary()[name]
    states = {
        fold_word(w): state for source in (general, own) for state, words in source.items() for w in words
    }
    if name in CLOSED_VOCABULARIES:
        for word, state in extra.items():
            meant = _SHIPS.get(name, state) if state == _SHIPS["status"] else state
            if meant in VOCABULARIES[name]:
                states[fold_word(word)] = meant
    return states


def to_states(column: str, name: str, profile: Profile, extra: Mapping[str, str]) -> pl.Expr:
    """The state of each word of a column, as `<column>_state`.

    Null where the cell is empty or holds a placeholder (Douyin writes `-`); `unknown` where a closed
    vocabulary lacks the word; null where an open one does, since there only some words matter.

    Args:
        column: a canonical column with words.
        name: their vocabulary.
        profile: the kind of file.
        extra: see `word_states`.
    """
    closed = name in CLOSED_VOCABULARIES
    known = word_states(name, profile, extra)
    dtype = pl.Enum([*VOCABULARIES[name], UNKNOWN])

    def work(words: pl.Series) -> pl.Series:
        if words.is_empty():
            # `replace_strict` leaves the type of an empty column as it is.
            return words.cast(dtype)
        distinct = words.unique()
        states = [_state(fold_word(word or ""), known, closed=closed) for word in distinct]
        return words.replace_strict(distinct, pl.Series(states, dtype=dtype), return_dtype=dtype)

    return pl.col(column).map_batches(work, return_dtype=dtype).alias(f"{column}_state")


def _state(word: str, known: Mapping[str, str], *, closed: bool) -> str | None:
    return known.get(word, UNKNOWN if closed and word not in _NO_WORD else None)
