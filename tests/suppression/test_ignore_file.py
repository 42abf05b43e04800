from __future__ import annotations

from datetime import date

import pytest

from fulfil.errors import ExitCode, PolicyError
from fulfil.suppression.discovery import find_ignored
from fulfil.suppression.ignore_file import NAME, read_ignored

CODES = ("ADR003", "ADR013", "SPL002", "X001")
HEAD = "# what we know of\n\n[[ignore]]\n"


def entry(**changed):
    told = {"rule": '"SPL002"', "order": '"A1"', "reason": '"known"', "until": "2026-12-31"} | changed
    return HEAD + "".join(f"{key} = {value}\n" for key, value in told.items() if value is not None)


def read(tmp_path, text):
    path = tmp_path / NAME
    path.write_text(text, "utf-8")
    return read_ignored(str(path), CODES)


def test_an_entry_is_a_rule_an_order_a_reason_and_an_end(tmp_path):
    told = read(tmp_path, entry() + entry(order='"A2"', shop='"S"', platform='"Taobao"', rule='"X001"'))
    assert [(one.rule, one.order, one.shop, one.platform) for one in told.entries] == [
        ("SPL002", "A1", None, None),
        ("X001", "A2", "S", "Taobao"),
    ]
    assert told.entries[0].until == date(2026, 12, 31)
    assert told.lines == (3, 10)


def test_an_empty_file_ignores_nothing(tmp_path):
    assert read(tmp_path, "# nothing yet\n").entries == ()


def test_entries_of_one_list_have_their_lines_too(tmp_path):
    one = '{rule = "SPL002", order = "A1", reason = "x", until = 2026-12-31}'
    assert read(tmp_path, f"\nignore = [{one}]\n").lines == (2,)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (entry(rule='"SPL02"'), 4, "`SPL02` is no rule; did you mean `SPL002`?"),
        (entry(rule='"spl002"'), 4, "did you mean `SPL002`?"),
        (entry(rule='"SPL"'), 4, "is a family"),
        (entry(rule='"X"'), 4, "is a family"),
        (entry(reason='" "'), 6, "`reason`: it is empty"),
        (entry(reason=None, reasn='"x"'), 7, "`reasn` is no key of an entry; did you mean `reason`?"),
        (entry(reason=None), 3, "it has no `reason`"),
        (entry(until=None), 3, "it has no `until`"),
        (entry(until='"2026-12-31"'), 7, "it is no date; write it without quotes"),
        (entry(until="2026-12-31T10:00:00"), 7, "it is no date"),
        (entry(order="12"), 5, 'write it in quotes: order = "12"'),
        (entry(order='""'), 5, "it is empty; an entry names one order"),
        ("\n[[ignored]]\n", 2, "`ignored` is no key of an ignore file; did you mean `ignore`?"),
        ('\n[ignore]\nrule = "SPL002"\n', 2, "entries are tables"),
        ("\nignore = [3]\n", 2, "entries are tables"),
        ("\n[[ignore]\n", 2, "no valid TOML"),
        (entry() + entry(reason='"again"'), 10, "SPL002 of order A1 is ignored twice, here and on line 3"),
        (entry(shop='"S"') + entry(), 11, "ignored twice"),
        (entry(shop='"S"') + entry(platform='"P"'), 11, "ignored twice"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(tmp_path, text, line, words):
    with pytest.raises(PolicyError) as refused:
        read(tmp_path, text)
    assert words in refused.value.what
    assert refused.value.line == line
    assert refused.value.exit_code is ExitCode.POLICY


@pytest.mark.parametrize("other", [{"shop": '"T"'}, {"order": '"A2"'}, {"rule": '"ADR003"'}])
def test_what_differs_is_no_repetition(tmp_path, other):
    assert len(read(tmp_path, entry(shop='"S"') + entry(**{"shop": '"S"', **other})).entries) == 2


def test_it_is_found_beside_the_policy_and_else_upward(tmp_path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_ignored(deep) is None
    (tmp_path / NAME).write_text("", "utf-8")
    assert find_ignored(deep) == f"../../{NAME}"
    (tmp_path / "policies").mkdir()
    assert find_ignored(deep, tmp_path / "policies") == f"../../{NAME}"
    (tmp_path / "policies" / NAME).write_text("", "utf-8")
    assert find_ignored(deep, tmp_path / "policies") == f"../../policies/{NAME}"


def test_a_file_that_is_named_must_be_there(tmp_path):
    with pytest.raises(PolicyError):
        read_ignored(str(tmp_path / "nowhere.toml"), CODES)
