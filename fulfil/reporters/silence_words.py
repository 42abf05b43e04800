"""What a run was silent about, in words: ignored and old findings, and what changed since another report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..suppression.silencing import State
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..suppression.differences import Difference, RuleDifference
    from ..suppression.silencing import BaselineTold, EntryTold, Silenced

#: What ends the line of a finding that an earlier report lacks.
NEW_LINE: Final = " [new]"


def silence_lines(silenced: Silenced) -> Iterator[str]:
    """All of it, one line each."""
    yield from entry_lines(silenced)
    yield from baseline_lines(silenced.baseline)
    yield from difference_lines(silenced.difference)


def explained_words(told: Mapping[str, object]) -> str:
    """What is said of the findings that a cause explains: how many of them are silent, and how many new.

    Args:
        told: a row of `placed.placed_systemic`.
    """
    words = (("silent", "ignored or old"), ("news", "new"))
    parts = [
        f", {number:,} of them {word}"
        for name, word in words
        if isinstance(number := told.get(name), int) and number
    ]
    return "".join(parts)


def entry_lines(silenced: Silenced, *, used: bool = True) -> Iterator[str]:
    """One line per entry of the ignore file.

    Args:
        silenced: what the run was silent about.
        used: whether to tell entries that do what they should.
    """
    for told in silenced.entries:
        if used or told.state is not State.USED:
            entry = told.entry
            where = "".join(f", {name} {value}" for name, value in _narrowed(told) if value)
            meant = f"{entry.rule} of order {entry.order}{where}"
            yield f"{silenced.ignored}:{told.line}: {meant}: {_state(told)}"


def _narrowed(told: EntryTold) -> tuple[tuple[str, str | None], ...]:
    return ("shop", told.entry.shop), ("platform", told.entry.platform)


def _state(told: EntryTold) -> str:
    match told.state:
        case State.USED:
            until, reason = told.entry.until, told.entry.reason
            return f"{counted(told.findings, 'finding')} ignored until {until}: {reason}"
        case State.UNUSED:
            return "unused: the rule finds nothing there; remove it"
        case State.EXPIRED:
            return f"ended on {told.entry.until}: what the rule finds there counts again"
        case State.RETIRED:
            return "retired: no file has this order"
        case State.NOT_JUDGED:
            return "not judged: the rule was not checked there"
        case State.UNDATED:
            return (
                "ignores nothing: no file has an event, so that nobody can say whether it has ended (--as-of)"
            )


def ignored_line(silenced: Silenced) -> Iterator[str]:
    """How much is ignored by how many entries; nothing where nothing is."""
    used = [told for told in silenced.entries if told.state is State.USED]
    if used:
        number = sum(told.findings for told in used)
        entries = counted(len(used), "entry", "entries")
        yield f"{counted(number, 'finding')} {_are(number)} ignored by {entries} of {silenced.ignored}"


def baseline_lines(told: BaselineTold | None) -> Iterator[str]:
    """What is in the baseline, what became of its other entries, and what an update wrote."""
    if told is None:
        return
    line = f"{counted(told.old, 'old finding')} {_are(told.old)} in the baseline {told.path}"
    rest = (
        (told.gone, "not found any more"),
        (told.retired, "of orders that no file has"),
        (told.unjudged, "not judged this time"),
    )
    parts = [f"{number:,} {_are(number)} {words}" for number, words in rest if number]
    yield f"{line}; of its entries, {', '.join(parts)}" if parts else line
    if told.updated is not None and told.added is not None:
        whole = counted(told.updated.entries.height, "finding")
        dropped = told.gone + told.retired
        yield f"updated {told.path}: {whole}, {told.added:,} of them new; {dropped:,} dropped"


def difference_lines(difference: Difference | None) -> Iterator[str]:
    """What changed since an earlier report: all rules together, then each."""
    if difference is None:
        return
    totals = ", ".join(_changes(difference))
    yield f"since {difference.path}: {totals or 'nothing was found, then or now'}"
    for rule in difference.rules:
        yield f"since {difference.path}: {rule.rule}: {', '.join(_changes(rule))}"


def _changes(told: Difference | RuleDifference) -> Iterator[str]:
    words = (
        ("new", "new"),
        ("mended", "mended"),
        ("left", "gone with their orders"),
        ("unjudged", "not judged this time"),
        ("still", "still there"),
    )
    for name, word in words:
        number = getattr(told, name, None)
        number = told.total(name) if number is None else number  # type: ignore[union-attr]
        if number:
            yield f"{number:,} {word}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
