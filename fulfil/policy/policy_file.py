"""The policy of a run: the defaults, the files over them, and the command line over these."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from ..exports.model_errors import sentence, worst
from .layers import COMMAND_LINE, EXTENDS, Layer, layers_of, parsed
from .overrides import DIFFERING, Override
from .policy import Policy
from .values import merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from ..errors import PolicyError

#: Lists that the command line adds to; the others it replaces.
_ADDED_TO: Final = ("ignore", "require")


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """A policy, and what it is made of.

    Args:
        policy: the limits of the run.
        layers: what it is made of, what is below first; the defaults are below all of them.
    """

    policy: Policy = field(default_factory=Policy)
    layers: tuple[Layer, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The files and shipped policies, what is below first."""
        return tuple(layer.name for layer in self.layers if layer.name != COMMAND_LINE)

    @property
    def folder(self) -> Path | None:
        """The folder of the user's own file that counts before all others; None where there is none."""
        own = [layer.path for layer in self.layers if layer.own and layer.path]
        return Path(own[-1]).parent if own else None


def read_policy(given: Sequence[str]) -> Policy:
    """The limits of a run; see `load_policy`."""
    return load_policy(given).policy


def load_policy(given: Sequence[str], said: Mapping[str, Sequence[str]] | None = None) -> PolicyInForce:
    """The policy of a run: the defaults, and over them each policy file in turn.

    Tables are merged key by key. A key that two files give counts as the later one has it, so that a file of
    the user's own can correct a preset; a list replaces the earlier list, and a limit of time with its source
    the earlier limit.

    Args:
        given: names of shipped policies, or TOML files: what ends in `.toml`, has a path separator, or is a
            file.
        said: what the command line says of `select`, `ignore`, `require` and `fail_on`.

    Raises:
        PolicyError: a name is unknown, a file cannot be read or is no TOML, or it holds an unknown key or a
            limit that cannot be; with the line.
    """
    data: Any = Policy().model_dump()
    policy, layers = Policy(), []
    for value in given:
        for layer in map(_located, layers_of(value)):
            data = merged(data, layer.data)
            policy = _validated(data, layer)
            layers.append(layer)
    if wanted := {key: list(words) for key, words in (said or {}).items() if words}:
        lists = {key: [*data[key], *words] if key in _ADDED_TO else words for key, words in wanted.items()}
        layer = Layer(COMMAND_LINE, lists)
        policy = _validated(merged(data, lists), layer)
        layers.append(layer)
    return PolicyInForce(policy, tuple(layers))


def policy_of(text: str, path: str | None = None) -> Policy:
    """The limits of a run by the text of one policy file, which extends nothing.

    Args:
        text: TOML.
        path: where it comes from, for the messages.

    Raises:
        PolicyError: see `read_policy`.
    """
    layer = Layer(path or "", parsed(text, path or ""), path, text)
    return _validated(merged(Policy().model_dump(), layer.data), layer)


def overridden(policy: Policy, override: Override) -> Policy:
    """The policy where an override counts.

    Raises:
        ValidationError: a limit of the override cannot be.
    """
    changed = merged(policy.model_dump(include=set(override.limits)), override.limits)
    return policy.model_copy(
        update={name: getattr(Policy.model_validate({name: changed[name]}), name) for name in override.limits}
    )


def _located(layer: Layer) -> Layer:
    """The layer with the files that it names found from its own folder."""
    files = layer.data.get("own_rules")
    if not layer.own or layer.path is None:
        return layer
    folder = Path(layer.path).parent
    if isinstance(files, str):
        files = [files]
    if not isinstance(files, list):
        return layer
    found = [str(folder / file) if isinstance(file, str) else file for file in files]
    return replace(layer, data={**layer.data, "own_rules": found})


def _validated(data: Any, layer: Layer) -> Policy:
    try:
        policy = Policy.model_validate(data)
    except ValidationError as error:
        raise _refusal(error, layer, ()) from error
    for place, override in enumerate(policy.overrides if "overrides" in layer.data else ()):
        try:
            overridden(policy, override)
        except ValidationError as error:
            raise _refusal(error, layer, ("overrides", place)) from error
    return policy


def _refusal(error: ValidationError, layer: Layer, above: tuple[str | int, ...]) -> PolicyError:
    first = worst(error)
    keys = (*above, *first["loc"])
    where = ".".join(str(part) for part in keys)
    said = _said(first, keys)
    if layer.name == COMMAND_LINE:
        return layer.refuse(f"--{where.split('.')[0].replace('_', '-')} is wrong: {said}")
    return layer.refuse(f"the policy is wrong{f' at `{where}`' if where else ''}: {said}", keys)


def _said(error: ErrorDetails, keys: tuple[str | int, ...]) -> str:
    *tables, last = keys or ("",)
    return sentence(error, str(last), "a policy", _keys_at(tables))


def _keys_at(tables: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that a table of a policy may have."""
    model: type[BaseModel] | None = Policy
    for key in tables:
        # The limits of an override are those of the policy.
        model = _inside(Policy if model is Override and key in DIFFERING else model, key)
    if model is None:
        return ()
    more = {Policy: (EXTENDS,), Override: DIFFERING}.get(model, ())
    return (*model.model_fields, *more)


def _inside(model: type[BaseModel] | None, key: str | int) -> type[BaseModel] | None:
    """The model of the value of a key; of an entry of a list or mapping, the model itself."""
    if model is None or isinstance(key, int) or key not in model.model_fields:
        return model
    return next(models_of(model.model_fields[key].annotation), None)


def models_of(kind: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation is made of, such as that of the values of a mapping."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        return
    for part in getattr(kind, "__args__", ()):
        yield from models_of(part)
