"""Sibling groups with findings: trees on a terminal, the same facts as lines in a pipe."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from fulfil.audit import Question, checked
from fulfil.report import make_report
from fulfil.reporters.plain import plain_lines
from fulfil.reporters.terminal import print_report
from fulfil.reporters.terminal_groups import print_groups
from fulfil.rules.rule import Handoff, Severity
from tests.reporters.air_conditioners import found_by, group_rule, report_of, run_of, write
from tests.reporters.test_golden import compare


@pytest.fixture
def exports(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write(tmp_path)


def screen(report, printer=print_groups, *, width=80, encoding="utf-8", color=None, **options):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="\n")
    console = Console(
        file=stream,
        width=width,
        force_terminal=True,
        color_system=color,
        highlight=False,
        markup=False,
        emoji=False,
    )
    printer(report, console, **{"limit": 10, "notes": False, **options})
    stream.flush()
    return "".join(line.rstrip() + "\n" for line in raw.getvalue().decode(encoding).splitlines())


def alone(findings):
    """A run whose findings are about the three single orders, each a group of its own, one after another."""

    def change(run):
        orders = run.facts.fulfilment.orders
        rows = orders["row"].to_list()
        return replace(run, findings=tuple(findings(rows)))

    return change


def changed(exports, change):
    with checked(exports, Question()) as run:
        return make_report(change(run_of(run)))


@pytest.mark.parametrize("inferred", [False, True])
def test_tree(exports, inferred):
    report = report_of(exports, inferred=inferred)
    compare("groups_inferred_80.txt" if inferred else "groups_80.txt", screen(report))


def test_plain(exports):
    lines = "".join(plain_lines(report_of(exports), personal=False)).splitlines(keepends=True)
    compare("groups.plain", "".join(line for line in lines if line.startswith("group ") or ": SPL" in line))


def test_code_page_936_and_ascii_hold_every_sign(exports):
    assert "! KFR-26-IN x 1; indoor of KFR-26: no partner" in screen(report_of(exports), encoding="gbk")
    assert "! KFR-26-IN" in screen(report_of(exports), encoding="ascii")


def test_the_odd_unit_has_a_colour_too(exports):
    text = screen(report_of(exports), color="standard")
    assert "\x1b[1;31m! \x1b[0m" in text
    assert "\x1b[1;31mFILTER" not in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_nothing_is_wider_than_the_screen(exports, width):
    assert max(map(cell_len, screen(report_of(exports), width=width).splitlines())) <= width


def test_findings_of_groups_stand_in_no_table(exports):
    text = screen(report_of(exports), print_report)
    assert text.count("1 indoor unit of KFR-26 has no partner") == 1
    assert "Errors -" not in text


def test_a_sample_says_of_how_many(exports):
    rule = group_rule("SPL006", "set-model-mismatch")
    report = changed(
        exports, alone(lambda rows: [found_by(rule, [(row, 0, f"odd {row}") for row in rows[2:]])])
    )
    text = screen(report, limit=2)
    assert "2 of 4 groups shown" in text
    assert "\n4 groups\n" in screen(report, limit=None)
    assert "0 of 4 groups shown" in screen(report, limit=0)
    assert "3 of 4 groups shown" in screen(report, limit=10)


def test_the_gravest_group_leads(exports):
    error, warning = group_rule("SPL006", "worse"), group_rule("SPL007", "bad", Severity.WARNING)
    report = changed(
        exports,
        alone(
            lambda rows: [found_by(warning, [(rows[3], 0, "bad")]), found_by(error, [(rows[4], 0, "worse")])]
        ),
    )
    text = screen(report, limit=1)
    assert "order B2" in text
    assert "order B1" not in text
    assert "no parcel" in text


def test_a_rule_without_a_group_stays_a_table(exports):
    rule = group_rule("SPL006", "set-model-mismatch")
    with checked(exports, Question()) as run:
        known = run_of(run)
        nowhere = replace(known.facts, fulfilment=None)
        report = make_report(
            replace(known, facts=nowhere, findings=(found_by(rule, [(0, 0, "odd one out")]),))
        )
    assert screen(report) == ""
    assert "odd one out" in screen(report, print_report)
    assert "group A1" not in "".join(plain_lines(report, personal=False))


def test_a_rule_stands_in_two_groups_where_some_are_inferred(exports):
    rule = replace(group_rule("SPL001", "short-shipped"), scope="order")
    found = [found_by(rule, [(0, 0, "one"), (1, 0, "two")])]
    mixed = [replace(f, rows=f.rows.with_columns(inferred=f.rows["row"] == 1)) for f in found]
    text = screen(changed(exports, alone(lambda _: mixed)), print_report)
    errors, warnings = text.split("Errors -")[1].split("Warnings -")
    assert "one" in errors
    assert "two" not in errors
    assert "two" in warnings.split("Files")[0]


def test_orders_that_nothing_is_said_of_are_counted(exports):
    """A group of the three sibling orders and five more."""

    def change(run):
        told = run.facts.fulfilment
        group = told.orders["group"][0]
        many = told.orders.with_columns(group=group, siblings=told.orders.height).with_columns(
            told.orders["siblings"].cast(told.orders.schema["siblings"])
        )
        units = told.units.head(0)
        balance = replace(told, orders=many.with_columns(group=told.orders["group"][0]), units=units)
        rule = group_rule("SPL005", "kit-incomplete")
        rows = told.orders["row"].to_list()
        facts = replace(run.facts, fulfilment=balance)
        return replace(run, facts=facts, findings=(found_by(rule, [(rows[0], 0, "one part is missing")]),))

    report = changed(exports, change)
    text = screen(report)
    assert "one part is missing" in text
    assert "... 2 more orders without findings" in text
    assert "more orders" not in screen(report, limit=None)


def test_notes_are_counted_and_shown_when_asked(exports):
    report = report_of(exports)
    text = screen(report, print_report)
    assert "1 note: --notes shows it" in text
    assert "from two warehouses" not in text
    asked = screen(report, print_report, notes=True)
    assert "from two warehouses" in asked
    assert "--notes" not in asked
    assert "from two warehouses" in "".join(plain_lines(report, personal=False))


def test_times_that_files_cover_come_first_and_the_judged_rows_last(exports):
    for text in (
        screen(report_of(exports), print_report),
        "".join(plain_lines(report_of(exports), personal=False)),
    ):
        flat = re.sub(r"\s+", " ", text)
        assert (
            "orders.csv covers orders 2026-09-01 to 2026-09-04 returns.csv covers returns 2026-09-04 " in flat
        )
        assert "SPL006: judged 880 of 1,000 rows; 120 unknown; `fulfil explain SPL006` says which" in flat


def test_many_files_are_told_together(exports):
    report = report_of(exports)
    many = replace(report, files=report.files * 3)
    text = screen(many, print_report)
    assert "3 files cover orders 2026-09-01 to 2026-09-04\n" in text
    assert "3 files cover returns 2026-09-04\n" in text


def test_one_subject_needs_no_coverage(exports):
    with checked(exports[:1], Question()) as run:
        text = "".join(plain_lines(make_report(run), personal=False))
    assert " covers " not in text


def test_a_handoff_tells_the_notes_that_it_warns_of_and_counts_the_others(handed, mixed_rows):
    report = handed(mixed_rows).report
    warned = replace(group_rule("ADR013", "street-vague", Severity.NOTE), handoff=Handoff.WARN)
    off = group_rule("EXP009", "numbers-missing", Severity.NOTE)
    notes = (found_by(warned, [(0, 0, "a short street")]), found_by(off, [(1, 0, "a gap"), (2, 0, "a gap")]))
    text = screen(replace(report, findings=notes), print_report)
    assert "a short street" in text
    assert "a gap" not in text
    assert "2 notes: --notes shows them" in text
