from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fulfil.audit import Question, checked, with_form
from fulfil.facts.run_facts import FORM_DIFFERENCES
from fulfil.fingerprints import known_of, with_fingerprints
from fulfil.gate import judge
from fulfil.report import make_report
from fulfil.suppression.baseline import ENTRIES, Baseline
from fulfil.suppression.silencing import By, Silencing, State
from fulfil.suppression.whole import heard
from tests.suppression.runs import LINES, counts, ignored, line, quiet, write

ON = {"rule": "ORD002", "order": "B1", "until": date(2026, 12, 31)}
EVERY_COUNTY = [
    {"rule": "ADR003", "order": order, "until": date(2026, 12, 31)}
    for order in (*(f"A{number}" for number in range(1, 21)), "B1", "C1")
]


def of(run, *, without=()):
    """A baseline of all findings of a run, but those of some orders."""
    known = known_of(run.exports, run.facts, run.findings)
    rows = []
    for found in (with_fingerprints(each, known) for each in heard(run).findings):
        for frame in (found.rows, found.systemic):
            at = frame["row"].to_list() if "row" in frame.columns else [None] * frame.height
            orders = [None if row is None else run.facts.spine["order_id"][row] for row in at]
            rows += [
                (found.rule.code, order, name)
                for order, name in zip(orders, frame["fingerprint"], strict=True)
            ]
    kept = [row for row in rows if row[1] not in without]
    return Baseline("b.json", pl.DataFrame(kept, ENTRIES, orient="row"))


def state(run, entry):
    (told,) = quiet(run, ignored=ignored(entry)).silenced.entries
    return told.state, told.findings


def test_what_is_found(run):
    assert counts(run) == {"EXP001": (0, 1), "ADR003": (23, 0), "CON001": (1, 0), "ORD002": (3, 0)}


def test_nobody_asked_and_nothing_changes(run):
    assert quiet(run).findings == run.findings


def test_an_entry_takes_out_what_its_rule_finds_on_its_order(run):
    told = quiet(run, ignored=ignored(ON))
    assert counts(told)["ORD002"] == (1, 0)
    assert told.silenced.number(By.IGNORED) == 2
    assert state(run, ON) == (State.USED, 2)
    assert counts(heard(told)) == counts(run)


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"shop": "T"}, (State.USED, 1)),
        ({"shop": "nobody's"}, (State.RETIRED, 0)),
        ({"platform": "nobody's"}, (State.RETIRED, 0)),
        ({"order": "A2"}, (State.USED, 1)),
        ({"order": "A1"}, (State.UNUSED, 0)),
        ({"order": "Z9"}, (State.RETIRED, 0)),
        ({"order": "Z9", "until": date(2020, 1, 1)}, (State.RETIRED, 0)),
        ({"rule": "SPL002"}, (State.NOT_JUDGED, 0)),
        ({"until": date(2026, 9, 14)}, (State.USED, 2)),
        ({"until": date(2026, 9, 13)}, (State.EXPIRED, 0)),
        ({"until": date(2026, 9, 13), "order": "A1"}, (State.EXPIRED, 0)),
    ],
)
def test_every_entry_has_a_state(run, narrowed, expected):
    assert state(run, ON | narrowed) == expected


def test_an_entry_ends_with_its_day_where_the_file_was_written(run):
    """23:30 and 00:30 in Shanghai lie on either side of the end, and on one day in UTC."""

    def at(hour):
        facts = replace(run.facts, as_of=datetime(2026, 9, 14, hour, 30, tzinfo=UTC))
        return state(replace(run, facts=facts), ON | {"until": date(2026, 9, 14)})[0]

    assert (at(15), at(16)) == (State.USED, State.EXPIRED)


def test_without_a_moment_nothing_is_ignored(run):
    undated = replace(run, facts=replace(run.facts, as_of=None))
    assert state(undated, ON) == (State.UNDATED, 0)
    assert counts(quiet(undated, ignored=ignored(ON))) == counts(run)


def test_a_cause_is_silent_when_nothing_is_left_that_it_explains(run):
    told = quiet(run, ignored=ignored(*EVERY_COUNTY))
    assert counts(told) == {"CON001": (1, 0), "ORD002": (3, 0)}
    told = quiet(run, ignored=ignored(*EVERY_COUNTY[1:]))
    assert counts(told)["EXP001"] == (0, 1)
    assert counts(told)["ADR003"] == (1, 0)


def test_what_is_in_the_baseline_is_old(run):
    told = quiet(run, baseline=of(run))
    assert counts(told) == {}
    assert told.silenced.baseline.old == 28
    assert not judge(told).reached
    assert judge(run).reached


