from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from fulfil.formats import Format
from fulfil.reporters.formats import WRITERS, Rendering, pieces
from tests.reporters.formats.stories import CANARY

GOLDEN = Path(__file__).parent / "golden"


def whole(report, form, rendering=None):
    return "".join(pieces(report, form, rendering or Rendering()))


def test_every_format_has_a_writer():
    assert set(WRITERS) == set(Format)


@pytest.mark.parametrize("form", [Format.CSV, Format.SARIF, Format.JUNIT, Format.GITHUB, Format.MARKDOWN])
@pytest.mark.parametrize("name", ["audited", "handed"])
def test_golden(request, name, form):
    """FULFIL_REGENERATE=1 writes them anew."""
    made = request.getfixturevalue(name)
    report, written = (made, ()) if name == "audited" else (made.report, made.written)
    text = whole(report, form, Rendering(written))
    if form is Format.SARIF:
        text = without_rules(text)
    path = GOLDEN / f"{name}.{form.value}"
    if os.environ.get("FULFIL_REGENERATE"):
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()


def without_rules(text):
    """A SARIF log without the documentation of the rules, their places in it, and the program's version."""
    text = re.sub(r'"rules": \[\n.*?\n\]', '"rules": []', text, flags=re.DOTALL)
    text = re.sub(r'"(ruleIndex|index)": ?\d+,?', "", text)
    return re.sub(r'"semanticVersion": "[^"]+"', '"semanticVersion": ""', text)


@pytest.mark.parametrize("form", [Format.SARIF, Format.JUNIT, Format.GITHUB, Format.MARKDOWN, Format.CSV])
def test_a_report_without_findings_is_whole(clean, form):
    assert not any(found.rows.height or found.systemic.height for found in clean.findings)
    text = whole(clean, form)
    assert text.endswith("\n")
    assert ("No findings in 3 orders" in text) is (form not in (Format.SARIF, Format.CSV))


@pytest.mark.parametrize("form", Format)
def test_returns_have_every_format(returned, form):
    text = whole(returned, form, Rendering(of_returns=True))
    assert text.endswith("\n")
    assert CANARY not in text


@pytest.mark.parametrize("form", Format)
def test_no_control_characters(audited, form):
    text = whole(audited, form)
    found = {c for c in text if not c.isprintable()} - set("\n\r\ufeff\u3000")
    assert found <= ({"\u202e"} if form is Format.JSON else set())
