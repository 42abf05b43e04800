from __future__ import annotations

from pathlib import Path

import pytest

from fulfil.errors import OutputError, UsageError
from fulfil.handoff.batch_folder import BatchFolder


def _write(out, files, *, force=False, inputs=()):
    with BatchFolder(str(out), inputs, force=force) as folder:
        for name, data in files.items():
            folder.file(name).write(data)
        folder.prove()
        folder.publish()


def _files(out):
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_batch_appears_whole_and_nothing_else_does(tmp_path):
    _write(tmp_path / "a" / "b", {"x.ready.csv": b"1", "x.held.csv": b"2"})
    assert _files(tmp_path / "a" / "b") == {"x.ready.csv": b"1", "x.held.csv": b"2"}


def test_nothing_is_there_before_it_is_published(tmp_path):
    with BatchFolder(str(tmp_path / "out"), (), force=False) as folder:
        folder.file("x.ready.csv").write(b"1")
        folder.prove()
        assert not list((tmp_path / "out").glob("*.csv"))
    assert _files(tmp_path / "out") == {}


def test_an_error_leaves_no_folder_that_was_not_there(tmp_path):
    def fail():
        with BatchFolder(str(tmp_path / "out"), (), force=False) as folder:
            folder.file("x.ready.csv").write(b"1")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["x.ready.csv", "y.not_due.csv", "form.csv", "x.fixed.csv", "x.aside.csv"])
def test_any_file_of_an_earlier_batch_counts(tmp_path, name):
    (tmp_path / name).write_bytes(b"old")
    with pytest.raises(UsageError, match="earlier batch") as error:
        BatchFolder(str(tmp_path), (), force=False)
    assert "--force" in error.value.hint
    assert _files(tmp_path) == {name: b"old"}


def test_other_files_are_left_alone(tmp_path):
    (tmp_path / "notes.csv").write_bytes(b"mine")
    _write(tmp_path, {"x.ready.csv": b"1"})
    _write(tmp_path, {"y.ready.csv": b"2"}, force=True)
    assert _files(tmp_path) == {"notes.csv": b"mine", "y.ready.csv": b"2"}


def test_a_batch_that_cannot_be_moved_leaves_the_old_one(tmp_path, monkeypatch):
    _write(tmp_path, {"x.ready.csv": b"old", "x.held.csv": b"old"})
    replace = Path.replace

    def refuse(self, target):
        if (
            self.name == "x.ready.csv"
            and self.parent.name.startswith(".fulfil-")
            and self.read_bytes() == b"new"
        ):
            raise PermissionError(13, "The file is open in another program", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError):
        _write(tmp_path, {"x.held.csv": b"new", "x.ready.csv": b"new"}, force=True)
    assert _files(tmp_path) == {"x.ready.csv": b"old", "x.held.csv": b"old"}


def test_an_input_in_the_folder_is_refused_however_it_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "orders.csv").write_bytes(b"x")
    for written in ("orders.csv", "./orders.csv", str(tmp_path / "orders.csv")):
        with pytest.raises(UsageError, match="input lies in"):
            BatchFolder(".", (written,), force=True)
    BatchFolder(str(tmp_path / "out"), ("orders.csv", "-"), force=False).__exit__(None, None, None)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(OutputError, match="cannot be written"):
        BatchFolder(str(tmp_path / "file" / "out"), (), force=False)
