from __future__ import annotations

import pytest

from tests.fixtures.reading import FIXTURES, order_exports
from tests.handoff.batches import fate_file, prove_conservation, rows_of, run

READABLE = order_exports()

#: Its order #1001 has left but for its second line, which has no address of its own.
PARTLY_DUE = "shopify/orders_export.csv"


@pytest.mark.parametrize("path", READABLE)
def test_every_record_has_one_fate_and_stays_as_it_was(path, tmp_path):
    done = run(FIXTURES / path, tmp_path / "out")
    prove_conservation(FIXTURES / path, tmp_path / "out", done)


@pytest.mark.parametrize(
    "path",
    [
        "canonical/orders.csv",
        "douyin/orders.csv",
        "jushuitan/orders.csv",
        "messy/utf16_tab.txt",
        "taobao/orders.csv",
    ],
)
def test_what_is_ready_stays_ready(path, tmp_path):
    run(FIXTURES / path, tmp_path / "first")
    ready = fate_file(path, tmp_path / "first", "ready")
    before = rows_of(ready)
    assert before
    again = run(ready, tmp_path / "second")
    assert again.report.counts.held == 0
    assert rows_of(fate_file(ready, tmp_path / "second", "ready")) == before


def test_fates_occur_across_the_fixtures(tmp_path):
    done = run(FIXTURES / "canonical/orders.csv", tmp_path / "out")
    assert dict(done.report.files[0].fates) == {"ready": 3, "fixed": 0, "held": 5, "not_due": 3, "aside": 0}


def test_a_further_line_alone_is_held_where_the_first_one_had_the_address(tmp_path):
    run(FIXTURES / PARTLY_DUE, tmp_path / "first")
    ready = fate_file(PARTLY_DUE, tmp_path / "first", "ready")
    assert "#1001" in [record.order_id for record in rows_of(ready)]
    done = run(ready, tmp_path / "second")
    assert {r.order_id for r in rows_of(fate_file(ready, tmp_path / "second", "held"))} == {"#1001"}
    assert done.report.counts.ready == 2
