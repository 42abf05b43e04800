"""What the records of a file tell of: orders, shipments or returns; a question where nothing says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...tables import Subject
from ..subject_of import subject_of, telling
from .settle import settle

if TYPE_CHECKING:
    from ..profile import Profile
    from .evidence import Looks
    from .sample import Sample
    from .settled import Settled


def settled_subjects(sample: Sample, looks: dict[int, Looks], known: Profile | None = None) -> list[Settled]:
    """Every subject that the file may tell of, with what its headers then mean; several are a question.

    Args:
        sample: the file.
        looks: what each of its columns looks like.
        known: the shipped profile that reads the file, whose signature proves what it tells of first.
    """
    if known is not None:
        return [settle(sample, looks, next(iter(known.views)))]
    settled = {subject: settle(sample, looks, subject) for subject in Subject}
    names = {subject: _named(found) for subject, found in settled.items()}
    subject = subject_of(names) or Subject.ORDERS
    if telling(subject, names[subject]):
        return [settled[subject]]
    others = [other for other in Subject if other is not subject and telling(other, names[other])]
    return [settled[each] for each in (subject, *others)]


def _named(settled: Settled) -> frozenset[str]:
    """The columns that the file has, whichever of several headers each of them is."""
    return settled.names | {ask.names[0] for ask in settled.asks if len(ask.names) == 1 < len(ask.cells)}
