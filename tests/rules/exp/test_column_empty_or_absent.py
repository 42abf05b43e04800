from __future__ import annotations

from fulfil.policy.policy import Policy, Systemic


def _rows(count, **cells):
    return [{"street": f"文三路{n}号", **cells} for n in range(1, count + 1)]


def test_an_absent_column_is_told_once_and_folds_its_rows(audit):
    outcome = audit(*_rows(24), without=("county",))
    (finding,) = outcome.systemic["EXP001"]
    assert finding["message"] == (
        "the county column is absent: 24 of 24 orders; 0 can be recovered from the address text"
    )
    assert len(outcome.findings["ADR003"]) == 24
    assert all(row["folded"] for row in outcome.findings["ADR003"])


def test_what_the_text_tells_is_counted(audit):
    rows = [{"street": "余杭区文一西路969号"}, {"street": "文三路391号"}]
    (finding,) = audit(*rows, without=("county",)).systemic["EXP001"]
    assert (finding["orders"], finding["recoverable"]) == (2, 1)


def test_an_empty_column_counts_from_nine_tenths_of_twenty_rows(audit):
    told = audit(*_rows(18, county=""), *_rows(2))
    assert told.systemic["EXP001"][0]["reason"] == "column is empty or useless"
    few = audit(*_rows(17, county=""), *_rows(3))
    assert "EXP001" not in few.systemic
    assert not any(row["folded"] for row in few.findings["ADR003"])
    assert "EXP001" not in audit(*_rows(19, county="")).systemic


def test_the_limits_are_policy(audit):
    policy = Policy(systemic=Systemic(share=0.5, least_rows=2))
    assert "EXP001" in audit(*_rows(1, county=""), {}, policy=policy).systemic


def test_an_empty_phone_column_is_told_as_well(audit):
    assert audit(*_rows(20, phone="")).systemic["EXP001"][0]["field"] == "phone"


def test_masked_values_are_not_counted(audit):
    assert audit(*_rows(24, county="**"), without=()).codes == []
