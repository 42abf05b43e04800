"""The report as one versioned JSON object, for programs; the same input gives the same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from ..address.data import DATA_DATE
from ..fingerprints import with_fingerprints
from ..handoff.fates import Fate
from ..report import VERSION
from ..rules.rule import Scope
from .json_findings import finding_pieces, systemic_pieces
from .json_gate import gate_object
from .json_metrics import metrics_by_code
from .json_returns import returns_object
from .json_silence import silence_members
from .upcoming_lines import placed_upcoming

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..file_report import FileReport
    from ..findings import RuleFindings
    from ..handoff import Written
    from ..report import Report


def json_pieces(report: Report, written: Sequence[Written] = (), *, personal: bool) -> Iterator[str]:
    """The object in pieces of text, written as they come.

    Its shape is `report.schema.json` beside this module.

    Args:
        report: the finished run.
        written: the files of a handoff.
        personal: whether personal data may be shown.
    """
    yield "{\n"
    yield f'"version": {VERSION},\n'
    yield f'"as_of": {_json(report.as_of.isoformat() if report.as_of else None)},\n'
    yield f'"policy": {_json(report.policy.model_dump(mode="json"))},\n'
    yield f'"judged_by": {_json(list(report.judged_by))},\n'
    yield f'"gate": {_json(gate_object(report.gate))},\n'
    yield from _array("files", (_json(_file(report, file)) for file in report.files))
    findings = tuple(with_fingerprints(found, report.known) for found in report.findings)
    yield from _array("findings", _findings(report, findings, personal=personal))
    yield from _array("folded", _folded(report, findings, personal=personal))
    yield from _array("suppressed", _suppressed(report, personal=personal))
    for name, value in silence_members(report.silenced).items():
        yield f'"{name}": {_json(value)},\n'
    yield from _array("checked", (_json(entry) for entry in _checked(report)))
    yield from _array("not_checked", (_json(entry) for entry in _not_checked(report)))
    yield f'"off": {_json([rule.code for rule in report.off])},\n'
    yield f'"unfit": {_json([override.places for override in report.unfit])},\n'
    yield from _upcoming(report)
    yield f'"metrics": {_json(_metrics(report))},\n'
    yield f'"summary": {_json(_summary(report, written))}\n'
    yield "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _array(name: str, items: Iterator[str]) -> Iterator[str]:
    yield f'"{name}": ['
    between = "\n"
    for item in items:
        yield between + item
        between = ",\n"
    yield "\n],\n"


def _metrics(report: Report) -> dict[str, Any]:
    metrics = metrics_by_code(report.metrics)
    return (
        metrics if report.returns is None else metrics | {"returns": returns_object(report.returns, report)}
    )


def _findings(report: Report, findings: Sequence[RuleFindings], *, personal: bool) -> Iterator[str]:
    for found in findings:
        yield from systemic_pieces(report, found)
    for found in findings:
        yield from finding_pieces(report, found, found.shown, personal=personal)


def _folded(report: Report, findings: Sequence[RuleFindings], *, personal: bool) -> Iterator[str]:
    for found in findings:
        yield from finding_pieces(report, found, found.folded, personal=personal)


def _suppressed(report: Report, *, personal: bool) -> Iterator[str]:
    for found in (with_fingerprints(each, report.known) for each in report.silenced.findings):
        yield from systemic_pieces(report, found)
        yield from finding_pieces(report, found, found.rows, personal=personal)


def _file(report: Report, file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "profile": file.profile,
        "title": file.title,
        "why": file.why,
        "assumed": list(file.assumed),
        "encoding": file.encoding,
        "delimiter": file.delimiter,
        "zone": file.zone,
        "header_line": file.header_line,
        "records": file.records,
        "rows": file.rows,
        "tells_of": {subject.value: number for subject, number in file.told.items()},
        "covers": {
            subject.value: {"from": first.isoformat(), "until": last.isoformat()}
            for subject, (first, last) in file.covers.items()
        },
        "superseded": [
            {"by": report.files[other].path, "rows": number} for other, number in file.superseded.items()
        ],
        **({fate.value: file.fates.get(fate.value, 0) for fate in Fate} if file.fates else {}),
        "set_aside": {reason: file.aside[reason] for reason in sorted(file.aside) if reason != "blank"},
        "lines": {reason: file.lines[reason] for reason in sorted(file.lines)},
        "unrecognised": list(file.unrecognised),
        "copies": [path for path, same in report.copies if same == file.path],
    }


def _upcoming(report: Report) -> Iterator[str]:
    """Null where nobody asked: an empty list says that nothing falls due."""
    if report.upcoming is None:
        yield '"upcoming": null,\n'
        return
    rows = placed_upcoming(report).select(
        kind="kind",
        due_at=pl.col("due_at").dt.strftime("%Y-%m-%dT%H:%M:%S%:z"),
        hours_left=pl.col("hours").round(2),
        promise="source",
        order_id="order_id",
        shop="shop",
        carrier="carrier",
        tracking_number="tracking_number",
        file="path",
        line="line",
    )
    yield from _array("upcoming", iter(rows.select(pl.struct(pl.all()).struct.json_encode()).to_series()))


def _checked(report: Report) -> Iterator[dict[str, Any]]:
    skipped = {(rule.code, path) for rule, _, path in report.not_checked}
    for found in report.findings:
        rule = found.rule
        if all((rule.code, file.path) in skipped for file in report.files):
            continue
        yield {
            "rule": rule.code,
            "name": rule.name,
            "judged": found.judged if rule.scope is not Scope.EXPORT else None,
            "unknown": found.unknown,
            "flagged": found.rows.height,
        }


def _not_checked(report: Report) -> Iterator[dict[str, Any]]:
    for rule, missing, path in report.not_checked:
        yield {"rule": rule.code, "name": rule.name, "missing": list(missing), "file": path}


def _summary(report: Report, written: Sequence[Written]) -> dict[str, Any]:
    found, counts = report.found, report.counts
    decided = None
    if counts is not None:
        decided = {
            name: getattr(counts, name) for name in ("due", "ready", "fixed", "held", "not_due", "ignored")
        }
    return {
        "orders": report.orders,
        "handoff": decided,
        "findings": found.systemic + found.single,
        "systemic": found.systemic,
        "folded": found.folded,
        "errors": found.errors,
        "warnings": found.warnings,
        "notes": found.notes,
        "orders_flagged": found.orders,
        "unreadable": report.unreadable,
        "as_of_stated": report.as_of_stated,
        "divisions": DATA_DATE,
        "notices": list(report.notices),
        "written": [{"path": file.path, "fate": file.fate, "records": file.records} for file in written],
    }
