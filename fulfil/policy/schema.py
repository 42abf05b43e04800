"""The JSON Schema of a policy file, made from the models, for editors that complete and check TOML."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from .documented import documented
from .fail_on import WORDS
from .layers import EXTENDS
from .overrides import DIFFERING
from .policy import Policy
from .policy_file import models_of
from .preset import presets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel

    from ..rules.rule import Rule

#: Lists that a single word may stand for.
_LISTS: Final = ("select", "ignore", "require", "fail_on", "own_rules")
#: Keys that may be written with a hyphen.
_HYPHENED: Final = ("fail_on", "own_rules")
_OWN_CODE: Final = {"type": "string", "pattern": r"^X\d*$"}


def policy_schema(rules: Sequence[Rule]) -> dict[str, Any]:
    """The schema as an object; JSON Schema 2020-12.

    Args:
        rules: the rules that come with the program.
    """
    schema = Policy.model_json_schema()
    definitions = schema.pop("$defs")
    for model in _models(Policy):
        _explain(definitions.get(model.__name__, {}), model)
    _explain(schema, Policy)
    override = definitions["Override"]["properties"]
    override.pop("limits")
    override |= {name: schema["properties"][name] for name in DIFFERING}
    definitions["Override"].pop("description", None)
    properties = schema["properties"]
    names = {"enum": list(presets())}
    properties[EXTENDS] = _listed(
        {"anyOf": [names, {"type": "string"}]}, "Policies that this one is laid over."
    )
    for name in _LISTS:
        properties[name] = _listed(_words(name, rules), properties[name]["description"])
    one = {"type": "string"}
    definitions["Split"]["properties"]["aliases"]["additionalProperties"] = _listed(one)
    codes = {"anyOf": [{"enum": [rule.code for rule in rules]}, _OWN_CODE]}
    for table in (properties["rules"], override["rules"]):
        table["propertyNames"] = codes
    properties |= {name.replace("_", "-"): properties[name] for name in _HYPHENED}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Policy of fulfil",
        "description": "fulfil.toml, or [tool.fulfil] in pyproject.toml.",
        "type": "object",
        "properties": dict(sorted(properties.items())),
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text(rules: Sequence[Rule]) -> str:
    """The schema as text, as it is stored beside this module; see `policy_schema`."""
    return json.dumps(policy_schema(rules), ensure_ascii=False, indent=2, default=str) + "\n"


def stored_schema() -> str:
    """The text that is stored; a test compares it with `schema_text`."""
    return files("fulfil.policy").joinpath("policy.schema.json").read_text(encoding="utf-8")


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for inner in models_of(field.annotation):
            yield from _models(inner)


def _explain(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Put what the docstring says beside each key, and its first line above all."""
    told = documented(model)
    if "description" in schema:
        schema["description"] = schema["description"].split("\n", 1)[0]
    for name, said in schema.get("properties", {}).items():
        said.pop("title", None)
        if name in told:
            said["description"] = told[name]


def _words(name: str, rules: Sequence[Rule]) -> dict[str, Any]:
    if name == "own_rules":
        return {"type": "string"}
    families = dict.fromkeys(rule.family for rule in rules)
    graded = WORDS if name == "fail_on" else ()
    return {"anyOf": [{"enum": [*graded, *families, *(rule.code for rule in rules)]}, _OWN_CODE]}


def _listed(item: dict[str, Any], description: str = "") -> dict[str, Any]:
    """A list, or the one word that it would hold."""
    either = {"anyOf": [item, {"type": "array", "items": item}]}
    return {"description": description, **either} if description else either
