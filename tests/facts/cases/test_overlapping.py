"""Weekly exports that overlap: a case counts once, as the newest file tells it."""

from __future__ import annotations

from fulfil.audit import Question, checked
from tests.facts.cases.derived import RETURN
from tests.rules.held import table, written

ASKED = "2026-11-02 09:00:00"
PAID = {"status": "refunded", "refunded_at": "2026-11-12 10:00:00", "closed_at": "2026-11-12 10:00:00"}


def test_overlapping_weekly_exports_merge_by_return_id(tmp_path):
    first = [{"requested_at": ASKED}, {"return_id": "R2", "requested_at": "2026-11-03 09:00:00"}]
    second = [{"requested_at": ASKED} | PAID, {"return_id": "R3", "requested_at": "2026-11-11 09:00:00"}]
    files = {"week44": table(RETURN, first), "week45": table(RETURN, second)}
    told = []
    for paths in (written(tmp_path, files), written(tmp_path, files)[::-1]):
        with checked(paths, Question()) as run:
            cases = run.facts.cases.cases
        told.append(sorted(cases.select("return_id", "outcome").rows()))
    assert told == [[("R1", "refunded"), ("R2", "open"), ("R3", "open")]] * 2
