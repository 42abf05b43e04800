"""The JSON Schema of a policy file: stored as it is made, and of one mind with the reader."""

from __future__ import annotations

import json
import tomllib

import jsonschema
import pytest

from fulfil.policy.policy_file import policy_of
from fulfil.policy.preset import dated_presets
from fulfil.policy.schema import schema_text, stored_schema
from fulfil.policy.starter import starter
from fulfil.rules.registry import RULES


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(stored_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def uncommented(text):
    """The text with what is commented out once."""
    return "\n".join(line.removeprefix("# ") for line in text.split("\n"))


def test_the_stored_schema_is_the_one_that_the_models_give():
    assert stored_schema() == schema_text(RULES)


def test_each_preset_and_the_starter_fit(validator):
    texts = [preset.text for preset in dated_presets()] + [starter(), starter(["cn-law"])]
    for text in texts:
        validator.validate(tomllib.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        'fail-on = "integrity-error"\nselect = ["ADR", "SPL001"]\nignore = "X001"\nextends = "mine.toml"\n',
        "[rules]\nADR003 = { max_rate = 0.001, severity = 'note' }\nX001.handoff = 'off'\n",
        "[[overrides]]\nshop = 'A'\ndispatch.ship_hours = 72\nrules.SHP001.severity = 'note'\n",
        "[returns.limits.refund]\nbusiness_days = 2\ncalendar = 'US'\n[statuses]\n'待配货' = 'due'\n",
        "[split]\naliases = { A = 'B', C = ['D'] }\n",
    ],
)
def test_what_the_reader_takes_fits(validator, text):
    validator.validate(tomllib.loads(text))
    policy_of(text.replace('extends = "mine.toml"\n', ""))


@pytest.mark.parametrize(
    "text",
    [
        "[split]\nspare_unit = 1\n",
        "[splits]\nspare_units = 1\n",
        "[rules]\nADR03.severity = 'note'\n",
        "[rules]\nADR003 = { max_rate = 2 }\n",
        "ignore = ['ADR03']\n",
        "fail-on = 'eror'\n",
        "[[overrides]]\nshop = 'A'\nsystemic.share = 0.5\n",
        "[[overrides]]\nshop = 'A'\nrules.ADR003.max_rate = 0.5\n",
        "[dispatch]\nship_hours = 0\n",
    ],
)
def test_what_the_reader_refuses_does_not_fit(validator, text):
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(tomllib.loads(text))


def test_every_key_is_explained():
    schema = json.loads(stored_schema())
    models = {name: each["properties"] for name, each in schema["$defs"].items() if "properties" in each}
    assert len(models) > 10
    silent = {
        f"{name}.{key}"
        for name, keys in {"": schema["properties"], **models}.items()
        for key, said in keys.items()
        if not said.get("description")
    }
    assert silent == set()


def test_the_starter_holds_the_defaults_in_comments():
    text = uncommented(starter())
    policy = policy_of("\n".join(line for line in text.split("\n") if not line.startswith("extends")))
    assert policy.dispatch.ship_hours == policy_of("").dispatch.ship_hours
    said = tomllib.loads(text)
    assert said["extends"] == ["cn-law"]
    assert said["split"]["spare_units"] == 0
