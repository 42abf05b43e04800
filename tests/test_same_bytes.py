"""The same input gives the same bytes in every format, on any number of threads."""

from __future__ import annotations

import os
import subprocess
import sys

from fulfil.formats import Format
from tests.reporters.formats.stories import FILES

PROGRAM = [sys.executable, "-c", "from fulfil.cli.app import main; main()"]


def reports(folder, threads):
    """What an audit writes in all formats at once, in an interpreter of its own."""
    made = folder / f"with {threads}"
    made.mkdir()
    outputs = [f"--output={form.value}={made / form.value}" for form in Format]
    exports = [name for name in FILES if name != "clean.csv"]
    environment = {**os.environ, "POLARS_MAX_THREADS": str(threads), "PYTHONHASHSEED": str(threads)}
    argv = [*PROGRAM, "audit", *exports, "--by", "week", *outputs]
    done = subprocess.run(argv, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()
    return {"standard output": done.stdout} | {form: (made / form).read_bytes() for form in Format}


def test_on_one_thread_and_on_four(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    one = reports(tmp_path, 1)
    assert len(one) == len(Format) + 1
    assert all(one.values())
    assert reports(tmp_path, 4) == one
