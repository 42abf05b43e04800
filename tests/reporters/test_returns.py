"""What reporters make of returns: golden files (FULFIL_REGENERATE=1), the schema, and the words."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import polars as pl
import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len
from rich.console import Console

from fulfil.metrics.returns.compared import compare
from fulfil.metrics.returns.named import named_figures
from fulfil.metrics.returns.result import DIMENSIONS, FromOrders, Incidence
from fulfil.reporters.csv_returns import COLUMNS, csv_pieces
from fulfil.reporters.json_report import json_pieces
from fulfil.reporters.plain import plain_lines, plain_returns
from fulfil.reporters.returns_answer import returns_answer
from fulfil.reporters.terminal import print_report
from fulfil.reporters.terminal_returns import print_returns_report
from fulfil.reporters.terminal_returns_time import differs
from fulfil.returns_before import read_before
from tests.reporters.returned import NASTY, YUAN, earlier, figures, lasted, owed, part, stage
from tests.reporters.test_golden import compare as golden
from tests.reporters.test_json_report import SCHEMA

FIGURES = figures()


@pytest.fixture
def report(audited, mixed_rows):
    def make(told=FIGURES, *, compared=False):
        held = compare("before/old.json", earlier(), told) if compared else None
        return replace(audited(mixed_rows), returns=told, compared=held)

    return make


def on_terminal(report, *, width=80, limit=2, encoding="utf-8", printer=print_returns_report):
    screen = io.TextIOWrapper(io.BytesIO(), encoding, errors="strict", newline="\n")
    console = Console(
        file=screen,
        width=width,
        force_terminal=True,
        color_system=None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    printer(report, console, limit=limit)
    screen.flush()
    told = screen.buffer.getvalue().decode(encoding)
    return "".join(line.rstrip() + "\n" for line in told.splitlines())


def shown(report, **options):
    """The figures alone."""
    text = on_terminal(report, **options)
    return text[: text.index("\nErrors ---")]


@pytest.mark.parametrize("width", [80, 120])
def test_terminal(report, width):
    golden(f"returns_{width}.txt", shown(report(compared=True), width=width))


@pytest.mark.parametrize("width", [80, 200])
def test_a_terminal_cuts_nothing_off(report, width):
    text = on_terminal(report(compared=True), width=width, limit=None)
    assert "of 3 shown" not in text
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert "…" not in text


def test_the_answer_is_the_first_line_and_findings_come_last(report):
    text = on_terminal(report(), width=300)
    assert text.startswith(
        "Half of the returns are refunded within 11.3 days, the open ones included; 41 are past"
    )
    places = [
        text.index(word)
        for word in ("\nStages", "\nHow they end", "\nOverdue", "\nErrors -", "\nNot checked")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_poor_code_pages(report, encoding):
    plain = replace(FIGURES, parts=FIGURES.parts[3:], notes=(), overdue=FIGURES.overdue[:1])
    told = replace(report(plain), findings=())
    assert "#######" in on_terminal(told, encoding=encoding)
    assert "█" in on_terminal(told)


def test_an_audit_tells_them_under_a_heading(report):
    text = on_terminal(report(), printer=print_report)
    assert text.startswith("10 findings")
    assert re.search(r"\nReturns -+\nHalf of the returns are refunded within 11.3 days", text)
    lines = list(plain_lines(report(), personal=False))
    assert sum(line.startswith("returns ") for line in lines) > 20


def test_without_returns_they_are_not_told(audited, mixed_rows):
    told = audited(mixed_rows)
    answer = "These files tell of no returns and no refunds."
    assert on_terminal(told).startswith(f"{answer}\n10 findings")
    assert next(iter(plain_returns(told, personal=False))) == f"{answer}\n"
    assert "".join(csv_pieces(told)).endswith(f"answer,,,,,,,,,{answer}\r\n")


def test_without_returns_nothing_is_said_of_them(audited, mixed_rows):
    told = audited(mixed_rows)
    assert "Returns" not in on_terminal(told, printer=print_report)
    assert not [line for line in plain_lines(told, personal=False) if line.startswith("returns")]
    assert "returns" not in json.loads("".join(json_pieces(told, personal=False)))["metrics"]


def test_plain(report):
    lines = list(plain_returns(report(compared=True), personal=False))
    told = "".join(lines).splitlines(keepends=True)
    assert all(line.endswith("\n") for line in lines if line)
    figures_only = [
        line for line in told if line.startswith("returns") or "overdue: " in line or "due soon: " in line
    ]
    golden("returns.plain", told[0] + "".join(figures_only))
    assert told[-2].startswith("Ages are counted to")


def test_csv(report):
    text = "".join(csv_pieces(report(compared=True)))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert all(None not in row and None not in row.values() for row in rows)
    golden("returns.csv", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    (half,) = [row for row in rows if row["section"] == "whole" and row["part"] == "p50"]
    assert [half[name] for name in ("value", "unit", "low", "high", "n", "open")] == [
        "9.2", "days", "8.1", "10.4", "212", "34",
    ]  # fmt: skip


def test_csv_runs_no_formula(report):
    told = replace(FIGURES, parts=(part("reason", '=HYPERLINK("x")', lasted(9, 0, 1.0)),), overdue=())
    rows = list(csv.reader(io.StringIO("".join(csv_pieces(report(told))))))
    cells = [cell for row in rows[1:] for cell in row]
    assert '\'=HYPERLINK("x")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "\t", "\r"))]


def test_no_name_moves_a_cursor(report):
    told = report(compared=True)
    texts = (
        "".join(plain_returns(told, personal=False)),
        "".join(csv_pieces(told)),
        on_terminal(told, limit=None),
        on_terminal(told, limit=None, printer=print_report),
    )
    assert NASTY[0] == "\x1b"
    for text in texts:
        assert "[red]" in text
        assert not set(text) & {"\x1b", "\x07", "\u202e"}


def as_json(report):
    return json.loads("".join(json_pieces(report, personal=False)))


@pytest.mark.parametrize("compared", [False, True])
def test_json_fits_the_schema(report, compared):
    told = as_json(report(compared=compared))
    Draft202012Validator(SCHEMA).validate(told)
    returns = told["metrics"]["returns"]
    assert returns["whole"]["p50_days"] == 9.2
    assert returns["whole"]["p95_days"] is None
    assert returns["whole"]["more_than_days"] == 44.5
    assert [one["p50_days"] for one in returns["stages"]] == [0.21, 2.0, 2.4, 4.8, None]
    assert returns["stages"][4]["why_not"] == "under 5 cases"
    assert [one["line"] for one in returns["overdue"]] == [5, 10, 15]
    assert (returns["compared"] is None) is not compared
    returns["surprise"] = 1
    assert not Draft202012Validator(SCHEMA).is_valid(told)


def test_the_schema_knows_the_dimensions():
    assert tuple(SCHEMA["$defs"]["returns_part"]["properties"]["dimension"]["enum"]) == DIMENSIONS


def test_figures_come_back_from_json_as_they_were(report, tmp_path):
    (tmp_path / "old.json").write_text("".join(json_pieces(report(), personal=False)), "utf-8")
    back = read_before(str(tmp_path / "old.json"))
    told = [(one.key, one.value, one.low, one.high, one.number, one.open) for one in named_figures(FIGURES)]
    assert len(told) > 100
    assert [
        (one.key, one.value, one.low, one.high, one.number, one.open) for one in named_figures(back)
    ] == told
    assert not any(one.changed for one in compare("old.json", back, FIGURES).changes)


def test_no_two_figures_have_one_name():
    keys = [one.key for one in named_figures(FIGURES)]
    assert len(keys) == len(set(keys))


def test_changes_of_what_is_in_one_run_only_are_not_told_as_growth():
    changes = {(one.section, one.name, one.part): one for one in compare("x", earlier(), FIGURES).changes}
    new = changes["stage", "inspected to settled", "cases"]
    assert (new.before, new.now, new.change, new.changed) == (None, 3, None, True)
    half = changes["whole", "", "p50"]
    assert half.change == pytest.approx(-2.8)
    assert changes["overdue", "", "money"].changed is False


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        (
            {"past_legal": 1},
            "11.3 days, the open ones included; 1 is past a legal limit; 61 % of the time is our",
        ),
        ({"past_legal": 0}, "; none is known to be past a legal limit; "),
        (
            {"past_legal": None},
            "; no legal limit can be counted here (see the notes); ",
        ),
        (
            {"incidence": (Incidence("refunded", 20, ((7, 0.1), (30, 0.31)), None),)},
            " have ended within 9.2 days, the open ones included; fewer than half are refunded (31.0 %",
        ),
        (
            {"incidence": (), "whole": lasted(212, 150, None, None, None, None, more=21.0)},
            "Fewer than half of the returns have ended within 21.0 days, the longest that was seen: 34 of",
        ),
        (
            {"whole": lasted(4, 1, why_not="under 5 cases"), "number": 4},
            "4 returns, 34 of them open; how long they take is not told (under 5 cases); 41 are past a legal",
        ),
        ({"outcomes": (("refunded", 212),)}, "11.3 days, none of them is open; "),
        (
            {"stages": (stage("sent back - settled", "several", 9.0, 0.7, lasted(9, 0, 1.0)),)},
            "; 70 % of the time passes from sent back to settled.",
        ),
        (
            {"stages": (stage("answered - sent back", "buyer", 9.0, 0.7, lasted(9, 0, 1.0)),)},
            "; 70 % of the time is the buyer's, from answered to sent back.",
        ),
        (
            {"number": 0},
            "No file of returns; jd.csv: 12 of 340 orders refunded (1,200.00), 3 with an open request.",
        ),
        (
            {"number": 0, "from_orders": ()},
            "No returns that count; 48 cases stand apart (refunded before shipment 41, price protection 7).",
        ),
        ({"number": 0, "from_orders": (), "apart": ()}, "No returns to count; 4 left out."),
        ({"number": 0, "from_orders": (), "apart": (), "left_out": ()}, "No returns in these files."),
    ],
)
def test_the_answer_says_no_more_than_the_data_support(told, answer):
    assert answer in returns_answer(replace(FIGURES, **told))


def test_nothing_is_printed_that_is_not_there(report):
    bare = replace(
        FIGURES, number=0, stages=(), outcomes=(), apart=(), left_out=(), incidence=(), open_by_age=(),
        answers_by_hour=(), answers_by_weekday=(), overdue=(), due_soon=None, parts=(), notes=(),
        order_to_refund=lasted(0, 0), from_orders=(FromOrders("jd.csv", 1, 1, 0, YUAN),),
    )  # fmt: skip
    text = shown(report(bare))
    titles = [
        word for word in ("Stages", "Where", "How they end", "Open,", "Due soon", "By ") if word in text
    ]
    assert titles == []
    assert "As order exports tell" in text
    Draft202012Validator(SCHEMA).validate(as_json(report(bare)))


def test_answers_by_hour_are_told_where_they_differ():
    hours = FIGURES.answers_by_hour
    assert differs(hours)
    assert not differs(hours[:10])
    assert not differs([replace(one, median_hours=4.0) for one in hours])


def test_what_is_owed_of_an_order_that_no_file_has_is_named_by_its_record(report):
    told = report(replace(FIGURES, overdue=(owed(3, 2.0, return_id=None, order_id=None),)))
    assert "\n         order A003 " in shown(told)
    assert as_json(told)["metrics"]["returns"]["overdue"][0]["order_id"] == "A003"
    nameless = replace(told, spine=told.spine.with_columns(order_id=pl.lit(None, pl.String)))
    assert "orders.csv:5 " in shown(nameless)
    assert "overdue case,orders.csv:5,refund: late,2,days" in "".join(csv_pieces(nameless))
