from __future__ import annotations

from fulfil.lock.lock import Feed
from fulfil.lock.match import feed_of, similarity

ABCD = Feed(name="x", profile="generic", columns=("A", "B", "C", "D"))
JD = Feed(name="jd_orders", profile="jd_orders", columns=("A", "Z"))


def test_the_kind_goes_before_the_header():
    assert feed_of((ABCD, JD), "jd_orders", ("A", "B", "C", "D"), "x.csv") is JD


def test_half_of_the_columns_is_enough_however_written_and_in_any_order():
    assert similarity((" b ", "Ａ", "N1", "N2", "N3"), ABCD) == 0.5
    assert feed_of((ABCD, JD), "generic", ("b", "a", "N"), "y.csv") is ABCD
    assert feed_of((ABCD,), "generic", ("a", "N"), "x.csv") is None


def test_what_nothing_recognises_and_a_kind_without_a_feed_go_by_the_header():
    assert feed_of((ABCD,), None, ("A", "B", "C"), "y.csv") is ABCD
    assert feed_of((ABCD,), "pdd_orders", ("A", "B", "C"), "y.csv") is ABCD
    assert feed_of((), None, ("A",), "y.csv") is None


def test_the_most_alike_wins_and_then_the_one_that_is_called_alike():
    other = ABCD.model_copy(update={"name": "y"})
    wide = Feed(name="w", profile="generic", columns=("A", "B", "C", "D", "E"))
    assert feed_of((wide, ABCD), "generic", ("A", "B", "C", "D"), "w.csv") is ABCD
    assert feed_of((ABCD, other), "generic", ABCD.columns, "y_2026.csv") is other
    assert feed_of((ABCD, other), "generic", ABCD.columns, "z.csv") is ABCD


def test_a_feed_whose_files_share_no_column_goes_by_the_others():
    assert similarity(("A",), Feed(name="x", profile="generic", sometimes=("A", "B"))) == 0.5
    assert similarity(("A",), Feed(name="x", profile="generic")) == 0
