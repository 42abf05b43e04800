"""Options that several commands share: declared once as a dataclass, spread into each command's signature."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def spread(command: Callable[..., int]) -> Callable[..., int]:
    """Let Typer see the fields of every dataclass parameter as options of the command itself.

    Args:
        command: a function, some of whose parameters are dataclasses with `Annotated` fields.
    """
    hints = get_type_hints(command, include_extras=True)
    groups = {name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)}

    @wraps(command)
    def spread_command(**given: Any) -> int:
        grouped = {
            name: group(**{field.name: given.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        return command(**given, **grouped)

    parameters = list(_parameters(command, hints, groups))
    spread_command.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]  # read by `inspect.signature`
    spread_command.__annotations__ = {p.name: p.annotation for p in parameters}
    return spread_command


def _parameters(
    command: Callable[..., int], hints: dict[str, Any], groups: dict[str, Any]
) -> Iterator[inspect.Parameter]:
    for name, parameter in inspect.signature(command).parameters.items():
        if name not in groups:
            yield _keyword(name, hints[name], parameter.default)
            continue
        types = get_type_hints(groups[name], include_extras=True)
        for field in fields(groups[name]):
            default = inspect.Parameter.empty if field.default is MISSING else field.default
            yield _keyword(field.name, types[field.name], default)


def _keyword(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
