from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli.app import app, run
from fulfil.errors import ExitCode, UnreadableError
from tests.readme import every_command

COMMANDS = dict(every_command())


def test_there_are_commands():
    assert {"handoff", "audit", "inspect", "rules", "explain", "policy check"} <= set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_mentions_every_option(name):
    told = CliRunner().invoke(app, [*name.split(), "--help"], env={"COLUMNS": "200"})
    assert told.exit_code == 0
    options = [option for parameter in COMMANDS[name].params for option in parameter.opts if option[0] == "-"]
    assert options or name == "policy schema"
    assert not [option for option in options if option not in told.output]
    assert all(parameter.help for parameter in COMMANDS[name].params)


def test_help_loads_neither_engine_nor_models():
    look = (
        "import sys\n"
        "from fulfil.cli.app import run\n"
        "code = run(['--help'])\n"
        "heavy = {'polars', 'pydantic', 'dateutil', 'chinese_calendar'}\n"
        "heavy |= {'fulfil.audit', 'fulfil.calendars', 'fulfil.reporters', 'fulfil.rules'}\n"
        "sys.exit(f'{heavy & set(sys.modules)}' if heavy & set(sys.modules) else code)\n"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "handoff" in done.stdout


def test_version(fulfil):
    code, out, _ = fulfil("--version")
    assert code == 0
    assert out.startswith("fulfil ")


@pytest.mark.parametrize(
    ("arguments", "what", "hint"),
    [
        (["hand-off"], "no such command", "handoff"),
        (["audit", "held.csv", "--forma", "json"], "no such option: --forma", "--format"),
        (["handoff"], "missing argument", "fulfil handoff --help"),
        (["audit"], "no file is given", "a folder of them"),
        (["handoff", "held.csv"], "missing option '--out'", "fulfil handoff --help"),
        (["audit", "held.csv", "--limit", "-1"], "--limit", "fulfil audit --help"),
        (["audit", "held.csv", "--format", "xml"], "--format", "fulfil audit --help"),
        (["audit", "nothing*.csv"], "nothing*.csv: no file matches", ""),
        (["audit", "-", "-"], "standard input can be read only once", ""),
        (["audit", "held.csv", "--carrier", "SF"], "--carrier says nothing", "--coverage"),
        (["audit", "held.csv", "--as-of", "09/10/2026"], "several ways", "2026-09-15 18:00"),
        (["audit", "held.csv", "--status", "待配货=dew"], "names no state", "did you mean due"),
        (["audit", "held.csv", "--encoding", "utf-99"], "utf-99", ""),
        (["explain", "ADR004x"], "there is no rule", "did you mean"),
    ],
)
def test_usage_errors_say_what_to_do(fulfil, arguments, what, hint):
    code, out, err = fulfil(*arguments)
    assert code == ExitCode.USAGE
    assert not out
    assert err.startswith("fulfil: ")
    assert what in err
    assert hint in err
    assert "Traceback" not in err


def test_an_unreadable_input_names_file_and_hint(fulfil, folder):
    (folder / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    for name in ("photo.csv", "missing.csv"):
        code, _, err = fulfil("audit", name)
        assert code == ExitCode.UNREADABLE
        assert err.startswith(f"fulfil: {name}")
        assert "\nhint: " in err


def test_a_bug_is_one_line(monkeypatch, fulfil):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("inner\nworkings")

    monkeypatch.setattr("fulfil.audit.checked", broken)
    code, _, err = fulfil("audit", "held.csv")
    assert code == 70
    assert err == (
        "fulfil: this is a bug in fulfil: ZeroDivisionError: inner workings\n"
        "hint: please report it with what FULFIL_TRACEBACK=1 shows\n"
    )
    monkeypatch.setenv("FULFIL_TRACEBACK", "1")
    assert "Traceback" in fulfil("audit", "held.csv")[2]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (MemoryError(), 2),
        (OSError(28, "No space left on device"), 2),
        (UnreadableError("odd", path="x\x1b[31m.csv", line=3, hint="look"), 3),
    ],
)
def test_other_ends(monkeypatch, fulfil, error, code):
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("fulfil.audit.checked", broken)
    got, _, err = fulfil("audit", "held.csv")
    assert got == code
    assert "Traceback" not in err
    assert "\x1b" not in err


def test_run_gives_the_exit_code():
    assert run(["audit", "clean.csv"]) == 0
    assert run(["audit", "held.csv"]) == 1
