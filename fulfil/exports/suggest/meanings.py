"""What each header of a file may mean, by its name first and then by its values."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ...tables import COLUMNS_OF, Kind
from ..cells.fold import fold_header
from ..generic import aliases
from ..profile import profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ...tables import Subject
    from .evidence import Looks

#: The second line of a street; it has no canonical column of its own.
SECOND_STREET: Final = "street2"

#: Below this share of fitting values, a name is no proof any more.
_DOUBTFUL: Final = 0.5

#: Phones and ids of real files may be bad in part; what hardly ever fits is something else.
_HARDLY: Final = 0.2


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header may mean.

    Args:
        names: canonical columns; one where its name says it.
        closed: whether it is one of these and nothing else.
        exact: whether the header is the canonical name itself (the first of the names).
    """

    names: tuple[str, ...]
    closed: bool = True
    exact: bool = False


@cache
def _doubles(subject: Subject) -> dict[str, Meaning]:
    """Headers with several meanings: those listed, and those that shipped profiles read differently."""
    found: dict[str, dict[str, None]] = {}
    known: list[Mapping[str, Sequence[str]]] = [aliases(subject), *_of_profiles(subject)]
    for columns in known:
        for name, headers in columns.items():
            for header in headers:
                found.setdefault(header, {}).setdefault(name)
    doubles = {
        header: Meaning(tuple(n for n in names if n != SECOND_STREET))
        for header, names in found.items()
        if len(names) > 1 and SECOND_STREET not in names
    }
    listed = tomllib.loads(files(__package__).joinpath("doubles.toml").read_text("utf-8"))
    for kind, closed in (("closed", True), ("open", False)):
        for header, names in listed[kind].get(subject.value, {}).items():
            doubles[fold_header(header) or header] = Meaning(tuple(names), closed)
    return doubles


def _of_profiles(subject: Subject) -> list[dict[str, list[str]]]:
    """Column -> headers that say it, of every shipped profile; a stand-in for another column says nothing."""
    found = []
    for profile in profiles():
        view = profile.views.get(subject)
        columns = view.columns if view else {}
        main = {name: fold_header(sources.headers[0]) for name, sources in columns.items()}
        found.append(
            {
                name: [
                    word
                    for word in map(fold_header, sources.headers)
                    if word == main[name] or word not in main.values()
                ]
                for name, sources in columns.items()
                if sources.how != "part"
            }
        )
    return found


@cache
def _single(subject: Subject) -> dict[str, str]:
    """Header -> canonical column, the first that has it."""
    known: dict[str, str] = {}
    for name, headers in aliases(subject).items():
        for header in headers:
            known.setdefault(header, name)
    return known


def meaning_of(header: str, subject: Subject) -> Meaning | None:
    """What a header's name says; None where it says nothing."""
    word = fold_header(header) or header.strip()
    exact = next((name for name in COLUMNS_OF[subject] if fold_header(name) == word), None)
    double = _doubles(subject).get(word)
    if double is not None:
        written = header.strip().casefold() == exact
        return replace(double, exact=True) if written else double
    if exact is not None:
        return Meaning((exact,), exact=True)
    name = _single(subject).get(word)
    return Meaning((name,)) if name is not None else None


def of_others(header: str) -> bool:
    """Whether a header speaks of the sender, the shop or the payer, and not of the recipient."""
    return _OF_OTHERS.search(fold_header(header)) is not None


_OF_OTHERS: Final = re.compile(
    "发件|寄件|发货人|发货地|卖家|商家|客服|仓|退货|开票|发票|门店|sender|seller|from|warehouse|bill|return|store|shop"
)


def name_like(header: str, subject: Subject) -> dict[str, str]:
    """Canonical column -> the known header that stands inside a longer one (`客户下单时间`)."""
    word = fold_header(header)
    inside = {known: name for known, name in _parts(subject).items() if _stands_in(known, word)}
    longest = max(map(len, inside), default=0)
    return {name: known for known, name in inside.items() if len(known) == longest}


@cache
def _parts(subject: Subject) -> dict[str, str]:
    """The known headers that may stand inside a longer one: words of one meaning."""
    doubles = _doubles(subject)
    # `金额(元)` and its like are the end of any amount's name.
    return {
        known: name
        for known, name in _single(subject).items()
        if name != SECOND_STREET
        and known not in doubles
        and (" " in known if known.isascii() else len(known) > len("单号") and "(" not in known)
    }


def _stands_in(known: str, word: str) -> bool:
    return known in word and (not known.isascii() or f" {known} " in f" {word} ")


def fits(name: str, subject: Subject, looks: Looks) -> bool:
    """Whether the values of a column can be what a canonical column holds; an empty column fits anything."""
    if looks.empty:
        return True
    if name == SECOND_STREET:
        return not looks.times
    return _FITS.get(COLUMNS_OF[subject][name].kind, _any)(looks)


def plausible(name: str, subject: Subject, looks: Looks) -> bool:
    """Whether a word so general may mean a column of ids, or of names: ids have digits, names none."""
    kind = COLUMNS_OF[subject][name].kind
    if looks.empty:
        return True
    if kind in {Kind.ID, Kind.TRACKING} and name not in _MAY_BE_WORDS:
        return looks.ids >= _DOUBTFUL
    return kind is not Kind.TEXT or looks.ids < _MOST


_MAY_BE_WORDS: Final = ("buyer_id", "sku")


def _any(looks: Looks) -> bool:
    return looks.times < _DOUBTFUL


_FITS: Final[Mapping[Kind, Callable[[Looks], bool]]] = {
    Kind.MOMENT: lambda looks: looks.times + looks.numeric_times >= _DOUBTFUL,
    Kind.MONEY: lambda looks: looks.numbers >= _DOUBTFUL,
    Kind.QUANTITY: lambda looks: looks.numbers >= _DOUBTFUL,
    Kind.PHONE: lambda looks: looks.phones + looks.hidden + looks.numbers >= _HARDLY,
    Kind.ID: lambda looks: looks.times < _DOUBTFUL,
    Kind.STATE: lambda looks: looks.times < _DOUBTFUL and looks.phones < _DOUBTFUL,
}
"""What contradicts a name. Regions, notes and texts may be anything but times."""


def by_values(looks: Looks, subject: Subject) -> dict[str, str]:
    """Canonical column -> why: what the values alone show, whatever the header is.

    Only patterns that leave little doubt; which of several columns of a kind is meant they do not tell.
    """
    columns: Mapping[str, object] = COLUMNS_OF[subject]
    found: dict[str, str] = {}
    for names, share, what in (
        (("phone",), looks.phones, "phones"),
        (("tracking_number", "return_tracking_number", *_OTHER_TRACKING), looks.tracking, "tracking numbers"),
        (("province",), looks.provinces, "provinces"),
        (("city",), looks.cities if looks.provinces < _MOST else 0, "cities"),
        (("county",), looks.counties if looks.cities < _MOST else 0, "counties"),
    ):
        if share >= _MOST:
            found |= {name: f"{said(share)} {what}" for name in names if name in columns}
    return found


_OTHER_TRACKING: Final = ("original_tracking_number", "exchange_tracking_number")

_MOST: Final = 0.9
"""What is so in nine of ten values is meant so; real files are never quite clean."""


def said(share: float) -> str:
    """`all values are` or `97 % of the values are`."""
    return "all values are" if share == 1 else f"{int(100 * share)} % of the values are"
