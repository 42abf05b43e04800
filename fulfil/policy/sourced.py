"""Each value of a policy with the file and line that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .layers import COMMAND_LINE
from .values import leaves, policy_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .layers import Layer
    from .policy_file import PolicyInForce


@dataclass(frozen=True, slots=True)
class Sourced:
    """One value.

    Args:
        key: the keys that lead to it, joined by dots.
        value: as the policy has it.
        layer: the file or shipped policy that it comes from; empty for a default.
        line: the line in that file; None for a default and for the command line.
    """

    key: str
    value: Any
    layer: str = ""
    line: int | None = None


def sourced(given: PolicyInForce) -> Iterator[Sourced]:
    """All values of a policy, in the order of its model.

    A limit of time is one value, with the source that its file names.
    """
    said = [(layer, dict(leaves(layer.data))) for layer in reversed(given.layers)]
    for keys, value in policy_values(given.policy).items():
        found = next(
            ((layer, keys_there) for layer, there in said if (keys_there := _under(keys, there)) is not None),
            None,
        )
        yield Sourced(".".join(keys), value, *(_place(*found) if found else ()))


def _under(keys: tuple[str, ...], said: dict[tuple[str, ...], Any]) -> tuple[str, ...] | None:
    """The keys by which a layer says a value, or something in it."""
    return next((each for each in said if each[: len(keys)] == keys or keys[: len(each)] == each), None)


def _place(layer: Layer, keys: tuple[str, ...]) -> tuple[str, int | None]:
    return layer.name, None if layer.name == COMMAND_LINE else layer.line(keys)
