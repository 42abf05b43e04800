from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fulfil.audit import Question, checked
from fulfil.fingerprints import SCHEME, known_of, with_fingerprints
from fulfil.rules.evidence import EVIDENCE

HEADER = "order_id,line_id,sku,quantity,status,created_at,recipient,phone,province,city,county,street"
MANY = [
    *(
        f"A{n},1,TOY,1,to_ship,2026-09-14 10:00:00,样本,138000011{n:02},浙江省,杭州市,,文三路{n}号"
        for n in range(3)
    ),
    "A5,1,TOY,-1,to_ship,2026-09-14 10:00:00,样本,13800001111,浙江省,杭州市,西湖区,文三路5号",
    "A5,2,CAR,-2,to_ship,2026-09-14 10:00:00,样本,13800001111,浙江省,杭州市,西湖区,文三路5号",
    "A6,1,TOY,1,what?,2026-09-14 10:00:00,样本,1380000,浙江省,杭州市,西湖区,文三路6号",
    ",1,TOY,1,to_ship,2026-09-14 10:00:00,样本,13800001111,浙江省,杭州市,西湖区,文三路7号",
]


def prints(paths, **asked):
    """Rule, order and fingerprint of all findings."""
    with checked([str(path) for path in paths], Question(**asked)) as run:
        known = known_of(run.exports, run.facts, run.findings)
        ids = run.facts.spine["order_id"]
        told = set()
        for found in (with_fingerprints(each, known) for each in run.findings):
            for rows in (found.rows, found.systemic):
                at = rows["row"] if "row" in rows.columns else [None] * rows.height
                orders = [None if row is None else ids[row] for row in at]
                told |= {(found.rule.code, *one) for one in zip(orders, rows["fingerprint"], strict=True)}
        return told


def of(lines, name="orders.csv", **asked):
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
        return prints([path], **asked)


def names(found):
    return {fingerprint for _, _, fingerprint in found}


def test_identifying_evidence_is_no_place_no_number_and_not_personal():
    naming = {name: evidence for name, evidence in EVIDENCE.items() if evidence.identifies}
    assert {"field", "sku", "tracking_number", "return_id"} <= naming.keys()
    assert all(evidence.type == "string" and not evidence.personal for evidence in naming.values())
    assert not {"line", "other_line", "other_file", "hours", "reason", "text"} & naming.keys()


def test_each_finding_has_one_of_its_own():
    found = of(MANY)
    assert len(found) == len(names(found)) >= 8
    assert {code for code, _, _ in found} >= {"ADR003", "ORD002", "EXP005", "ORD001"}
    assert all(len(name) == 32 and int(name, 16) >= 0 for name in names(found))


@pytest.mark.parametrize("name", ["orders.csv", "2026-11-28 other.csv"])
def test_they_know_no_names_of_files_and_no_order_of_rows(name):
    assert names(of(MANY[::-1], name)) == names(of(MANY))


def test_a_scheme_is_written_down():
    """Whoever changes a fingerprint must change the scheme, too: baselines would be compared in vain."""
    assert SCHEME == "fulfil/v1"
    (name,) = (name for code, order, name in of(MANY[:1]) if (code, order) == ("ADR003", "A0"))
    assert name == "f52e98c43d2d6b78a8a3d432b034547c"


def test_what_names_no_order_is_told_apart_by_its_content():
    (one,) = {name for code, _, name in of([*MANY[:1], MANY[-1]]) if code == "ORD001"}
    (other,) = {name for code, _, name in of([*MANY[:1], MANY[-1].replace("7号", "8号")]) if code == "ORD001"}
    assert one != other


def test_an_unreadable_record_is_told_by_its_text_wherever_it_stands():
    broken = "A9,1,TOY"
    first = {name for code, _, name in of([broken, *MANY]) if code == "EXP007"}
    inside = {name for code, _, name in of([*MANY[:2], broken, *MANY[2:]]) if code == "EXP007"}
    assert first
    assert first <= inside or inside <= first
    other = {name for code, _, name in of(["A8,1,TOY", *MANY]) if code == "EXP007"}
    assert not first & other


def test_one_more_of_the_same_is_one_more():
    line = "A7,1,TOY,1,to_ship,2026-09-14 10:00:00,样本,13800001111,浙江省,杭州市,,文三路7号"
    once = {name for code, _, name in of([line]) if code == "ADR003"}
    twice = {name for code, _, name in of([line, line.replace(",1,TOY", ",2,CAR")]) if code == "ADR003"}
    assert len(once) == 1
    assert len(twice) == 2
    assert once < twice


def test_added_orders_and_a_later_moment_keep_them():
    more = "Z1,1,TOY,-1,to_ship,2026-09-14 09:00:00,样本,13800001111,浙江省,杭州市,西湖区,文三路9号"
    assert names(of(MANY)) < names(of([more, *MANY]))
    assert names(of(MANY, as_of=datetime(2026, 12, 1, tzinfo=UTC))) == names(of(MANY))


def test_findings_of_orders_are_the_same_in_two_files(tmp_path):
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path, lines in zip(paths, (MANY[1::2], MANY[::2]), strict=True):
        path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    one, two = ({each for each in found if each[1]} for found in (of(MANY), prints(paths)))
    assert names(one) == names(two)
