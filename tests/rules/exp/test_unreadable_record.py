from __future__ import annotations

HEADER = "order_id,province,city,county,street\n"
GOOD = "{},浙江省,杭州市,西湖区,文三路391号\n"


def test_a_record_that_names_its_order_holds_that_one(audit_texts):
    outcome = audit_texts(
        HEADER + GOOD.format("A1") + GOOD.format("A2") + "A1,浙江省,杭州市\n" + GOOD.format("A3")
    )
    assert outcome.orders("EXP007") == ["A1"]
    finding = outcome.findings["EXP007"][0]
    assert (finding["line"], finding["text"]) == (4, "A1,浙江省,杭州市")
    assert finding["message"] == "line 4 cannot be read: it has fewer cells than the header"


def test_a_record_that_names_none_holds_its_neighbours(audit_texts):
    outcome = audit_texts(HEADER + GOOD.format("A1") + "x,y\n" + GOOD.format("A2") + GOOD.format("A3"))
    assert outcome.orders("EXP007") == ["A1", "A2"]


def test_an_order_of_several_lines_is_told_once(audit_texts):
    head = "order_id,sku,province,city,county,street\n"
    line = "A1,{},浙江省,杭州市,西湖区,文三路391号\n"
    outcome = audit_texts(head + line.format("KY-1") + line.format("KY-2") + "A1,KY-3\n")
    assert outcome.orders("EXP007") == ["A1"]


def test_a_file_without_any_row_is_told_without_an_order(audit_texts):
    outcome = audit_texts(HEADER + "A1,浙江省\n")
    assert outcome.orders("EXP007") == [None]
    assert outcome.findings["EXP007"][0]["file"] == 0


def test_blank_lines_and_totals_are_no_records(audit_texts):
    assert audit_texts(HEADER + GOOD.format("A1") + "\n合计,,,,\n").codes == []


def test_too_many_cells_and_broken_quotes(audit_texts):
    outcome = audit_texts(
        HEADER
        + GOOD.format("A1")
        + "A1,浙江省,杭州市,西湖区,文三路,391号\n"
        + 'A1,"浙江省"x,杭州市,西湖区,文三路\n'
    )
    reasons = [row["reason"] for row in outcome.findings["EXP007"]]
    assert reasons == ["it has more cells than the header", "its quotation marks do not match"]
