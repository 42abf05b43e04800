from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fulfil.formats import Format
from fulfil.reporters.formats import Rendering, markdown, pieces
from fulfil.reporters.formats.markdown_text import code
from fulfil.reporters.inert import inert

_RENDER = MarkdownIt("commonmark").enable("table")
_TAG = re.compile(r"<(/?\w+)[^>]*>")


def summary(report, rendering=None):
    return "".join(pieces(report, Format.MARKDOWN, rendering or Rendering()))


def test_it_says_the_answer_the_gate_the_rules_and_what_was_not_checked(audited):
    text = summary(audited)
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    assert titles[:3] == ["fulfil audit", "Gate", "Rules"]
    assert titles[-2:] == ["Not checked", "Files"]
    assert "| ADR003 county-missing | error | 2 | 0 | 25 | 54 |" in text
    assert "### RFD003 refund-exceeds-paid: 5 of 6 shown" in text
    assert "50 findings are explained by a systemic one" in text


@pytest.mark.parametrize("name", ["audited", "clean", "returned", "handed"])
def test_nothing_of_a_buyer_is_markup(request, name):
    made = request.getfixturevalue(name)
    report = getattr(made, "report", made)
    told = _RENDER.render(summary(report, Rendering(personal=True, of_returns=name == "returned")))
    tags = set(_TAG.findall(told))
    ours = {"h1", "h2", "h3", "p", "ul", "li", "code", "table", "thead", "tbody", "tr", "th", "td"}
    assert {tag.removeprefix("/") for tag in tags} <= ours
    outside = re.sub(r"<code>.*?</code>", "", told, flags=re.DOTALL)
    assert "@" not in outside
    assert "CANARY" not in outside


def test_what_is_silenced_is_counted(silenced):
    text = summary(silenced)
    assert "`fulfil-ignore.toml:3: ORD006 of order A005: 1 finding ignored until 2026-12-31" in text
    assert "### ORD006" not in text


def test_statistics_leave_the_findings_out(audited):
    text = summary(audited, Rendering(statistics=True))
    assert "## Rules" in text
    assert "### " not in text


def test_what_does_not_fit_is_said(audited, monkeypatch):
    whole = summary(audited)
    monkeypatch.setattr(markdown, "MOST_BYTES", len(whole.encode()) - 500)
    cut = summary(audited)
    assert len(cut.encode()) <= len(whole.encode()) - 500
    assert cut.endswith("More did not fit here; all is in the JSON report.\n")
    assert whole.startswith(cut[: -len(markdown._CUT)])


def test_the_limit_is_below_that_of_github():
    assert markdown.MOST_BYTES <= 1024 * 1024


@given(st.text() | st.text(st.sampled_from("`| <&*_@[]()\\x\n"), max_size=20))
def test_any_text_is_text(words):
    rendered = _RENDER.render(f"- {code(words)}\n").strip()
    shown = inert(words)
    if not shown.strip():
        assert "<code>" not in rendered
        return
    found = re.fullmatch(r"<ul>\n<li><code>(.*)</code></li>\n</ul>", rendered, re.DOTALL)
    assert found, rendered
    assert html.unescape(found[1]) == (shown if len(shown) <= 500 else shown[:500] + "...")


def test_a_long_cell_is_cut(audited):
    assert len(code("x" * 10_000)) < 600
    files = tuple(replace(file, path="x" * 100_000) for file in audited.files)
    assert len(summary(replace(audited, files=files))) < 100_000
