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


@pytest.mark.parametrize(
    ("width", "options", "sample"), [(80, [], "10 of 150 shown"), (200, ["--all"], "A299")]
)
def test_nothing_is_wider_than_the_screen(width, options, sample):
    code, told = on_terminal("audit", "wide.csv", *options, width=width)
    assert code == 1
    assert sample in told
    assert "\x1b[1;31m" in told
    lines = [_STYLE.sub("", line) for line in told.splitlines()]
    assert len(lines) > 20
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize(("options", "env"), [(["--no-color"], {}), ([], {"NO_COLOR": "1"})])
def test_no_colours_where_none_are_wanted(options, env):
    told = on_terminal("audit", "held.csv", *options, env=env)[1]
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", told)
    assert "ADR003 county-missing" in told


def test_inspect_rules_and_explain():
    assert "13800001111" in on_terminal("inspect", "held.csv")[1]
    assert "county-missing" in on_terminal("rules")[1]
    told = on_terminal("policy", "show", "--given", "--policy", "cn-law")[1]
    assert "returns.limits.refund" in told
    assert "cn-law:17" in told
    assert "2026-11-28" in on_terminal("policy", "presets")[1]
    assert "Why it matters" in on_terminal("explain", "ADR003")[1]
