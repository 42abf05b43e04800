from __future__ import annotations

import pytest
from pydantic import ValidationError

from fulfil.errors import ExitCode, PolicyError
from fulfil.policy.notes import default_note_phrases, load_note_phrases, read_note_phrases

GROUP = 'about = "a"\nphrases = ["加急"]\n'


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x = [", "no valid TOML"),
        ("[forbids.hold]\nabout = 'a'\nphrases = []", "forbids.hold.phrases"),
        ("[forbids.hold]\nphrases = ['x']", "forbids.hold.about"),
        ("[forbids.hold]\nabout = 'a'\nphrases = ['  ']", "forbids.hold.phrases.0"),
        ("[asks.urgent]\n" + GROUP + "unless = ['加急']", "加急"),
        ("[asks.urgent]\n" + GROUP + "phrase = ['x']", "asks.urgent.phrase"),
        ("[asks.urgent]\nabout = 'a'\nphrases = ['发{courier}']", "courier"),
        ("[other]\nx = 1", "other"),
    ],
)
def test_wrong_phrases_say_where(text, what):
    with pytest.raises(PolicyError, match=what) as caught:
        read_note_phrases(text, path="my.toml")
    assert caught.value.path == "my.toml"
    assert caught.value.exit_code is ExitCode.POLICY


def test_a_missing_file_is_a_policy_error(tmp_path):
    with pytest.raises(PolicyError, match="cannot be read"):
        load_note_phrases(tmp_path / "none.toml")


def test_a_file_is_read(tmp_path):
    path = tmp_path / "notes.toml"
    path.write_text("[asks.urgent]\n" + GROUP, encoding="utf-8")
    assert load_note_phrases(path).asks["urgent"].phrases == ("加急",)


def test_the_shipped_phrases_are_read_once_and_frozen():
    phrases = default_note_phrases()
    assert phrases is default_note_phrases()
    assert {"hold", "stop", "stock", "address"} <= phrases.forbids.keys()
    with pytest.raises(ValidationError):
        phrases.carriers = ()


def test_placeholders_are_spelt_out():
    phrases = read_note_phrases('carriers = ["顺丰", "圆通"]\nnegators = ["不", "别"]')
    assert list(phrases.spell_out("{not}发{carrier}")) == ["不发顺丰", "不发圆通", "别发顺丰", "别发圆通"]
    assert list(phrases.spell_out("加急")) == ["加急"]
