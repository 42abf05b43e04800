from __future__ import annotations

import json
from pathlib import Path

import pytest

IGNORE = """\
[[ignore]]
rule = "ADR003"
order = "A002"
reason = "the courier knows the place"
until = {until}
"""


def write(until="2026-12-31", name="fulfil-ignore.toml"):
    Path(name).write_text(IGNORE.format(until=until), "utf-8")


def test_a_baseline_is_made_and_lets_the_old_pass(fulfil):
    code, _, error = fulfil("audit", "held.csv", "--baseline", "b.json")
    assert code == 4
    assert "--update-baseline" in error
    code, out, error = fulfil("audit", "held.csv", "--baseline", "b.json", "--update-baseline")
    assert (code, error) == (0, "")
    assert "updated b.json: 1 finding, 1 of them new; 0 dropped\n" in out
    made = Path("b.json").read_bytes()
    code, out, _ = fulfil("audit", "held.csv", "--baseline", "b.json")
    assert code == 0
    assert out.startswith("No findings in 5 orders. 1 old finding is in the baseline.")
    assert "held.csv:" not in "".join(line for line in out.splitlines() if "ADR003" in line)
    assert Path("b.json").read_bytes() == made
    assert fulfil("audit", "held.csv", "wide.csv", "--baseline", "b.json")[0] == 1


def test_an_ignore_file_is_found_and_named(fulfil):
    write()
    code, out, _ = fulfil("audit", "held.csv")
    assert code == 0
    assert "fulfil-ignore.toml:1: ADR003 of order A002: 1 finding ignored until 2026-12-31" in out
    write(name="other.toml")
    Path("fulfil-ignore.toml").unlink()
    assert fulfil("audit", "held.csv")[0] == 1
    assert fulfil("audit", "held.csv", "--ignore-file", "other.toml")[0] == 0


def test_an_order_goes_by_the_ignore_file_and_the_first_line_says_so(fulfil):
    write()
    code, out, _ = fulfil("handoff", "held.csv", "--out", "d")
    assert code == 0
    assert out.startswith("5 of 5 due orders may go (1 of them only by fulfil-ignore.toml); 0 are held")
    assert len(Path("d/held.ready.csv").read_text("utf-8").splitlines()) == 6


@pytest.mark.parametrize("command", [["audit", "held.csv"], ["handoff", "held.csv", "--out", "d"]])
def test_an_entry_that_has_ended_stops_the_run_after_the_report(fulfil, command):
    write("2026-09-13")
    code, out, error = fulfil(*command)
    assert code == 4
    assert "ADR003" in out
    assert error.startswith(
        "fulfil: fulfil-ignore.toml:1: this entry ended on 2026-09-13: ADR003 of order A002"
    )
    assert error.count("\n") == 2
    assert fulfil(*command, *(["--force"] if "handoff" in command else []), "--exit-zero")[0] == 4


def test_a_baseline_does_not_bury_what_was_ignored_for_a_time(fulfil):
    write("2026-09-13")
    code, _, error = fulfil("audit", "held.csv", "--baseline", "b.json", "--update-baseline")
    assert code == 4
    assert "the baseline was not updated" in error
    assert not Path("b.json").exists()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["--update-baseline"], 2),
        (["--diff", "held.csv"], 2),
        (["--ignore-file", "nowhere.toml"], 4),
        (["--ignore-file", "held.csv"], 4),
        (["--baseline", "held.csv"], 4),
        (["--baseline", "nowhere/b.json", "--update-baseline"], 2),
    ],
)
def test_what_cannot_be_used_is_one_message(fulfil, given, expected):
    code, _, error = fulfil("audit", "held.csv", *given)
    assert code == expected
    assert error.startswith("fulfil: ")
    assert error.count("\n") <= 2


def test_news_are_told_and_change_no_exit_code(fulfil):
    code, out, _ = fulfil("audit", "clean.csv", "--format", "json")
    Path("old.json").write_text(out, "utf-8")
    found, out, _ = fulfil("audit", "held.csv", "--diff", "old.json")
    assert (code, found) == (0, 1)
    assert "since old.json: ADR003: 1 new\n" in out
    assert [line for line in out.splitlines() if line.endswith(" [new]")]
    _, out, _ = fulfil("audit", "held.csv", "--diff", "old.json", "--format", "json")
    told = json.loads(out)
    assert told["diff"]["new"] == 1
    assert [f["new"] for f in told["findings"]] == [True]
