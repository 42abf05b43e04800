"""Takes out of a run what somebody decided not to be stopped by, and counts it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ..fingerprints import known_of, with_fingerprints
from .causes import with_causes
from .differences import difference
from .held_against import baseline_of, with_old
from .ignoring import Ignoring, ignoring
from .silencing import By, Silenced

if TYPE_CHECKING:
    from ..audit import Checked
    from ..findings import RuleFindings


def silenced(run: Checked) -> Checked:
    """The run without the findings that its ignore file or its baseline silence.

    What is left in `findings` counts: reports list it, and the gate judges it. What was taken out stands in
    `silenced`.

    Args:
        run: a run whose rules have been checked; the question says what to be silent about.
    """
    asked = run.question.silencing
    if not asked.asked:
        return run
    by_file = ignoring(run, asked.ignored) if asked.ignored is not None else Ignoring({}, ())
    findings = _printed(run, by_file)
    told = difference(run, findings, asked.before) if asked.before is not None else None
    if asked.before is not None:
        old = asked.before.entries["fingerprint"]
        findings = tuple(_with_news(found, old) for found in findings)
    findings = tuple(_ignored(found, by_file) for found in findings)
    baseline, account = baseline_of(run, findings)
    findings = with_causes([with_old(found, baseline) for found in findings], baseline)
    taken = (_part(found, silent=True) for found in findings)
    kept = Silenced(
        findings=tuple(found for found in taken if found.rows.height or found.systemic.height),
        everything=run.findings,
        ignored=asked.ignored.path if asked.ignored is not None else "",
        entries=by_file.entries,
        difference=told,
    )
    if account is not None:
        kept = replace(kept, baseline=replace(account, old=kept.number(By.BASELINE)))
    return replace(run, findings=tuple(_part(found, silent=False) for found in findings), silenced=kept)


def _printed(run: Checked, by_file: Ignoring) -> tuple[RuleFindings, ...]:
    """The findings with fingerprints, where they are looked at.

    Which of several like findings one is, all of them decide, those too that are taken out: so it is said
    before they are.
    """
    asked = run.question.silencing
    everywhere = asked.baseline is not None or asked.before is not None
    if not everywhere and not by_file.rows:
        return run.findings
    known = known_of(run.exports, run.facts, run.findings)
    return tuple(
        with_fingerprints(found, known) if everywhere or found.rule.code in by_file.rows else found
        for found in run.findings
    )


def _with_news(found: RuleFindings, old: pl.Series) -> RuleFindings:
    new = ~pl.col("fingerprint").is_in(old.implode())
    return replace(
        found, rows=found.rows.with_columns(new=new), systemic=found.systemic.with_columns(new=new)
    )


def _ignored(found: RuleFindings, by_file: Ignoring) -> RuleFindings:
    """The findings with `suppressed`, so far by the ignore file alone."""
    nobody = pl.lit(None, pl.String).alias("suppressed")
    hits = by_file.rows.get(found.rule.code)
    by = nobody if hits is None else pl.when(hits).then(pl.lit(By.IGNORED.value)).alias("suppressed")
    return replace(found, rows=found.rows.with_columns(by), systemic=found.systemic.with_columns(nobody))


def _part(found: RuleFindings, *, silent: bool) -> RuleFindings:
    mine = pl.col("suppressed").is_not_null() if silent else pl.col("suppressed").is_null()
    return replace(found, rows=found.rows.filter(mine), systemic=found.systemic.filter(mine))
