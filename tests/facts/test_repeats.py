from __future__ import annotations

from contextlib import ExitStack

import pytest

from fulfil.audit import Question, checked
from fulfil.exports.opening import open_export
from fulfil.facts.due import Due
from fulfil.facts.repeats import find_repeats


@pytest.fixture
def repeats(tmp_path):
    def found(*texts):
        paths = []
        for number, text in enumerate(texts):
            paths.append(str(tmp_path / f"o{number}.csv"))
            (tmp_path / f"o{number}.csv").write_bytes(text.encode())
        with ExitStack() as stack:
            run = stack.enter_context(checked(paths, Question(only_due=True)))
            exports = [stack.enter_context(open_export(path, n)) for n, path in enumerate(paths)]
            assert run.facts.spine.height
            return find_repeats(run.facts.spine, exports).rows(), run.facts.spine["due"].to_list()

    return found


LINES = "order_id,line_id,sku,quantity\n"
PLAIN = "order_id,sku,quantity\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (LINES + "A1,1,K,1\nA1,2,K,1\n", []),
        (LINES + "A1,1,K,1\nA1,1,K,1\n", [(1, True, 0, False)]),
        (LINES + "A1,1,K,1\nA1,1,K,2\n", [(1, False, 0, False)]),
        (LINES + "A1,1,K,1\nA2,1,K,1\nA1,1,K,2\nA1,1,K,1\n", [(2, False, 0, False), (3, True, 0, False)]),
        # Without line ids an order may hold one SKU twice, but not one record.
        (PLAIN + "A1,K,1\nA1,K,2\n", []),
        (PLAIN + "A1,K,1\nA1,K,1\nA1,K,1\n", [(1, True, 0, False), (2, True, 0, False)]),
        # The last line may lack its line end, and CRLF is none of the record.
        (PLAIN + "A1,K,1\r\nA1,K,1", [(1, True, 0, False)]),
        (LINES + ",1,K,1\n,1,K,2\n-,1,K,3\n", []),
    ],
)
def test_records_inside_one_file(repeats, text, rows):
    assert repeats(text)[0] == rows


def test_an_order_should_stand_in_one_file_only(repeats):
    found, due = repeats(PLAIN + "A1,K,1\nA2,K,1\n", PLAIN + "A2,K,1\nA1,K,5\nA3,K,1\n")
    assert found == [(2, True, 1, True), (3, False, 0, True)]
    assert due == [Due.DUE, Due.DUE, Due.REPEATED, Due.DUE, Due.DUE]
