"""`fulfil policy`, the policy that is found, and the options that the gate goes by."""

from __future__ import annotations

import json

import pytest

from fulfil.policy.preset import presets


@pytest.fixture
def policy(folder):
    def write(text, name="fulfil.toml"):
        (folder / name).write_text(text, "utf-8")

    return write


def test_the_policy_of_the_folder_or_one_above_is_found_and_told(fulfil, folder, policy, monkeypatch):
    policy('ignore = ["ADR003"]\n')
    (folder / "inner").mkdir()
    monkeypatch.chdir(folder / "inner")
    code, out, _ = fulfil("audit", "../held.csv")
    assert code == 0
    assert "The limits are those of ../fulfil.toml." in out
    assert "By the policy not checked: ADR003." in out
    code, out, _ = fulfil("audit", "../held.csv", "--format", "json")
    told = json.loads(out)
    assert (told["judged_by"], told["off"]) == (["../fulfil.toml"], ["ADR003"])
    assert told["gate"] == {"reached": False, "fail_on": ["integrity-error"], "reasons": []}


def test_a_named_policy_counts_instead_of_the_one_that_is_found(fulfil, policy):
    policy('ignore = ["ADR003"]\n')
    policy("", "other.toml")
    assert fulfil("audit", "held.csv")[0] == 0
    assert fulfil("audit", "held.csv", "--policy", "other.toml")[0] == 1


@pytest.mark.parametrize("command", [("audit",), ("handoff", "--out", "dispatch"), ("returns",)])
def test_no_typo_of_a_policy_lets_a_file_pass(fulfil, policy, folder, command):
    name, *options = command
    for text, said in (
        ("[rules]\nADR0003.severity = 'note'\n", "did you mean `ADR003`?"),
        ("faill-on = 'error'\n", "did you mean `fail_on`?"),
        ("extends = ['cn-lav']\n", "did you mean `cn-law`?"),
    ):
        policy(text)
        code, out, err = fulfil(name, "held.csv", *options)
        assert (code, out) == (4, "")
        assert err.startswith("fulfil: fulfil.toml:")
        assert said in " ".join(err.split())
    assert not (folder / "dispatch").exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--ignore", "adr003"), 0),
        (("--ignore", "ADR"), 0),
        (("--ignore", "ADR", "--select", "ADR003"), 1),
        (("--select", "CON,DUP"), 0),
        (("--fail-on", "never"), 0),
        (("--fail-on", "service-error"), 0),
        (("--fail-on", "adr"), 1),
        (("--require", "ADR003", "--fail-on", "never"), 0),
        (("--require", "FRT001", "--fail-on", "never"), 1),
        (("--require", "FRT001", "--exit-zero"), 0),
    ],
)
def test_the_options_of_the_gate(fulfil, options, code):
    assert fulfil("audit", "held.csv", *options)[0] == code


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--select", "ADR0003"), "--select names “ADR0003”"),
        (("--fail-on", "eror"), "did you mean `error`?"),
        (("--require", "ADR003", "--ignore", "ADR003"), "ADR003 is required, and is not checked"),
        (("--fail-on", "never", "--fail-on", "error"), "or `never` alone"),
    ],
)
def test_options_that_cannot_be(fulfil, options, said):
    code, out, err = fulfil("audit", "held.csv", *options)
    assert (code, out) == (4, "")
    assert said in err


def test_a_run_without_any_rule_is_refused_and_not_green(fulfil):
    for command in (("audit", "--select", "ADR", "--ignore", "ADR"), ("returns", "--select", "SPL")):
        name, *options = command
        code, out, err = fulfil(name, "held.csv", *options)
        assert (code, out) == (2, "")
        assert "no rule is left to check" in err


def test_a_rule_that_rests_on_others_needs_no_selection_of_them(fulfil, folder):
    (folder / "absent.csv").write_text(
        "\n".join(without_county((folder / "wide.csv").read_text("utf-8"))), "utf-8"
    )
    for options in ((), ("--select", "EXP001"), ("--select", "EXP")):
        told = json.loads(fulfil("audit", "absent.csv", "--format", "json", *options)[1])
        assert [each["evidence"]["field"] for each in told["findings"] if each["rule"] == "EXP001"] == [
            "county"
        ]
    assert {each["rule"] for each in told["findings"] + told["folded"]} == {"EXP001"}
    told = json.loads(fulfil("audit", "absent.csv", "--format", "json", "--ignore", "ADR003")[1])
    assert "EXP001" not in {each["rule"] for each in told["findings"]}


def without_county(text):
    """The lines of an export, its county column left out."""
    rows = [line.split(",") for line in text.splitlines()]
    at = rows[0].index("county")
    return [",".join(cell for place, cell in enumerate(row) if place != at) for row in rows]


