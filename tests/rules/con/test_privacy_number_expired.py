from __future__ import annotations

from datetime import UTC, datetime

from fulfil.policy.policy import Contact, Policy

OLD = {"phone": "13800001111-1234", "paid_at": "2026-10-01 10:00:00", "status": "待发货"}


def test_a_number_older_than_it_lives_is_told(audit):
    rows = [
        OLD,
        {**OLD, "phone": "13800001111"},
        {**OLD, "paid_at": "2026-10-30 10:00:00"},
        {**OLD, "paid_at": ""},
    ]
    outcome = audit(*rows, as_of=datetime(2026, 11, 20, 2, tzinfo=UTC))
    assert outcome.orders("CON003") == ["A1"]
    days = outcome.findings["CON003"][0]["days"]
    assert outcome.messages("CON003") == [
        f"the privacy number was given {days} days ago, and lives 30 days at most"
    ]
    assert outcome.unknown["CON003"] == 1


def test_how_long_is_policy(audit):
    moment = datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert audit(OLD, as_of=moment, policy=Policy(contact=Contact(privacy_days=60))).codes == []


def test_without_any_event_nothing_is_old(audit):
    assert audit({"phone": "13800001111-1234", "paid_at": ""}).orders("CON003") == []
