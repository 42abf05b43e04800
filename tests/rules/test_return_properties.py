"""What holds for the rules of returns and refunds over any returns."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fulfil.policy.policy_file import read_policy
from tests.thorough import examples

POLICY = read_policy(["cn-law", "cn-platform"])
ORDERS = [
    {
        "order_id": f"A{n}",
        "line_id": "1",
        "quantity": "2",
        "status": "delivered",
        "created_at": "2026-10-01 09:00:00",
        "paid_at": "2026-10-01 09:00:00",
        "delivered_at": "2026-10-05 12:00:00",
        "line_paid": "20",
        "order_paid": "20",
    }
    for n in range(1, 5)
]
BASE = {
    "line_id": "1",
    "return_type": "return_and_refund",
    "status": "requested",
    "requested_at": "2026-10-08 09:00:00",
}
DONE = {
    "status": "refunded",
    "responded_at": "2026-10-09 09:00:00",
    "received_at": "2026-10-15 09:00:00",
    "refunded_at": "2026-11-10 09:00:00",
    "refund_amount": "20",
}
VARIANTS = (
    {},
    DONE,
    {**DONE, "refund_id": "F1"},
    {**DONE, "refund_amount": "30"},
    {**DONE, "received_at": None, "return_type": "refund_only", "reason": "damaged"},
    {"status": "closed", "received_at": "2026-10-15 09:00:00", "closed_at": "2026-10-16 09:00:00"},
    {"status": "rejected", "responded_at": "2026-10-12 09:00:00"},
    {"requested_at": "2026-10-20 09:00:00"},
    {"quantity": "3"},
    {"sku": "TOY-09", "line_id": None},
    {"deadline_at": "2026-11-10 08:00:00"},
    {"requested_at": None},
)
CODES = ("RET", "RFD")


def returns(least=1, most=7):
    picked = st.lists(st.tuples(st.sampled_from(VARIANTS), st.integers(1, 4)), min_size=least, max_size=most)
    return picked.map(
        lambda some: [
            {**BASE, **cells, "return_id": f"R{n}", "order_id": f"A{order}"}
            for n, (cells, order) in enumerate(some)
        ]
    )


def told(held, rows):
    """The findings of returns and refunds, without the places in files that some of them name."""
    found = held(ORDERS, [], rows, policy=POLICY)
    return sorted(
        (code, str(order), re.sub(r"as in .*", "", message))
        for code, findings in found.items()
        if code.startswith(CODES)
        for order, message in findings
    )


few = settings(
    max_examples=examples(4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_the_variants_break_many_promises(held):
    rows = [
        {**BASE, **cells, "return_id": f"R{n}", "order_id": f"A{n % 4 + 1}"}
        for n, cells in enumerate(VARIANTS)
    ]
    assert len({code for code, _, _ in told(held, rows)}) >= 9


@few
@given(data=st.data(), rows=returns(least=2))
def test_shuffling_rows_changes_nothing(held, data, rows):
    shuffled = data.draw(st.permutations(rows))
    assert told(held, shuffled) == told(held, rows)


@few
@given(rows=returns())
def test_a_return_without_fault_adds_nothing(held, rows):
    clean = {
        **BASE,
        "status": "withdrawn",
        "closed_at": "2026-10-08 12:00:00",
        "return_id": "C",
        "order_id": "A1",
    }
    assert told(held, [*rows, clean]) == told(held, rows)
