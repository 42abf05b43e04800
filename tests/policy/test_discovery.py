"""Which policy is in force where nobody names one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fulfil.errors import PolicyError
from fulfil.policy.discovery import find_policy


@pytest.fixture
def inner(tmp_path):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    return folder


def test_the_nearest_counts_seen_from_the_folder(tmp_path, inner):
    assert find_policy(inner) is None
    (tmp_path / "fulfil.toml").write_text("")
    assert find_policy(inner) == str(Path("..", "..", "fulfil.toml"))
    (inner.parent / "pyproject.toml").write_text("[tool.fulfil]\n")
    assert find_policy(inner) == str(Path("..", "pyproject.toml"))
    (inner / "fulfil.toml").write_text("")
    assert find_policy(inner) == "fulfil.toml"


def test_a_project_without_a_policy_is_passed_by(tmp_path, inner):
    (tmp_path / "fulfil.toml").write_text("")
    for text in ("[tool.ruff]\n", "tool = 3 # fulfil\n", "not toml: [[ fulfil", "[tool]\nfulfils = 1\n"):
        (inner / "pyproject.toml").write_text(text)
        assert find_policy(inner) == str(Path("..", "..", "fulfil.toml"))


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("fulfill.toml", "", "read from fulfil.toml only"),
        (".fulfil.toml", "", "read from fulfil.toml only"),
        ("fulfil.yaml", "", "read from fulfil.toml only"),
        ("pyproject.toml", "[tool.fulfill]\n", r"did you mean \[tool.fulfil\]"),
        ("pyproject.toml", "[tool.fulfil]\nx = \n", "no valid TOML"),
    ],
)
def test_a_policy_that_would_be_passed_over_in_silence_is_refused(inner, name, text, what):
    (inner / name).write_text(text)
    with pytest.raises(PolicyError, match=what) as caught:
        find_policy(inner)
    assert caught.value.path.endswith(name)


def test_two_in_one_folder_are_refused(inner):
    (inner / "fulfil.toml").write_text("")
    (inner / "pyproject.toml").write_text("[tool.fulfil]\n")
    with pytest.raises(PolicyError, match=r"another in fulfil\.toml beside it"):
        find_policy(inner)
