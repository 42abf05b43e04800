"""No report tells what a buyer is called, where they live, how to call them, and what they wrote."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from cli.app import run
from fulfil.formats import Format
from fulfil.personal import is_personal, is_personal_evidence
from fulfil.rules.evidence import EVIDENCE
from fulfil.tables import COLUMNS_OF, Subject
from tests.reporters.formats.stories import CANARY, FILES

PERSONAL = {
    Subject.ORDERS: {
        *("buyer_id", "recipient", "phone", "street", "address", "buyer_note", "seller_note"),
    },
    Subject.SHIPMENTS: set(),
    Subject.RETURNS: {"comment"},
}
ALL = ["orders.csv", "shipments.csv", "returns.csv", "no county.csv"]
OUTPUTS = [f"--output={form.value}=report.{form.value}.out" for form in Format]


@pytest.fixture(autouse=True)
def shop(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def told(capsys, *arguments):
    """What a command prints, by stream, and writes, by format."""
    code = run(arguments)
    assert code in (0, 1), capsys.readouterr().err
    said = capsys.readouterr()
    files = {path.name: path.read_text("utf-8") for path in Path().glob("report.*.out")}
    return {"out": said.out, "err": said.err} | files


def test_the_columns_that_are_personal():
    found = {s: {name for name in columns if is_personal(name, s)} for s, columns in COLUMNS_OF.items()}
    assert found == PERSONAL
    assert {name for name in EVIDENCE if is_personal_evidence(name)} == {"text"}


def test_the_fixture_marks_every_personal_column():
    marked = {}
    for name, subject in (("orders.csv", Subject.ORDERS), ("returns.csv", Subject.RETURNS)):
        rows = list(csv.DictReader(io.StringIO(FILES[name])))
        marked[subject] = {key for row in rows for key, cell in row.items() if CANARY in (cell or "")}
        assert marked[subject] >= PERSONAL[subject]


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", *ALL, *OUTPUTS),
        ("audit", *ALL, "--by", "province", "--due-within", "900h", "--statistics"),
        ("returns", "returns.csv", "--orders", "orders.csv", "--by", "reason,sku", *OUTPUTS),
        ("handoff", "orders.csv", "--out", "dispatch", "--fix", *OUTPUTS),
        ("inspect", "orders.csv"),
        ("inspect", "returns.csv"),
        ("order", "A005", *ALL),
        ("order", "A021", *ALL, "--format", "json"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_no_report_tells_it(capsys, arguments):
    found = told(capsys, *arguments)
    if OUTPUTS[0] in arguments:
        assert len(found) == len(Format) + 2
    assert found["out"]
    assert [name for name, text in found.items() if CANARY.casefold() in text.casefold()] == []


def test_it_is_told_where_somebody_asks(capsys):
    """The other test could not fail if the fixture's findings told nothing personal at all."""
    found = told(capsys, "audit", *ALL, *OUTPUTS, "--show-personal-data")
    assert [name for name, text in found.items() if CANARY not in text] == ["err"]
