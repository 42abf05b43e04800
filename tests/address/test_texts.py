"""One line per address text, by subject: `cases_text.md` and `cases_messy.md`."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from fulfil.address import resolve

QUIET = {"street_vague"}


def cases():
    subject = ""
    files = [Path(__file__).with_name(f"cases_{name}.md") for name in ("text", "messy")]
    for line in [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]:
        if line.startswith("# "):
            subject = ""
        if line.startswith("## "):
            subject = line.removeprefix("## ")
        elif subject and line:
            address, path, verdicts = (part.strip() for part in line.split("·"))
            yield pytest.param(address, path, verdicts, id=f"{subject}: {address}")


CASES = list(cases())


def test_there_are_cases_of_every_subject():
    assert len(CASES) > 400
    assert len({str(case.id).split(":")[0] for case in CASES}) >= 12


@pytest.fixture(scope="module")
def resolved():
    addresses = [case.values[0] for case in CASES]
    return dict(zip(addresses, resolve(pl.Series(addresses)).iter_rows(named=True), strict=True))


@pytest.mark.parametrize(("address", "path", "verdicts"), CASES)
def test_text(resolved, address, path, verdicts):
    row = resolved[address]
    found = "/".join(row[name] or "" for name in ("province", "city", "county"))
    assert (found, set(row["verdicts"]) - QUIET) == (path, set(verdicts.split()))
