"""The report as SARIF 2.1.0, for code scanning and editors: its rules, its findings, and what was left out.

SARIF is an OASIS standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from .notices import notifications
from .results import Results
from .rules import rule_object
from .uris import Uris

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ....report import Report
    from ..rendering import Rendering

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_pieces(report: Report, rendering: Rendering) -> Iterator[str]:
    """One SARIF log with one run, in pieces of text.

    It holds no time, no random identifier and no absolute path, so that the same input gives the same bytes.
    It keeps within what its readers accept, the most urgent findings first (see `results`); findings that a
    systemic one explains are counted with it (`occurrenceCount`). A notification says what was left out.

    Args:
        report: the finished run.
        rendering: whether personal data may be shown, and the folder that paths are relative to.
    """
    uris = Uris([file.path for file in report.files], rendering.root)
    rules = [rule_object(found.rule) for found in report.findings]
    head = (
        f'{{\n"$schema": {_json(_SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n'
        f'"tool": {{"driver": {{"name": "fulfil", "semanticVersion": {_json(version("fulfil"))},\n'
        '"rules": [\n' + ",\n".join(map(_json, rules)) + "\n]}},\n"
        f'"automationDetails": {{"id": "fulfil/{_command(report, rendering)}/"}},\n'
        '"columnKind": "unicodeCodePoints",\n'
        f'"artifacts": {_json([_artifact(uri) for uri in uris.all])},\n'
    )
    yield head
    results = Results(report, uris, personal=rendering.personal, used=len(head.encode()))
    yield '"results": ['
    between = "\n"
    for result in results:
        yield between + result
        between = ",\n"
    yield "\n],\n"
    said = notifications(report, results.told, results.total)
    yield f'"invocations": [{{"executionSuccessful": true, "toolExecutionNotifications": {_json(said)}}}]\n'
    yield "}]\n}\n"


def _command(report: Report, rendering: Rendering) -> str:
    if rendering.of_returns:
        return "returns"
    return "audit" if report.counts is None else "handoff"


def _artifact(uri: str) -> dict[str, Any]:
    return {"location": {"uri": uri}, "roles": ["analysisTarget"]}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


__all__ = ["sarif_pieces"]
