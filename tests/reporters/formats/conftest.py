"""Small finished reports, made once: they are frozen, and writers take them and run nothing."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from fulfil.audit import Question, checked
from fulfil.figures import OF_RETURNS, Asked
from fulfil.handoff import Request, handoff
from fulfil.report import make_report
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
