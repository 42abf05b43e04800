from __future__ import annotations

import re
import sys

from cli import progress


def test_nobody_is_told_in_a_pipe_or_when_quiet(monkeypatch):
    with progress.progress_bar(quiet=False) as tell:
        assert tell is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress.progress_bar(quiet=True) as tell:
        assert tell is None


def test_a_bar_appears_only_for_those_who_wait(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress.progress_bar(quiet=False) as tell:
        tell(1, 2)
    assert not capsys.readouterr().err
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress.progress_bar(quiet=False) as tell:
        tell(500_000, 1_000_000)
    told = capsys.readouterr()
    assert "reading" in told.err
    assert not told.out


def test_a_bar_has_colours_only_where_they_are_wanted(monkeypatch, capsys):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    told = {}
    for no_color in (True, False):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        with progress.progress_bar(quiet=False, no_color=no_color) as tell:
            tell(500_000, 1_000_000)
        told[no_color] = bool(re.search(r"\x1b\[[0-9;]*3[0-8]", capsys.readouterr().err))
    assert told == {True: False, False: True}