def test_what_is_off_is_told_by_family_where_all_of_it_is(fulfil):
    out = fulfil("audit", "held.csv", "--select", "ADR", "--select", "EXP007")[1]
    (line,) = [line for line in out.splitlines() if line.startswith("By the policy not checked: ")]
    assert line.startswith("By the policy not checked: EXP001 EXP002 ")
    assert line.endswith(" CON ORD SPL SHP DLV RET RFD FRT DUP.")
    assert "ADR" not in line


def test_a_required_rule_is_told_with_what_it_lacks(fulfil, policy):
    policy('require = ["FRT001"]\n')
    code, out, _ = fulfil("audit", "clean.csv")
    assert code == 1
    assert "FRT001 is required and was not checked: no freight table was given (--policy)" in out
    assert fulfil("handoff", "clean.csv", "--out", "dispatch")[0] == 0


def test_rates_let_a_normal_night_pass_and_refuse_a_drift(fulfil, policy):
    policy("[rules]\nADR003 = { max_rate = 0.2 }\n")
    assert fulfil("audit", "held.csv")[0] == 0
    policy("[rules]\nADR003 = { max_rate = 0.1 }\n")
    code, out, _ = fulfil("audit", "held.csv")
    assert code == 1
    assert "ADR003 is found in 1 of 5 rows (20 %), where 10 % may pass." in out


def test_what_holds_is_the_policys_to_say(fulfil, policy):
    policy("[rules]\nADR003.handoff = 'warn'\n")
    assert fulfil("handoff", "held.csv", "--out", "a")[0] == 0
    policy("[rules]\nADR013.handoff = 'hold'\n")
    assert fulfil("handoff", "held.csv", "--out", "b")[0] == 1


def test_init_check_and_show(fulfil, folder):
    code, out, _ = fulfil("policy", "init", "--extends", "cn-law")
    assert code == 0
    assert "wrote fulfil.toml" in out
    assert fulfil("policy", "init")[0] == 2
    code, out, _ = fulfil("policy", "check")
    assert code == 0
    assert out.startswith("fulfil.toml, over cn-law: ")
    lines = fulfil("policy", "show", "--given")[1].splitlines()
    assert (
        "returns.limits.refund\t7 days\tcn-law:17\tConsumer Rights Protection Law of China, art. 25 (2013)"
        in lines
    )
    assert 'fail_on\t["integrity-error"]\tfulfil.toml:8\t' in lines
    everything = json.loads(fulfil("policy", "show", "--format", "json")[1])
    ship = next(each for each in everything if each["key"] == "dispatch.ship_hours")
    assert ship == {"key": "dispatch.ship_hours", "value": 48.0, "from": "default", "line": None}
    assert (folder / "fulfil.toml").read_text("utf-8").startswith("## The policy of fulfil")


def test_check_names_what_is_wrong(fulfil, policy):
    policy('extends = ["cn-law", "eu"]\n')
    code, out, err = fulfil("policy", "check")
    assert (code, out) == (4, "")
    assert err.startswith("fulfil: fulfil.toml:1: “cn-law” and “eu” contradict each other at ")
    assert fulfil("policy", "check", "--policy", "cn-law")[0] == 0


def test_check_reads_the_ignore_file_beside_it(fulfil, policy):
    entry = '[[ignore]]\nrule = "ADR003"\norder = "A1"\nreason = "x"\nuntil = 2026-12-31\n'
    policy("")
    policy(entry, "fulfil-ignore.toml")
    code, out, _ = fulfil("policy", "check")
    assert (code, out.splitlines()[1]) == (0, "fulfil-ignore.toml: 1 entry")
    policy(entry.replace("ADR003", "ADR0003"), "fulfil-ignore.toml")
    code, _, err = fulfil("policy", "check")
    assert code == 4
    assert err.startswith("fulfil: fulfil-ignore.toml:2: ")


def test_schema_and_presets(fulfil):
    assert json.loads(fulfil("policy", "schema")[1])["title"] == "Policy of fulfil"
    lines = fulfil("policy", "presets")[1].splitlines()
    assert [line.split("\t")[0] for line in lines[1:]] == list(presets())
    assert fulfil("policy", "presets", "eu")[1] == presets()["eu"]
    code, _, err = fulfil("policy", "presets", "cn-lav")
    assert code == 2
    assert "did you mean `cn-law`?" in err


def test_a_file_that_cannot_be_written(fulfil, folder):
    code, out, err = fulfil("policy", "init", "nowhere/fulfil.toml")
    assert (code, out) == (2, "")
    assert "nowhere/fulfil.toml: it cannot be written" in err
    assert list(folder.glob("*.toml")) == []
