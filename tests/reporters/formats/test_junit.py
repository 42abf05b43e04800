from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fulfil.formats import Format
from fulfil.gate import Gate, Reason, Why
from fulfil.reporters.formats import Rendering, pieces
from fulfil.reporters.formats.holding import holding
from fulfil.reporters.formats.xml_text import attribute, text

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas/junit-10.xsd"))


def junit(report, rendering=None):
    tree = etree.fromstring("".join(pieces(report, Format.JUNIT, rendering or Rendering())).encode())
    SCHEMA.assertValid(tree)
    return tree


def cases(tree):
    return {case.get("name").split()[0]: case for case in tree.iter("testcase")}


@pytest.mark.parametrize("name", ["audited", "clean", "returned", "handed"])
def test_it_fits_the_schema_and_its_counts_are_right(request, name):
    made = request.getfixturevalue(name)
    tree = junit(getattr(made, "report", made), Rendering(of_returns=name == "returned"))
    (suite,) = tree
    for element in (tree, suite):
        assert int(element.get("tests")) == len(list(tree.iter("testcase")))
        assert int(element.get("failures")) == len(list(tree.iter("failure")))
        assert element.get("errors") == "0"
    assert int(suite.get("skipped")) == len(list(tree.iter("skipped")))


@pytest.mark.parametrize("name", ["audited", "clean", "returned", "handed"])
def test_it_fails_where_the_gate_is_reached_and_only_there(request, name):
    made = request.getfixturevalue(name)
    report = getattr(made, "report", made)
    tree = junit(report)
    assert bool(list(tree.iter("failure"))) == report.gate.reached
    failing = {name for name, case in cases(tree).items() if case.find("failure") is not None}
    reasons = {reason.rule.code if reason.rule else "gate" for reason in report.gate.reasons}
    assert failing == reasons | set(holding(report))


def test_before_waybills_a_rule_fails_that_holds_an_order(handed):
    report = handed.report
    told = holding(report)
    rows = pl.concat(
        found.rows.select(pl.col("row").cast(pl.UInt32))
        for found in report.findings
        if found.rule.code in told
    )
    held = report.spine.filter(pl.col("fate").cast(str) == "held")
    assert set(held["order_id"]) <= set(report.spine[rows["row"].drop_nulls()]["order_id"])
    assert told["ADR003"] == 2
    assert "ORD006" not in told
    failure = cases(junit(report))["ADR003"].find("failure")
    assert failure.get("message") == "2 findings hold orders."


def test_there_is_one_case_for_each_rule(audited):
    names = [case.get("name") for case in junit(audited).iter("testcase")]
    assert names == ["gate", *(f"{f.rule.code} {f.rule.name}" for f in audited.findings)]


def test_what_does_not_reach_the_gate_is_told_and_passes(audited):
    case = cases(junit(audited))["ORD006"]
    assert case.find("failure") is None
    assert "orders.csv:7: A005: the buyer's note asks" in case.findtext("system-out")


def test_what_was_not_checked_is_skipped_with_the_reason(audited):
    told = cases(junit(audited))
    assert told["EXP010"].find("skipped").get("message") == "no lock was given (--lock)"
    assert told["EXP006"].find("skipped") is not None
    assert told["ADR003"].find("skipped") is None


def test_every_reason_of_the_gate_fails_a_case(audited):
    rule = next(found.rule for found in audited.findings if found.rule.code == "EXP010")
    gate = Gate((Reason(Why.REQUIRED, rule, count=1, missing=("lock.feed",), path="a.csv"),))
    tree = junit(replace(audited, gate=gate))
    assert cases(tree)["EXP010"].find("failure") is not None
    assert len(list(tree.iter("failure"))) == 1


def test_what_is_silenced_passes_and_is_told(silenced):
    told = cases(junit(silenced))
    assert told["ORD006"].find("failure") is None
    assert told["ORD006"].find("system-out") is None
    assert "fulfil-ignore.toml:3: ORD006 of order A005" in told["gate"].findtext("system-out")


def test_many_findings_are_sampled_and_counted(audited):
    many = [
        replace(found, rows=found.rows.sample(120, with_replacement=True, seed=1))
        if found.rule.code == "RET002"
        else found
        for found in audited.findings
    ]
    lines = cases(junit(replace(audited, findings=tuple(many))))["RET002"].findtext("system-out").splitlines()
    assert len(lines) == 51
    assert lines[-1] == "50 of 120 findings shown; all are in the JSON report"


@given(st.text())
def test_any_text_is_xml(words):
    root = etree.fromstring(f"<a b={attribute(words)}>{text(words)}</a>".encode("utf-8", "surrogatepass"))
    allowed = [c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in words]
    assert root.get("b") == "".join(allowed)
