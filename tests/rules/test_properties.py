"""What holds for all rules over any orders."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thorough import examples

#: Cells that differ from a clean order, many of them broken.
VARIANTS = (
    {},
    {"county": ""},
    {"county": "下城区"},
    {"county": "福田区"},
    {"county": "西胡区"},
    {"county": "**"},
    {"province": "", "city": ""},
    {"street": ""},
    {"street": "文三路"},
    {"street": "null"},
    {"street": "浙江省杭州市滨江区江南大道228号"},
    {"phone": ""},
    {"phone": "13800001111-"},
    {"phone": "13800001111-1234"},
    {"quantity": "0"},
    {"quantity": "two"},
    {"paid_at": "昨天"},
    {"paid_at": "2026-11-01 10:00:00"},
    {"status": "老板说行"},
    {"status": "已发货"},
    {"seller_note": "先别发货"},
    {"buyer_note": "发顺丰"},
    {"aftersale_status": "退款中"},
)
BASE = {
    "phone": "13800001111",
    "quantity": "1",
    "created_at": "2026-11-20 10:00:00",
    "paid_at": "2026-11-20 10:05:00",
    "status": "待发货",
    "seller_note": "",
    "buyer_note": "",
    "aftersale_status": "",
}


def orders(least=1, most=8):
    picked = st.lists(st.sampled_from(VARIANTS), min_size=least, max_size=most)
    return picked.map(lambda some: [{**BASE, **cells, "order_id": f"B{n}"} for n, cells in enumerate(some)])


def told(outcome):
    """The findings by order, without their places in the file."""
    return sorted(
        (finding["order_id"], code, finding["message"], str(finding["suggested"]))
        for code, findings in outcome.findings.items()
        for finding in findings
    )


# Each example reads files and runs all rules; the variants are few, so few examples meet most of them.
few = settings(
    max_examples=examples(4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_the_variants_break_many_promises(audit):
    outcome = audit(*({**BASE, **cells} for cells in VARIANTS), only_due=False)
    assert len(outcome.codes) >= 12


@few
@given(data=st.data(), rows=orders(least=2))
def test_shuffling_rows_changes_nothing(audit, data, rows):
    shuffled = data.draw(st.permutations(rows))
    assert told(audit(*shuffled)) == told(audit(*rows))


@few
@given(rows=orders(), place=st.integers(0, 8))
def test_a_clean_order_adds_nothing(audit, rows, place):
    clean = {**BASE, "order_id": "CLEAN"}
    assert told(audit(*rows[:place], clean, *rows[place:])) == told(audit(*rows))


@few
@given(rows=orders(least=2), cut=st.integers(1, 7))
def test_two_files_find_what_their_concatenation_does(audit, audit_files, rows, cut):
    assert told(audit_files(rows[:cut], rows[cut:] or [{**BASE, "order_id": "C"}])) == told(audit(*rows))
