"""The limits that rules judge by, each with its default and the source of its number."""

from __future__ import annotations

from typing import Any, Final

from pydantic import Field, field_validator

from ..exports.near import near
from ..exports.states import CLOSED_VOCABULARIES, VOCABULARIES
from .delivery import Delivery
from .dispatch import Dispatch
from .fail_on import NEVER
from .freight import Freight  # noqa: TC001  (Pydantic reads it at run time)
from .join import Join
from .limits import Limits
from .notes import NotePhrases, default_note_phrases
from .overrides import Override  # noqa: TC001  (Pydantic reads it at run time)
from .returns import Returns
from .rule_settings import RuleSettings  # noqa: TC001  (Pydantic reads it at run time)
from .split import Split

#: What says that an order must ship now, beside the state's own name.
_DUE: Final = {"due": "to_ship"}


class Systemic(Limits):
    """When one cause is said to explain a whole export.

    Args:
        share: the part of an export's judged rows that must be flagged; 0.9 is our own choice: below it,
            single orders are worth reading.
        least_rows: an export with fewer judged rows is never explained by one cause; our own choice.
    """

    share: float = Field(default=0.9, gt=0, le=1)
    least_rows: int = Field(default=20, ge=1)


class Times(Limits):
    """How much times may disagree.

    Args:
        tolerance_minutes: clocks of two systems, and seconds that a spreadsheet dropped; 5 is our own choice.
        stray_days: a moment this much later than the next latest is taken for a typing error.
    """

    tolerance_minutes: float = Field(default=5, ge=0)
    stray_days: float = Field(default=31, gt=0)


class Contact(Limits):
    """How long a privacy number can be called.

    Args:
        privacy_days: platforms state 1 to 30 days; 30 is the longest, so that no number is called
            expired that may still work.
        phone_needed_in: ISO codes of the countries whose couriers phone before delivery and ask for a number
            on every waybill; elsewhere only a number that is given is judged. Our own choice.
    """

    privacy_days: float = Field(default=30, gt=0)
    phone_needed_in: tuple[str, ...] = ("CN", "HK", "MO", "TW")


class Lines(Limits):
    """What a line may hold.

    Args:
        weighed: whether goods are sold by weight, so that 1.5 is a quantity. Off: most shops sell pieces, and
            half a piece means that columns were mixed up.
    """

    weighed: bool = False


class Drift(Limits):
    """When a column is said to be emptier than it was.

    Args:
        rise: the share of empty rows must rise by more than this: in a feed of a hundred orders a dozen more
            without a note are chance, and a fifth is not. Our own choice.
        factor: and must be at least this many times what it was: a column that was mostly empty, at 60 %, is
            so at 85 %, too. Our own choice.
        least_rows: with fewer rows, now or then, a share says nothing; our own choice, as in `Systemic`.
    """

    rise: float = Field(default=0.2, ge=0, le=1)
    factor: float = Field(default=2, ge=1)
    least_rows: int = Field(default=20, ge=1)


class Policy(Limits):
    """All limits of a run.

    Args:
        systemic: when one cause explains a whole export.
        times: how much times may disagree.
        contact: how long a privacy number lives.
        lines: what a line may hold.
        drift: when a column is said to be emptier than it was.
        split: how what left is held against what was due.
        dispatch: how soon orders leave, and what parcels may do.
        delivery: how long a parcel may be on its way.
        join: when files are said not to cover each other.
        freight: what shipping costs the buyer; None, as every shop has its own table, judges none.
        returns: how long returns and refunds may take.
        notes: the phrases that forbid shipping or ask for something.
        statuses: status words of the user's own -> canonical state, or `due`.
        select: the codes and families of rules to check; empty for all.
        ignore: those not to check; a code counts before a family, and of two alike this one.
        require: those that must be checked, or the gate is reached.
        fail_on: what reaches the gate (see `fail_on`): by default data that cannot be used, or that do not
            agree. That a clock ran out is no reason to refuse a file every night.
        rules: rule -> what this policy says of it.
        overrides: what is different for a shop, platform, carrier, warehouse or country.
        own_rules: files with rules of the user's own; their code is run.
    """

    systemic: Systemic = Systemic()
    times: Times = Times()
    contact: Contact = Contact()
    lines: Lines = Lines()
    drift: Drift = Drift()
    split: Split = Split()
    dispatch: Dispatch = Dispatch()
    delivery: Delivery = Delivery()
    join: Join = Join()
    freight: Freight | None = None
    returns: Returns = Returns()
    notes: NotePhrases = Field(default_factory=default_note_phrases)
    statuses: dict[str, str] = Field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    fail_on: tuple[str, ...] = ("integrity-error",)
    rules: dict[str, RuleSettings] = Field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    own_rules: tuple[str, ...] = ()

    @field_validator("select", "ignore", "require", "fail_on", "own_rules", mode="before")
    @classmethod
    def _one_or_many(cls, said: Any) -> Any:
        return (said,) if isinstance(said, str) else said

    @field_validator("fail_on")
    @classmethod
    def _says_something(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        if not words or (NEVER in words and len(words) > 1):
            raise ValueError(f"give what reaches the gate, or `{NEVER}` alone")
        return words

    @field_validator("statuses")
    @classmethod
    def _are_states(cls, statuses: dict[str, str]) -> dict[str, str]:
        known = {state: state for name in CLOSED_VOCABULARIES for state in VOCABULARIES[name]} | _DUE
        if strange := [state for state in statuses.values() if state not in known]:
            raise ValueError(f"`{strange[0]}` is no state{near(strange[0], known)}")
        return {word: known[state] for word, state in statuses.items()}
