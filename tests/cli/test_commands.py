from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from fulfil.rules.registry import RULES


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_exit_code_knows_no_format(fulfil, form):
    assert fulfil("audit", "clean.csv", "--format", form)[0] == 0
    assert fulfil("audit", "held.csv", "--format", form)[0] == 1
    assert fulfil("audit", "held.csv", "--format", form, "--exit-zero")[0] == 0


def test_handoff_writes_and_answers(fulfil, folder):
    code, out, _ = fulfil("handoff", "held.csv", "--out", "dispatch")
    assert code == 1
    assert out.startswith("4 of 5 due orders may go; 1 is held; 0 were not due.")
    assert "wrote dispatch/held.ready.csv: 4 records (ready)" in out.replace("\\", "/")
    assert (folder / "dispatch" / "held.held.csv").exists()
    assert fulfil("handoff", "held.csv", "--out", "dispatch")[0] == 2
    assert fulfil("handoff", "held.csv", "--out", "dispatch", "--force")[0] == 1


def test_handoff_of_clean_orders_exits_zero(fulfil):
    assert fulfil("handoff", "clean.csv", "--out", "dispatch")[0] == 0


def test_status_words_of_the_users_own(fulfil):
    assert fulfil("handoff", "odd.csv", "--out", "a")[0] == 1
    code, out, _ = fulfil("handoff", "odd.csv", "--out", "b", "--status", "待配货=due")
    assert code == 0
    assert out.startswith("5 of 5 due orders may go")
    code, out, _ = fulfil("handoff", "odd.csv", "--out", "c", "--status", "待配货=in-review")
    assert out.startswith("0 of 0 due orders may go; 0 are held; 5 were not due")


def test_as_of_is_stated(fulfil):
    told = json.loads(fulfil("audit", "clean.csv", "--as-of", "2026-09-15 18:00", "--format", "json")[1])
    assert told["as_of"] == "2026-09-15T10:00:00+00:00"
    assert (
        "2026-09-15 18:00:00+08:00 (Asia/Shanghai), as stated"
        in fulfil("audit", "clean.csv", "--as-of", "2026-09-15T10:00Z")[1]
    )


def test_a_folder_and_a_pattern(fulfil):
    everything = json.loads(fulfil("audit", ".", "--format", "json")[1])
    assert [file["path"] for file in everything["files"]] == ["clean.csv", "held.csv", "odd.csv", "wide.csv"]
    some = json.loads(fulfil("audit", "*d*.csv", "--format", "json")[1])
    assert [file["path"] for file in some["files"]] == ["held.csv", "odd.csv", "wide.csv"]


def test_standard_input(process, folder):
    packed = gzip.compress((folder / "held.csv").read_bytes())
    for data in ((folder / "held.csv").read_bytes(), packed):
        done = process("audit", "-", input=data)
        assert done.returncode == 1
        assert b"\n-:4: ADR003" in done.stdout


def test_a_pipe_gets_every_finding_without_personal_data(fulfil):
    out = fulfil("audit", "wide.csv", "--limit", "1")[1]
    assert len(re.findall(r":\d+: ADR003 ", out)) == 150
    assert "13800001111" not in out
    assert "\x1b" not in out


def test_json_is_utf8_whatever_the_locale(process):
    done = process("audit", "held.csv", "--format", "json", env={"PYTHONIOENCODING": "ascii"})
    assert json.loads(done.stdout.decode("utf-8"))["findings"]


def test_code_page_936(process):
    done = process("audit", "held.csv", env={"PYTHONIOENCODING": "cp936"})
    assert "浙江省/杭州市" in done.stdout.decode("cp936")
    done = process("audit", "held.csv", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert b"ADR003" in done.stdout
    assert not done.stderr


def test_a_reader_who_leaves_is_no_error(process):
    read, write = os.pipe()
    os.close(read)
    done = process("audit", "wide.csv", stdout=write)
    os.close(write)
    assert done.returncode == 1
    assert not done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_said(process):
    with Path("/dev/full").open("w") as full:
        done = process("audit", "held.csv", stdout=full)
    assert done.returncode == 2
    assert done.stderr.startswith(b"fulfil: standard output cannot be written")


def test_inspect(fulfil):
    code, out, _ = fulfil("inspect", "held.csv")
    assert code == 0
    assert "column: county <- county\n" in out
    assert "records: 5 read as 5 lines of orders\n" in out
    assert "held.csv:2: phone = ***\n" in out
    assert "held.csv:2: phone = 13800001111\n" in fulfil("inspect", "held.csv", "--show-personal-data")[1]


def test_rules_lists_every_rule(fulfil):
    lines = fulfil("rules")[1].splitlines()
    assert len(lines) == len(RULES) + 1 > 2
    assert [line.split("\t")[0] for line in lines[1:]] == [rule.code for rule in RULES]


def test_every_rule_is_explained_by_code_and_by_name(fulfil):
    assert RULES
    for rule in RULES:
        code, out, _ = fulfil("explain", rule.code.lower())
        assert code == 0
        assert rule.summary in out
        assert fulfil("explain", rule.name)[1] == out


def test_the_answer_says_when_no_address_was_looked_at(fulfil, folder):
    (folder / "bare.csv").write_text("order_id,sku,quantity\nA1,S1,1\n", "utf-8")
    _, out, _ = fulfil("handoff", "bare.csv", "--out", "dispatch")
    first = out.splitlines()[0]
    assert "bare.csv has no address column: no address was checked." in first
    assert "bare.csv has no status column: every order counts as due." in first
