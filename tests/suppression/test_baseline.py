from __future__ import annotations

import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.errors import ExitCode, OutputError, PolicyError
from fulfil.fingerprints import SCHEME
from fulfil.suppression.baseline import ENTRIES, VERSION, baseline_text, read_baseline
from fulfil.written_whole import write_whole

ONE = {"rule": "ADR003", "order_id": "A1", "fingerprint": "0" * 32}
HEAD = f'{{\n"version": {VERSION},\n"scheme": "{SCHEME}",\n"findings": [\n'
entries = st.lists(
    st.tuples(
        st.sampled_from(["ADR003", "EXP001", "X001"]),
        st.none() | st.text(min_size=1, max_size=8),
        st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}"),
    ),
    max_size=20,
    unique_by=lambda entry: entry[2],
)


def frame(rows):
    return pl.DataFrame(rows, ENTRIES, orient="row")


def text_of(rows):
    return "".join(baseline_text(frame(rows)))


def read(tmp_path, text, **asked):
    path = tmp_path / "baseline.json"
    path.write_bytes(text.encode())
    return read_baseline(str(path), **asked)


@settings(deadline=None, max_examples=30)
@given(rows=entries, data=st.data())
def test_the_same_findings_give_the_same_bytes(rows, data):
    assert text_of(data.draw(st.permutations(rows))) == text_of(rows)


@settings(deadline=None, max_examples=30)
@given(rows=entries)
def test_one_finding_a_line_so_that_changes_can_be_read(rows):
    lines = text_of(rows).split("\n")
    told = [json.loads(line.removesuffix(",")) for line in lines if line.startswith('{"')]
    assert sorted(one["fingerprint"] for one in told) == sorted(row[2] for row in rows)
    assert json.loads("\n".join(lines)) == {"version": VERSION, "scheme": SCHEME, "findings": told}


@pytest.mark.parametrize("rows", [[], [("ADR003", "A1", "a" * 32), ("EXP001", None, "b" * 32)]])
def test_what_is_written_is_read(tmp_path, rows):
    assert sorted(read(tmp_path, text_of(rows)).entries.rows(), key=str) == rows


def test_a_missing_one_is_refused_with_how_to_make_it(tmp_path):
    path = str(tmp_path / "b.json")
    with pytest.raises(PolicyError, match="no such baseline") as refused:
        read_baseline(path)
    assert "--update-baseline" in refused.value.hint
    assert read_baseline(path, making=True).entries.is_empty()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{\n"version": 1,', 2, "no JSON"),
        ("", 1, "no JSON"),
        ("[" * 100_000, None, "no JSON"),
        ("[]", 1, "no baseline of fulfil"),
        ('{"version": 1}', 1, "no baseline of fulfil"),
        (HEAD.replace(f'version": {VERSION}', 'version": 99') + "]}", 2, "made by another version"),
        (HEAD.replace(SCHEME, "fulfil/v0") + "]}", 2, "made by another version"),
        (HEAD + "3]}", 5, "entry 1"),
        (HEAD + json.dumps(ONE) + ",\n{}]}", 6, "entry 2"),
        (HEAD + json.dumps(ONE) + ",\n\n" + json.dumps(ONE | {"order_id": 4}) + "]}", 7, "entry 2"),
        (HEAD + json.dumps(ONE | {"fingerprint": "abc"}) + "]}", 5, "entry 1"),
        (HEAD + json.dumps(ONE | {"rule": None}) + "]}", 5, "entry 1"),
        (HEAD + json.dumps(ONE | {"more": 1}) + "]}", 5, "entry 1"),
        (HEAD + json.dumps(list(ONE)) + "]}", 5, "entry 1"),
    ],
)
@pytest.mark.parametrize("making", [False, True])
def test_what_is_wrong_is_refused_with_its_line(tmp_path, text, line, words, making):
    with pytest.raises(PolicyError, match=words) as refused:
        read(tmp_path, text, making=making)
    assert refused.value.line == line
    assert refused.value.exit_code is ExitCode.POLICY
    assert "--update-baseline" in refused.value.hint


def test_an_earlier_one_stays_where_it_cannot_be_written(tmp_path):
    path = tmp_path / "b.json"
    path.write_text("before", "utf-8")

    def broken():
        yield "half"
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="the baseline cannot be written"):
        write_whole(str(path), broken(), "the baseline")
    assert [file.name for file in tmp_path.iterdir()] == ["b.json"]
    assert path.read_text("utf-8") == "before"
