"""What reaches the gate, in words: `integrity-error`, `error`, `SPL`, `never`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..grades import Concern, Severity

if TYPE_CHECKING:
    from ..rules.rule import Rule

#: Nothing reaches the gate by its severity.
NEVER: Final = "never"
#: From the worst on.
_GRADES: Final = tuple(Severity)
#: Word -> the concerns and the least severity that it means.
_GRADED: Final = {severity.value: (tuple(Concern), severity) for severity in Severity} | {
    f"{concern.value}-{severity.value}": ((concern,), severity)
    for concern in Concern
    for severity in Severity
}
#: All words that are no code and no family.
WORDS: Final = (NEVER, *_GRADED)


def fails_on(words: tuple[str, ...], rule: Rule, severity: Severity, concern: Concern) -> bool:
    """Whether a finding of a rule reaches the gate.

    Args:
        words: those of a policy: words of `WORDS`, codes and families. A word with a severity means that
            severity and what is worse.
        rule: the rule.
        severity: that of the finding.
        concern: likewise.
    """
    return any(_is_meant(word, rule, severity, concern) for word in words)


def _is_meant(word: str, rule: Rule, severity: Severity, concern: Concern) -> bool:
    if word in _GRADED:
        concerns, least = _GRADED[word]
        return concern in concerns and _GRADES.index(severity) <= _GRADES.index(least)
    return word in (rule.code, rule.family)
