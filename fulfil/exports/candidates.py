"""Records that may be the header of an export, and what each would make of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ..tables import Subject
from .cells.fold import fold_header
from .column_map import ColumnMap, map_columns
from .generic import generic_profile, is_canonical
from .profile import Profile, profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .dialect import Dialect
    from .head import HeadRecord

    Heads: TypeAlias = Mapping[Dialect, list[HeadRecord]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says of the kind of a file.

    Args:
        forced: a profile to take whatever the signature says.
        own: the user's profiles, which win over the shipped ones where their signature stands.
        subjects: what is asked for; what a header of no known kind tells of is decided among these.
        likely: what a header that could be of several is taken for.
    """

    forced: Profile | None = None
    own: tuple[Profile, ...] = ()
    subjects: frozenset[Subject] = frozenset(Subject)
    likely: Subject | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that a header would be of.

    Args:
        profile: the kind.
        columns: what each header cell means then.
        why: the proof, in words.
        assumed: what a generic reading takes for granted.
        own: whether the user brought the profile.
    """

    profile: Profile
    columns: ColumnMap
    why: str
    assumed: tuple[str, ...] = ()
    own: bool = False

    @property
    def rank(self) -> tuple[bool, int]:
        """What is higher is better: the user's own, then more known headers."""
        return self.own, len(self.columns.cells) + len(self.profile.signature)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the header, by its place among the first ones in one dialect."""

    dialect: Dialect
    index: int
    kind: Kind


def best_candidate(heads: Heads, wanted: Wanted) -> Candidate | None:
    """The best header among the first records, each read in every dialect of `heads`; the first of equals.

    A kind that a signature proves comes before a reading by header words alone.
    """
    found: list[Candidate] = []
    for kinds_of in _ways(wanted):
        found = [
            Candidate(dialect, index, kind)
            for dialect, records in heads.items()
            for index, record in enumerate(records)
            for kind in kinds_of(record)
        ]
        if found:
            break
    return max(found, key=lambda candidate: candidate.kind.rank, default=None)


def _ways(wanted: Wanted) -> Iterator[Callable[[HeadRecord], Iterator[Kind]]]:
    if wanted.forced is not None:
        forced = wanted.forced
        yield lambda record: _fitting(record, forced)
        return
    kinds = [
        (profile, frozenset(map(fold_header, profile.signature)))
        for profile in (*wanted.own, *(profile for profile in profiles() if profile.signature))
    ]
    yield lambda record: _signed(record, kinds, wanted)
    yield lambda record: _generic(record, wanted)


def _fitting(record: HeadRecord, forced: Profile) -> Iterator[Kind]:
    columns = map_columns(record.cells, forced)
    if columns.subjects:
        yield Kind(forced, columns, "you said so")


def _signed(
    record: HeadRecord, kinds: Sequence[tuple[Profile, frozenset[str]]], wanted: Wanted
) -> Iterator[Kind]:
    words = {fold_header(cell) for cell in record.cells}
    if len(words) == 1:
        return
    for profile, signature in kinds:
        if not signature <= words:
            continue
        columns = map_columns(record.cells, profile)
        ours = profile.platform == "own"
        if not columns.subjects or (ours and not _is_ours(record, profile, wanted)):
            continue
        proof = ", ".join(word.strip() for word in profile.signature)
        yield Kind(profile, columns, f"its header has {proof}", own=profile in wanted.own)


def _is_ours(record: HeadRecord, profile: Profile, wanted: Wanted) -> bool:
    return is_canonical(record.cells, profile, wanted.subjects, wanted.likely)


def _generic(record: HeadRecord, wanted: Wanted) -> Iterator[Kind]:
    made = generic_profile(record.cells, wanted.subjects, wanted.likely)
    if made is None:
        return
    profile, assumed = made
    columns = map_columns(record.cells, profile)
    why = f"no profile's signature; {len(columns.cells)} headers are known words"
    yield Kind(profile, columns, why, assumed)
