"""The profiles that `--profile` names: shipped ones by name, the user's own by file."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from fulfil.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulfil.exports.profile import Profile


def parse_profiles(given: Sequence[str]) -> tuple[Profile | None, tuple[Profile, ...]]:
    """Read the values of `--profile`.

    Args:
        given: names of shipped profiles, or TOML files: what ends in `.toml`, has a path separator, or is a
            file.

    Returns:
        The shipped profile to take whatever the header says, if any; and the user's own.

    Raises:
        UsageError: a name is unknown, or there is more than one, or two files hold profiles of one name.
        PolicyError: a file is no profile.
    """
    if not given:
        return None, ()
    from fulfil.exports.user_profile import user_profile

    files = list(dict.fromkeys(value for value in given if _is_file(value)))
    names = list(dict.fromkeys(value for value in given if not _is_file(value)))
    if names and len(names) + len(files) > 1:
        raise UsageError(
            f"--profile: {names[0]} is taken whatever a header says, so nothing else can be given beside it",
            hint="leave it out, so that the kind of each file is found by its header",
        )
    own: dict[str, str] = {}
    profiles = []
    for file in files:
        profile = user_profile(file)
        if profile.name in own:
            raise UsageError(
                f"--profile: {own[profile.name]} and {file} both hold a profile called {profile.name}",
                hint="give one of them another `name`",
            )
        own[profile.name] = file
        profiles.append(profile)
    return (_shipped(names[0]) if names else None), tuple(profiles)


def _is_file(value: str) -> bool:
    return value.lower().endswith(".toml") or "/" in value or "\\" in value or Path(value).is_file()


def _shipped(name: str) -> Profile:
    from fulfil.exports.profile import profiles

    shipped = {profile.name: profile for profile in profiles()}
    if name in shipped:
        return shipped[name]
    near = get_close_matches(name, shipped, n=3)
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(
        f"--profile: there is no profile called “{name}”",
        hint=f"{hint}shipped are {', '.join(shipped)}; a profile of your own is a file such as {name}.toml",
    )
