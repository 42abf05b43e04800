"""How the cells of a record are told apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter of an export and whether its cells may be quoted.

    Attributes:
        delimiter: one ASCII character.
        quoted: RFC 4180 quoting. False for Amazon's tab-separated reports, where `"` is an ordinary
            character (`8" x 10"`) and every physical line is a record.
    """

    delimiter: str
    quoted: bool = True