def test_a_new_order_with_an_old_cause_is_new(run):
    told = quiet(run, baseline=of(run, without=["A7"]))
    assert counts(told) == {"EXP001": (0, 1), "ADR003": (1, 0)}
    assert told.silenced.baseline.old == 26
    assert {reason.rule.code for reason in judge(told).reasons} == {"EXP001", "ADR003"}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_is_lost_and_no_cause_of_what_counts_is_silent(run, data):
    everything = of(run).entries
    known = data.draw(st.lists(st.booleans(), min_size=everything.height, max_size=everything.height))
    entries = [entry for entry in [ON, *EVERY_COUNTY] if data.draw(st.booleans())]
    told = quiet(run, baseline=Baseline("b.json", everything.filter(known)), ignored=ignored(*entries))
    for before in run.findings:
        parts = [f for f in (*told.findings, *told.silenced.findings) if f.rule is before.rule]
        assert sum(part.rows.height for part in parts) == before.rows.height
        assert sum(part.systemic.height for part in parts) == before.systemic.height
    left = counts(told)
    assert ("EXP001" in left) >= (left.get("ADR003", (0, 0))[0] > 0)
    listed = {
        row for f in told.findings if f.rule.code != "ADR003" for row in f.rows["fingerprint"].to_list()
    }
    assert not listed & set(everything.filter(known)["fingerprint"])


def test_the_ignore_file_counts_before_the_baseline(run):
    told = quiet(run, baseline=of(run), ignored=ignored(ON)).silenced
    assert (told.number(By.IGNORED), told.number(By.BASELINE)) == (2, 26)


def test_an_update_holds_what_is_found_and_not_ignored(run):
    before = Baseline("b.json", ENTRIES.to_frame())
    told = quiet(run, baseline=before, update=True, ignored=ignored(ON)).silenced.baseline
    assert (told.added, told.updated.entries.height) == (26, 26)
    assert told.updated.entries.filter(pl.col("order_id") == "B1")["rule"].unique().to_list() == ["ADR003"]
    again = quiet(run, baseline=told.updated, update=True, ignored=ignored(ON)).silenced.baseline
    assert again.added == 0
    assert sorted(again.updated.entries.rows(), key=str) == sorted(told.updated.entries.rows(), key=str)


def test_entries_that_are_found_no_more(run):
    gone = [
        ("ORD002", "A1", "1" * 32),
        ("ORD002", "Z9", "2" * 32),
        ("SPL002", "A1", "3" * 32),
        ("SPL002", "Z9", "4" * 32),
        ("EXP007", None, "5" * 32),
    ]
    old = of(run).entries
    whole = Baseline("b.json", pl.concat([old, pl.DataFrame(gone, ENTRIES, orient="row")]))
    told = quiet(run, baseline=whole).silenced.baseline
    assert (told.gone, told.retired, told.unjudged) == (2, 2, 1)
    kept = quiet(run, baseline=whole, update=True).silenced.baseline.updated.entries
    assert set(kept.rows()) - set(old.rows()) == {gone[2]}


def test_an_order_of_another_shop_is_another(run):
    """B1 of two shops: the baseline of one does not hold the other's."""
    known = known_of(run.exports, run.facts, run.findings)
    (found,) = (with_fingerprints(each, known) for each in run.findings if each.rule.code == "ORD002")
    assert found.rows["fingerprint"].n_unique() == 3
    old = pl.DataFrame([("ORD002", "B1", found.rows["fingerprint"][1])], ENTRIES, orient="row")
    assert counts(quiet(run, baseline=Baseline("b.json", old)))["ORD002"] == (2, 0)


def test_a_report_counts_what_it_does_not_list(run):
    told = make_report(quiet(run, baseline=of(run, without=["A7"]), ignored=ignored(ON)))
    assert told.found.single + told.found.systemic + told.found.folded == 2
    assert told.silenced.number(By.BASELINE) == 24
    figures = {result.metric.code: result for result in told.metrics}
    assert figures == {result.metric.code: result for result in make_report(run).metrics}


def test_a_record_that_names_no_order_is_old_by_its_content(tmp_path):
    path = tmp_path / "orders.csv"
    keyless = line("").replace("TOY", "CAR")
    write(path, (*LINES[:3], line(""), "broken"))
    with checked([str(path)], Question()) as run:
        old = of(run)
    write(path, (*LINES[:3], keyless, "broken too"))
    with checked([str(path)], Question(silencing=Silencing(baseline=old))) as run:
        assert set(counts(run)) == {"ORD001", "EXP007"}
        told = run.silenced.baseline
        assert (told.retired, told.gone) == (1, 1) or told.gone == 2
    write(path, ("broken", line(""), *LINES[:3]))
    with checked([str(path)], Question(silencing=Silencing(baseline=old))) as run:
        assert "ORD001" not in counts(run)


def test_a_form_is_compared_with_the_same_silence(run):
    """What the courier's form says comes after the rest: what was silent stays so, and it may be, too."""
    known = {"rule": "EXP006", "order": "A2", "until": date(2026, 12, 31)}
    differences = pl.DataFrame(
        [(0, "missing", "A1", ""), (1, "another county", "西湖区", "")], FORM_DIFFERENCES, orient="row"
    )
    told = with_form(quiet(run, ignored=ignored(ON, known), baseline=of(run)), differences)
    assert counts(told) == {"EXP006": (1, 0)}
    assert [entry.state for entry in told.silenced.entries] == [State.USED, State.USED]
    assert counts(heard(told)) == counts(run) | {"EXP006": (2, 0)}
