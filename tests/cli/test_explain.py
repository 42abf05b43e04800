from __future__ import annotations

import json

import pytest

from fulfil.metrics.registry import METRICS
from fulfil.rules.registry import RULES
from tests.rules.own_rule import RULE

SF = "order_id,status,created_at,carrier,phone\nA1,to_ship,2026-11-10 09:00:00,SF,\n"


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


def test_a_rule_that_cannot_be_loaded_ends_with_4(fulfil, folder):
    (folder / "own.py").write_text(RULE.replace("X001", "ADR003"), "utf-8")
    for words in (["rules"], ["explain", "ADR003"], ["audit", "clean.csv"]):
        code, out, err = fulfil(*words, "--rules", "own.py")
        assert (code, out) == (4, "")
        assert err.startswith("fulfil: own.py:8: the rule ADR003 breaks the contract of rules (code)")
        assert "\nhint: " in err


def test_all_commands_that_judge_take_own_rules(fulfil, folder):
    (folder / "sf.csv").write_text(SF, "utf-8")
    code, out, err = fulfil("audit", "sf.csv", "--rules", "own.py")
    assert code == 1
    assert "sf.csv:2: X001 express-without-phone A1: SF calls before it comes" in out
    assert err == "fulfil: runs the code of own.py (rule X001)\n"
    code, out, err = fulfil("handoff", "sf.csv", "--out", "d", "--rules", "own.py", "--quiet")
    assert (code, err) == (1, "")
    assert "X001" in (folder / "d" / "sf.held.csv").read_text("utf-8-sig")
    told = json.loads(fulfil("audit", "sf.csv", "--rules", "own.py", "--format", "json")[1])
    (finding,) = (each for each in told["findings"] if each["rule"] == "X001")
    assert finding["evidence"] == {"carrier": "SF"}
    assert "X001" in {each["rule"] for each in told["checked"]}
    told = json.loads(fulfil("audit", "clean.csv", "--rules", "own.py", "--format", "json")[1])
    (skipped,) = (each for each in told["not_checked"] if each["rule"] == "X001")
    assert skipped["missing"] == ["orders.carrier"]


def test_own_rules_of_returns(fulfil, folder):
    of_returns = (
        RULE.replace("Handoff.HOLD", "Handoff.OFF, subjects=(Subject.RETURNS,)")
        .replace('("orders.carrier", "orders.phone")', '("returns.reason",)')
        .replace('pl.col("carrier") == "SF"', 'pl.col("reason") == "broken"')
        .replace(
            'filter(pl.col("phone").is_null()).select("row", "carrier")', 'select("row", carrier="reason")'
        )
    )
    (folder / "own.py").write_text(of_returns, "utf-8")
    rows = "return_id,order_id,reason,status,requested_at\nR1,A1,broken,requested,2026-11-01 10:00:00\n"
    (folder / "back.csv").write_text(rows, "utf-8")
    out = fulfil("returns", "back.csv", "--rules", "own.py")[1]
    assert "back.csv:2: X001 express-without-phone" in out


def test_the_policy_names_own_rules_and_says_what_they_are(fulfil, folder):
    (folder / "shop.toml").write_text('own_rules = ["own.py"]\n[rules.X001]\nseverity = "warning"\n', "utf-8")
    (folder / "sf.csv").write_text(SF, "utf-8")
    out = fulfil("audit", "sf.csv", "--policy", "shop.toml", "--format", "json")[1]
    (finding,) = (each for each in json.loads(out)["findings"] if each["rule"] == "X001")
    assert finding["severity"] == "warning"
    # Named twice, it is read once.
    twice = fulfil("audit", "sf.csv", "--policy", "shop.toml", "--rules", "own.py", "--format", "json")
    assert twice[1] == out
    assert fulfil("policy", "check", "--policy", "shop.toml")[0] == 0
    (folder / "own.py").write_text(RULE.replace("A1,SF,\n", "A1,SF,1380\n"), "utf-8")
    code, _, err = fulfil("policy", "check", "--policy", "shop.toml")
    assert code == 4
    assert "own.py: an example does not do what it says: X001" in err
