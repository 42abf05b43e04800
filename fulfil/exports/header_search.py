"""Look for a header in one dialect after another: ordinary ones, other quotings and delimiters, more rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .dialects import odd_dialects, quotings, start_of, weigh
from .head import read_head
from .header_rows import LEAST_KNOWN, joined_rows, known_headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from .candidates import Heads
    from .dialect import Dialect
    from .encoding import Encoding
    from .head import HeadRecord
    from .recognise import Recognition
    from .source import Source


def find_header(
    source: Source, encoding: Encoding, heads: Heads, find: Callable[[Heads], Recognition | None]
) -> Recognition | None:
    """Find the header in an ordinary dialect, or else in another one.

    Args:
        source: the file.
        encoding: its encoding.
        heads: the first records as the ordinary dialects read them.
        find: gives the best header among first records, or None.

    Returns:
        The header, in the dialect that reads most of the records below it; None where there is none.
    """
    trial = _Trial(source, encoding, find)
    found = find(heads)
    if source.sheet is None:
        found = trial.in_other_quoting(found) if found else trial.in_odd_dialect()
    return trial.over_several_rows(heads, found)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Looks for the header of one file."""

    source: Source
    encoding: Encoding
    find: Callable[[Heads], Recognition | None]

    def in_other_quoting(self, found: Recognition) -> Recognition:
        """The header found, or the same one in a dialect of other quoting that is clearly better."""
        if not found.dialect.quoted:
            return found
        best, most = found, None
        for dialect in quotings(start_of(self.source, self.encoding), found.dialect.delimiter):
            other = self.find({dialect: self._head(dialect)})
            if other is None or other.header.offset != found.header.offset:
                continue
            most = most or weigh(self.source, self.encoding, found.dialect, found.header)
            evidence = weigh(self.source, self.encoding, dialect, other.header)
            if most.outdone_by(evidence, dialect, found.header):
                best, most = other, evidence
        return best

    def in_odd_dialect(self) -> Recognition | None:
        """A header in none of the ordinary dialects, where the records below it bear it out."""
        best: tuple[tuple[int, int], Recognition] | None = None
        for dialect in odd_dialects(start_of(self.source, self.encoding)):
            records = self._head(dialect)
            if all(known_headers(record.cells) < LEAST_KNOWN for record in records):
                continue
            found = self.find({dialect: records})
            if found is None or len(found.columns.cells) < LEAST_KNOWN:
                continue
            evidence = weigh(self.source, self.encoding, dialect, found.header)
            score = (len(found.columns.cells), evidence.fitting - evidence.misfits)
            if evidence.convincing(dialect) and (best is None or score > best[0]):
                best = (score, found)
        return best[1] if best else None

    def over_several_rows(self, heads: Heads, found: Recognition | None) -> Recognition | None:
        """The header found, or one over several rows that has more columns."""
        best, at = found, None
        if found is not None:
            if not found.dialect.quoted:
                return found
            known = heads.get(found.dialect) or self._head(found.dialect)
            at, heads = len(found.before), {found.dialect: known}
        for dialect, records in heads.items():
            for joined in joined_rows(records, at):
                other = self.find({dialect: joined})
                if other and (best is None or len(other.columns.cells) > len(best.columns.cells)):
                    best = other
        return best

    def _head(self, dialect: Dialect) -> list[HeadRecord]:
        return read_head(self.source, self.encoding, dialect)
