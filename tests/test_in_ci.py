"""What other tools are given to run us by: their files are read, and their commands run."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from cli.app import run
from fulfil.formats import Format
from tests.readme import README, ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "audit-example.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
TEXT = README.read_text("utf-8")


def read(path):
    return yaml.safe_load(path.read_text("utf-8"))


def steps(path):
    (job,) = read(path)["jobs"].values()
    return job["steps"]


@pytest.fixture
def copy(tmp_path):
    """What a checkout holds that an installation and the example read."""
    for name in ("fulfil", "cli", "fixtures/missing_county", "fixtures/the_month"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def in_shell(command, folder, **environment):
    """Run a command as a runner does, with the programs of these tests; pip does all but install."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    pip = {"PIP_DRY_RUN": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": programs, **pip, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the example runs on Ubuntu")
def test_the_commands_of_the_workflow_run(copy):
    summary = copy / "summary.md"
    summary.touch()
    commands = [step["run"] for step in steps(WORKFLOW) if "run" in step]
    assert len(commands) == 2
    for command in commands:
        done = in_shell(command, copy, GITHUB_STEP_SUMMARY=str(summary))
        assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("::error file=fixtures/missing_county/orders_without_county.csv")
    assert summary.read_text("utf-8").startswith("# fulfil audit\n")
    (run,) = json.loads((copy / "fulfil.sarif").read_text("utf-8"))["runs"]
    assert run["results"][0]["ruleId"] == "EXP001"
    assert json.loads((copy / "fulfil.json").read_text("utf-8"))["findings"]


def test_the_workflow_uploads_what_it_writes():
    told = steps(WORKFLOW)
    (audit,) = (step["run"] for step in told if step.get("name") == "Audit the exports")
    written = dict(word.split("=", 1) for word in shlex.split(audit) if "=" in word)
    assert set(written) <= set(Format)
    (sarif,) = (step["with"]["sarif_file"] for step in told if "upload-sarif" in step.get("uses", ""))
    assert sarif == written["sarif"]
    (kept,) = (step["with"]["path"] for step in told if "upload-artifact" in step.get("uses", ""))
    assert kept == written["json"]
    assert read(WORKFLOW)["permissions"] == {"contents": "read", "security-events": "write"}
    assert all(re.fullmatch(r"[\w./-]+@v\d+", step["uses"]) for step in told if "uses" in step)


@pytest.mark.parametrize(("county", "code"), [("西湖区", 0), ("", 1)])
def test_the_hook_answers_by_its_exit_code(tmp_path, monkeypatch, capsys, county, code):
    (hook,) = read(HOOKS)
    assert (hook["id"], hook["language"]) == ("fulfil-audit", "python")
    rows = ["order_id,province,city,county,street", f"A1,浙江省,杭州市,{county},文三路1号"]
    (tmp_path / "orders.csv").write_text("\n".join(rows) + "\n", "utf-8")
    assert re.search(hook["files"], "exports/orders.csv")
    assert not re.search(hook["files"], "README.md")
    program, *arguments = shlex.split(hook["entry"])
    assert program == "fulfil"
    monkeypatch.chdir(tmp_path)
    assert run([*arguments, "orders.csv"]) == code
    assert capsys.readouterr().out


def test_the_readme_shows_both():
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)]
    (shown,) = (block for block in blocks if isinstance(block, list))
    (repos,) = (block["repos"] for block in blocks if isinstance(block, dict))
    assert [hook["id"] for repo in repos for hook in repo["hooks"]] == [hook["id"] for hook in read(HOOKS)]
    ours = {step.get("uses", step.get("name")) for step in steps(WORKFLOW)}
    assert {step["uses"] for step in shown if "uses" in step} <= ours
