from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from fulfil.audit import Question, checked
from fulfil.lock.delivery import Delivery
from fulfil.lock.lock import Feed, Lock
from fulfil.report import make_report
from fulfil.reporters.json_report import json_pieces
from fulfil.reporters.plain import plain_lines
from tests.reporters.test_golden import on_terminal
from tests.reporters.test_json_report import SCHEMA

MISSING = Feed(name="jd_orders", profile="jd_orders", columns=("订单号",))
HERE = Feed(name="canonical", profile="canonical", columns=("order_id", "sku"))


def report(folder, *feeds):
    path = folder / "orders.csv"
    path.write_text("order_id,sku\nA1,S1\n", encoding="utf-8")
    with checked([str(path)], Question(delivery=Delivery(Lock(feed=feeds)))) as run:
        return make_report(run)


def as_json(made):
    return json.loads("".join(json_pieces(made, personal=False)))


def test_an_expected_feed_without_a_file_is_told_in_every_form(tmp_path):
    made = report(tmp_path, HERE, MISSING)
    told = as_json(made)
    Draft202012Validator(SCHEMA).validate(told)
    (found,) = told["findings"]
    assert (found["rule"], found["file"], found["line"], found["order_id"]) == ("EXP016", None, None, None)
    words = "no input belongs to the feed jd_orders, which is expected"
    assert f"(no file): EXP016 delivery-missing -: {words}\n" in "".join(plain_lines(made, personal=False))
    screen = on_terminal(made, width=120)
    assert "(no file)" in screen
    assert words in screen


def test_several_are_told_apart_and_alike_from_run_to_run(tmp_path):
    other = MISSING.model_copy(update={"name": "pdd_orders", "profile": "pdd_orders"})
    prints = [f["fingerprint"] for f in as_json(report(tmp_path, HERE, MISSING, other))["findings"]]
    assert len(set(prints)) == 2
    assert [f["fingerprint"] for f in as_json(report(tmp_path, MISSING, HERE))["findings"]] == prints[:1]


def test_a_feed_that_is_not_expected_may_be_missing(tmp_path):
    assert as_json(report(tmp_path, HERE, MISSING.model_copy(update={"expected": False})))["findings"] == []
