from __future__ import annotations

import json
import re

import pytest

from fulfil.rule_examples import check_examples
from fulfil.rules.own import load_rules
from tests.readme import README
from tests.rules.own_rule import RULE

SF = "order_id,status,created_at,carrier,phone\nA1,to_ship,2026-11-10 09:00:00,SF,\n"


@pytest.fixture(autouse=True)
def own(folder):
    (folder / "own.py").write_text(RULE, "utf-8")


@pytest.fixture
def shown(folder):
    """The file of rules that the README shows, written as a user would."""
    (text,) = re.findall(r"^```python rules\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (folder / "my_rules.py").write_text(text, "utf-8")
    return "my_rules.py"


def test_the_rules_that_the_readme_shows_do_what_it_says(fulfil, folder, shown):
    orders = "order_id,status,created_at,carrier,phone,sku,quantity,order_paid\n"
    rows = (
        "A1,to_ship,2026-11-10 09:00:00,顺丰速运,,TV-55,1,3000\nA2,to_ship,2026-11-10 09:00:00,ZTO,,T,1,99\n"
    )
    (folder / "orders.csv").write_text(orders + rows, "utf-8")
    parcels = "order_id,sku,quantity,carrier,tracking_number,shipped_at\n"
    of_a1 = "A1,TV-55,1,ZTO,75800000000001,2026-11-11 10:00:00\n"
    (folder / "parcels.csv").write_text(parcels + of_a1, "utf-8")
    code, out, err = fulfil("audit", "orders.csv", "parcels.csv", "--rules", shown)
    assert code == 1
    assert err == "fulfil: runs the code of my_rules.py (rules X001, X002)\n"
    told = [
        line for line in out.splitlines() if re.search(r": X00\d ", line) and not line.startswith("metric")
    ]
    assert [line.partition("A1: ")[::2] for line in told] == [
        (
            "orders.csv:2: X001 express-without-phone ",
            "顺丰速运 calls before it comes, and the order has no phone",
        ),
        ("parcels.csv:2: X002 dear-order-by-plain-carrier ", "an order of 3000.00 went by ZTO"),
    ]
    assert "X001" in fulfil("rules", "--rules", shown)[1]
    assert fulfil("explain", "dear-order-by-plain-carrier", "--rules", shown)[0] == 0


def test_the_examples_that_the_readme_shows_are_run(shown):
    rules = load_rules([shown])
    assert [rule.code for rule in rules] == ["X001", "X002"]
    assert check_examples(rules) == []


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


def test_own_rules_are_selected_by_their_code_and_their_family(fulfil, folder):
    (folder / "sf.csv").write_text(SF, "utf-8")
    for word in ("X", "x001"):
        code, out, _ = fulfil("audit", "sf.csv", "--rules", "own.py", "--select", word, "--fail-on", word)
        assert code == 1
        assert "CON001" not in out.split("metric")[0]
    code, _, err = fulfil("audit", "sf.csv", "--select", "X001")
    assert code == 4
    assert "did you mean" not in err
    assert "named with --rules" in err
