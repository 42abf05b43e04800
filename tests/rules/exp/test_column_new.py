from __future__ import annotations

BEFORE = "order_id,sku,quantity\nA1,S1,1\n"


def test_each_new_column_is_a_note_at_the_header(delivered):
    outcome = delivered(BEFORE, "order_id,新列,sku,quantity,shop\nA1,x,S1,1,y\n")
    assert outcome.messages("EXP011") == [
        "the column “新列” is new in the feed canonical",
        "the column “shop” is new in the feed canonical",
    ]
    assert {found["line"] for found in outcome.findings["EXP011"]} == {1}
    assert outcome.codes == ["EXP011"]


def test_what_this_program_added_and_columns_without_a_name_are_not_new(delivered):
    assert delivered(BEFORE, "order_id,sku,quantity,fulfil_rules,\nA1,S1,1,x,\n").codes == []
