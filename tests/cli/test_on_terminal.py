"""What happens on a real terminal, through a pseudo-terminal of a given width."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys

import pytest
from rich.cells import cell_len

fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

_OTHER_SCREENS = ("NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(*arguments, width=80, env=None):
    """The exit code, and what the screen got."""
    screen, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    known = {name: value for name, value in os.environ.items() if name not in _OTHER_SCREENS}
    environment = known | {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"} | (env or {})
    command = [sys.executable, "-c", "from fulfil.cli.app import main; main()", *arguments]
    with subprocess.Popen(command, stdin=end, stdout=end, stderr=end, env=environment) as running:
        os.close(end)
        told = b"".join(_parts(screen))
    os.close(screen)
    return running.returncode, told.decode().replace("\r\n", "\n")


def _parts(screen):
    while True:
        try:
            part = os.read(screen, 1 << 16)
        except OSError:  # what Linux says when the other end is closed
            return
        if not part:
            return
        yield part


@pytest.mark.parametrize("width", [80, 200])
def test_nothing_is_wider_than_the_screen(width):
    code, told = on_terminal("audit", "wide.csv", width=width)
    assert code == 1
    assert "10 of 150 shown" in told
    lines = [_STYLE.sub("", line) for line in told.splitlines()]
    assert len(lines) > 20
    assert max(map(cell_len, lines)) <= width


def test_all_and_limit():
    assert "150 shown" not in on_terminal("audit", "wide.csv", "--all")[1]
    assert "3 of 150 shown" in on_terminal("audit", "wide.csv", "--limit", "3")[1]


def test_colours_unless_told():
    assert "\x1b[1;31m" in on_terminal("audit", "held.csv")[1]
    told = (
        on_terminal("audit", "held.csv", "--no-color")[1]
        + on_terminal("audit", "held.csv", env={"NO_COLOR": "1"})[1]
    )
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", told)
    assert told.count("ADR003 county-missing") == 2


def test_json_is_the_same_on_a_terminal():
    assert on_terminal("audit", "held.csv", "--format", "json")[1].startswith('{\n"version": 1,')


def test_inspect_rules_and_explain():
    assert "13800001111" in on_terminal("inspect", "held.csv")[1]
    assert "county-missing" in on_terminal("rules")[1]
    assert "Why it matters" in on_terminal("explain", "ADR003")[1]
