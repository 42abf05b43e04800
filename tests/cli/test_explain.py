from __future__ import annotations

import json

import pytest

from fulfil.metrics.registry import METRICS
from fulfil.rules.registry import RULES
from tests.rules.own_rule import RULE


@pytest.fixture(autouse=True)
def own(folder):
    (folder / "own.py").write_text(RULE, "utf-8")


def test_every_metric_is_explained_by_code_and_by_name(fulfil):
    for metric in METRICS[:3]:
        code, out, _ = fulfil("explain", metric.code.lower())
        assert code == 0
        assert metric.summary in out
        assert fulfil("explain", metric.name)[1] == fulfil("explain", metric.name.replace(" ", "-"))[1] == out


def test_an_own_rule_is_explained_where_its_file_is_named(fulfil):
    code, out, err = fulfil("explain", "x001", "--rules", "own.py")
    assert code == 0
    assert out.startswith("# X001 express-without-phone\n")
    assert "\n- a rule of your own, from own.py\n" in out
    assert err == "fulfil: runs the code of own.py (rule X001)\n"
    code, out, err = fulfil("explain", "X001")
    assert (code, out) == (2, "")
    assert "--rules" in err


def test_an_own_rule_of_the_policy_in_the_folder_is_explained(fulfil, folder):
    (folder / "fulfil.toml").write_text('own-rules = ["own.py"]\n', "utf-8")
    code, out, err = fulfil("explain", "X001")
    assert code == 0
    assert out.startswith("# X001 express-without-phone\n")
    assert err == "fulfil: runs the code of own.py (rule X001)\n"
    # What is known without it runs no code.
    assert fulfil("explain", "ADR003")[2] == ""


def test_formats_of_one_rule(fulfil):
    assert json.loads(fulfil("explain", "ADR003", "--format", "json")[1])["rule"]["code"] == "ADR003"
    assert json.loads(fulfil("explain", "M05", "--format", "json")[1])["metric"]["code"] == "M05"
    assert fulfil("explain", "ADR003", "--format", "markdown")[1] == fulfil("explain", "ADR003")[1]


def test_rules_with_own_ones_in_every_format(fulfil):
    told = json.loads(fulfil("rules", "--rules", "own.py", "--format", "json", "-q")[1])["rules"]
    assert [rule["code"] for rule in told] == [*(rule.code for rule in RULES), "X001"]
    assert [rule["file"] for rule in told[-2:]] == [None, "own.py"]
    code, out, err = fulfil("rules", "--rules", "own.py", "--format", "markdown", "--quiet")
    assert (code, err) == (0, "")
    assert "\n## X001 express-without-phone\n" in out
    assert (
        fulfil("rules", "--rules", "own.py")[1].splitlines()[-1].startswith("X001\texpress-without-phone\t")
    )
