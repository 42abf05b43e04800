"""One line per address text, by subject: `cases_text.md`."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from fulfil.address import resolve

QUIET = {"street_vague"}


def cases():
    subject = ""
    for line in Path(__file__).with_name("cases_text.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            subject = line.removeprefix("## ")
        elif subject and line:
            address, path, verdicts = (part.strip() for part in line.split("·"))
            yield pytest.param(address, path, verdicts, id=f"{subject}: {address}")


CASES = list(cases())


def test_there_are_cases_of_every_subject():
    assert len(CASES) > 150
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
