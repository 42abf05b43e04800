"""Which rules a policy has checked, and how it has them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.errors import PolicyError
from fulfil.grades import Concern, Handoff, Severity
from fulfil.policy.policy import Policy
from fulfil.policy.policy_file import load_policy
from fulfil.rules.registry import BY_CODE, RULES
from fulfil.rulings import check_codes, is_on, is_required, ruled

FAMILIES = sorted({rule.family for rule in RULES})
WORDS = st.lists(st.sampled_from([*FAMILIES, *BY_CODE]), max_size=4, unique=True)


def on(**said):
    return [rule.code for rule in ruled(RULES, Policy.model_validate(said))]


def test_all_are_on_without_a_word_and_as_they_are():
    assert ruled(RULES, Policy()) == RULES


@settings(deadline=None)  # the machine may be busy
@given(WORDS, WORDS)
def test_a_code_counts_before_a_family_and_of_two_alike_ignore(select, ignore):
    policy = Policy.model_validate({"select": select, "ignore": ignore})
    for rule in RULES:
        if rule.code in ignore:
            expected = False
        elif rule.code in select:
            expected = True
        elif rule.family in ignore:
            expected = False
        else:
            expected = not select or rule.family in select
        assert is_on(rule, policy) is expected


def test_enabled_counts_before_both():
    assert "ADR003" not in on(select=["ADR003", "SPL"], rules={"ADR003": {"enabled": False}})
    assert "ADR003" in on(ignore=["ADR003"], rules={"ADR003": {"enabled": True}})


def test_properties_are_the_policys_and_the_others_the_rules():
    policy = Policy.model_validate({"rules": {"ADR003": {"severity": "note", "handoff": "off"}}})
    (rule,) = (rule for rule in ruled(RULES, policy) if rule.code == "ADR003")
    assert (rule.severity, rule.handoff, rule.concern) == (Severity.NOTE, Handoff.OFF, Concern.INTEGRITY)
    assert [a.code for a, b in zip(ruled(RULES, policy), RULES, strict=True) if a is not b] == ["ADR003"]


def test_required_by_code_and_by_family():
    policy = Policy.model_validate({"require": ["ADR003", "SPL"]})
    assert {rule.code for rule in RULES if is_required(rule, policy)} == {
        "ADR003",
        *(rule.code for rule in RULES if rule.family == "SPL"),
    }


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('\nignore = ["ADR03"]\n', 2, "`ignore` names “ADR03”, which is no rule and no family; did you mean"),
        ('select = "ADR0003"\n', 1, "did you mean `ADR003`?"),
        ('require = ["SLP"]\n', 1, "did you mean `SPL`?"),
        ('fail-on = "integrity-eror"\n', 1, "did you mean `integrity-error`?"),
        ("[rules]\nADR03.severity = 'note'\n", 2, "`rules` names “ADR03”, which is no rule"),
        ("[rules]\nADR.severity = 'note'\n", 2, "`rules` names “ADR”, which is no rule"),
        ("[rules.X001]\nseverity = 'note'\n", 1, "`rules` names “X001”, which is no rule"),
        ("[[overrides]]\nshop = 'A'\nrules.SHP0001.enabled = false\n", 3, "did you mean `SHP001`?"),
        ("[rules]\nEXP001 = { max_rate = 0.1 }\n", 2, "EXP001 judges a whole file"),
        ("require = ['ADR013']\nignore = ['ADR']\n", 1, "ADR013 is required, and is not checked"),
        ("select = ['SPL']\nrequire = ['ADR']\n", 2, "ADR is required, and is not checked"),
        ("require = 'ADR013'\n[rules]\nADR013.enabled = false\n", 1, "ADR013 is required"),
    ],
)
def test_a_typo_and_a_contradiction_are_told_with_their_line(tmp_path, text, line, what):
    path = tmp_path / "fulfil.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match=re.escape(what)) as caught:
        check_codes(load_policy([str(path)]), RULES)
    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_a_typo_on_the_command_line_names_the_option():
    with pytest.raises(PolicyError, match="--ignore names “ADR0O3”, which is no rule"):
        check_codes(load_policy([], {"ignore": ["ADR0O3"]}), RULES)


def test_a_family_with_one_rule_left_can_be_required():
    check_codes(load_policy([], {"require": ["ADR"], "ignore": ["ADR013"]}), RULES)
