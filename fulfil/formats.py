"""The forms that a report can be written in; `fulfil.reporters.formats` holds the writer of each."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How a report is written; light to import, as the command line names them all in its help.

    Values:
        TERMINAL: for people: sampled on a screen, whole and one line each in a pipe or a file.
        JSON: everything, for programs; see `report.schema.json`.
        CSV: one row per finding, or per figure of returns, for a spreadsheet.
        SARIF: SARIF 2.1.0, for code scanning and editors.
        JUNIT: JUnit XML, one test case per rule.
        GITHUB: workflow commands that GitHub shows as annotations.
        MARKDOWN: a summary for people, within what GitHub takes as a job's summary.
    """

    TERMINAL = "terminal"
    JSON = "json"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    MARKDOWN = "markdown"
