"""Where a policy is found that nobody named: upward from the working folder."""

from __future__ import annotations

import tomllib
from os.path import relpath
from typing import TYPE_CHECKING, Final

from ..errors import PolicyError
from ..exports.toml_places import said_line
from ..exports.toml_text import toml_text
from .layers import IN_PYPROJECT, PYPROJECT

if TYPE_CHECKING:
    from pathlib import Path

#: The file that is looked for.
NAME: Final = "fulfil.toml"
#: What somebody may have meant by it. Such a file would be passed over in silence, and its limits with it.
_MEANT: Final = (
    *("fulfill.toml", "fullfil.toml", "fullfill.toml", ".fulfil.toml", ".fulfill.toml"),
    *("fulfil.tml", "fulfil.toml.txt", "fulfil.yaml", "fulfil.yml", "fulfil.json"),
)


def find_policy(folder: Path) -> str | None:
    """The policy in force in a folder: `fulfil.toml` or `[tool.fulfil]` of `pyproject.toml`, the nearest.

    Args:
        folder: where to begin; its parents follow.

    Returns:
        The path, seen from that folder, so that a report does not say where the folder is; None where there
        is none.

    Raises:
        PolicyError: one folder holds both, or a file whose name is nearly right.
    """
    start = folder.resolve()
    for each in (start, *start.parents):
        own, shared = each / NAME, each / PYPROJECT
        _refuse_near_names(each)
        in_shared = shared.is_file() and _holds_policy(str(shared))
        if own.is_file() and in_shared:
            raise PolicyError(
                f"there is a policy here and another in {NAME} beside it",
                path=str(shared),
                hint=f"keep one of them: [tool.fulfil] in {PYPROJECT}, or {NAME}",
            )
        if own.is_file() or in_shared:
            return relpath(own if own.is_file() else shared, start)
    return None


def _refuse_near_names(folder: Path) -> None:
    try:
        near = next((folder / name for name in _MEANT if (folder / name).is_file()), None)
    except OSError:
        return
    if near is not None:
        raise PolicyError(
            f"a policy is read from {NAME} only", path=str(near), hint=f"rename it to {NAME}, or remove it"
        )


def _holds_policy(path: str) -> bool:
    """Whether a project's file has a policy; one that is no TOML only matters where it seems to have one."""
    text = toml_text(path, "the project's file")
    if "fulfil" not in text:
        return False
    try:
        tools = tomllib.loads(text).get(IN_PYPROJECT[0], {})
    except tomllib.TOMLDecodeError as error:
        if "tool.fulfil" not in text:
            return False
        raise PolicyError(f"it is no valid TOML: {error}", path=path, line=said_line(error)) from error
    if not isinstance(tools, dict):
        return False
    if "fulfill" in tools:
        raise PolicyError("[tool.fulfill] is not read; did you mean [tool.fulfil]?", path=path)
    return IN_PYPROJECT[1] in tools
