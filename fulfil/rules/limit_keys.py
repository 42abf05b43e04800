"""The policy's keys that a rule judges by, and what they are without a policy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from ..policy.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_limit(key: str) -> bool:
    """Whether a policy has such a key, as in `dispatch.ship_hours`; a whole table is none."""
    return key in _keys(Policy)


def limit_keys() -> tuple[str, ...]:
    """All keys of a policy that hold a limit or words, in the order of the model."""
    return _keys(Policy)


def default_of(key: str) -> Any:
    """What a limit is where no policy says otherwise; None where it is off.

    Of a table that no policy gives by default it is what the table has where it does not say it.

    Args:
        key: one of `limit_keys`.

    Raises:
        KeyError: a policy has no such key.
    """
    model, value = _table_of(key)
    name = key.rpartition(".")[2]
    if value is not None:
        return getattr(value, name)
    field = model.model_fields[name]
    return None if field.is_required() else field.get_default(call_default_factory=True)


def model_of(key: str) -> type[BaseModel]:
    """The model of the table that a limit stands in.

    Args:
        key: one of `limit_keys`.

    Raises:
        KeyError: a policy has no such key.
    """
    return _table_of(key)[0]


def _table_of(key: str) -> tuple[type[BaseModel], Any]:
    """The model of a limit's table, and the table as it is by default; None where there is none."""
    if not is_limit(key):
        raise KeyError(key)
    model: type[BaseModel] = Policy
    value: Any = _without_any()
    for name in key.split(".")[:-1]:
        model = next(_models(model.model_fields[name].annotation))
        value = None if value is None else getattr(value, name)
    return model, value


@cache
def _without_any() -> Policy:
    return Policy()


@cache
def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(_inside(model, ""))


def _inside(model: type[BaseModel], above: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        table = next(iter(_models(field.annotation)), None)
        if table is None or "hours" in table.model_fields:
            yield f"{above}{name}"
        else:
            yield from _inside(table, f"{above}{name}.")


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """The model that is the value of a key, or may be; of lists and mappings the entries are no tables."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    elif getattr(kind, "__origin__", None) is None:
        for part in getattr(kind, "__args__", ()):
            yield from _models(part)
