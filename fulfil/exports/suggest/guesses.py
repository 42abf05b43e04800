"""What headers without a known name may mean, by what their values look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...tables import COLUMNS_OF, KEYS, Kind
from .meanings import by_values, fits, name_like, of_others, said
from .settled import Ask, Pick, joint_ways
from .status_words import ASKED, words_fit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ...tables import Subject
    from .evidence import Looks
    from .sample import Sample

_MOST: Final = 0.9
"""What is so in nine of ten values is meant so."""

_SOME: Final = 2


class _Guessing:
    """Looks at the headers that mean nothing yet, and at the canonical columns that nothing feeds yet."""

    def __init__(
        self, sample: Sample, looks: dict[int, Looks], subject: Subject, left_out: Collection[int]
    ) -> None:
        self.sample = sample
        self.looks = looks
        self.subject = subject
        self.left_out = left_out

    def _free(self, picks: Iterable[Pick], asks: Iterable[Ask]) -> tuple[list[int], set[str]]:
        """The headers that mean nothing yet, and the canonical columns that nothing feeds yet."""
        used = {cell for pick in picks for cell in pick.cells} | {cell for ask in asks for cell in ask.cells}
        taken = {pick.name for pick in picks} | {n for ask in asks for n in ask.names if len(ask.names) == 1}
        cells = [cell for cell in self.sample.columns if cell not in used and cell not in self.left_out]
        return cells, {name for name in COLUMNS_OF[self.subject] if name not in taken}

    def by_values(self, picks: list[Pick], asks: list[Ask]) -> None:
        """What values alone show is picked where one header alone can be it, else it is asked."""
        cells, free = self._free(picks, asks)
        found: dict[tuple[str, ...], dict[int, str]] = {}
        for cell in cells:
            shown = {n: why for n, why in by_values(self.looks[cell], self.subject).items() if n in free}
            if shown:
                found.setdefault(tuple(shown), {})[cell] = next(iter(shown.values()))
        for names, able in found.items():
            if len(names) == len(able) == 1 and self._may_be_picked(*able):
                ((cell, why),) = able.items()
                picks.append(Pick(names[0], (cell,), why))
            elif len(names) == 1:
                joint = joint_ways(self.subject, names[0]) if len(able) > 1 else ()
                asks.append(Ask(tuple(able), names, next(iter(able.values())), joint))
            else:
                asks += [Ask((cell,), names, why) for cell, why in able.items()]

    def _may_be_picked(self, cell: int) -> bool:
        """Not what is the same in every record or speaks of others, as the shop's own phone does."""
        looks = self.looks[cell]
        same = looks.distinct == 1 and looks.filled >= _SOME
        return not same and not of_others(self.sample.columns[cell])

    def like(self, picks: list[Pick], asks: list[Ask]) -> None:
        """Names that have a known header in them, times, states and ids: always a question."""
        cells, free = self._free(picks, asks)
        no_key = all(key in free for key in KEYS[self.subject])
        found: dict[tuple[str, ...], list[int]] = {}
        why: dict[tuple[str, ...], str] = {}
        for cell in cells:
            names, reason = self._alike(cell, free, no_key=no_key)
            if names:
                found.setdefault(names, []).append(cell)
                why.setdefault(names, reason)
        for names, able in found.items():
            if len(names) == 1 < len(able):
                text = COLUMNS_OF[self.subject][names[0]].kind is Kind.TEXT
                asks.append(
                    Ask(
                        tuple(able),
                        names,
                        why[names],
                        ("join",) if text else joint_ways(self.subject, names[0]),
                    )
                )
            else:
                asks += [Ask((cell,), names, why[names]) for cell in able]

    def _alike(self, cell: int, free: set[str], *, no_key: bool) -> tuple[tuple[str, ...], str]:
        """What a header without a meaning of its own may be, and why."""
        if self.looks[cell].empty:
            return (), ""
        offers = self._offers(cell, free, no_key=no_key)
        return next(((names, why) for names, why in offers if names), ((), ""))

    def _offers(self, cell: int, free: set[str], *, no_key: bool) -> Iterator[tuple[tuple[str, ...], str]]:
        """What a header may be by one sign after the other, the plainest first."""
        looks = self.looks[cell]
        columns = {name: column for name, column in COLUMNS_OF[self.subject].items() if name in free}
        alike = name_like(self.sample.columns[cell], self.subject)
        like = {n: known for n, known in alike.items() if n in free and fits(n, self.subject, looks)}
        if looks.times >= _MOST:
            times = tuple(name for name, column in columns.items() if column.kind is Kind.MOMENT)
            yield tuple(name for name in like if name in times) or times, f"{said(looks.times)} times"
            return
        yield tuple(like), f"its name has “{next(iter(like.values()), '')}” in it"
        if looks.addresses >= _MOST and "address" in free:
            yield ("address",), f"{said(looks.addresses)} addresses that start with the province"
        if looks.few:
            values = self.sample.cells[str(cell)]
            states = (
                n for n, c in columns.items() if c.vocabulary in ASKED and words_fit(values, c.vocabulary)
            )
            yield tuple(states), "its values are such words"
        if no_key and looks.ids >= _MOST and self._may_be_key(looks):
            yield self._keys(looks), f"{said(looks.ids)} like ids"
        if looks.tracking_digits >= _MOST and "tracking_number" in free:
            yield ("tracking_number",), f"{said(looks.tracking_digits)} like those of a carrier"

    def _keys(self, looks: Looks) -> tuple[str, ...]:
        keys = [*KEYS[self.subject], "erp_order_id"]
        keys += ["tracking_number"] if looks.tracking_digits >= _MOST else []
        return tuple(dict.fromkeys(key for key in keys if key in COLUMNS_OF[self.subject]))

    @staticmethod
    def _may_be_key(looks: Looks) -> bool:
        """Whether most records have a value, and most values few records."""
        return (
            looks.filled * _SOME >= looks.records
            and looks.distinct * _SOME >= looks.filled
            and not looks.decimals
        )


def guess(
    sample: Sample,
    looks: dict[int, Looks],
    subject: Subject,
    named: tuple[list[Pick], list[Ask]],
    left_out: Collection[int],
) -> tuple[list[Pick], list[Ask]]:
    """Add to what the names say what the values show.

    Args:
        sample: the file.
        looks: what each of its columns looks like.
        subject: what its records are taken to tell of.
        named: what is picked and what is asked by the headers' names.
        left_out: cells that are not looked at: their names say what they would be.

    Returns:
        All that is picked, and all that is asked.
    """
    picks, asks = list(named[0]), list(named[1])
    guessing = _Guessing(sample, looks, subject, left_out)
    guessing.by_values(picks, asks)
    guessing.like(picks, asks)
    return picks, asks
