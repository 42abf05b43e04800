"""How the cells of a record are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

PADDING: Final = " \t"
"""The blanks that may stand around a quoted cell."""


@dataclass(frozen=True)
class Dialect:
    r"""The delimiter of an export, and how its cells may be quoted.

    Attributes:
        delimiter: one ASCII character.
        quoted: False for Amazon's tab-separated reports, where `"` is an ordinary character (`8" x 10"`)
            and every physical line is a record; the attributes below then mean nothing.
        quote: the quote mark, one ASCII character.
        escape: the character before a quote mark that belongs to a cell (`\"`), and before itself; such
            marks may be doubled as well. None where they can only be doubled, as in RFC 4180.
        padded: whether blanks around a quoted cell are no part of it (`1, "a,b" ,2` has three cells). In
            RFC 4180 they make the cell an unquoted one.
        sound: whether every quote is known to be closed, as in what we wrote out ourselves: a line inside a
            quoted cell is no record then, however much it looks like one.
    """

    delimiter: str
    quoted: bool = True
    quote: str = '"'
    escape: str | None = None
    padded: bool = False
    sound: bool = False

    @property
    def provable(self) -> bool:
        """Whether the fast path knows this dialect: RFC 4180 with any delimiter, or no quoting at all."""
        return not self.quoted or (self.quote == '"' and self.escape is None and not self.padded)

    def without(self, text: bytes) -> Dialect:
        """The simplest dialect that reads `text` in the same way: without a quote mark, nothing is quoted."""
        if self.provable or self.quote.encode() in text:
            return self
        return Dialect(self.delimiter, quoted=False)

    @cached_property
    def unquoted_text(self) -> re.Pattern[str]:
        """An unquoted cell, from its start."""
        return re.compile(rf"[^{re.escape(self.delimiter)}\r\n]*+")

    @cached_property
    def quoted_text(self) -> re.Pattern[str]:
        """The text of a quoted cell, up to its closing quote mark or the end of the line."""
        mark = re.escape(self.quote)
        if self.escape is None:
            return re.compile(f"(?:[^{mark}]++|{mark}{mark})*+")
        escape = re.escape(self.escape)
        return re.compile(f"(?s:[^{mark}{escape}]++|{mark}{mark}|{escape}.?)*+")

    @cached_property
    def padding(self) -> re.Pattern[str]:
        """The blanks, if any, between a delimiter and a quote mark; never the delimiter itself."""
        blanks = PADDING.replace(self.delimiter, "") if self.padded else ""
        return re.compile(f"[{blanks}]*+" if blanks else "")

    def opening(self, text: str, at: int) -> int | None:
        """Where the text of a quoted cell starts that is written from `at` on; None for an unquoted cell."""
        if self.padded and (found := self.padding.match(text, at)):
            at = found.end()
        return at + 1 if text.startswith(self.quote, at) else None

    def meant(self, text: str) -> str:
        """What the text of a quoted cell means: doubled and escaped quote marks undone."""
        if self.escape is None:
            return text.replace(self.quote * 2, self.quote)
        return _escapes(self.quote, self.escape).sub(lambda found: found[0][1], text)

    def written(self, cell: str) -> str:
        """A cell in quotes, as this dialect writes it."""
        mark = self.quote
        if self.escape is None:
            return mark + cell.replace(mark, mark * 2) + mark
        escaped = cell.replace(self.escape, self.escape * 2).replace(mark, self.escape + mark)
        return mark + escaped + mark


@lru_cache(maxsize=64)
def _escapes(quote: str, escape: str) -> re.Pattern[str]:
    mark, before = re.escape(quote), re.escape(escape)
    return re.compile(f"{before}[{mark}{before}]|{mark}{mark}")
