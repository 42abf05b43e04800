"""The examples in the rules' documentation do what they say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fulfil.rule_examples import check_examples, findings_of_example
from fulfil.rules.registry import BY_CODE, RULES
from fulfil.rules.rule import Severity

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda found: found.code)


def _flagged(rule, heading, codes=None):
    findings = findings_of_example(rule, heading, codes=codes).findings
    return {found.rule.code for found in findings if found.rows.height or found.systemic.height}


@every_rule
def test_the_flagged_example_is_flagged(rule):
    assert _flagged(rule, "Flagged", frozenset({rule.code})) == {rule.code}


@every_rule
def test_the_clean_example_breaks_no_promise(rule):
    flagged = _flagged(rule, "Clean")
    assert rule.code not in flagged
    assert not [found.code for found in RULES if found.code in flagged and found.severity is Severity.ERROR]


def _with(rule, **blocks):
    """The rule, its examples replaced."""
    text = rule.documentation
    for heading, block in blocks.items():
        before, after = text.split(f"## {heading}\n")
        text = f"{before}## {heading}\n{block}\n\n## " + after.split("## ", 1)[1]
    return replace(rule, documentation=text)


def test_examples_that_say_the_contrary_are_told():
    rule = BY_CODE["ADR003"]
    clean = "```csv\norder_id,province,city,county,street\nA1,浙江省,杭州市,西湖区,文三路391号\n```"
    broken = clean.replace("西湖区", "")
    assert check_examples([rule, _with(rule, Flagged=broken, Clean=clean)]) == []
    told = [str(failure) for failure in check_examples([_with(rule, Flagged=clean, Clean=broken)])]
    assert told == [
        "ADR003 county-missing, “## Flagged”: nothing is flagged",
        "ADR003 county-missing, “## Clean”: it is flagged: the address has no county below 浙江省/杭州市",
    ]


def test_an_example_that_the_rule_is_not_checked_on_is_told():
    rule = _with(BY_CODE["ADR003"], Flagged="```csv\norder_id,phone\nA1,1\n```")
    (failure,) = check_examples([rule])
    assert "it is not checked, as no table has orders.address | orders.province" in failure.why


def test_an_example_that_tells_of_something_else_is_told():
    rule = _with(BY_CODE["ADR003"], Flagged="```csv\norder_id,tracking_number,shipped_at\nA1,1,\n```")
    (failure,) = check_examples([rule])
    assert failure.why == "none of its rows is judged: they are read as shipments"


def test_an_example_that_is_no_table_is_told():
    rule = _with(BY_CODE["ADR003"], Clean="```csv\nname,colour\nx,red\n```")
    (failure,) = check_examples([rule])
    assert failure.heading == "Clean"
    assert failure.why.startswith("it cannot be checked: ")
