from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.audit import Question, checked
from fulfil.facts.due import Due
from fulfil.report import make_report
from tests.thorough import examples

ORDERS = "order_id,line_id,sku,quantity,created_at,status\n"
PARCELS = "order_id,sku,quantity,carrier,tracking_number,shipped_at\n"
RETURNS = "return_id,order_id,sku,quantity,requested_at,status\n"


@pytest.fixture
def audited(tmp_path):
    def run_over(**files):
        paths = []
        for name, text in files.items():
            paths.append(str(tmp_path / f"{name}.csv"))
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        with checked(paths, Question()) as run:
            return run, make_report(run)

    return run_over


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_the_file_with_the_later_event_wins_line_by_line(audited, names):
    old = ORDERS + "A1,1,K,1,2026-11-10 10:00:00,待发货\nA1,2,L,1,2026-11-10 10:00:00,待发货\n"
    new = ORDERS + "A1,1,K,1,2026-11-10 10:00:00,已发货\nA9,1,K,1,2026-11-12 10:00:00,待发货\n"
    run, report = audited(**dict(sorted(zip(names, (old, new), strict=True))))
    due = run.facts.spine["due"].to_list()
    old_lines, new_lines = [Due.REPEATED, Due.DUE], [Due.SHIPPED, Due.DUE]
    assert due == ([*old_lines, *new_lines] if names == ("a", "b") else [*new_lines, *old_lines])
    assert [list(file.superseded.values()) for file in report.files if file.superseded] == [[1]]
    found = [found.rule.code for found in run.findings if found.rows.height]
    assert not {"ORD001", "DUP001"} & set(found)


def test_at_equal_events_the_later_argument_wins(audited):
    one = ORDERS + "A1,1,K,1,2026-11-10 10:00:00,待发货\n"
    two = ORDERS + "A1,1,K,2,2026-11-10 10:00:00,待发货\n"
    run, _ = audited(a=one, b=two)
    assert run.facts.superseded.rows() == [(0, 1)]


def test_a_time_beyond_all_others_makes_no_file_newer(audited):
    typed_wrong = ORDERS + "A1,1,K,1,2026-11-10 10:00:00,待发货\nA2,1,K,1,2036-11-10 10:00:00,待发货\n"
    newer = ORDERS + "A1,1,K,1,2026-11-11 10:00:00,待发货\n"
    run, _ = audited(a=typed_wrong + "A3,1,K,1,2026-11-10 11:00:00,待发货\n", b=newer)
    assert run.facts.superseded["by"].to_list() == [1]


def test_inside_one_file_nothing_is_merged(audited):
    run, _ = audited(a=PARCELS + 2 * "A1,K,1,ZTO,75800000000001,2026-11-10 10:00:00\n")
    assert run.facts.shipments.height == 2
    assert run.facts.superseded.is_empty()


def test_a_parcel_s_line_stands_as_often_as_in_the_file_that_has_it_most_often(audited):
    line = "A1,K,1,ZTO,75800000000001,2026-11-10 10:00:00\n"
    other = "A2,K,1,ZTO,75800000000002,2026-11-12 10:00:00\n"
    run, report = audited(a=PARCELS + 3 * line, b=PARCELS + line + other)
    assert sorted(run.facts.shipments["order_id"].to_list()) == ["A1", "A1", "A1", "A2"]
    assert report.files[1].superseded == {0: 1}


def test_a_return_is_what_the_newest_file_says(audited):
    first = RETURNS + "R1,A1,K,1,2026-11-10 10:00:00,requested\nR2,A2,K,1,2026-11-10 10:00:00,requested\n"
    second = RETURNS + "R1,A1,K,1,2026-11-10 10:00:00,refunded\nR3,A3,K,1,2026-11-15 10:00:00,requested\n"
    run, _ = audited(a=first, b=second)
    assert dict(run.facts.returns.select("return_id", "status_state").rows()) == {
        "R1": "refunded",
        "R2": "requested",
        "R3": "requested",
    }


def test_without_line_ids_on_both_sides_the_newer_file_tells_of_the_whole_order(audited):
    named = ORDERS + "A1,1,K,1,2026-11-10 10:00:00,待发货\nA1,2,L,1,2026-11-10 10:00:00,待发货\n"
    nameless = "order_id,sku,quantity,created_at,status\nA1,K,1,2026-11-12 10:00:00,已发货\n"
    run, _ = audited(a=named, b=nameless)
    assert sorted(run.facts.superseded["row"].to_list()) == [0, 1]


def test_files_of_other_shops_do_not_overlap(audited):
    head = "shop,order_id,sku,quantity,created_at\n"
    run, _ = audited(
        a=head + "North,A1,K,1,2026-11-10 10:00:00\n", b=head + "South,A1,K,1,2026-11-11 10:00:00\n"
    )
    assert run.facts.superseded.is_empty()


_LINES = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("KL"), st.sampled_from("12")), max_size=6)


@settings(max_examples=examples(15), deadline=None)
@given(first=_LINES, second=_LINES)
def test_the_larger_multiplicity_of_any_one_file_counts(tmp_path_factory, first, second):
    folder = tmp_path_factory.mktemp("overlap")
    paths = []
    for name, lines in (("a", first), ("b", second)):
        rows = "".join(f"{o},{s},1,ZTO,7580000000000{t},2026-11-10 10:00:00\n" for o, s, t in lines)
        (folder / f"{name}.csv").write_text(PARCELS + rows, encoding="utf-8")
        paths.append(str(folder / f"{name}.csv"))
    with checked(paths, Question()) as run:
        shipments = run.facts.shipments
        kept = shipments.select("order_id", "sku", "tracking_number").rows() if shipments.height else []
    expected = {key: max(first.count(key), second.count(key)) for key in {*first, *second}}
    found = {key: kept.count((key[0], key[1], f"7580000000000{key[2]}")) for key in expected}
    assert found == expected
