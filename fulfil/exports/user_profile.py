"""A user's own profile: a TOML file for a kind of export that no shipped profile reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ..errors import PolicyError
from ..tables import KEYS, Subject
from .generic import vocabulary
from .open_choices import VIEWS, open_choice
from .profile import load_profile, profiles
from .source import stem_of
from .states import CLOSED_VOCABULARIES
from .toml_places import line_of, table_line
from .toml_text import toml_text
from .words import fold_word

if TYPE_CHECKING:
    from .profile import Profile

PLATFORM: Final = "own shop"
"""The platform of a profile that names none; `own` is fulfil's own column names."""

_OUR_OWN: Final = "own"
_GRAINS: Final = {Subject.ORDERS: "line", Subject.SHIPMENTS: "parcel_line", Subject.RETURNS: "return_line"}
_THING: Final = {Subject.ORDERS: "order", Subject.SHIPMENTS: "parcel", Subject.RETURNS: "return"}


def profile_name(stem: str) -> str:
    """A name for a profile from a file's name: letters, digits and `_`, and none that is taken."""
    name = re.sub(r"\W+", "_", stem).strip("_").lower() or "shop"
    return f"my_{name}" if name in {*_shipped_names(), "stdin"} else name


def user_profile(path: str) -> Profile:
    """Read a user's own profile.

    It may leave out `name` (the file's name counts), `platform`, `title`, `grain` and `[evidence]`. Status
    words that every shop writes need not be repeated: where the profile gives one another state, that counts.

    Args:
        path: a TOML file.

    Raises:
        PolicyError: it cannot be read, is no TOML, states something a profile cannot, has a shipped profile's
            name or no signature, or leaves open what names an order, parcel or return; with the line.
    """
    text = toml_text(path, "the profile")

    def fill(said: dict[str, Any]) -> dict[str, Any]:
        name = profile_name(stem_of(path))
        subject = next((s for s in Subject if s.value in said), Subject.ORDERS)
        evidence = said.get("evidence", {})
        if isinstance(evidence, dict):
            evidence = {"grade": "C", "source": path} | evidence
        shop = {"name": name, "platform": PLATFORM, "title": f"an export of {said.get('name', name)}"}
        return {**shop, "grain": _GRAINS[subject], **said, "evidence": evidence}

    _refuse_open_views(text, path)
    profile = load_profile(text, path, fill)
    _refuse_names(profile, text, path)
    _refuse_open_keys(profile, text, path)
    _refuse_two_states(profile, text, path)
    return profile.model_copy(update={"words": _with_general_words(profile)})


def _shipped_names() -> frozenset[str]:
    return frozenset({*(profile.name for profile in profiles()), "generic"})


def _refuse_open_views(text: str, path: str) -> None:
    """Before anything else: a suggestion whose sections are all comments is no profile at all."""
    choice = open_choice(text, (VIEWS,))
    if choice and not any(table_line(text, f"{subject.value}.columns") for subject in Subject):
        raise PolicyError(
            f"it is still open {VIEWS}", path=path, line=choice.line, hint=f"choose: {choice.text}"
        )


def _refuse_names(profile: Profile, text: str, path: str) -> None:
    if profile.name in _shipped_names():
        raise PolicyError(
            f"`{profile.name}` is the name of a shipped profile",
            path=path,
            line=line_of(text, ("name",)),
            hint=f"call it my_{profile.name}, for instance",
        )
    if profile.platform == _OUR_OWN:
        raise PolicyError(
            f"the platform `{_OUR_OWN}` is kept for fulfil's own column names",
            path=path,
            line=line_of(text, ("platform",)),
            hint=f'write platform = "{PLATFORM}"',
        )
    if not any(word.strip() for word in profile.signature):
        choice = open_choice(text, ("signature",))
        raise PolicyError(
            "it has no signature, so that no file could be told to be of this kind",
            path=path,
            line=choice.line if choice else line_of(text, ("signature",)),
            hint="write signature = [...] with two to four headers that only this kind of file has",
        )


def _refuse_open_keys(profile: Profile, text: str, path: str) -> None:
    for subject, view in profile.views.items():
        keys = KEYS[subject]
        if any(key in view.columns for key in keys):
            continue
        choice = open_choice(text, keys)
        wanted = " or ".join(f"`{key}`" for key in keys)
        raise PolicyError(
            f"no header is given for {wanted}, which names the {_THING[subject]}",
            path=path,
            line=choice.line if choice else table_line(text, f"{subject.value}.columns"),
            hint=f"choose: {choice.text}" if choice else f'write {keys[0]} = "the file\'s header"',
        )


def _refuse_two_states(profile: Profile, text: str, path: str) -> None:
    for name, states in profile.words.items():
        seen: dict[str, str] = {}
        for state, words in states.items():
            for word in words:
                if seen.setdefault(fold_word(word), state) != state:
                    raise PolicyError(
                        f"“{word}” is {seen[fold_word(word)]} and {state} in [words.{name}]",
                        path=path,
                        line=line_of(text, ("words", name, state)),
                    )


def _with_general_words(profile: Profile) -> dict[str, dict[str, tuple[str, ...]]]:
    """The profile's words, and the general ones that it gives no state of its own."""
    words = dict(profile.words)
    for name in CLOSED_VOCABULARIES:
        if name not in words:
            continue
        own = {fold_word(word) for several in words[name].values() for word in several}
        states = dict(words[name])
        for state, general in vocabulary()[name].items():
            more = tuple(word for word in general if fold_word(word) not in own)
            states[state] = (*states.get(state, ()), *more)
        words[name] = states
    return words
