"""What the user says that status words mean."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from fulfil.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What says that an order must ship now, beside the state's own name.
_DUE = {"due": "to_ship"}


def parse_statuses(given: Sequence[str]) -> dict[str, str]:
    """Read `WORD=STATE` pairs.

    Args:
        given: the values of `--status`; a state is `due`, or one of an order, a parcel or a return.

    Returns:
        Word -> canonical state.

    Raises:
        UsageError: a value is no such pair, a state is unknown, or a word has two states.
    """
    meant: dict[str, str] = {}
    for pair in given:
        word, equals, state = pair.rpartition("=")
        if not equals or not word.strip():
            raise UsageError(
                f"--status: “{pair}” is no WORD=STATE", hint='write it like --status "待配货=due"'
            )
        known = _state(state, pair)
        if meant.setdefault(word.strip(), known) != known:
            raise UsageError(f"--status: “{word.strip()}” is given two meanings")
    return meant


def _state(text: str, pair: str) -> str:
    from fulfil.exports.states import CLOSED_VOCABULARIES, VOCABULARIES

    states = {state: state for name in CLOSED_VOCABULARIES for state in VOCABULARIES[name]} | _DUE
    wanted = "_".join(text.strip().casefold().replace("-", " ").replace("_", " ").split())
    if wanted in states:
        return states[wanted]
    near = get_close_matches(wanted, states, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise UsageError(
        f"--status: “{pair}” names no state",
        hint=f"{hint}states are due, {', '.join(s for s in states if s not in _DUE)}",
    )
