"""The baseline: the findings of a day that somebody decided to start from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ..errors import PolicyError
from ..fingerprints import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The version of the file's form; a baseline of another one is refused.
VERSION: Final = 1
#: What a baseline says of a finding: no personal data, and nothing that changes from day to day.
ENTRIES: Final = pl.Schema({"rule": pl.String(), "order_id": pl.String(), "fingerprint": pl.String()})

_PRINT: Final = r"^[0-9a-f]{32}$"
_LIST: Final = "findings"
_MAKE: Final = "make it with `--baseline {path} --update-baseline`"
_AGAIN: Final = "remove it, and " + _MAKE


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline.

    Args:
        path: the file, whether it is there or not.
        entries: `rule order_id fingerprint`, each fingerprint once; `order_id` is null where the finding is
            of no order.
    """

    path: str
    entries: pl.DataFrame


def read_baseline(path: str, *, making: bool = False) -> Baseline:
    """Read a baseline.

    Args:
        path: what `--update-baseline` wrote.
        making: whether it may be missing, as it is about to be made.

    Raises:
        PolicyError: it is missing or cannot be read, is no JSON, was made by another version, or is no
            baseline; with the line.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        if making:
            return Baseline(path, ENTRIES.to_frame())
        raise PolicyError("there is no such baseline", path=path, hint=_MAKE.format(path=path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError("the baseline cannot be read as UTF-8 text", path=path, hint=str(error)) from error
    try:
        told: Any = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"the baseline is no JSON: {error.msg}"
        raise PolicyError(what, path=path, line=error.lineno, hint=_AGAIN.format(path=path)) from error
    except RecursionError as error:
        raise PolicyError("the baseline is no JSON", path=path, hint=_AGAIN.format(path=path)) from error
    return Baseline(path, _entries(told, text, path))


def baseline_text(entries: pl.DataFrame) -> Iterator[str]:
    """The whole file in pieces, sorted and one finding a line: the same findings give the same bytes.

    Args:
        entries: with the columns of `ENTRIES`.
    """
    rows = entries.select(ENTRIES.names()).unique("fingerprint").sort(ENTRIES.names(), nulls_last=False)
    head = {"version": VERSION, "scheme": SCHEME}
    yield "{\n" + "".join(f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items())
    yield f'"{_LIST}": ['
    if rows.height:
        yield "\n"
        yield ",\n".join(rows.select(pl.struct(pl.all()).struct.json_encode()).to_series())
        yield "\n"
    yield "]\n}\n"


def _entries(told: Any, text: str, path: str) -> pl.DataFrame:
    if not isinstance(told, dict) or "scheme" not in told or not isinstance(told.get(_LIST), list):
        raise PolicyError("it is no baseline of fulfil", path=path, line=1, hint=_AGAIN.format(path=path))
    made = (told.get("version"), told["scheme"])
    if made != (VERSION, SCHEME):
        raise PolicyError(
            f"the baseline was made by another version of fulfil (version {made[0]!r} by {made[1]!r}), whose "
            f"fingerprints are not those of this one ({VERSION} by {SCHEME!r})",
            path=path,
            line=_line_of(text, '"version"'),
            hint=_AGAIN.format(path=path),
        )
    entries: list[Any] = told[_LIST]
    found = _columns(entries)
    if found is None or not _is_whole(found):
        place = next((at for at, entry in enumerate(entries) if not _is_entry(entry)), 0)
        raise PolicyError(
            f"entry {place + 1} of the baseline is no finding with a rule, an order_id and a fingerprint",
            path=path,
            line=_line_of_entry(text, place),
            hint=_AGAIN.format(path=path),
        )
    return found.unique("fingerprint", keep="first", maintain_order=True)


def _columns(entries: list[Any]) -> pl.DataFrame | None:
    """The entries as columns; None where one of them is of another form."""
    try:
        if sum(map(len, entries)) != len(ENTRIES) * len(entries):
            return None
        made = {name: [entry[name] for entry in entries] for name in ENTRIES.names()}
        return pl.DataFrame(made, schema=ENTRIES, strict=True)
    except (TypeError, KeyError, IndexError, pl.exceptions.PolarsError):
        return None


def _is_whole(found: pl.DataFrame) -> bool:
    whole = pl.col("rule").is_not_null() & pl.col("fingerprint").str.contains(_PRINT).fill_null(value=False)
    return bool(found.select(whole.all()).item())


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or set(entry) != set(ENTRIES.names()):
        return False
    named = isinstance(entry["order_id"], str | None) and isinstance(entry["rule"], str)
    prints = entry["fingerprint"]
    return named and isinstance(prints, str) and bool(pl.Series([prints]).str.contains(_PRINT).item())


def _line_of(text: str, word: str) -> int:
    return text.count("\n", 0, max(text.find(word), 0)) + 1


def _line_of_entry(text: str, place: int) -> int | None:
    """The line on which an entry begins; the parser tells no lines, so the entries are read one by one."""
    decoder = json.JSONDecoder()
    at = text.find("[", text.find(f'"{_LIST}"')) + 1
    for _ in range(place + 1):
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        start = at
        try:
            at = decoder.raw_decode(text, at)[1]
        except ValueError:
            return None
    return text.count("\n", 0, start) + 1
