from __future__ import annotations

import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from cli.output_files import OutputFiles
from cli.outputs import check_outputs, parse_outputs
from fulfil.errors import OutputError, UsageError
from fulfil.formats import Format

ALL = [f"--output={form.value}=out/{form.value}" for form in Format]


@pytest.fixture(autouse=True)
def out(folder):
    (folder / "out").mkdir()
    return folder / "out"


def told(out):
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize(
    ("arguments", "form"),
    [
        (("audit", "held.csv"), Format.SARIF),
        (("returns", "--orders", "held.csv"), Format.CSV),
        (("handoff", "held.csv", "--out", "d", "--force"), Format.JSON),
    ],
)
def test_files_hold_what_standard_output_would(fulfil, out, arguments, form):
    code, shown, _ = fulfil(*arguments, *ALL)
    made = told(out)
    assert set(made) == set(Format)
    assert made["terminal"].decode() == shown
    again, text, _ = fulfil(*arguments, "--format", form.value)
    assert again == code
    assert text.encode() == made[form]


@pytest.mark.parametrize("form", [Format.JUNIT, Format.GITHUB])
def test_exit_code_knows_no_format(fulfil, form):
    assert fulfil("audit", "held.csv", "--format", form.value)[0] == 1
    assert fulfil("audit", "held.csv", "--format", form.value, "--exit-zero")[0] == 0


@pytest.mark.parametrize(
    ("word", "what", "hint"),
    [
        ("sarif", "--output sarif does not say format and file", "--output sarif=report.sarif"),
        ("sarf=x", "--output sarf=x names no format: “sarf”", "did you mean sarif?"),
        ("xlsx=x", "names no format", "Formats: terminal, json, csv, sarif, junit, github, markdown"),
        ("json=", "--output json= names no file", "standard output is for --format"),
        ("json=-", "names no file", "standard output is for --format"),
    ],
)
def test_words_that_say_nothing(word, what, hint):
    with pytest.raises(UsageError, match=re.escape(what)) as error:
        parse_outputs([word])
    assert hint in error.value.hint


def test_formats_in_capitals():
    (one,) = parse_outputs(["SARIF=a=b.sarif"])
    assert (one.form, one.path) == (Format.SARIF, "a=b.sarif")


def refused(*words, inputs=(), **given):
    with pytest.raises(UsageError) as error:
        check_outputs(parse_outputs(words), inputs, **given)
    return str(error.value)


@pytest.mark.parametrize("other", ["a", "./a", "out/../a", "A", "link", "hard"])
def test_two_reports_to_one_file(folder, other):
    (folder / "a").write_text("")
    (folder / "link").symlink_to("a")
    os.link(folder / "a", folder / "hard")
    assert refused("json=a", f"csv={other}") == f"{other}: two reports would be written there"


@pytest.mark.parametrize("path", ["held.csv", "./held.csv", "out/../held.csv", "link"])
def test_a_report_over_an_input(folder, path):
    (folder / "link").symlink_to("held.csv")
    assert "it is read" in refused(f"csv={path}", inputs=["-", "held.csv"])


def test_a_report_in_the_folder_of_the_batch():
    assert "folder of the batch" in refused("csv=batch/deep/report.csv", out="batch")
    check_outputs(parse_outputs(["csv=batches.csv"]), [], out="batch")


def test_a_report_that_the_next_run_would_read():
    assert "read the report as an export" in refused("csv=exports.csv", folders=["."])
    check_outputs(parse_outputs(["sarif=report.sarif", "csv=out/report.csv"]), [], folders=["."])


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("out", "it is a folder"),
        ("no/x.sarif", "there is no folder no"),
        ("clean.csv/x", "there is no folder clean.csv"),
    ],
)
def test_where_no_file_can_be(fulfil, path, what):
    code, shown, said = fulfil("audit", "held.csv", "--output", f"sarif={path}")
    assert (code, shown) == (2, "")
    assert said.startswith(f"fulfil: {path}: the report cannot be written: {what}\nhint: ")


@pytest.mark.parametrize(
    "arguments", [("audit", "held.csv"), ("returns", "held.csv"), ("handoff", "held.csv", "--out", "d")]
)
@pytest.mark.parametrize("output", ["sarif=no/x", "sarif=held.csv", "srif=x", "junit=d/x.xml"])
def test_it_is_said_before_the_run(fulfil, folder, arguments, output):
    if output == "junit=d/x.xml" and arguments[0] != "handoff":
        pytest.skip("there is no batch")
    code, shown, said = fulfil(*arguments, "--output", output)
    assert (code, shown) == (2, "")
    assert said.count("\n") == 2
    assert not (folder / "d").exists()


def test_a_file_that_may_not_be_changed(folder, monkeypatch):
    (folder / "kept").write_text("kept")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "kept")
    with pytest.raises(OutputError, match="may not be changed"), OutputFiles(parse_outputs(["json=kept"])):
        pass
    assert (folder / "kept").read_text() == "kept"


def test_what_stops_the_run_leaves_files_as_they_were(out):
    (out / "json").write_text("before")

    def stopped():
        with suppress(KeyboardInterrupt), OutputFiles(parse_outputs(["json=out/json", "csv=out/csv"])):
            assert len(list(out.iterdir())) == 3
            raise KeyboardInterrupt

    stopped()
    assert told(out) == {"json": b"before"}


def test_what_stops_the_writing_leaves_files_as_they_were(out):
    (out / "json").write_text("before")

    def pieces(form):
        yield "half"
        if form is Format.CSV:
            raise OSError(28, "No space left on device")

    with (
        pytest.raises(OutputError, match="the csv report cannot be written: No space left"),
        OutputFiles(parse_outputs(["json=out/json", "csv=out/csv"])) as files,
    ):
        files.write(pieces)
    assert told(out) == {"json": b"before"}


def test_an_unreadable_input_leaves_no_file(fulfil, folder, out):
    (folder / "bad.csv").write_bytes(b"")
    assert fulfil("audit", "bad.csv", *ALL)[0] == 3
    assert told(out) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="modes and devices of Unix")
def test_links_modes_and_devices(out):
    (out / "real").write_text("before")
    (out / "real").chmod(0o640)
    (out / "link").symlink_to("real")
    with OutputFiles(parse_outputs(["json=out/link", "csv=/dev/null", "sarif=/dev/null"])) as files:
        files.write(lambda form: [form.value])
    assert (out / "link").is_symlink()
    assert (out / "real").read_text() == "json"
    assert (out / "real").stat().st_mode & 0o777 == 0o640
    assert not Path("/dev/null").is_file()


def test_statistics_count_what_the_findings_are(fulfil):
    code, shown, _ = fulfil("audit", "held.csv", "--statistics")
    assert code == 1
    assert "\nADR003 county-missing: error: 1 finding; 5 rows judged\n" in shown
    assert "held.csv:4: ADR003" not in shown
    assert json.loads(fulfil("audit", "held.csv", "--statistics", "--format", "json")[1])["findings"]
