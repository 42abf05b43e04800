"""What happens to the orders of a world: stories, each with its findings.

A story is told of a few orders. Its quantities are multiplied by a factor of 1 to 3 where it says so, and its
goods, people, places and times are drawn anew each time. `codes` stand at the record that a rule points at:
at an order (its first line), a line, a parcel (its first record), or a record of a parcel.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order.

    Args:
        sku: a kind of goods (see `tests.bench.goods`); within a story one kind is one SKU.
        quantity: ordered.
        cancelled: how many of them the buyer cancelled.
        status: the line's own status.
        codes: rules that flag it.
    """

    sku: str = "a"
    quantity: int = 1
    cancelled: int = 0
    status: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """An order.

    Args:
        lines: its lines.
        buyer: orders of one buyer have one recipient, phone and address.
        parent: whether it names the story's purchase as its parent.
        status: its status; empty for what its parcels say.
        cancelled_after: hours from its creation to its cancellation.
        days: how long after the story's beginning it is made.
        paid_off: cents by which what was paid differs from its lines and freight.
        twin: whether it has the id of the story's first order, in another shop.
        codes: rules that flag it.
    """

    lines: tuple[Line, ...] = (Line(),)
    buyer: int = 0
    parent: bool = False
    status: str = ""
    cancelled_after: int | None = None
    days: int = 0
    paid_off: int = 0
    twin: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A record of a parcel.

    Args:
        sku: what was packed.
        quantity: how many.
        order: whose; None for an order that no file has.
        line: the line of the order, whose id the record may give; None where none asked for it.
        spelt: whether the SKU is written in another case and width, with spaces.
        codes: rules that flag it.
    """

    sku: str = "a"
    quantity: int = 1
    order: int | None = 0
    line: int | None = 0
    spelt: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel.

    Args:
        contents: its records.
        after: hours from the story's beginning until it is shipped, to which up to 8 are added.
        end: `delivered`, `in transit`, `returned`, `unscanned` (shipped, and nothing more) or `label`.
        source: `x` or `y`, two warehouses of the story.
        waybill: `own` (of the story's carrier), `ems` (with a check digit), `ems wrong`, `short`, `none`,
            `no carrier`, or `first` for the number of the story's first parcel.
        days: days added to `after`.
        overdue: whether it is delivered after what was promised.
        promised: whether a day of delivery was promised.
        attempts: how often delivery was tried.
        voided: whether its label was voided.
        replaces: the number of the parcel that it is sent again for.
        codes: rules that flag it.
    """

    contents: tuple[Packed, ...] = (Packed(),)
    after: int = 6
    end: str = "delivered"
    source: str = "x"
    waybill: str = "own"
    days: int = 0
    overdue: bool = False
    promised: bool = True
    attempts: int = 1
    voided: bool = False
    replaces: int | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Return:
    """A return of the first line of the story's first order.

    Args:
        kind: the type of return.
        after: hours from the story's beginning until it is asked for.
        exchanged_by: the number of the parcel that is sent in exchange.
        quantity: how many.
    """

    kind: str
    after: int
    exchanged_by: int | None = None
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Story:
    """A story.

    Args:
        weight: how often it is told, beside the others of its kind.
        orders: its orders.
        parcels: its parcels.
        returns: its returns.
        scaled: whether its quantities are multiplied.
    """

    weight: int
    orders: tuple[Order, ...] = (Order(),)
    parcels: tuple[Parcel, ...] = (Parcel(),)
    returns: tuple[Return, ...] = field(default=())
    scaled: bool = True


TWO = Order((Line("a", 2), Line("b")))
KIT = (Packed("kit 1"), Packed("kit 2", 2), Packed("kit 3"))


def halves(stem: str, order: int = 0, lines: tuple[int, int] = (0, 1), **more: object) -> tuple[Parcel, ...]:
    """Indoor and outdoor unit, each in a parcel of its own."""
    return tuple(
        Parcel((Packed(f"{role} {stem}", 1, order, line),), **more)  # type: ignore[arg-type]
        for role, line in zip(("indoor", "outdoor"), lines, strict=True)
    )


def pair(stem: str, *codes: str, second: tuple[str, ...] = ()) -> tuple[Line, Line]:
    """Lines that ask for the two units of a set."""
    return Line(f"indoor {stem}", codes=codes), Line(f"outdoor {stem}", codes=second)
