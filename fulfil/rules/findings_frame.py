"""What a rule's check may give back: rows, and evidence of the closed vocabulary, each of its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..exports.near import near
from .evidence import EVIDENCE, SUGGESTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .rule import Rule

#: The number of a row of the run.
ROW: Final = pl.UInt32()

_TEXTS: Final = (pl.String, pl.Categorical, pl.Enum)
_SAID: Final = {"string": "a text (String)", "integer": "a whole number", "number": "a number"}


def column_faults(rule: Rule, schema: Mapping[str, pl.DataType]) -> Iterator[str]:
    """What is wrong with the columns of a rule's findings, as the ends of sentences.

    Args:
        rule: the rule that gave them.
        schema: their names and types.
    """
    if "row" not in schema:
        yield "its findings have no column `row`"
    elif schema["row"] != ROW:
        yield f"its column `row` is {schema['row']}, and must be the facts' own as it is (UInt32)"
    for name, kind in schema.items():
        if name == "row":
            continue
        wanted = _wanted(name)
        if wanted is None:
            yield f"its column `{name}` is no evidence, whose vocabulary is closed{near(name, EVIDENCE)}"
        elif not _fits(kind, wanted):
            yield f"its column `{name}` is {kind}, and must be {_SAID.get(wanted, wanted)}"
    for name in (*rule.parameters, *rule.folds):
        if name not in schema:
            yield f"its findings have no column `{name}`, which its message or `folds` names"
    if ("suggestion" in schema) != (rule.cures is not None):
        yield "a column `suggestion` and `cures` go together: one says what cures, the other where"


def told(frame: pl.DataFrame) -> pl.DataFrame:
    """Findings with plain types, in an order that does not depend on how they were computed."""
    plain = frame.with_columns(
        pl.col(name).cast(_PLAIN[wanted])
        for name, kind in frame.schema.items()
        if (wanted := _wanted(name)) in _PLAIN and (kind == pl.Null() or isinstance(kind, _TEXTS))
    )
    by = [
        "row",
        *sorted(name for name, kind in plain.schema.items() if name != "row" and not kind.is_nested()),
    ]
    return plain.sort(by, nulls_last=True, maintain_order=True)


_PLAIN: Final = {"string": pl.String(), "integer": pl.Int64(), "number": pl.Float64()}


def _wanted(name: str) -> str | None:
    """The type that a column must have; None where it may not stand."""
    if name in EVIDENCE:
        return EVIDENCE[name].type
    if name in SUGGESTION:
        return "a list of texts" if name == "candidates" else "string"
    return "true or false (Boolean)" if name == "inferred" else None


def _fits(kind: pl.DataType, wanted: str) -> bool:
    if kind == pl.Null() and wanted in _PLAIN:
        return True
    match wanted:
        case "string":
            return isinstance(kind, _TEXTS)
        case "integer":
            return kind.is_integer()
        case "number":
            return kind.is_numeric()
        case "a list of texts":
            return kind == pl.List(pl.String)
        case _:
            return kind == pl.Boolean()
