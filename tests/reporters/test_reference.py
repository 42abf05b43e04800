"""The reference of rules: what `fulfil rules` and `fulfil explain` say of each, in Markdown and JSON."""

from __future__ import annotations

import json
import re

import pytest

from fulfil.metrics.registry import METRICS
from fulfil.reporters.documentation import manual, metric_manual
from fulfil.reporters.limit_words import default_value, default_words, limit_lines
from fulfil.reporters.reference import metric_json, reference_json, reference_markdown, rule_json
from fulfil.rules.documented import HEADINGS
from fulfil.rules.limit_keys import default_of, limit_keys
from fulfil.rules.registry import BY_CODE, RULES


@pytest.fixture(scope="module")
def markdown():
    return "".join(reference_markdown(RULES))


def test_json_has_every_rule_with_what_it_declares():
    told = json.loads(reference_json(RULES))
    assert told["version"] == 1
    assert [each["code"] for each in told["rules"]] == [rule.code for rule in RULES]
    for each, rule in zip(told["rules"], RULES, strict=True):
        assert json.loads(rule_json(rule))["rule"] == each
        assert each["needs"] == list(rule.needs)
        assert each["documentation"] == rule.documentation
        assert [limit["key"] for limit in each["limits"]] == list(rule.limits)
    (late,) = (each for each in told["rules"] if each["code"] == "SHP001")
    assert {key: late[key] for key in ("name", "family", "severity", "handoff", "concern", "scope")} == {
        "name": "late-shipment",
        "family": "SHP",
        "severity": "error",
        "handoff": "off",
        "concern": "service",
        "scope": "order",
    }
    assert late["limits"][0]["default"] == 48
    assert late["limits"][0]["meaning"].startswith("hours after payment")


def test_json_of_a_metric():
    for metric in METRICS:
        told = json.loads(metric_json(metric))["metric"]
        assert (told["code"], told["name"], told["needs"]) == (metric.code, metric.name, list(metric.needs))


def test_markdown_lists_every_rule_and_its_links_lead_to_it(markdown):
    rows = re.findall(r"^\| \[(\w+)\]\(#([\w-]+)\) \|", markdown, re.MULTILINE)
    assert [code for code, _ in rows] == [rule.code for rule in RULES]
    headings = re.findall(r"^## (.+)$", markdown, re.MULTILINE)
    assert [heading.lower().replace(" ", "-") for heading in headings] == [anchor for _, anchor in rows]


def test_markdown_keeps_what_examples_hold_and_its_headings_in_levels(markdown):
    outside = re.sub(r"^```.*?^```$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    levels = re.findall(r"^(#+) (.+)$", outside, re.MULTILINE)
    assert [text for level, text in levels if level == "#"] == ["Rules"]
    assert {text for level, text in levels if level == "###"} == {*HEADINGS, "Limits"}
    assert {len(level) for level, _ in levels} == {1, 2, 3}
    inside = re.findall(r"^```.*?^```$", markdown, re.MULTILINE | re.DOTALL)
    examples = [block for rule in RULES for block in re.findall(r"(?ms)^```.*?^```$", rule.documentation)]
    assert inside == examples


def test_a_manual_names_needs_and_limits():
    text = manual(BY_CODE["SHP001"])
    assert "- needs: `orders.promised_ship_at` or `orders.paid_at`, `orders.shipped_at` or" in text
    assert "\n## Limits\n- `dispatch.ship_hours` is 48: hours after payment within which" in text
    assert "## Limits" not in manual(BY_CODE["ADR003"])


@pytest.mark.parametrize("metric", METRICS, ids=lambda found: found.code)
def test_a_manual_of_a_metric_has_its_formula_and_source(metric):
    text = metric_manual(metric)
    assert text.startswith(f"# {metric.code} {metric.name}\n\n{metric.summary}\n")
    assert "\n## Formula\n" in text
    assert "\n## Source\n" in text


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("dispatch.ship_hours", "48"),
        ("lines.weighed", "false"),
        ("delivery.days_after_shipping", "not set"),
        ("returns.limits.refund", "not set (CN: 7 days by law)"),
        ("returns.limits.respond", "not set"),
        ("returns.bands", "3, 7, 15, 30"),
        ("split.inserts", "empty"),
        ("split.patterns", "2 entries"),
        ("notes.carriers", "25 entries"),
        ("notes.forbids", "hold, stop, stock, address"),
        ("statuses", "empty"),
    ],
)
def test_defaults_in_words(key, words):
    assert default_words(key) == words
    assert next(limit_lines((key,))).startswith(f"- `{key}` is {words}: ")


def test_every_limit_can_be_told():
    assert len(limit_keys()) > 40
    for key in limit_keys():
        assert len(default_words(key)) < 100
        assert json.dumps(default_value(key))
        assert (default_value(key) is None) == (default_of(key) is None)
