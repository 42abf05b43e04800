"""The same input gives the same bytes in every format, on any number of threads."""

from __future__ import annotations

import os
import subprocess
import sys

import polars as pl

from cli.app import run
from fulfil.formats import Format
from tests.reporters.formats.stories import FILES

PROGRAM = [sys.executable, "-c", "from fulfil.cli.app import main; main()"]
EXPORTS = ["orders.csv", "shipments.csv", "returns.csv"]


def asked(folder):
    folder.mkdir()
    return ["audit", *EXPORTS, *(f"--output={form.value}={folder / form.value}" for form in Format)]


def test_here_and_on_another_number_of_threads(tmp_path, monkeypatch, capsys):
    """All formats at once; hashes of strings are other ones in the other process, too."""
    for name in EXPORTS:
        (tmp_path / name).write_text(FILES[name], "utf-8")
    monkeypatch.chdir(tmp_path)
    here, there = tmp_path / "here", tmp_path / "there"
    assert run(asked(here)) == 1
    threads = 4 if pl.thread_pool_size() == 1 else 1
    environment = {**os.environ, "POLARS_MAX_THREADS": str(threads), "PYTHONHASHSEED": "7"}
    done = subprocess.run([*PROGRAM, *asked(there)], env=environment, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()
    assert done.stdout.decode() == capsys.readouterr().out
    for form in Format:
        written = (here / form).read_bytes()
        assert written
        assert written == (there / form).read_bytes(), form
