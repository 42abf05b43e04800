"""What every rule must be, whoever writes it."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import fulfil.rules
from fulfil.audit import Question, checked
from fulfil.exports.opening import open_export
from fulfil.facts.row_facts import RowFacts
from fulfil.facts.run_facts import FORM_DIFFERENCES
from fulfil.findings import FIELD_OF
from fulfil.policy.policy import Policy
from fulfil.rules.contract import breaches
from fulfil.rules.findings_frame import ROW, column_faults
from fulfil.rules.registry import BY_CODE, RULES
from fulfil.rules.rule import Handoff, Scope, Severity, rule
from fulfil.tables import Subject

FOLDER = Path(fulfil.rules.__file__).parent
FAMILIES = ("EXP", "ADR", "CON", "ORD", "SPL", "SHP", "DLV", "RET", "RFD", "FRT", "DUP")

#: What several rules of a family share, and is no rule.
SHARED = {
    "adr/masked",
    "adr/verdict",
    "con/not_to_call",
    "dlv/promises",
    "exp/unjoined",
    "ret/counted",
    "ret/limits",
    "ret/named",
    "ret/windows",
    "rfd/money",
    "shp/lateness",
    "shp/numbered",
    "shp/scans",
    "shp/stalls",
    "spl/unjudged",
    "spl/units",
}

#: How bad each finding is and what the gate does with it: promised to the users, so changed on purpose only.
PROMISED = {
    "EXP001": ("error", "hold"),
    "EXP002": ("error", "hold"),
    "EXP004": ("warning", "warn"),
    "EXP005": ("error", "hold"),
    "EXP006": ("error", "off"),
    "EXP007": ("error", "hold"),
    "EXP010": ("error", "off"),
    "EXP011": ("note", "off"),
    "EXP012": ("warning", "off"),
    "EXP013": ("warning", "off"),
    "EXP014": ("error", "off"),
    "EXP015": ("error", "off"),
    "EXP016": ("error", "off"),
    "ADR001": ("error", "hold"),
    "ADR002": ("error", "hold"),
    "ADR003": ("error", "hold"),
    "ADR004": ("error", "hold"),
    "ADR005": ("error", "hold"),
    "ADR006": ("error", "hold"),
    "ADR007": ("error", "hold"),
    "ADR008": ("error", "hold"),
    "ADR009": ("warning", "warn"),
    "ADR010": ("warning", "warn"),
    "ADR011": ("error", "hold"),
    "ADR012": ("error", "hold"),
    "ADR013": ("note", "warn"),
    "CON001": ("error", "hold"),
    "CON002": ("warning", "warn"),
    "CON003": ("warning", "warn"),
    "ORD001": ("error", "hold"),
    "EXP008": ("error", "off"),
    "EXP009": ("note", "off"),
    "EXP017": ("error", "off"),
    "ORD002": ("error", "hold"),
    "ORD004": ("warning", "warn"),
    "ORD005": ("error", "hold"),
    "ORD006": ("warning", "warn"),
    "RFD008": ("error", "hold"),
    "RET001": ("error", "off"),
    "RET002": ("warning", "off"),
    "RET003": ("warning", "off"),
    "RET004": ("note", "off"),
    "RET005": ("warning", "off"),
    "RET006": ("error", "off"),
    "RET007": ("warning", "off"),
    "RET008": ("warning", "off"),
    "RFD001": ("error", "off"),
    "RFD002": ("warning", "off"),
    "RFD003": ("error", "off"),
    "RFD004": ("warning", "off"),
    "RFD005": ("error", "off"),
    "RFD006": ("error", "off"),
    "RFD007": ("error", "off"),
    "DUP001": ("warning", "warn"),
    "EXP003": ("warning", "off"),
    "ORD003": ("warning", "off"),
    "FRT001": ("warning", "off"),
    "FRT002": ("note", "off"),
    "SPL001": ("error", "off"),
    "SPL002": ("error", "off"),
    "SPL003": ("error", "off"),
    "SPL004": ("error", "off"),
    "SPL005": ("error", "off"),
    "SPL006": ("error", "off"),
    "SPL007": ("warning", "off"),
    "SPL008": ("warning", "off"),
    "SPL009": ("note", "off"),
    "SPL010": ("note", "off"),
    "SPL011": ("error", "off"),
    "SPL012": ("warning", "off"),
    "SHP001": ("error", "off"),
    "SHP002": ("error", "off"),
    "SHP003": ("error", "off"),
    "SHP004": ("warning", "off"),
    "SHP005": ("error", "off"),
    "SHP006": ("warning", "off"),
    "DLV001": ("error", "off"),
    "DLV002": ("warning", "off"),
    "DLV003": ("note", "off"),
    "DUP002": ("error", "off"),
    "DUP003": ("error", "off"),
}
FIXABLE = {"ADR001": "province", "ADR002": "city", "ADR003": "county", "ADR009": "county"}
SERVICE = {
    *("ADR013", "ORD006"),
    *("SPL008", "SPL009", "SPL010"),
    *("SHP001", "SHP005", "SHP006"),
    *("DLV001", "DLV002", "DLV003", "FRT002"),
    *("RET001", "RET002", "RET003", "RET004", "RET005", "RET007", "RET008"),
    *("RFD001", "RFD002", "RFD004", "RFD005", "RFD007"),
}

every_rule = pytest.mark.parametrize("checked_rule", RULES, ids=lambda found: found.code)


def _files():
    return {f"{path.parent.name}/{path.stem}" for path in FOLDER.glob("*/*.py") if path.stem != "__init__"}


def test_every_rule_file_is_registered_and_every_rule_has_its_file():
    registered = {f"{found.family.lower()}/{found.name.replace('-', '_')}" for found in RULES}
    assert registered
    assert registered == _files() - SHARED
    assert _files() >= SHARED


def test_report_order_is_by_family_and_code():
    codes = [found.code for found in RULES]
    assert codes == sorted(codes, key=lambda code: (FAMILIES.index(code[:3]), code))


def test_codes_and_names_are_unique():
    assert (
        len({found.code for found in RULES})
        == len({found.name for found in RULES})
        == len(RULES)
        == len(BY_CODE)
    )


def test_severities_handoffs_and_cures_are_those_promised():
    assert {found.code: (found.severity.value, found.handoff.value) for found in RULES} == PROMISED
    assert {found.code: found.cures for found in RULES if found.cures} == FIXABLE
    assert {found.code for found in RULES if found.concern == "service"} == SERVICE


@every_rule
def test_file_folder_code_and_name_agree(checked_rule):
    path = FOLDER / checked_rule.family.lower() / f"{checked_rule.name.replace('-', '_')}.py"
    module = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(module) == f"{checked_rule.code} {checked_rule.name}."
    assert path.stem in {node.name for node in module.body if isinstance(node, ast.FunctionDef)}


@every_rule
def test_it_keeps_the_contract(checked_rule):
    assert breaches(checked_rule) == ()
    assert checked_rule.file is None


@every_rule
def test_only_these_rules_need_no_column(checked_rule):
    assert checked_rule.needs or checked_rule.code in {"EXP001", "EXP007", "EXP008", "EXP009"}


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    path = tmp_path_factory.mktemp("contract") / "orders.csv"
    path.write_text("order_id,phone,address\nA1,1,x\n", encoding="utf-8")
    with checked([str(path)], Question()) as run, open_export(str(path)) as export:
        (block,) = export.blocks()
        due = block.parts[Subject.ORDERS].table.with_columns(due=pl.lit("due"))
        of_run = replace(run.facts, form_differences=pl.DataFrame(schema=FORM_DIFFERENCES))
        yield {scope: RowFacts(due, Policy()) if scope is Scope.ROW else of_run for scope in Scope}


@every_rule
def test_checks_return_rows_and_evidence_only(checked_rule, facts):
    schema = checked_rule.check(facts[checked_rule.scope], Policy()).collect_schema()
    assert schema.names()[0] in {"row", "file"}
    # A rule that ships can speak of a file, or of a record that is no row; EXP001 counts the rows of one.
    place = {"file", "rows"} if checked_rule.code == "EXP001" else {"file"}
    of_own = {name: kind for name, kind in schema.items() if name not in place}
    assert list(column_faults(checked_rule, {"row": ROW, **of_own})) == []


@every_rule
def test_what_is_unknown_is_rows(checked_rule, facts):
    if checked_rule.unknown is not None:
        found = checked_rule.unknown(facts[checked_rule.scope], Policy())
        assert found.collect_schema().names() == ["row"]


def test_some_rules_say_what_they_cannot_judge():
    of_rows = [found for found in RULES if found.scope is Scope.ROW]
    assert sum(found.unknown is not None for found in of_rows) >= len(of_rows) // 2


@pytest.mark.parametrize(("code", "message"), [("ADR1", "fine"), ("ADR999", "a {strange} word")])
def test_a_malformed_rule_is_refused(code, message):
    make = rule(code, "x", severity=Severity.NOTE, handoff=Handoff.OFF, message=message, needs=())
    with pytest.raises(ValueError, match=code):
        make(lambda *given: given[0])


def test_what_speaks_for_columns_rests_on_the_rules_of_these_columns():
    assert set(BY_CODE["EXP001"].rests_on) == set(FIELD_OF)


@every_rule
def test_rules_rest_on_rules_of_single_rows(checked_rule):
    words = {word for rule in RULES if rule.scope is Scope.ROW for word in (rule.code, rule.family)}
    assert set(checked_rule.rests_on) <= words
