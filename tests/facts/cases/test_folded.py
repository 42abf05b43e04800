"""Several lines of one case, and what was known at a moment."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from fulfil.audit import Question, checked
from tests.facts.cases.derived import derived

PAID = {
    "status": "refunded",
    "refunded_at": "2026-11-24 10:00:00",
    "refund_amount": "10.00",
    "currency": "CNY",
}


def test_a_case_is_open_while_one_of_its_lines_is(tmp_path):
    cases, _ = derived(tmp_path, [PAID, {"sku": "TOY-02"}])
    assert (cases["R1"]["outcome"], cases["R1"]["ended_at"], cases["R1"]["lines"]) == ("open", None, 2)


def test_a_case_is_refunded_with_its_last_line_and_with_the_sum(tmp_path):
    later = PAID | {"sku": "TOY-02", "refunded_at": "2026-11-26 10:00:00", "refund_amount": "5.50"}
    cases, _ = derived(tmp_path, [PAID, later, {"sku": "TOY-03", "status": "rejected"}])
    case = cases["R1"]
    assert (case["outcome"], case["refund_amount"], case["sku"]) == ("refunded", Decimal("15.50"), None)
    assert case["ended_at"] == datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def test_amounts_of_two_currencies_have_no_sum(tmp_path):
    cases, _ = derived(tmp_path, [PAID, PAID | {"sku": "TOY-02", "currency": "USD"}])
    assert (cases["R1"]["refund_amount"], cases["R1"]["currency"]) == (None, None)


def test_the_same_id_of_two_shops_is_two_cases(tmp_path):
    _, facts = derived(tmp_path, [{"shop": "one"}, {"shop": "two"}])
    assert facts.cases.cases.height == 2


def test_records_without_an_id_are_cases_of_their_own(tmp_path):
    _, facts = derived(tmp_path, [{"return_id": ""}, {"return_id": "-"}, {"return_id": ""}])
    assert facts.cases.cases.height == 3


def test_what_ended_after_the_moment_was_open_then(tmp_path):
    before = datetime(2026, 11, 23, tzinfo=UTC)
    row = PAID | {"requested_at": "2026-11-20 10:00:00", "responded_at": "2026-11-21 10:00:00"}
    cases, facts = derived(tmp_path, [row], as_of=before)
    case = cases["R1"]
    assert (case["outcome"], case["ended_at"], case["refunded_at"]) == ("open", None, None)
    assert case["seller_hours"] == 24
    stages = facts.cases.stages.select("from", "to", "owner", "end_at").rows()
    assert stages == [
        ("requested", "answered", "seller", datetime(2026, 11, 21, 2, 0, tzinfo=UTC)),
        ("answered", "settled", "several", None),
    ]


def test_an_amount_that_was_paid_back_is_an_end_where_the_kind_of_file_tells_payments(tmp_path):
    path = tmp_path / "mfn.txt"
    header = ("Order ID", "Return request date", "Return request status", "Amazon RMA ID", "Refunded Amount")
    rows = [
        ("A1", "2026-09-22", "Approved", "R1", "20.00"),
        ("A2", "2026-09-22", "Approved", "R2", "0.00"),
        ("A3", "2026-09-22", "Closed", "R3", "5.00"),
        ("A4", "2026-09-22", "Closed", "R4", ""),
        ("A5", "2026-09-22", "Rejected", "R5", "5.00"),
    ]
    path.write_text("".join("\t".join(cells) + "\n" for cells in (header, *rows)), "utf-8")
    with checked([str(path)], Question()) as run:
        told = run.facts.cases.cases.select("outcome", "untimed").rows()
    assert told == [
        *(("refunded", True), ("open", False), ("refunded", True), ("closed", True), ("rejected", True)),
    ]
    # In other files an amount may be what is asked for.
    cases, _ = derived(tmp_path, [{"status": "approved", "refund_amount": "20.00"}])
    assert cases["R1"]["outcome"] == "open"
