"""What a policy extends: presets and files below it, contradictions and circles."""

from __future__ import annotations

import re

import pytest

from fulfil.errors import ExitCode, PolicyError
from fulfil.policy.policy import Policy
from fulfil.policy.policy_file import load_policy, read_policy


@pytest.fixture
def write(tmp_path):
    def written(text, name="fulfil.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return str(path)

    return written


def refused(path, what, line):
    with pytest.raises(PolicyError, match=re.escape(what)) as caught:
        load_policy([path])
    assert caught.value.line == line
    assert caught.value.exit_code is ExitCode.POLICY
    return caught.value


def test_a_file_is_laid_over_what_it_extends(write):
    path = write('extends = ["cn-law", "cn-platform"]\n[returns.limits.refund]\ndays = 5\nsource = "ours"\n')
    found = load_policy([path])
    limits = found.policy.returns.limits
    assert (limits.refund.days, limits.refund.source, limits.refund.legal) == (5, "ours", False)
    assert limits.window.days == 7
    assert limits.respond.days == 5
    assert found.names == ("cn-law", "cn-platform", path)


def test_files_are_found_from_the_file_that_names_them(write):
    write("[split]\nspare_units = 3\n", "base/company.toml")
    write('extends = "company.toml"\n[dispatch]\nship_hours = 30\n', "base/team.toml")
    policy = read_policy([write('extends = "base/team.toml"\n')])
    assert (policy.split.spare_units, policy.dispatch.ship_hours) == (3, 30)


def test_what_two_extend_in_common_is_laid_down_once(write):
    write("[split]\nspare_units = 3\n", "base.toml")
    write('extends = "base.toml"\n[dispatch]\nship_hours = 30\n', "a.toml")
    write('extends = "base.toml"\n[times]\nstray_days = 9\n', "b.toml")
    found = load_policy([write('extends = ["a.toml", "b.toml"]\n')])
    assert [name.rsplit("/", 1)[-1] for name in found.names] == [
        "base.toml",
        "a.toml",
        "b.toml",
        "fulfil.toml",
    ]


def test_presets_that_contradict_each_other_are_refused_by_both_names_and_values(write):
    path = write('# ours\nextends = ["cn-law", "eu"]\n')
    error = refused(path, "“cn-law” and “eu” contradict each other at `returns.limits.", 2)
    assert "say in this file" in error.hint


def test_a_contradiction_is_settled_by_the_file_itself(write):
    limits = "\n".join(f"[returns.limits.{name}]\ndays = 9\n" for name in ("refund", "window"))
    settled = '[returns.limits]\nrefund_from = "goods"\nwindow_of = "line"\n'
    policy = read_policy([write(f'extends = ["cn-law", "eu"]\n{settled}{limits}')])
    assert policy.returns.limits.refund.days == 9


def test_the_same_value_twice_is_no_contradiction(write):
    write("[split]\nspare_units = 3\n", "a.toml")
    write("[split]\nspare_units = 3\n", "b.toml")
    assert read_policy([write('extends = ["a.toml", "b.toml"]\n')]).split.spare_units == 3


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_circle_is_told_with_its_way(write, steps):
    names = [f"{number}.toml" for number in range(steps)]
    for name, following in zip(names, [*names[1:], names[0]], strict=True):
        write(f'# x\nextends = "{following}"\n', name)
    error = refused(write(f'extends = "{names[0]}"\n'), "extend each other in a circle: ", 2)
    assert str(error).endswith(" -> ".join([*names, names[0]]))


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ('\nextends = ["cn-lav"]\n', "there is no policy called “cn-lav”; did you mean `cn-law`?", 2),
        ("extends = 3\n", "`extends` is a list of names", 1),
        ('extends = [["cn-law"]]\n', "`extends` is a list of names", 1),
        ('extend = "cn-law"\n', "`extend` is no key of a policy; did you mean `extends`?", 1),
        ('fail-onn = "never"\n', "`fail_onn` is no key of a policy; did you mean `fail_on`?", 1),
        ("\nfail-on = []\n", "give what reaches the gate, or `never` alone", 2),
        ('fail-on = ["never", "error"]\n', "give what reaches the gate, or `never` alone", 1),
        ("[rules]\nADR003 = { severety = 'note' }\n", "did you mean `severity`?", 2),
        ("[rules.ADR003]\n\nmax_rate = 1.5\n", "less than or equal to 1", 3),
        ("[rules]\nADR003 = 'off'\n", "it must be a table", 2),
        ("[[overrides]]\nshop = 'A'\n", "it changes nothing", 1),
        ("[[overrides]]\nrules.ADR003.enabled = false\n", "it says of no platform, shop, country", 1),
        ("[[overrides]]\nshop = 'A'\ndispatch.ship_hour = 3\n", "did you mean `ship_hours`?", 3),
        ("[[overrides]]\nshop = 'A'\ndispatch.ship_hours = 0\n", "greater than 0", 3),
        ("[[overrides]]\nshop = 'A'\ndispach.ship_hours = 9\n", "did you mean `dispatch`?", 3),
        ("[[overrides]]\nshop = 'A'\nsystemic.share = 0.5\n", "`systemic` is no key of a policy", 3),
        ("[[overrides]]\nshop = 'A'\nrules.ADR003.max_rate = 0.1\n", "`max_rate` is no key of a policy", 3),
    ],
)
def test_a_typo_is_refused_with_its_line(write, text, what, line):
    refused(write(text), what, line)


def test_what_is_wrong_below_is_told_where_it_stands(write):
    below = write("[split]\nspare_unit = 1\n", "base.toml")
    with pytest.raises(PolicyError) as caught:
        load_policy([write('extends = "base.toml"\n')])
    assert (caught.value.path, caught.value.line) == (below, 2)


def test_pyproject_holds_a_policy_in_a_table_of_its_own(write):
    text = '[project]\nname = "x"\n[tool.fulfil]\nfail-on = "error"\n[tool.fulfil.split]\nspare_units = 2\n'
    path = write(text, "pyproject.toml")
    policy = read_policy([path])
    assert (policy.fail_on, policy.split.spare_units) == (("error",), 2)
    path = write(text.replace("spare_units", "spare_unit"), "pyproject.toml")
    refused(path, "did you mean `spare_units`?", 6)
    path = write('[project]\nname = "x"\n', "pyproject.toml")
    refused(path, "it has no table [tool.fulfil]", None)


def test_the_command_line_replaces_some_lists_and_adds_to_others(write):
    path = write('select = ["ADR"]\nignore = ["ADR013"]\nrequire = ["ADR003"]\nfail-on = "error"\n')
    said = {"select": ["SPL"], "ignore": ["SPL010"], "require": ["SPL001"], "fail_on": ["never"]}
    policy = load_policy([path], said).policy
    assert policy.select == ("SPL",)
    assert policy.ignore == ("ADR013", "SPL010")
    assert policy.require == ("ADR003", "SPL001")
    assert policy.fail_on == ("never",)
    assert load_policy([path], {"select": []}).policy.select == ("ADR",)


def test_words_with_a_hyphen_or_an_underscore_are_one_key(write):
    assert read_policy([write('fail_on = "error"\n')]).fail_on == ("error",)
    assert read_policy([write('fail-on = "error"\n')]).fail_on == ("error",)
    assert Policy().fail_on == ("integrity-error",)
