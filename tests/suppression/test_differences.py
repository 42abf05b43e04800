from __future__ import annotations

import json

import pytest

from fulfil.errors import ExitCode, UsageError
from fulfil.report import VERSION, make_report
from fulfil.reporters.json_report import json_pieces
from fulfil.suppression.differences import RuleDifference, read_findings
from tests.suppression.runs import ignored, quiet
from tests.suppression.test_silence import ON, of


@pytest.fixture(scope="module")
def told(run):
    return json.loads("".join(json_pieces(make_report(run), personal=False)))


def before(tmp_path, told):
    path = tmp_path / "old.json"
    path.write_text(json.dumps(told), "utf-8")
    return read_findings(str(path))


def difference(run, tmp_path, told, **silencing):
    return quiet(run, before=before(tmp_path, told), **silencing)


def test_nothing_is_new_since_the_same_report(run, tmp_path, told):
    found = difference(run, tmp_path, told).silenced.difference
    assert {(rule.new, rule.mended, rule.left) for rule in found.rules} == {(0, 0, 0)}
    assert found.total("still") == 28
    assert found.gone.is_empty()


def test_what_has_changed(run, tmp_path, told):
    (one,) = (f for f in told["findings"] if f["rule"] == "CON001")
    now = [f for f in told["findings"] if f is not one]
    gone = [
        one | {"rule": "ORD002", "order_id": "A1", "fingerprint": "1" * 32},
        one | {"rule": "ORD002", "order_id": "Z9", "fingerprint": "2" * 32},
        one | {"rule": "SPL002", "order_id": "A1", "fingerprint": "3" * 32},
        one | {"rule": "OLD001", "order_id": "A1", "fingerprint": "4" * 32},
    ]
    run = difference(run, tmp_path, told | {"findings": [*now, *gone]})
    rules = {rule.rule: rule for rule in run.silenced.difference.rules}
    assert rules["CON001"] == RuleDifference("CON001", new=1)
    assert rules["ORD002"] == RuleDifference("ORD002", mended=1, left=1, still=3)
    assert rules["SPL002"] == RuleDifference("SPL002", unjudged=1)
    assert list(rules)[-1] == "OLD001"
    marked = {f.rule.code: f.rows["new"].to_list() for f in run.findings if f.rows.height}
    assert marked["CON001"] == [True]
    assert not any(marked["ORD002"] + marked["ADR003"])


def test_what_is_silent_is_there_all_the_same(run, tmp_path, told):
    silent = difference(run, tmp_path, told, baseline=of(run), ignored=ignored(ON))
    assert silent.silenced.difference.total("still") == 28
    again = json.loads("".join(json_pieces(make_report(silent), personal=False)))
    assert len(again["suppressed"]) == 28
    assert difference(run, tmp_path, again).silenced.difference.total("new") == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": VERSION + 1}, "version"),
        ({"findings": [{"rule": "ADR003", "order_id": "A1"}]}, "no fingerprints"),
        ({"findings": 3}, "damaged"),
        ({"fingerprints": "fulfil/v0"}, "another version"),
        ({"metrics": None}, "no report of fulfil"),
    ],
)
def test_a_report_that_cannot_be_compared_with_is_refused(tmp_path, told, change, words):
    with pytest.raises(UsageError, match=words) as refused:
        before(tmp_path, told | change)
    assert refused.value.exit_code is ExitCode.USAGE
    assert refused.value.hint


@pytest.mark.parametrize("content", ["", "[]", "order_id,sku\nA1,TOY\n", "{}"])
def test_what_is_no_report_is_refused(tmp_path, content):
    path = tmp_path / "old.json"
    path.write_text(content, "utf-8")
    with pytest.raises(UsageError, match="--diff"):
        read_findings(str(path))
    with pytest.raises(UsageError, match="cannot be read"):
        read_findings(str(tmp_path / "nowhere.json"))
