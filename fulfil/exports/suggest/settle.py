"""Which meaning of each header is sure, and which is a question for the user."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ...tables import COLUMNS_OF, KEYS, REGION_FIELDS, Subject
from .guesses import guess
from .meanings import (
    SECOND_STREET,
    Meaning,
    by_values,
    fits,
    meaning_of,
    plausible,
    said,
)
from .settled import Ask, Pick, Settled, joint_ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .evidence import Looks
    from .sample import Sample


_MOST: Final = 0.9
_RARELY: Final = 0.1


class _Settling:
    """Works out one subject; what is sure of one header narrows what others may mean."""

    def __init__(self, sample: Sample, looks: dict[int, Looks], subject: Subject) -> None:
        self.sample = sample
        self.looks = looks
        self.subject = subject
        self.notes: dict[int, str] = {}
        self.why: dict[int, str] = {}
        self.open: dict[int, Meaning] = {}
        for cell, header in sample.columns.items():
            meaning = meaning_of(header, subject)
            if meaning is not None:
                self._named(cell, meaning)

    def _named(self, cell: int, meaning: Meaning) -> None:
        looks = self.looks[cell]
        if looks.empty and looks.records and (len(meaning.names) > 1 or not meaning.closed):
            self.notes[cell] = f"may be {' or '.join(meaning.names)}"
            return
        names = tuple(
            name
            for name in meaning.names
            if fits(name, self.subject, looks) and (meaning.closed or plausible(name, self.subject, looks))
        )
        if not names:
            self.notes[cell] = f"named like {' or '.join(meaning.names)}, but its values are not"
            return
        if len(names) < len(meaning.names) and len(names) == 1:
            self.why[cell] = "its values say which"
        self.open[cell] = replace(meaning, names=names)

    def run(self) -> Settled:
        """Settle all headers."""
        for cell in list(self.open):
            self._narrow_address(cell)
        before = None
        while before != self.open:
            before = dict(self.open)
            self._exclude()
            self._force_key()
            for cell in list(self.open):
                self._narrow_status(cell)
        picks, asks = guess(self.sample, self.looks, self.subject, self._contested(), self.notes)
        taken = {pick.name for pick in picks}
        asks = [replace(ask, names=tuple(n for n in ask.names if n not in taken)) for ask in asks]
        asks = [ask for ask in asks if ask.names]
        order = list(COLUMNS_OF[self.subject])
        return Settled(
            self.subject,
            tuple(sorted(picks, key=lambda pick: order.index(pick.name))),
            tuple(sorted(asks, key=lambda ask: ask.cells)),
            self.notes,
        )

    def _sure(self) -> dict[str, list[int]]:
        """Canonical column -> the headers that say it and nothing else."""
        sure: dict[str, list[int]] = {}
        for cell, meaning in self.open.items():
            if len(meaning.names) == 1 and meaning.closed:
                sure.setdefault(meaning.names[0], []).append(cell)
        return sure

    def _set(self, cell: int, name: str, why: str) -> None:
        self.open[cell] = replace(self.open[cell], names=(name,), closed=True)
        self.why.setdefault(cell, why)

    def _exclude(self) -> None:
        """What another header surely is, a header with two meanings is not."""
        sure = {name: cells for name, cells in self._sure().items() if name != SECOND_STREET}
        for cell, meaning in self.open.items():
            left = tuple(name for name in meaning.names if name not in sure or cell in sure[name])
            if len(meaning.names) > 1 and 0 < len(left) < len(meaning.names):
                if len(left) == 1 and meaning.closed:
                    gone = next(name for name in meaning.names if name in sure)
                    self._set(cell, left[0], f"the {gone} is “{self.sample.columns[sure[gone][0]]}”")
                else:
                    self.open[cell] = replace(meaning, names=left)

    def _force_key(self) -> None:
        """A header that alone can name the order does; so does our own name for it."""
        name = "order_id"
        able = [cell for cell, meaning in self.open.items() if name in meaning.names]
        if len(able) != 1 or len(self.open[able[0]].names) == 1 or not self.open[able[0]].closed:
            return
        others = any(key != name and self._has(key) for key in KEYS[self.subject])
        if self.open[able[0]].exact or not others:
            self._set(able[0], name, "no other header can be it; if it is your ERP's own number, look again")

    def _has(self, key: str) -> bool:
        """Whether a header surely is a key, or shows it by its values."""
        unnamed = (cell for cell in self.sample.columns if cell not in self.open)
        return key in self._sure() or any(key in by_values(self.looks[c], self.subject) for c in unnamed)

    def _narrow_address(self, cell: int) -> None:
        """A text that starts with the province is the whole address; beside region columns it is the rest."""
        meaning, looks = self.open[cell], self.looks[cell]
        if set(meaning.names) != {"address", "street"} or looks.empty:
            return
        if looks.addresses >= _MOST:
            self._set(cell, "address", f"{said(looks.addresses)} addresses that start with the province")
        elif looks.addresses <= _RARELY and any(name in self._sure() for name in REGION_FIELDS):
            self._set(cell, "street", "the region has columns of its own, and it is not repeated here")

    def _narrow_status(self, cell: int) -> None:
        """A status that differs within an order is its lines'; with one record to an order it is both."""
        orders = self._sure().get("order_id")
        if set(self.open[cell].names) != {"status", "line_status"} or not orders:
            return
        key, status = str(orders[0]), str(cell)
        told = self.sample.cells.select(key, status).drop_nulls()
        if told.is_empty():
            return
        if told.group_by(key).n_unique()[status].max() != 1:
            self._set(cell, "line_status", "it differs within an order")
        elif told[key].n_unique() == told.height:
            self._set(cell, "status", "every order has one record, so that its status is the order's")

    def _contested(self) -> tuple[list[Pick], list[Ask]]:
        """The sure headers; where several say the same, those that hold something, or a question."""
        picks: list[Pick] = []
        asks: list[Ask] = []
        sure = self._sure()
        second = sure.pop(SECOND_STREET, [])
        for name, cells in sure.items():
            left = self._distinguished(name, cells)
            if len(left) == 1:
                picks.append(self._picked(name, left[0], second if name == "street" else []))
            else:
                asks.append(
                    Ask(tuple(left), (name,), "several headers say so", joint_ways(self.subject, name))
                )
        for cell, meaning in self.open.items():
            if len(meaning.names) > 1 or not meaning.closed:
                looks = self.looks[cell]
                why = f"{said(looks.times)} times" if looks.times >= _MOST else ""
                asks.append(Ask((cell,), meaning.names, why))
        return picks, asks

    def _picked(self, name: str, cell: int, second: Sequence[int]) -> Pick:
        return Pick(name, (cell, *second[:1]), self.why.get(cell, ""))

    def _distinguished(self, name: str, cells: list[int]) -> list[int]:
        """Of several headers for one column those that are really different."""
        if len(cells) == 1:
            return cells
        exact = [cell for cell in cells if self.open[cell].exact]
        held = [cell for cell in exact or cells if not self.looks[cell].empty] or cells[:1]
        first = self.sample.cells[str(held[0])]
        left = held[:1] if all(self.sample.cells[str(c)].equals(first) for c in held) else held
        chosen = self.sample.columns[left[0]]
        for cell in cells:
            if cell not in left:
                same = "empty here" if self.looks[cell].empty else f"“{chosen}” gives it"
                self.notes[cell] = f"would be {name}, too; {same}"
        return left


def settle(sample: Sample, looks: dict[int, Looks], subject: Subject) -> Settled:
    """Say for every header what it means, as far as that is sure, and what is open.

    Args:
        sample: the file.
        looks: what each of its columns looks like.
        subject: what its records are taken to tell of.
    """
    return _Settling(sample, looks, subject).run()
