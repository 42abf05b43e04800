from __future__ import annotations

import json
from contextlib import contextmanager

import pytest

from fulfil import audit
from tests.reporters.air_conditioners import run_of, write


@pytest.fixture
def exports(folder, monkeypatch):
    """The exports of the air conditioners, balanced by hand."""
    real = audit.checked

    @contextmanager
    def balanced(paths, question):
        with real(paths, question) as run:
            yield run_of(run)

    monkeypatch.setattr(audit, "checked", balanced)
    return write(folder)


def test_an_order_is_told(fulfil, exports):
    code, out, err = fulfil("order", "#A3", *exports)
    assert code == 0
    assert not err
    assert "order A3: parcel ZTO 7503: KFR-26-IN x 1; ! indoor of KFR-26: no partner" in out
    assert "13800001111" not in out
    assert "13800001111" in fulfil("order", "A3", *exports, "--show-personal-data")[1]


def test_json(fulfil, exports):
    told = json.loads(fulfil("order", "A1", *exports, "--format", "json", "--shop", "Warm")[1])
    assert [one["shop"] for one in told["orders"]] == ["Warm"]


def test_an_unknown_order_names_the_nearest(fulfil, exports):
    code, out, err = fulfil("order", "A33", *exports)
    assert code == 2
    assert not out
    assert "there is no order “A33” in these files" in err
    assert "hint: did you mean A3?" in err
    assert "no id that is like it" in fulfil("order", "quite-another", *exports)[2]


def test_an_unknown_shop_names_the_shops(fulfil, exports):
    code, _, err = fulfil("order", "A1", *exports, "--shop", "Hot")
    assert code == 2
    assert "hint: it is an order of Cool, Warm" in err


def test_no_file_is_a_usage_error(fulfil):
    assert fulfil("order", "A1")[0] == 2


def test_due_within(fulfil, exports):
    code, out, _ = fulfil("audit", *exports, "--due-within", "2d")
    assert "due within 2 days: ship B1 by 2026-09-06 09:00" in out
    assert code == fulfil("audit", *exports)[0]
    assert fulfil("audit", *exports, "--due-within", "soon")[0] == 2
    told = json.loads(fulfil("audit", *exports, "--due-within", "24h", "--format", "json")[1])
    assert [one["order_id"] for one in told["upcoming"]] == ["A3"]
