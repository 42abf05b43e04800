from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest

from fulfil.exports.cells.fold import fold_header
from fulfil.exports.export import Reading
from fulfil.exports.open_choices import open_choice
from fulfil.exports.profile import profiles
from fulfil.exports.suggest.suggestion import suggest_profile
from fulfil.exports.user_profile import user_profile
from fulfil.tables import COLUMNS_OF, KEYS
from tests.fixtures.reading import FIXTURES, UNREADABLE, all_exports, header_of, kind_of, read_export

READABLE = [path for path in all_exports() if path not in UNREADABLE]

every_export = pytest.mark.parametrize("path", READABLE)


@cache
def suggestion(path):
    return suggest_profile(str(FIXTURES / path))


@cache
def folded_header(path):
    return {fold_header(cell) for cell in header_of(path)}


def test_there_are_fixtures():
    assert len(READABLE) > 20


@every_export
def test_a_suggestion_is_toml_and_always_the_same(path):
    assert tomllib.loads(suggestion(path))["evidence"]["grade"] == "C"
    assert suggest_profile(str(FIXTURES / path)) == suggestion(path)


def plain(path):
    """Whether the shipped profile takes one key as it stands, of every record: what a suggestion can tell."""
    name = kind_of(path)[0]
    profile = next((p for p in profiles() if p.name == name), None)
    if profile is None:
        return True
    view = next(iter(profile.views.values()))
    chosen = view.where or view.unless or view.filled or view.empty
    key = view.columns.get("order_id")
    return not chosen and profile.quoted and key is not None and key.how == "any"


def test_most_fixtures_are_plain():
    assert sum(map(plain, READABLE)) > len(READABLE) // 2


@every_export
def test_it_reads_the_same_ids_as_the_shipped_profile_wherever_no_choice_is_open(path, tmp_path):
    text = suggestion(path)
    known = read_export(path)
    subject = next(iter(known.feeds_of))
    if not plain(path) or open_choice(text, KEYS[subject]):
        assert tomllib.loads(text)["name"]
        return
    file = tmp_path / "mine.toml"
    file.write_text(text, "utf-8")
    profile = user_profile(str(file))
    read = read_export(path, Reading(profiles=(profile,)))
    assert read.kind == (profile.name, *known.kind[1:])
    assert read.aside == known.aside
    assert subject in read.feeds_of
    if known.tables:
        key = "order_id" if "order_id" in known.feeds else "return_id"
        assert read.column(key, subject) == known.column(key, subject)


@every_export
def test_what_it_picks_is_what_the_shipped_profile_says(path):
    known = read_export(path)
    if known.kind[0] == "generic":
        return
    picked = tomllib.loads(suggestion(path))
    wrong = set()
    for subject, feeds in known.feeds_of.items():
        means: dict[str, set[str]] = {}
        for name, headers in feeds.items():
            for header in headers:
                means.setdefault(fold_header(header), set()).add(name)
        for name, headers in picked.get(subject.value, {}).get("columns", {}).items():
            if isinstance(headers, str) and name not in means.get(fold_header(headers), {name}):
                wrong.add((path, name, headers))
    assert wrong == set()


@every_export
def test_a_signature_matches_its_file_and_no_fixture_of_another_kind(path):
    text = suggestion(path)
    signature = {fold_header(word) for word in tomllib.loads(text)["signature"]}
    assert 2 <= len(signature) <= 4
    assert signature <= folded_header(path)
    if "# choose: signature" in text:
        assert kind_of(path)[0].startswith(("canonical", "generic", "shipstation"))
        return
    # Two layouts of Douyin's differ by their widths: the shipped signature of one stands in the other, too.
    shipped = {fold_header(w) for p in profiles() if p.name == kind_of(path)[0] for w in p.signature}
    others = [other for other in READABLE if kind_of(other)[0] != kind_of(path)[0]]
    taken = [other for other in others if signature <= folded_header(other)]
    assert all(shipped and shipped <= folded_header(other) for other in taken)


def private_values(path):
    """What a file holds in columns of personal data; single letters and digits prove nothing."""
    for subject, table in read_export(path).tables.items():
        private = {c.name for c in COLUMNS_OF[subject].values() if c.personal} & set(table.columns)
        for name in private:
            yield from (v.strip() for v in table[name].drop_nulls().unique() if len(v.strip()) > 1)


@every_export
def test_no_personal_data_is_told(path):
    text = suggestion(path)
    for value in private_values(path):
        assert not re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text)


def test_there_is_personal_data_that_could_be_told():
    assert sum(len(set(private_values(path))) for path in READABLE) > 150


@every_export
def test_a_known_kind_is_named(path):
    name = kind_of(path)[0]
    assert (f"# The shipped profile {name} reads this file already" in suggestion(path)) == (
        name != "generic"
    )
