"""Runs all rules over a few written rows, by way of real files and the real reader."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest

from fulfil.audit import Question, checked
from fulfil.facts.coverage import read_coverage
from fulfil.lock.delivery import Delivery
from fulfil.lock.record import record
from fulfil.messages import messages, suggestions
from fulfil.policy.policy import Policy
from tests.rules.held import hold

#: An order that breaks no promise. `None` leaves a column out wherever no row fills it.
CLEAN = {
    "order_id": None,
    "province": "浙江省",
    "city": "杭州市",
    "county": "西湖区",
    "street": "文三路391号",
}


@dataclass(frozen=True)
class Outcome:
    """What a run found: by rule, one dict per finding with its order, evidence, message and suggestion."""

    findings: dict[str, list[dict]]
    systemic: dict[str, list[dict]]
    not_checked: set[str]
    judged: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)

    def orders(self, code):
        return [finding["order_id"] for finding in self.findings.get(code, [])]

    def messages(self, code):
        return [finding["message"] for finding in self.findings.get(code, [])]

    @property
    def codes(self):
        return sorted({*self.findings, *self.systemic})


def _written(rows, without):
    complete = [{**CLEAN, "order_id": f"A{n}", **row} for n, row in enumerate(rows, 1)]
    columns = [
        name for name in dict.fromkeys(name for row in complete for name in row) if name not in without
    ]
    out = StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(complete)
    return out.getvalue()


def _outcome(run):
    ids = run.facts.spine["order_id"]
    findings, systemic = {}, {}
    for found in run.findings:
        told = zip(
            found.rows.iter_rows(named=True),
            messages(found.rule, found.rows),
            suggestions(found.rule, found.rows),
            strict=True,
        )
        for row, message, suggestion in told:
            order = ids[row["row"]] if row["row"] is not None else None
            words = {"order_id": order, "message": message, "suggested": suggestion}
            findings.setdefault(found.rule.code, []).append({**row, **words})
        for row, message in zip(
            found.systemic.iter_rows(named=True), messages(found.rule, found.systemic), strict=True
        ):
            systemic.setdefault(found.rule.code, []).append({**row, "message": message})
    return Outcome(
        findings,
        systemic,
        {rule.code for rule, _, _ in run.not_checked},
        {found.rule.code: found.judged for found in run.findings},
        {found.rule.code: found.unknown for found in run.findings},
    )


def _audit(folder, texts, *, only_due=True, coverage=None, carrier=None, **asked):
    paths = []
    for number, text in enumerate(texts, 1):
        path = Path(folder, f"orders{number}.csv")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(str(path))
    if coverage is not None:
        table = Path(folder, "coverage.csv")
        table.write_text(coverage, encoding="utf-8")
        asked["coverage"] = read_coverage(str(table), carrier)
    with checked(paths, Question(only_due=only_due, **asked)) as run:
        return _outcome(run)


def _delivered(folder, before, now, *, policy=None, **limits):
    locked = Path(folder, "before.csv")
    locked.write_text(before, encoding="utf-8")
    delivery = Delivery(record([str(locked)]).lock, **limits)
    return _audit(folder, [now], only_due=False, delivery=delivery, policy=policy or Policy())


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("rules")


@pytest.fixture(scope="session")
def audit_texts(folder):
    """Run the rules over whole files."""
    return lambda *texts, **asked: _audit(folder, texts, **asked)


@pytest.fixture(scope="session")
def audit_files(folder):
    """Run the rules over several files, each a list of rows (see `audit`)."""
    return lambda *files, without=(), **asked: _audit(
        folder, [_written(rows, without) for rows in files], **asked
    )


@pytest.fixture(scope="session")
def audit(folder):
    """Run the rules over rows: each says only what differs from a clean one; ids are A1, A2, …"""
    return lambda *rows, without=(), **asked: _audit(folder, [_written(rows, without)], **asked)


@pytest.fixture(scope="session")
def delivered(folder):
    """Run the rules over a file, against the lock of an earlier one."""
    return lambda before, now, **limits: _delivered(folder, before, now, **limits)


@pytest.fixture(scope="session")
def held(folder):
    """Hold orders against parcels, returns and kits: by code, the order and message of each finding."""
    return lambda *files, **asked: hold(folder, *files, **asked)
