"""Cases have the same columns whatever the files have."""

from __future__ import annotations

import pytest

from fulfil.audit import Question, checked
from fulfil.facts.cases.clocks import CLOCK_ROWS
from fulfil.facts.cases.schema import CASES, LINES
from fulfil.facts.cases.stages import STAGES
from fulfil.facts.cases.windows import WINDOWS
from tests.facts.cases.derived import RETURN
from tests.rules.held import ORDER, table, written

SINGLE = {"returns": table(RETURN, [{}])}
SEVERAL = {"returns": table(RETURN, [{"refund_amount": "5"}, {"sku": "TOY-02", "refund_amount": "5"}])}
NONE = {"orders": table(ORDER, [{}])}


@pytest.mark.parametrize("files", [SINGLE, SEVERAL, SINGLE | NONE, NONE])
def test_columns_do_not_depend_on_the_files(tmp_path, files):
    with checked(written(tmp_path, files), Question()) as run:
        cases = run.facts.cases
    assert cases.cases.is_empty() is (files is NONE)
    frames = (cases.cases, cases.lines, cases.stages, cases.clocks, cases.windows)
    assert [frame.schema for frame in frames] == [CASES, LINES, STAGES, CLOCK_ROWS, WINDOWS]
