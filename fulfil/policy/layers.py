"""The files that a policy is made of: each over those that it extends."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import PolicyError
from ..exports.near import near
from ..exports.toml_places import line_of, said_line
from ..exports.toml_text import toml_text
from .preset import presets
from .values import leaves, merged, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: What names the policies below one.
EXTENDS: Final = "extends"
#: Where a policy stands in a file that is not its own.
IN_PYPROJECT: Final = ("tool", "fulfil")
PYPROJECT: Final = "pyproject.toml"
#: The name of what the command line says.
COMMAND_LINE: Final = "command line"


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file, or the command line, says.

    Args:
        name: the path of the file, the name of a policy that comes with the program, or `COMMAND_LINE`.
        data: what it says, without `extends`; keys with underscores.
        path: the file for messages; None for the command line.
        text: its TOML.
        inside: the keys under which the policy stands in the text.
        own: whether it is no policy that comes with the program.
    """

    name: str
    data: Mapping[str, Any]
    path: str | None = None
    text: str = ""
    inside: tuple[str, ...] = ()
    own: bool = True

    def line(self, keys: Sequence[str | int]) -> int | None:
        """The line on which the value of these keys stands; None for what has no text, or is not there."""
        first, rest = tuple(keys[:1]), tuple(keys[1:])
        for start in (first, tuple(str(key).replace("_", "-") for key in first)):
            found = line_of(self.text, (*self.inside, *start, *rest)) if self.text else None
            if found is not None and (not self.inside or self._says(start)):
                return found
        return None

    def _says(self, keys: Sequence[str | int]) -> bool:
        table: Any = tomllib.loads(self.text)
        for key in (*self.inside, *keys):
            if not isinstance(table, dict) or key not in table:
                return False
            table = table[key]
        return True

    def refuse(self, what: str, keys: Sequence[str | int] = (), hint: str = "") -> PolicyError:
        """What is wrong with the value of these keys, as an error that says where."""
        return PolicyError(what, path=self.path, line=self.line(keys), hint=hint)


def layers_of(given: str, folder: Path | None = None, above: tuple[str, ...] = ()) -> tuple[Layer, ...]:
    """A policy and all that it extends, what is below first.

    Args:
        given: the name of a policy that comes with the program, or a file: what ends in `.toml`, has a path
            separator, or is a file.
        folder: where a file is looked for; None for the working folder.
        above: the policies that extend this one, for finding a circle.

    Raises:
        PolicyError: a name is unknown, a file cannot be read or is no TOML, `extends` is no list of names,
            goes in a circle, or names policies that contradict each other; with file and line.
    """
    text, path, identity = _text_of(given, folder)
    # A policy that comes with the program is known by its name, a file by where it is.
    own = identity != given or identity == path
    inside = IN_PYPROJECT if Path(path).name == PYPROJECT else ()
    said = parsed(text, path, inside)
    data = {key: value for key, value in said.items() if key != EXTENDS}
    layer = Layer(path if own else given, data, path, text, inside, own=own)
    below: list[Layer] = []
    seen: list[tuple[str, dict[tuple[str, ...], Any]]] = []
    for name in _extended(layer, said):
        try:
            some = _below(name, layer, identity, above)
        except PolicyError as error:
            if error.path is None:
                raise layer.refuse(error.what, (EXTENDS,), error.hint) from error
            raise
        said_there = _all_said(some)
        for other, said_before in seen:
            _refuse_contradiction(layer, (other, said_before), (name, said_there))
        seen.append((name, said_there))
        below += [each for each in some if each not in below]
    return (*below, layer)


def _below(name: str, layer: Layer, identity: str, above: tuple[str, ...]) -> tuple[Layer, ...]:
    folder = Path(layer.path).parent if layer.own and layer.path else None
    chain = (*above, identity)
    _, _, other = _text_of(name, folder)
    if other in chain:
        circle = " -> ".join(Path(each).name for each in (*chain[chain.index(other) :], other))
        raise layer.refuse(f"the policies extend each other in a circle: {circle}", (EXTENDS,))
    return layers_of(name, folder, chain)


def _text_of(value: str, folder: Path | None) -> tuple[str, str, str]:
    """The text of a policy, its path for messages, and what it is known by."""
    where = value if folder is None or Path(value).is_absolute() else str(folder / value)
    if value.lower().endswith(".toml") or "/" in value or "\\" in value or Path(where).is_file():
        return toml_text(where, "the policy"), where, str(Path(where).resolve())
    shipped = presets()
    if value not in shipped:
        raise PolicyError(
            f"there is no policy called “{value}”{near(value, shipped)}",
            hint=f"shipped are {', '.join(shipped)}; a policy of your own is a file such as {value}.toml",
        )
    return shipped[value], f"{value}.toml", value


def parsed(text: str, path: str | None, inside: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a policy's text says, its keys with underscores.

    Args:
        text: TOML.
        path: where it comes from, for the messages.
        inside: the keys under which it stands.

    Raises:
        PolicyError: the text is no TOML, or has nothing under these keys.
    """
    try:
        # Amounts are compared exactly: 0.1 is no binary fraction.
        said: Any = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(
            f"the policy is no valid TOML: {error}", path=path, line=said_line(error)
        ) from error
    for key in inside:
        said = said.get(key) if isinstance(said, dict) else None
    if not isinstance(said, dict):
        raise PolicyError(f"it has no table [{'.'.join(inside)}]", path=path)
    return {_underscored(key): value for key, value in said.items()}


def _underscored(key: str) -> str:
    """`fail-on` is `fail_on`: TOML's users write the one, and Python's the other."""
    return key.replace("-", "_")


def _extended(layer: Layer, said: Mapping[str, Any]) -> Iterator[str]:
    names = said.get(EXTENDS, [])
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise layer.refuse(f'`{EXTENDS}` is a list of names: {EXTENDS} = ["cn-law"]', (EXTENDS,))
    yield from dict.fromkeys(names)


def _all_said(layers: Sequence[Layer]) -> dict[tuple[str, ...], Any]:
    said: dict[str, Any] = {}
    for layer in layers:
        said = merged(said, layer.data)
    return dict(leaves(said))


def _refuse_contradiction(
    layer: Layer,
    one: tuple[str, Mapping[tuple[str, ...], Any]],
    other: tuple[str, Mapping[tuple[str, ...], Any]],
) -> None:
    """Two policies side by side must not say different things of one key that the file leaves to them."""
    own = [keys for keys, _ in leaves(layer.data)]
    for keys, value in other[1].items():
        theirs = one[1].get(keys, value)
        settled = any(keys[: len(mine)] == mine or mine[: len(keys)] == keys for mine in own)
        if theirs == value or settled:
            continue
        where = ".".join(keys)
        values = f"{shown(theirs)} and {shown(value)}"
        raise layer.refuse(
            f"“{one[0]}” and “{other[0]}” contradict each other at `{where}`: {values}",
            (EXTENDS,),
            hint=f"extend one of them, or say in this file what `{where}` is",
        )
