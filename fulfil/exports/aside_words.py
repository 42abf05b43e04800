"""Why a record is no row of a table, in words."""

from __future__ import annotations

_WORDS = {
    "too_few_cells": "unreadable: it has too few cells",
    "too_many_cells": "unreadable: it has too many cells",
    "broken_quote": "unreadable: a quote is not closed, or closed too early",
    "undecodable": "unreadable: it holds bytes that are no text in the file's encoding",
    "two_values": "unreadable: two columns of one name disagree",
    "other_header": "unreadable: it is the header of another table",
    "other_table": "unreadable: it belongs to another table in the same file",
    "title": "stands above the header",
    "repeated_header": "repeats the header",
    "further_header": "is a further row of the header",
    "total": "is a total",
    "footer": "is a footer",
    "other_line": "tells of something else",
}


def aside_words(reason: str) -> str:
    """Why a record is no row, in words."""
    return _WORDS.get(reason, reason)
