"""What a rule says of the policy's keys by which it judges, held against what its code reads."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import pytest

import fulfil.rules
from fulfil.rules.limit_keys import default_of, is_limit, limit_keys
from fulfil.rules.registry import RULES

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
        ("dispatch.ship_hours", 48),
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
