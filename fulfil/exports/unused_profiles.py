"""A user's own profile that fits no input is a mistake to tell, never to pass over."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import UnreadableError, UsageError
from ..tables import KEYS
from .cells.fold import fold_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .export import Export
    from .profile import Profile


@contextmanager
def used_profiles(own: Sequence[Profile], opened: Sequence[Export], paths: Sequence[str]) -> Iterator[None]:
    """Blame the user's profile where the only input can be read by no other either.

    Args:
        own: the user's profiles.
        opened: the exports opened by now.
        paths: the inputs.

    Raises:
        UsageError: the one input has no header that any profile reads.
    """
    try:
        yield
    except UnreadableError as error:
        if not own or opened or len(paths) > 1 or not error.seen:
            raise
        raise _unused(own[0], [(error.path or "", cells) for _, cells in error.seen]) from error


def refuse_unused(own: Sequence[Profile], exports: Sequence[Export]) -> None:
    """Refuse a user's profile by which none of the inputs is read.

    Args:
        own: the user's profiles.
        exports: all inputs, open.

    Raises:
        UsageError: with the words of its signature that are missing from the input that comes nearest.
    """
    used = {export.profile.name for export in exports}
    for profile in own:
        if profile.name not in used:
            raise _unused(profile, [(e.path, e.recognition.header.cells) for e in exports])


def _unused(profile: Profile, headers: Sequence[tuple[str, tuple[str, ...]]]) -> UsageError:
    path, cells = min(headers, key=lambda header: len(_missing(profile.signature, header[1])))
    what = f"the profile {profile.name} fits none of the files" if len({p for p, _ in headers}) > 1 else ""
    what = what or f"the profile {profile.name} does not fit it"
    missing = _missing(profile.signature, cells)
    if missing:
        return UsageError(
            f"{what}: the header has no {_listed(missing)}",
            path=path,
            hint="mend `signature` in the profile, or leave the profile out",
        )
    keys = [
        header
        for subject, view in profile.views.items()
        for key in KEYS[subject]
        if key in view.columns
        for header in view.columns[key].headers
    ]
    return UsageError(
        f"{what}: its signature is there, and no {_listed(keys)}, or what [.where] and [.filled] ask for",
        path=path,
        hint="mend the columns in the profile, or leave the profile out",
    )


def _missing(words: Iterable[str], cells: Iterable[str]) -> list[str]:
    there = {fold_header(cell) for cell in cells}
    return [word.strip() for word in words if fold_header(word) not in there]


def _listed(words: Sequence[str]) -> str:
    return " or ".join(f"“{word}”" for word in words)
