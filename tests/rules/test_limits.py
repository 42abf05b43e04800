"""What a rule says of the policy's keys by which it judges, held against what its code reads."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import fulfil.rules
from fulfil.audit import Question, checked
from fulfil.policy.policy import Policy
from fulfil.policy.values import merged
from fulfil.rules.limit_keys import default_of, is_limit, limit_keys
from fulfil.rules.registry import BY_CODE, RULES
from tests.rules.held import ORDER, PARCEL, RETURN, table, written

FOLDER = Path(fulfil.rules.__file__).parent


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _shared(path, tree):
    """The files beside a rule's, or in another family, from which it takes something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level in (1, 2) and node.module:
            base = path.parent if node.level == 1 else FOLDER
            found = base.joinpath(*node.module.split(".")).with_suffix(".py")
            if found.is_file() and found.parent != FOLDER:
                yield found


def _chain(node):
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return (node.id if isinstance(node, ast.Name) else None), names[::-1]


def _read(tree):
    """The keys that code reads of `policy`, by way of a name that it gives a table or not."""
    tables = {"policy": []}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            root, names = _chain(node.value)
            if root == "policy" and names:
                tables[node.targets[0].id] = names
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in inner:
            root, names = _chain(node)
            if root in tables:
                yield ".".join((*tables[root], *names))


def _keys_of(rule):
    path = FOLDER / rule.family.lower() / f"{rule.name.replace('-', '_')}.py"
    tree = _tree(path)
    trees = [tree, *(_tree(found) for found in _shared(path, tree))]
    return {key for each in trees for key in _read(each)}


def test_code_is_read_as_it_stands():
    code = "table = policy.freight\nx = policy.split.words.lower() + table.near_share + other.split.x"
    assert set(_read(ast.parse(code))) == {"freight", "split.words.lower", "freight.near_share"}


def test_rules_declare_the_limits_that_their_files_read():
    read = {rule.code: _keys_of(rule) for rule in RULES}
    assert sum(map(bool, read.values())) > 20, "a guard that sees nothing guards nothing"
    undeclared = [
        f"{rule.code}: {key}"
        for rule in RULES
        for key in read[rule.code]
        if not any(f"{key}.".startswith(f"{limit}.") or limit.startswith(f"{key}.") for limit in rule.limits)
    ]
    assert undeclared == []


def test_many_rules_rest_on_limits_by_way_of_the_facts():
    limits = {key for rule in RULES for key in rule.limits}
    assert {"split.sibling_hours", "dispatch.ship_hours", "returns.limits.refund"} <= limits


@pytest.mark.parametrize(
    ("key", "default"),
    [
        ("delivery.days_after_shipping", None),
        ("freight.near_share", Decimal("0.1")),
        ("returns.limits.refund_from", "goods"),
        ("returns.limits.refund", None),
        ("statuses", {}),
    ],
)
def test_limits_have_their_defaults(key, default):
    assert key in limit_keys()
    assert default_of(key) == default


@pytest.mark.parametrize(
    "key", ["", "dispatch", "returns.limits", "dispatch.hours", "returns.limits.refund.days"]
)
def test_what_is_no_limit(key):
    assert not is_limit(key)
    with pytest.raises(KeyError):
        default_of(key)


#: Orders, parcels and returns that break what these limits say, or would by others.
ORDERS = (
    {"quantity": "2", "paid_at": "2026-11-10 09:05:00"},
    {"order_id": "A2", "quantity": "1", "paid_at": "2026-11-10 08:57:00"},
    {"order_id": "A3", "sku": "TOY-02", "status": "to_ship", "seller_note": "不要发货"},
    {"order_id": "A4", "sku": "TOY-02", "status": "to_ship", "seller_note": "加急"},
)
PARCELS = (
    {"quantity": "3", "delivered_at": "2026-11-19 10:00:00"},
    {"order_id": "A2", "sku": "CAR-9", "tracking_number": "75800000000002"},
)
RETURNS = ({"requested_at": "2026-11-12 09:00:00", "status": "requested"},)

#: A limit, another value of it, and the rules that must find something else by it.
CHANGES = [
    ("times.tolerance_minutes", 0.1, {"ORD004"}),
    ("split.spare_units", 1, {"SPL002"}),
    ("split.aliases", {"TOY-01": ["CAR-9"]}, {"SPL003"}),
    ("delivery.days_after_shipping", 1, {"DLV001"}),
    ("returns.open_days", 30, {"RET003"}),
    ("notes.asks", {"urgent": {"phrases": ["at once"]}}, {"ORD006"}),
    ("notes.forbids", {"hold": {"phrases": ["at once"]}}, {"ORD005"}),
]


@pytest.fixture(scope="module")
def found_by(tmp_path_factory):
    """By rule, what is found by a policy."""
    folder = tmp_path_factory.mktemp("limits")
    texts = {
        "orders": table(ORDER, ORDERS),
        "shipments": table(PARCEL, PARCELS),
        "returns": table(RETURN, RETURNS),
    }
    paths = written(folder, texts)

    def call(key=None, value=None):
        policy = {}
        if key is not None:
            *tables, last = key.split(".")
            inner = policy
            for name in tables:
                inner = inner.setdefault(name, {})
            inner[last] = value
        asked = Question(
            policy=Policy.model_validate(merged(Policy().model_dump(), policy)),
            as_of=datetime(2026, 11, 20, tzinfo=UTC),
        )
        with checked(paths, asked) as run:
            return {
                each.rule.code: (each.rows.drop("folded", strict=False).rows(), each.unknown)
                for each in run.findings
            }

    return call


@pytest.fixture(scope="module")
def found(found_by):
    return found_by()


@pytest.mark.parametrize(("key", "value", "expected"), CHANGES, ids=[key for key, _, _ in CHANGES])
def test_a_limit_changes_what_those_rules_find_that_name_it(found_by, found, key, value, expected):
    other = found_by(key, value)
    changed = {code for code in found if found[code] != other[code]}
    assert changed >= expected
    assert [code for code in changed if key not in BY_CODE[code].limits] == []
