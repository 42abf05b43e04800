"""Findings as SARIF results, the most urgent first, within what readers accept.

GitHub rejects a run of more than 25,000 results and a file of more than 10 MB gzip-compressed, and shows the
5,000 most severe results of a run
(https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit,
https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/file-too-large; read in
November 2026). We count bytes before compression: that holds for every reader, and does not hang on a
compressor.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ....fingerprints import SCHEME
from ...placed import in_full
from ..told import fingerprinted, ranked, silent
from .why_silent import why_silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from ....report import Report
    from .uris import Uris

MOST_RESULTS: Final = 25_000
MOST_BYTES: Final = 10_000_000
#: What is kept free for what follows the results.
_RESERVED: Final = 500_000

#: GitHub matches alerts by this name alone; without it, it would hash a line of the export.
#: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
_GITHUB: Final = "primaryLocationLineHash"


class Results:
    """The results of a run as JSON texts; once they were iterated, `told` of `total` are known.

    Args:
        report: the finished run.
        uris: the names of its files.
        personal: whether personal data may be shown.
        used: bytes that were written before.
    """

    def __init__(self, report: Report, uris: Uris, *, personal: bool, used: int) -> None:
        self._report = fingerprinted(report)
        self._uris = uris
        self._personal = personal
        self._left = MOST_BYTES - _RESERVED - used
        self._index = {found.rule.code: at for at, found in enumerate(report.findings)}
        self.told = 0
        self.total = 0

    def __iter__(self) -> Iterator[str]:
        """Each result as one JSON object."""
        full = False
        for frame in self._frames():
            self.total += frame.height
            if full:
                continue
            rows = frame.head(MOST_RESULTS - self.told).with_columns(said=in_full())
            full = rows.height < frame.height
            for row in rows.iter_rows(named=True):
                text = json.dumps(self._result(row), ensure_ascii=False, separators=(",", ":"))
                size = len(text.encode()) + 2
                if size > self._left:
                    full = True
                    break
                self._left -= size
                self.told += 1
                yield text

    def _frames(self) -> Iterator[pl.DataFrame]:
        yield from ranked(self._report, personal=self._personal)
        yield from silent(self._report, personal=self._personal)

    def _result(self, row: dict[str, Any]) -> dict[str, Any]:
        where: dict[str, Any] = {"artifactLocation": {"uri": self._uris.of(row["file"])}}
        if row["line"]:
            where["region"] = {"startLine": row["line"]}
        result: dict[str, Any] = {
            "ruleId": row["rule"],
            "ruleIndex": self._index[row["rule"]],
            "level": row["severity"],
            "message": {"text": row["said"]},
            "locations": [{"physicalLocation": where}],
            "partialFingerprints": {SCHEME: row["fingerprint"], _GITHUB: row["fingerprint"]},
        }
        if row["new"] is not None:
            result["baselineState"] = "new" if row["new"] else "unchanged"
        if row["explains"]:
            result["occurrenceCount"] = row["explains"]
        if row["new"] is not None:
            result["baselineState"] = "new" if row["new"] else "unchanged"
        if row["suppressed"]:
            result["suppressions"] = [self._suppression(row)]
        told = {"order": row["order_id"], "record": row["record"]}
        marks = {name: True for name in ("systemic", "inferred") if row[name]}
        if known := {name: value for name, value in told.items() if value is not None} | marks:
            result["properties"] = known
        return result

    def _suppression(self, row: dict[str, Any]) -> dict[str, str]:
        """Who silences a finding: an entry of the ignore file, with its reason, or the baseline."""
        return {"kind": "external", "status": "accepted", "justification": why_silent(self._report, row)}
