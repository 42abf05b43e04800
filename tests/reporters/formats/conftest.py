"""Small finished reports, made once: they are frozen, and writers take them and run nothing."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import pytest

from fulfil.audit import Question, checked
from fulfil.figures import OF_RETURNS, Asked
from fulfil.handoff import Request, handoff
from fulfil.report import make_report
from fulfil.suppression.ignore_file import Entry
from fulfil.suppression.silencing import BaselineTold, EntryTold, Silenced, State
from tests.reporters.formats.stories import FILES

if TYPE_CHECKING:
    from pathlib import Path

    from fulfil.handoff import Handoff
    from fulfil.report import Report


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the exports of a shop."""
    folder = tmp_path_factory.mktemp("shop")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def audited(shop: Path) -> Report:
    paths = ["orders.csv", "shipments.csv", "returns.csv", "no county.csv"]
    with contextlib.chdir(shop), checked(paths, Question()) as run:
        return make_report(run)


@pytest.fixture(scope="session")
def clean(shop: Path) -> Report:
    with contextlib.chdir(shop), checked(["clean.csv"], Question()) as run:
        return make_report(run)


@pytest.fixture(scope="session")
def returned(shop: Path) -> Report:
    with contextlib.chdir(shop), checked(["returns.csv"], Question(codes=OF_RETURNS)) as run:
        return make_report(run, asked=Asked(only_returns=True))


@pytest.fixture(scope="session")
def handed(shop: Path) -> Handoff:
    with contextlib.chdir(shop):
        return handoff(["orders.csv"], Question(only_due=True), Request("dispatch"))


@pytest.fixture(scope="session")
def silenced(audited: Report) -> Report:
    """The audit, silent about a note by the ignore file and about what has no county by the baseline."""
    by = {"ORD006": "ignored", "ADR003": "baseline"}
    told = {f.rule.code: f for f in audited.findings}
    silent = tuple(
        replace(told[code], rows=told[code].rows.with_columns(suppressed=pl.lit(why)))
        for code, why in by.items()
    )
    left = tuple(
        replace(found, rows=found.rows.clear()) if found.rule.code in by else found
        for found in audited.findings
    )
    entry = Entry(rule="ORD006", order="A005", reason="agreed | with *them*", until=date(2026, 12, 31))
    return replace(
        audited,
        findings=left,
        silenced=Silenced(
            silent,
            audited.findings,
            "fulfil-ignore.toml",
            (EntryTold(entry, 3, State.USED, 1),),
            BaselineTold("old.json", 27, 1, 0, 0),
        ),
    )
