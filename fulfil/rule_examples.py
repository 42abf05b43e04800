"""Runs the examples in the documentation of rules: each flagged one must be flagged, and no clean one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

from .audit import FORM_RULE, Question, checked, with_form
from .errors import FulfilError, UsageError
from .facts.coverage import read_coverage
from .facts.run_facts import FORM_DIFFERENCES
from .lock.delivery import Delivery, MaxAge
from .lock.lock import read_lock
from .messages import messages
from .policy.policy_file import policy_of
from .rules.documented import EXAMPLES, tables
from .rules.rule import OWN_FAMILY
from .sets.kits import read_kits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .audit import Checked
    from .facts.coverage import Coverage
    from .findings import RuleFindings
    from .rules.rule import Rule
    from .sets.kits import Kits

#: The exports that an example can hold; whatever else it holds stands beside them.
_EXPORTS = ("orders", "shipments", "returns")


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """An example that does not do what it says.

    Args:
        rule: whose documentation it stands in.
        heading: `Flagged` or `Clean`.
        why: what happened instead, in words.
    """

    rule: Rule
    heading: str
    why: str

    def __str__(self) -> str:
        """`X001 express-without-phone, “## Clean”: …`."""
        return f"{self.rule.code} {self.rule.name}, “## {self.heading}”: {self.why}"


def check_examples(rules: Sequence[Rule]) -> list[ExampleFailure]:
    """Run the examples of rules, each rule by itself.

    Args:
        rules: rules that ship, or the user's own; each keeps the contract (see `rules.contract`).

    Returns:
        The examples that do not do what they say, in the order of the rules.
    """
    return [
        ExampleFailure(rule, heading, why)
        for rule in rules
        for heading in EXAMPLES
        if (why := _failure(rule, heading)) is not None
    ]


def findings_of_example(rule: Rule, heading: str, *, codes: frozenset[str] | None = None) -> Checked:
    """Check an example as an audit does, or as the gate before waybills where the rule is judged there.

    Args:
        rule: the rule in whose documentation it stands.
        heading: `Flagged` or `Clean`.
        codes: the rules to check; None for all, its own among them.

    Returns:
        The run; its exports are closed.

    Raises:
        FulfilError: a table of the example cannot be read.
    """
    texts = tables(rule, heading)
    with TemporaryDirectory() as folder:
        question = Question(
            only_due=not rule.across,
            codes=codes,
            coverage=_coverage(folder, texts),
            kits=_kits(folder, texts),
            policy=policy_of(texts.get("policy", "")),
            own=(rule,) if rule.family == OWN_FAMILY else (),
            delivery=_delivery(folder, texts),
        )
        paths = [_written(folder, f"{name}.csv", texts[name]) for name in _EXPORTS if name in texts]
        with checked(paths, question) as run:
            if rule.code != FORM_RULE or "form" not in texts:
                return run
            differences = pl.read_csv(StringIO(texts["form"]), schema=FORM_DIFFERENCES)
            return with_form(run, differences)


def _failure(rule: Rule, heading: str) -> str | None:
    try:
        run = findings_of_example(rule, heading, codes=frozenset({rule.code}))
    except FulfilError as error:
        return f"it cannot be checked: {_said(error)}"
    found = next(each for each in run.findings if each.rule.code == rule.code)
    lacking = sorted({column for _, missing, _ in run.not_checked for column in missing})
    if heading == "Clean":
        return f"it is flagged: {_first_message(found)}" if _is_flagged(found) else None
    if _is_flagged(found):
        return None
    if lacking:
        return f"it is not checked, as no table has {', '.join(lacking)}"
    if found.judged + found.unknown == 0:
        subjects = {subject for export in run.exports for subject in export.recognition.columns.subjects}
        read_as = " and ".join(sorted(subject.value for subject in subjects))
        return f"none of its rows is judged: they are read as {read_as}"
    return "nothing is flagged"


def _said(error: FulfilError) -> str:
    """What stopped it, with the file's own name: the folder is gone by now."""
    if error.path is None:
        return error.what
    where = Path(error.path).name if error.line is None else f"{Path(error.path).name}:{error.line}"
    return f"{where}: {error.what}"


def _is_flagged(found: RuleFindings) -> bool:
    return found.rows.height + found.systemic.height > 0


def _first_message(found: RuleFindings) -> str:
    rows = found.rows if found.rows.height else found.systemic
    return str(messages(found.rule, rows.head(1))[0])


def _written(folder: str, name: str, text: str) -> str:
    path = Path(folder, name)
    path.write_text(text, encoding="utf-8")
    return str(path)


def _coverage(folder: str, texts: dict[str, str]) -> Coverage | None:
    if "coverage" not in texts:
        return None
    return read_coverage(_written(folder, "coverage.csv", texts["coverage"]))


def _kits(folder: str, texts: dict[str, str]) -> Kits | None:
    return read_kits(_written(folder, "kits.csv", texts["kits"])) if "kits" in texts else None


def _delivery(folder: str, texts: dict[str, str]) -> Delivery | None:
    """What the example's lock and greatest age (`26h at MOMENT`) say."""
    lock, most = None, None
    if "lock" in texts:
        lock = read_lock(_written(folder, "exports.lock.toml", texts["lock"]))
    if "max_age" in texts:
        said, _, moment = texts["max_age"].strip().partition(" at ")
        try:
            most = MaxAge(float(said.removesuffix("h")), said, datetime.fromisoformat(moment))
        except ValueError as error:
            raise UsageError("`max_age` is written as `26h at 2026-11-22T10:00:00+00:00`") from error
    return Delivery(lock=lock, max_age=most) if lock or most else None
