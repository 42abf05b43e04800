"""The status words of a file, with the states that they mean everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..generic import vocabulary
from ..states import CLOSED_VOCABULARIES, VOCABULARIES
from ..words import fold_word
from .patterns import HIDDEN, PHONE

if TYPE_CHECKING:
    import polars as pl

    from .sample import Sample
    from .settled import Settled

#: The vocabularies whose every word is looked for.
ASKED: Final = (*CLOSED_VOCABULARIES, "return_type")

#: No shop has more states; what has is another column, and its texts are nobody's business.
_MOST_WORDS: Final = 60

_LONGEST: Final = 30
_TWO: Final = 2
_PRIVATE: Final = re.compile(rf"\d{{5,}}|@|{HIDDEN}|{PHONE}")


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The words of one vocabulary.

    Args:
        vocabulary: its name.
        known: state -> the file's words for it, as the general vocabulary says.
        unknown: the file's words that it does not know.
        untold: how many more there are, which are no status words to look at, or too many.
    """

    vocabulary: str
    known: dict[str, list[str]]
    unknown: list[str]
    untold: int = 0


def status_words(sample: Sample, settled: Settled) -> list[StatusWords]:
    """Every distinct word of the columns that hold states, or may, to the end of the file."""
    cells: dict[str, dict[int, None]] = {}
    for cell, column in settled.possible:
        if column.vocabulary in ASKED:
            cells.setdefault(column.vocabulary, {}).setdefault(cell)
    return [_of_vocabulary(sample, name, list(cells[name])) for name in VOCABULARIES if name in cells]


def _of_vocabulary(sample: Sample, name: str, cells: list[int]) -> StatusWords:
    words: dict[str, str] = {}
    for frame in sample.read(cells):
        for series in frame.iter_columns():
            for word in series.drop_nulls().unique(maintain_order=True).head(_MOST_WORDS * 10):
                words.setdefault(fold_word(word), word)
    general = {fold_word(w): state for state, several in vocabulary()[name].items() for w in several}
    known: dict[str, list[str]] = {}
    for state in VOCABULARIES[name]:
        for folded, word in words.items():
            if general.get(folded) == state:
                known.setdefault(state, []).append(word)
    rest = [word for folded, word in words.items() if folded not in general]
    told = [word for word in rest if len(word) <= _LONGEST and not _PRIVATE.search(word)]
    if len(told) > _MOST_WORDS:
        told = []
    return StatusWords(name, known, told, len(rest) - len(told))


def words_fit(values: pl.Series, name: str) -> bool:
    """Whether at least half of the different words of a column, two or more, are known in a vocabulary."""
    words = {fold_word(word) for word in values.drop_nulls().unique()}
    known = {fold_word(w) for several in vocabulary()[name].values() for w in several}
    return len(words & known) >= max(_TWO, len(words) / 2)


def states_of(name: str) -> str:
    """The states of a vocabulary, as the answers to a question."""
    return " | ".join(VOCABULARIES[name])
