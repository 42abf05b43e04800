from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cli.app import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: The wheel's name of the program, in an interpreter of its own.
PROGRAM = [sys.executable, "-c", "from fulfil.cli.app import main; main()"]
HEADER = "order_id,status,created_at,recipient,phone,province,city,county,street"


def order(number: int, county: str = "西湖区", status: str = "to_ship") -> str:
    when = f"2026-09-14 10:{number % 60:02}:00"
    return f"A{number:03},{status},{when},样本{number},13800001111,浙江省,杭州市,{county},文三路{number}号"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a clean export, one with held orders, and one with a status of its own."""
    monkeypatch.chdir(tmp_path)
    files = {
        "clean.csv": [order(n) for n in range(5)],
        "held.csv": [order(n, county="" if n == 2 else "西湖区") for n in range(5)],
        "odd.csv": [order(n, status="待配货") for n in range(5)],
        "wide.csv": [order(n, county="" if n % 2 else "西湖区") for n in range(300)],
    }
    for name, rows in files.items():
        (tmp_path / name).write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return tmp_path


@pytest.fixture
def fulfil(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the program in this process: exit code, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the program in a fresh interpreter."""

    def call(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, **options.pop("env", {})}
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.run([*PROGRAM, *arguments], check=False, env=environment, **{**streams, **options})

    return call
