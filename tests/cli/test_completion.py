from __future__ import annotations

import pytest

from cli.app import run
from fulfil.formats import Format

#: Shell -> what its script sets when somebody has typed `fulfil audit --format s`.
ASKED = {
    "bash": {"COMP_WORDS": "fulfil audit --format s", "COMP_CWORD": "3"},
    "zsh": {"_TYPER_COMPLETE_ARGS": "fulfil audit --format s"},
    "fish": {"_TYPER_COMPLETE_ARGS": "fulfil audit --format s", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    "powershell": {
        "_TYPER_COMPLETE_ARGS": "fulfil audit --format s",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "s",
    },
}


def completed(monkeypatch, capsys, shell, **asked):
    for name, value in (ASKED[shell] | asked).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("_FULFIL_COMPLETE", f"complete_{shell}")
    with pytest.raises(SystemExit) as ended:
        run([])
    assert not ended.value.code
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", ASKED)
def test_formats_are_completed(monkeypatch, capsys, shell):
    told = completed(monkeypatch, capsys, shell)
    assert [form for form in Format if form in told] == [Format.SARIF]


def test_commands_are_completed(monkeypatch, capsys):
    told = completed(monkeypatch, capsys, "bash", COMP_WORDS="fulfil h", COMP_CWORD="1")
    assert told.split() == ["handoff"]


@pytest.mark.parametrize("shell", [*ASKED, "pwsh"])
def test_the_script_of_the_shell_in_use_is_shown(monkeypatch, capsys, shell):
    monkeypatch.setattr("shellingham.detect_shell", lambda: (shell, shell))
    with pytest.raises(SystemExit) as ended:
        run(["--show-completion"])
    assert not ended.value.code
    assert "_FULFIL_COMPLETE" in capsys.readouterr().out
