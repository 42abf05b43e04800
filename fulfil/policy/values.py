"""The values of a policy by the keys that lead to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..exports.toml_value import toml_value
from .span import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .policy import Policy


def is_span(value: Any) -> bool:
    """Whether a table is one limit of time, told as a whole with its source."""
    return isinstance(value, dict) and bool(value.keys() & MEASURES)


def merged(below: Any, above: Any) -> Any:
    """One value over another: tables are merged, everything else is replaced; so is a limit of time.

    The source of the limit below is not that of the one above.
    """
    if not isinstance(below, dict) or not isinstance(above, dict) or is_span(above):
        return above
    over = {key: merged(below[key], value) if key in below else value for key, value in above.items()}
    return below | over


def leaves(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each value that is no table, with its keys; a limit of time and an empty table are values.

    Args:
        table: as read from TOML, or dumped from a policy.
        above: the keys of the table itself.
    """
    for key, value in table.items():
        if isinstance(value, dict) and value and not is_span(value):
            yield from leaves(value, (*above, key))
        else:
            yield (*above, key), value


def shown(value: Any) -> str:
    """A value in a few characters, for messages and tables."""
    if is_span(value):
        measure = next(name for name in sorted(MEASURES) if value.get(name) is not None)
        number = value[measure]
        told = f"{float(number):g} {measure.replace('_', ' ')}"
        calendar = value.get("calendar", "weekdays")
        return f"{told} ({calendar})" if measure == "business_days" else told
    return "not set" if value is None else toml_value(value)


def policy_values(policy: Policy) -> dict[tuple[str, ...], Any]:
    """All values of a policy, in the order of its model."""
    return dict(leaves(policy.model_dump(mode="python")))
