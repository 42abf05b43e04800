"""The phrases by which notes forbid shipping or ask for something."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from fulfil.errors import PolicyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PLACEHOLDER: Final = re.compile(r"\{([^}]*)\}")
_Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
_FROZEN: Final = ConfigDict(frozen=True, extra="forbid")


class PhraseGroup(BaseModel):
    """Phrases that ask for one thing.

    Attributes:
        about: what they ask for, in plain words.
        phrases: any of these asks for it.
        unless: longer phrases around one of them that do not.
    """

    model_config = _FROZEN

    about: _Phrase
    phrases: tuple[_Phrase, ...] = Field(min_length=1)
    unless: tuple[_Phrase, ...] = ()

    @model_validator(mode="after")
    def _contradicts_nothing(self) -> Self:
        both = sorted({*self.phrases} & {*self.unless})
        if both:
            raise ValueError(f"both in `phrases` and in `unless`: {', '.join(both)}")
        return self


class NotePhrases(BaseModel):
    """What notes can ask for.

    Attributes:
        carriers: words that stand for `{carrier}`.
        negators: words that stand for `{not}`.
        forbids: groups that forbid shipping, by name.
        asks: groups that ask for something else, by name, in report order.
    """

    model_config = _FROZEN

    carriers: tuple[_Phrase, ...] = ()
    negators: tuple[_Phrase, ...] = ()
    forbids: dict[str, PhraseGroup] = Field(default_factory=dict)
    asks: dict[str, PhraseGroup] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _placeholders_are_known(self) -> Self:
        for name, group in [*self.forbids.items(), *self.asks.items()]:
            for phrase in (*group.phrases, *group.unless):
                unknown = {*_PLACEHOLDER.findall(phrase)} - {"carrier", "not"}
                if unknown:
                    raise ValueError(
                        f"{name}: `{phrase}` has an unknown placeholder; known are {{carrier}} and {{not}}"
                    )
        return self

    def spell_out(self, phrase: str) -> Iterator[str]:
        """Give the phrase once for each word that its placeholders stand for."""
        pieces = _PLACEHOLDER.split(phrase)
        words = {"carrier": self.carriers, "not": self.negators}
        choices = [(piece,) if place % 2 == 0 else words[piece] for place, piece in enumerate(pieces)]
        return ("".join(choice) for choice in product(*choices))


def read_note_phrases(text: str, *, path: str | None = None) -> NotePhrases:
    """Read phrases from TOML.

    Args:
        text: the TOML, with the tables of `NotePhrases`.
        path: where it comes from, for the error message.

    Raises:
        PolicyError: the text is no TOML, or not such a table.
    """
    try:
        return NotePhrases.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"the note phrases are no valid TOML: {error}", path=path) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        what = f"the note phrases are wrong at `{place}`: {first['msg']}" if place else first["msg"]
        raise PolicyError(
            what, path=path, hint="Each group has `about`, `phrases` and, where needed, `unless`."
        ) from error


def load_note_phrases(path: Path) -> NotePhrases:
    """Read phrases from a TOML file in UTF-8.

    Raises:
        PolicyError: the file cannot be read, or its content is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"the note phrases cannot be read: {error}", path=str(path)) from error
    return read_note_phrases(text, path=str(path))


@cache
def default_note_phrases() -> NotePhrases:
    """The phrases that come with the program, Chinese and English."""
    source = files("fulfil.policy").joinpath("notes.toml")
    return read_note_phrases(source.read_text(encoding="utf-8"), path="notes.toml")
