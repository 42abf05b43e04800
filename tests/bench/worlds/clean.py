"""Stories in which nothing is wrong."""

from __future__ import annotations

from .story import KIT, TWO, Line, Order, Packed, Parcel, Return, Story, halves, pair

#: Nothing is wrong in these, whenever they begin.
CLEAN = {
    "single": Story(330),
    "two lines": Story(230, (TWO,), (Parcel((Packed("a", 2), Packed("b", 1, 0, 1))),)),
    "three lines": Story(
        85,
        (Order((Line("a"), Line("b", 2), Line("c"))),),
        (Parcel((Packed("a"), Packed("b", 2, 0, 1), Packed("c", 1, 0, 2))),),
    ),
    "split by line": Story(
        60, (TWO,), (Parcel((Packed("a", 2),)), Parcel((Packed("b", 1, 0, 1),), 20, source="y"))
    ),
    "split by quantity": Story(
        40,
        (Order((Line("a", 3),)),),
        (Parcel((Packed("a", 2),)), Parcel((Packed("a"),), 28, source="y")),
    ),
    "same goods on two lines": Story(
        10, (Order((Line("a"), Line("a", 2))),), (Parcel((Packed("a"), Packed("a", 2, 0, 1))),)
    ),
    "consolidated": Story(
        40, (Order(), Order((Line("b"),))), (Parcel((Packed(), Packed("b", 1, 1, 0)), after=10),)
    ),
    "consolidated in part": Story(
        10,
        (TWO, Order((Line("c"),))),
        (Parcel((Packed("a", 2), Packed("c", 1, 1, 0)), 10), Parcel((Packed("b", 1, 0, 1),), 14, source="y")),
    ),
    "kit": Story(40, (Order((Line("kit"),)),), (Parcel(KIT),)),
    "kit in two parcels": Story(
        10,
        (Order((Line("kit", 2),)),),
        (
            Parcel((Packed("kit 1", 2), Packed("kit 2", 3))),
            Parcel((Packed("kit 2"), Packed("kit 3", 2)), 20, source="y"),
        ),
    ),
    "kit and a part of it": Story(
        10,
        (Order((Line("kit"), Line("kit 2"))),),
        (Parcel((Packed("kit 1"), Packed("kit 2", 3, 0, None), Packed("kit 3"))),),
    ),
    "kit in a kit": Story(10, (Order((Line("bundle"),)),), (Parcel((*KIT, Packed("extra"))),)),
    "kit as it is": Story(10, (Order((Line("kit", 2),)),), (Parcel((Packed("kit", 2),)),)),
    "partly cancelled": Story(30, (Order((Line("a", 3, 1),)),), (Parcel((Packed("a", 2),)),)),
    "one line cancelled": Story(
        20, (Order((Line("a", 2), Line("b", status="cancelled"))),), (Parcel((Packed("a", 2),)),)
    ),
    "line cancelled by quantity": Story(
        10, (Order((Line("a", 2), Line("b", 2, 2))),), (Parcel((Packed("a", 2),)),)
    ),
    "cancelled by the buyer": Story(25, (Order(status="cancelled", cancelled_after=5),), ()),
    "unpaid": Story(15, (Order(status="unpaid"),), ()),
    "sent again": Story(
        15, (Order((Line("a", 2),)),), (Parcel((Packed("a", 2),)), Parcel((Packed(),), 150, replaces=0))
    ),
    "exchanged": Story(15, (Order(),), (Parcel(), Parcel(after=250)), (Return("exchange", 130, 1),)),
    "returned": Story(15, (Order(),), (Parcel(),), (Return("return and refund", 140),)),
    "label voided": Story(20, (Order(),), (Parcel(after=5, end="label", voided=True), Parcel(after=12))),
    "siblings": Story(
        15,
        (Order(parent=True), Order((Line("b"),), parent=True)),
        (Parcel(), Parcel((Packed("b", 1, 1, 0),), 20)),
    ),
    "kit over siblings": Story(
        5,
        (Order((Line("kit"),), parent=True), Order((Line("b"),), parent=True)),
        (Parcel(KIT), Parcel((Packed("b", 1, 1, 0),), 20)),
    ),
    "three sets": Story(
        4,
        tuple(Order((Line("set s"),), parent=True) for _ in range(3)),
        tuple(p for order in range(3) for p in halves("s", order, (0, 0), after=8 + 9 * order)),
        scaled=False,
    ),
    "two sets of an order": Story(
        4,
        (Order((Line("set s"), Line("set t"))),),
        (*halves("s", 0, (0, 0)), *halves("t", 0, (1, 1), after=20)),
        scaled=False,
    ),
    "halves of a set": Story(4, (Order(pair("s")),), halves("s"), scaled=False),
    "spelt otherwise": Story(10, (Order(),), (Parcel((Packed(spelt=True),)),)),
    "check digit": Story(10, (Order(),), (Parcel(waybill="ems"),)),
    "one id in two shops": Story(
        5, (Order(), Order((Line("b"),), buyer=1, twin=True)), (Parcel(), Parcel((Packed("b", 1, 1, 0),), 9))
    ),
}
