"""The policies that come with the program: laws, platforms and examples, each dated and with its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

_DATED: Final = re.compile(r"Date: (\d{4}-\d{2}-\d{2})\.")


@dataclass(frozen=True, slots=True)
class Preset:
    """A policy that comes with the program.

    Args:
        name: what `extends` and `--policy` call it.
        title: what it sets, in one sentence.
        date: when its sources were read.
        text: its TOML; the comment on top names the sources, and what is weak about them.
    """

    name: str
    title: str
    date: date
    text: str


def presets() -> dict[str, str]:
    """The policies that come with the program: name -> TOML."""
    folder = files("fulfil.policy").joinpath("presets")
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return {file.name.removesuffix(".toml"): file.read_text(encoding="utf-8") for file in found}


def dated_presets() -> tuple[Preset, ...]:
    """The same with what the comment on top of each says.

    Raises:
        ValueError: a preset has no date.
    """
    return tuple(_preset(name, text) for name, text in presets().items())


def _preset(name: str, text: str) -> Preset:
    dated = _DATED.search(text)
    if dated is None:
        raise ValueError(f"the policy {name} has no date")
    title = text.split("\n", 1)[0].removeprefix("#").strip()
    return Preset(name, title, date.fromisoformat(dated[1]), text)
