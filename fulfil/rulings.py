"""Which rules a policy has checked, and with which properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .exports.near import near
from .policy.fail_on import WORDS
from .policy.layers import COMMAND_LINE
from .rules.rule import OWN_FAMILY, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .policy.layers import Layer
    from .policy.overrides import Override
    from .policy.policy import Policy
    from .policy.policy_file import PolicyInForce
    from .policy.rule_settings import RuleProperties
    from .rules.rule import Rule

_LISTS: Final = ("select", "ignore", "require", "fail_on")
#: How a rule of the user's own, or all of them, are named.
_OWN: Final = re.compile(rf"{OWN_FAMILY}\d*")
#: How exactly a word names a rule.
_CODE, _FAMILY, _NOT = 2, 1, 0


def ruled(rules: Sequence[Rule], policy: Policy) -> tuple[Rule, ...]:
    """The rules that a policy has checked, with its properties, in the same order."""
    return tuple(settled(rule, policy) for rule in rules if is_on(rule, policy))


def settled(rule: Rule, policy: Policy) -> Rule:
    """A rule with the properties that a policy gives it, whether or not it is checked."""
    return _with(rule, policy.rules.get(rule.code))


def ruled_there(rule: Rule, override: Override) -> Rule:
    """A rule as an override has it; whether it is checked there is `enabled`'s to say."""
    return _with(rule, override.rules.get(rule.code))


def is_on(rule: Rule, policy: Policy) -> bool:
    """Whether a policy has a rule checked."""
    settings = policy.rules.get(rule.code)
    if settings is not None and settings.enabled is not None:
        return settings.enabled
    return not is_ignored(rule, policy) and (_named(rule, policy.select) > _NOT or not policy.select)


def is_ignored(rule: Rule, policy: Policy) -> bool:
    """Whether a policy says of a rule that it is not to be checked; not being selected is less."""
    settings = policy.rules.get(rule.code)
    if settings is not None and settings.enabled is not None:
        return not settings.enabled
    ignored = _named(rule, policy.ignore)
    return ignored > _NOT and ignored >= _named(rule, policy.select)


def supporting(on: Sequence[Rule], rules: Sequence[Rule], policy: Policy) -> tuple[Rule, ...]:
    """The rules that others rest on and that are not checked themselves.

    A rule that the policy ignores supports nobody: what it would find is nothing to its user.

    Args:
        on: the rules that are checked.
        rules: all rules that there are.
        policy: the policy.
    """
    codes = {rule.code for rule in on}
    words = {word for rule in on for word in rule.rests_on}
    return tuple(
        settled(rule, policy)
        for rule in rules
        if rule.scope is Scope.ROW
        and rule.code not in codes
        and words & {rule.code, rule.family}
        and not is_ignored(rule, policy)
    )


def is_required(rule: Rule, policy: Policy) -> bool:
    """Whether the gate is reached where a rule could not be checked."""
    return _named(rule, policy.require) > _NOT


def check_codes(given: PolicyInForce, rules: Sequence[Rule]) -> None:
    """Refuse a policy that names rules which are not there, or contradicts itself about them.

    A misspelt code would leave a rule as it is, and the gate open, without a word.

    Args:
        given: the policy.
        rules: all rules that can be checked, the user's own among them.

    Raises:
        PolicyError: a code or family is unknown, a rate is set for a rule that judges no single rows, or a
            rule is required and switched off; with file and line.
    """
    codes = {rule.code: rule for rule in rules}
    for layer in given.layers:
        for keys, word, known in _words(layer, codes):
            if word not in known:
                raise layer.refuse(_unknown(layer, keys, word, known), keys, _hint(word))
        for code, settings in _table(layer.data.get("rules")).items():
            rated = isinstance(settings, dict) and "max_rate" in settings
            if rated and codes[code].scope is Scope.EXPORT:
                raise layer.refuse(
                    f"{code} judges a whole file, so that there is no rate of it",
                    ("rules", code, "max_rate"),
                    hint="give `max_count`",
                )
    _refuse_required_off(given, rules)


def _refuse_required_off(given: PolicyInForce, rules: Sequence[Rule]) -> None:
    policy = given.policy
    for word in policy.require:
        meant = [rule for rule in rules if _named(rule, (word,))]
        if meant and not any(is_on(rule, policy) for rule in meant):
            layer = next(each for each in reversed(given.layers) if word in each.data.get("require", ()))
            raise layer.refuse(
                f"{word} is required, and is not checked by what the policy selects and ignores",
                ("require",),
                hint=f"leave {word} out of `require`, or have it checked",
            )


def _words(
    layer: Layer, codes: Mapping[str, Rule]
) -> Iterator[tuple[tuple[str | int, ...], str, Iterable[str]]]:
    """Each word of a layer that must name a rule: its keys, the word, and what it may be."""
    families = dict.fromkeys(rule.family for rule in codes.values())
    for name in _LISTS:
        said = layer.data.get(name, ())
        known = [*codes, *families, *(WORDS if name == "fail_on" else ())]
        for word in (said,) if isinstance(said, str) else said:
            yield (name,), word, known
    for code in _table(layer.data.get("rules")):
        yield ("rules", code), code, codes
    for place, override in enumerate(layer.data.get("overrides", ())):
        for code in _table(override.get("rules")):
            yield ("overrides", place, "rules", code), code, codes


def _unknown(layer: Layer, keys: tuple[str | int, ...], word: str, known: Iterable[str]) -> str:
    where = ".".join(str(key) for key in keys[:-1] or keys)
    at = f"--{where.replace('_', '-')}" if layer.name == COMMAND_LINE else f"`{where}`"
    nothing = "no rule" if len(keys) > 1 else "no rule and no family"
    if keys[0] == "fail_on":
        nothing = f"no rule, no family and none of {', '.join(WORDS)}"
    like = "" if _OWN.fullmatch(word) else near(word, known)
    return f"{at} names “{word}”, which is {nothing}{like}"


def _hint(word: str) -> str:
    """Where to look for what a word may be."""
    if _OWN.fullmatch(word):
        return "the file of a rule of your own is named with --rules, or under `own-rules` in the policy"
    return "`fulfil rules` lists all rules"


def _table(said: object) -> dict[str, object]:
    return said if isinstance(said, dict) else {}


def _named(rule: Rule, words: Iterable[str]) -> int:
    return max(
        (_CODE if word == rule.code else _FAMILY if word == rule.family else _NOT for word in words),
        default=_NOT,
    )


def _with(rule: Rule, settings: RuleProperties | None) -> Rule:
    return rule if settings is None else settings.over(rule)
