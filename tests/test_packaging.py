"""What the wheel holds: a package left out is absent there, while an editable install sees the folder."""

from __future__ import annotations

import fnmatch
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]

TOP_LEVEL = {"cli", "fulfil", "tests", "fixtures", "pyproject.toml", "README.md", "LICENSE"}


def package_of(folder: Path) -> str:
    parts = folder.relative_to(ROOT).parts
    return ".".join(("fulfil", *parts) if parts[0] == "cli" else parts)


def source_files() -> dict[str, Path]:
    """Path in the wheel -> file on disk, for all that the two package folders hold."""
    files = [path for part in ("fulfil", "cli") for path in (ROOT / part).rglob("*")]
    kept = [path for path in files if path.is_file() and "__pycache__" not in path.parts]
    return {f"{package_of(path.parent).replace('.', '/')}/{path.name}": path for path in kept}


SOURCES = source_files()


def test_the_package_list_is_the_folders_on_disk():
    folders = {package_of(path.parent) for path in SOURCES.values() if path.name == "__init__.py"}
    assert len(folders) > 10
    assert set(SETUPTOOLS["packages"]) == folders
    assert len(SETUPTOOLS["packages"]) == len(set(SETUPTOOLS["packages"]))
    assert folders == {package_of(path.parent) for path in SOURCES.values()}, (
        "every folder with a file is a package"
    )


def test_the_data_patterns_cover_every_data_file():
    data = {path: package_of(file.parent) for path, file in SOURCES.items() if file.suffix != ".py"}
    assert len(data) > 20
    patterns = SETUPTOOLS["package-data"]
    left_out = [
        path
        for path, package in data.items()
        if not any(fnmatch.fnmatch(Path(path).name, pattern) for pattern in patterns.get(package, ()))
    ]
    assert left_out == []
    assert set(patterns) <= set(SETUPTOOLS["packages"])


def test_the_top_level_is_what_was_agreed():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not listed:
        pytest.skip("not a git checkout, so what lies here may be anybody's")
    names = {line.split("/")[0].strip('"') for line in listed.splitlines()}
    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel, built from a copy: `build/` in the checkout would remember files that are gone."""
    copy = tmp_path_factory.mktemp("copy")
    for part in ("fulfil", "cli"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    argv = [sys.executable, "-m", "build", "--wheel", "--no-isolation", str(copy)]
    built = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = (copy / "dist").glob("*.whl")
    return path


def test_the_wheel_holds_every_file_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    info = {name for name in held if ".dist-info/" in name}
    assert any(name.endswith("entry_points.txt") for name in info)
    assert held - info == set(SOURCES)
    assert {name.split("/")[0] for name in held - info} == {"fulfil"}, "no top-level `cli` in site-packages"


def test_the_wheel_starts_the_command_line_under_its_own_name(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (entry,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        text = archive.read(entry).decode()
    assert "fulfil = fulfil.cli.app:main" in text


def test_inside_cli_imports_of_itself_are_relative():
    # `cli` and `fulfil.cli` are one folder under two names; an absolute import would load it twice.
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "cli").rglob("*.py")}
    assert len(texts) > 5
    assert [path for path, text in texts.items() if "import cli" in text or "from cli" in text] == []
    assert [path for path, text in texts.items() if "fulfil.cli" in text] == []
