from __future__ import annotations

import re
import shlex

import polars as pl

from fulfil.errors import ExitCode
from fulfil.policy.policy_file import load_policy, overridden, policy_of
from fulfil.rules.registry import RULES
from fulfil.rulings import check_codes
from fulfil.sets.patterns import roles_of
from tests.readme import BLOCKS, README, ROOT, commands, names, written

TEXT = README.read_text(encoding="utf-8")


def test_generated_parts_say_what_the_code_says():
    assert set(names(TEXT)) == {*BLOCKS, "bench"}
    assert written(TEXT) == TEXT, "run `python -m tests.readme`"


def test_the_first_two_commands_are_one_line_each_and_use_only_python_and_a_shell():
    first, second = commands(TEXT)
    for command in (first, second):
        assert "\n" not in command
        assert f"```sh\n{command}\n```" in TEXT
        programs = {shlex.split(part)[0] for part in command.split("&&")}
        assert programs <= {"python3", ".venv/bin/pip", ".venv/bin/fulfil", ".venv/bin/pytest"}
    assert " fulfil handoff " in first.replace(".venv/bin/", " ")
    assert second.endswith(".venv/bin/pytest")
    assert TEXT.index(first) < TEXT.index(second)
    fences = re.findall(r"```sh\n(.*?)\n```", TEXT, re.DOTALL)
    assert fences[:2] == [first, second]


def test_the_first_command_reads_a_fixture_that_is_there():
    first, _ = commands(TEXT)
    paths = [word for word in shlex.split(first) if word.startswith("fixtures/")]
    assert paths
    assert all((ROOT / path).is_file() for path in paths)


def test_folders_and_files_that_are_named_exist():
    named = set(re.findall(r"`((?:fulfil|cli|tests|fixtures|\.ci)/[\w./]*)`", TEXT))
    assert len(named) > 3
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_options_that_are_named_exist():
    known = set(
        re.findall(
            r"`(--[\w-]+)`", written(TEXT).split("<!-- generated: commands -->")[1].split("<!-- end")[0]
        )
    )
    assert len(known) > 10
    lines = re.findall(r"^fulfil .*$", TEXT, re.MULTILINE)
    assert lines
    used = {word for line in lines for word in line.split() if word.startswith("--")}
    assert used <= known


def test_exit_codes_are_all_told():
    told = re.findall(r"^\| (\d) \|", TEXT, re.MULTILINE)
    assert [int(code) for code in told] == sorted(ExitCode)


def test_figures_name_the_cores_that_they_were_measured_on():
    body = TEXT.split("<!-- generated: bench -->")[1].split("<!-- end: bench -->")[0]
    assert re.search(r"\d+ cores", body)
    assert "`fulfil handoff`" in body


def test_the_policy_that_is_shown_reads_and_knows_its_own_sets():
    (shown,) = re.findall(r"```toml policy\n(.*?)```", TEXT, re.DOTALL)
    policy = policy_of(shown)
    assert policy.freight.free_from == 99
    told = roles_of(pl.Series(["desk-140-set", "desk-140-leg", "kfr-35g"]), policy.split.patterns)
    assert told["role"].to_list() == ["set", "legs", None]


def test_the_policy_with_rules_that_is_shown_can_be_used(tmp_path):
    (shown,) = re.findall(r"```toml ruled\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "fulfil.toml"
    path.write_text(shown, "utf-8")
    found = load_policy([str(path)])
    check_codes(found, RULES)
    assert found.policy.rules["ADR003"].max_rate == 0.001
    assert overridden(found.policy, found.policy.overrides[0]).dispatch.ship_hours == 72
