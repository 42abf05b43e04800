"""What is different for a shop, platform, country, carrier or warehouse."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from fulfil.audit import Question, _gathers, checked
from fulfil.handoff import Request, handoff
from fulfil.policy.policy import Policy
from fulfil.policy.policy_file import load_policy, overridden
from fulfil.report import make_report
from fulfil.reporters.json_report import json_pieces
from fulfil.reporters.plain import plain_lines
from tests.rules.held import ORDER, PARCEL, number, table, written

#: Orders of three shops; of each, one unit too many left, by two carriers from two warehouses.
ORDERS = [{"order_id": f"{shop}{nth}", "shop": shop} for shop in "ABC" for nth in range(4)]
PARCELS = [
    {
        "order_id": order["order_id"],
        "shop": order["shop"],
        "quantity": "3" if nth % 4 == 3 else "2",
        "carrier": "ZTO" if nth % 2 else "中通快递" if nth % 4 else "YTO",
        "warehouse": "North" if nth % 3 else "South",
        "tracking_number": number(nth + 1),
    }
    for nth, order in enumerate(ORDERS)
]
FILES = {"orders": table(ORDER, ORDERS), "shipments": table(PARCEL, PARCELS)}


@pytest.fixture
def paths(tmp_path):
    return written(tmp_path, FILES)


@pytest.fixture
def policy(tmp_path):
    def read(text):
        path = tmp_path / "fulfil.toml"
        path.write_text(text, "utf-8")
        return load_policy([str(path)]).policy

    return read


def over_shipped(paths, policy):
    """The orders of the findings of SPL002, and those findings as JSON has them."""
    with checked(paths, Question(policy=policy, codes=frozenset({"SPL002"}))) as run:
        report = make_report(run)
    findings = json.loads("".join(json_pieces(report, personal=False)))["findings"]
    return {each["order_id"]: each for each in findings}


@pytest.mark.parametrize(
    ("places", "fits"),
    [
        ("shop = 'B'", lambda p: p["shop"] == "B"),
        ("shop = ' b '", lambda p: p["shop"] == "B"),
        ("carrier = 'ZTO'", lambda p: p["carrier"] in ("ZTO", "中通快递")),
        ("warehouse = 'south'", lambda p: p["warehouse"] == "South"),
        ("shop = 'B'\nwarehouse = 'North'", lambda p: (p["shop"], p["warehouse"]) == ("B", "North")),
        ("platform = 'Own'", lambda _: True),
        ("platform = 'douyin'", lambda _: False),
        ("country = 'CN'", lambda _: False),
    ],
)
def test_limits_of_an_override_count_where_it_fits_and_nowhere_else(paths, policy, places, fits):
    given = policy(f"[[overrides]]\n{places}\nsplit.spare_units = 1\n")
    expected = {p["order_id"] for p in PARCELS if not fits(p) or p["quantity"] == "3"}
    assert over_shipped(paths, given).keys() == expected


def test_each_row_is_judged_as_a_run_by_its_own_limits_would(paths, policy):
    text = "split.spare_units = 1\ndlv = 0\n".replace("dlv = 0\n", "dispatch.stalled_days = 1\n")
    given = policy(f"[[overrides]]\nshop = 'A'\n{text}[[overrides]]\nshop = 'B'\nsplit.spare_units = 2\n")
    wanted = Counter()
    runs = {shop: overridden(given, o) for shop, o in zip("AB", given.overrides, strict=True)}
    plain = given.model_copy(update={"overrides": ()})
    for shop in "ABC":
        each = runs.get(shop, plain).model_copy(update={"overrides": ()})
        wanted += Counter({k: n for k, n in findings(paths, each).items() if k[1][:1] == shop})
    assert findings(paths, given) == wanted
    assert {code for code, _ in wanted} >= {"SPL002"}


def findings(paths, policy):
    with checked(paths, Question(policy=policy)) as run:
        report = make_report(run)
    told = json.loads("".join(json_pieces(report, personal=False)))
    return Counter((each["rule"], each["order_id"] or "") for each in told["findings"] + told["folded"])


def test_the_last_that_fits_counts(paths, policy):
    given = policy(
        "[[overrides]]\nwarehouse = 'South'\nsplit.spare_units = 1\n"
        "[[overrides]]\nshop = 'A'\nsplit.spare_units = 9\n"
    )
    found = over_shipped(paths, given)
    assert not {"A0", "A1", "A2", "A3"} & found.keys()
    south = [p for p in PARCELS if p["warehouse"] == "South" and p["shop"] != "A"]
    assert {p["order_id"] in found for p in south if p["quantity"] == "2"} == {False}


def test_properties_of_a_rule_are_others_there(paths, policy):
    given = policy("[[overrides]]\nshop = 'B'\nrules.SPL002 = { severity = 'note', concern = 'service' }\n")
    found = over_shipped(paths, given)
    assert {(o[0], f["severity"], f["concern"]) for o, f in found.items()} == {
        ("A", "error", "integrity"),
        ("B", "note", "service"),
        ("C", "error", "integrity"),
    }
    everywhere = policy(
        "rules.SPL002.severity = 'note'\n[[overrides]]\nshop = 'B'\nrules.SPL002.severity = 'error'\n"
    )
    assert {o[0] for o, f in over_shipped(paths, everywhere).items() if f["severity"] == "error"} == {"B"}


@pytest.mark.parametrize(
    ("text", "shops"),
    [
        ("[[overrides]]\nshop = 'B'\nrules.SPL002.enabled = false\n", "AC"),
        ("ignore = ['SPL']\n[[overrides]]\nshop = 'B'\nrules.SPL002.enabled = true\n", "B"),
    ],
)
def test_a_rule_is_off_or_on_there(paths, policy, text, shops):
    assert {order[0] for order in over_shipped(paths, policy(text))} == set(shops)


def test_an_override_for_a_shop_that_is_not_there_is_told(paths, policy):
    text = "".join(f"[[overrides]]\nshop = '{shop}'\nrules.SPL002.severity = 'note'\n" for shop in "AZ")
    with checked(paths, Question(policy=policy(text), codes=frozenset({"SPL002"}))) as run:
        report = make_report(run)
    told = list(plain_lines(report, personal=False))
    assert json.loads("".join(json_pieces(report, personal=False)))["unfit"] == [{"shop": "Z"}]
    assert [line for line in told if "override for" in line] == [
        "No row is judged by the override for shop “Z”.\n"
    ]


def test_the_gate_counts_findings_as_they_are_there(paths, policy):
    off = "".join(f"[[overrides]]\nshop = '{shop}'\nrules.SPL002.severity = 'warning'\n" for shop in "AB")
    with checked(paths, Question(policy=policy(off), codes=frozenset({"SPL002"}))) as run:
        reasons = {r.rule.code: r.count for r in make_report(run).gate.reasons}
    assert reasons["SPL002"] == 4


def test_what_holds_an_order_before_waybills_may_differ_by_shop_and_carrier(tmp_path, policy):
    orders = [
        {
            "order_id": f"{shop}{carrier}",
            "shop": shop,
            "carrier": carrier,
            "quantity": "0",
            "status": "to_ship",
        }
        for shop in "AB"
        for carrier in ("ZTO", "YTO")
    ]
    paths = written(tmp_path, {"orders": table({**ORDER, "address": "浙江省杭州市西湖区文三路1号"}, orders)})
    held = {}
    for name, places in {"shop": "shop = 'A'", "carrier": "carrier = 'zto'", "none": "shop = 'C'"}.items():
        given = policy(f"[[overrides]]\n{places}\nrules.ORD002.handoff = 'warn'\n")
        result = handoff(paths, Question(only_due=True, policy=given), Request(str(tmp_path / name)))
        held[name] = (result.report.counts.held, result.report.counts.ready)
    assert held == {"shop": (2, 2), "carrier": (2, 2), "none": (4, 0)}


def test_without_overrides_nothing_is_read_twice():
    one = Policy.model_validate({"overrides": [{"shop": "A", "rules": {"SPL002": {"severity": "note"}}}]})
    two = Policy.model_validate({"overrides": [{"shop": "A", "split": {"spare_units": 1}}]})
    assert [len(_gathers(Question(policy=policy))) for policy in (Policy(), one, two)] == [1, 1, 2]
