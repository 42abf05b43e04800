"""Holds a handoff against what was planted, so that the benchmark cannot be fast and wrong."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .process import FULFIL, PYTHON, UnexpectedError, output
from .written import Orders

#: The rule that finds each story, and whether it holds the order.
FOUND_BY = {"county_missing": ("ADR003", True), "phone_bad": ("CON001", True), "date_bad": ("EXP004", False)}
FOUND_BY["abolished"] = ("ADR009", False)

_FATES = ("ready", "held", "not_due")
_OTHERS_THAT_HOLD = ("ADR001", "ADR002", "ADR004", "ADR005", "ADR006", "ADR007", "ADR011", "ADR012", "EXP007")


def expected(file: Orders) -> dict[str, int]:
    """What a handoff of the file must count: records by fate, and rows by rule."""
    planted = file.planted
    held = sum(planted[story] for story, (_, holds) in FOUND_BY.items() if holds)
    not_due = planted["not_due"]
    counts = {"ready": file.rows - held - not_due, "held": held, "not_due": not_due}
    counts |= {code: planted[story] for story, (code, _) in FOUND_BY.items()}
    return counts | dict.fromkeys(_OTHERS_THAT_HOLD, 0)


def counted(report: bytes) -> dict[str, int]:
    """The same counts, from the report in JSON."""
    told = json.loads(report)
    (file,) = told["files"]
    return {fate: file[fate] for fate in _FATES} | {rule["rule"]: rule["flagged"] for rule in told["checked"]}


def hold_to_truth(file: Orders, out: Path) -> None:
    """Run a handoff and compare all its counts with what was planted, and its files with its counts.

    A process of its own reads the report, so that this one stays small (see `process.cost`).

    Raises:
        UnexpectedError: something was missed, or found where nothing was planted.
    """
    argv = [
        PYTHON,
        "-m",
        "tests.bench.truth",
        str(file.path),
        str(file.rows),
        json.dumps(file.planted),
        str(out),
    ]
    wrong = output(argv).decode().strip()
    if wrong:
        raise UnexpectedError(f"{file.path.name} is not read as it was written: {wrong}")


def differences(file: Orders, out: Path) -> str:
    """How a handoff of the file differs from what was planted, in words; empty where it does not."""
    argv = [FULFIL, "handoff", str(file.path), "--out", str(out), "--force", "--format", "json"]
    found = counted(output(argv, codes=(0, 1)))
    wanted = expected(file)
    wrong = {
        name: (found.get(name, 0), count) for name, count in wanted.items() if found.get(name, 0) != count
    }
    for fate in _FATES:
        records = _records(out / f"{file.path.stem}.{fate}.csv")
        if records != wanted[fate]:
            wrong[f"{fate} file"] = (records, wanted[fate])
    return ", ".join(f"{name}: {is_} instead of {should}" for name, (is_, should) in wrong.items())


def _records(path: Path) -> int:
    """The records of a file of the batch; no cell that the generator writes holds a newline."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b"")) - 1


def main() -> None:
    """Print the differences."""
    path, rows, planted, out = sys.argv[1:]
    print(differences(Orders(Path(path), int(rows), json.loads(planted)), Path(out)))


if __name__ == "__main__":
    main()
