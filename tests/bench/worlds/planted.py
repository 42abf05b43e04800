"""Stories in which something is wrong, each with the rules that must tell of it."""

from __future__ import annotations

from .story import KIT, Line, Order, Packed, Parcel, Return, Story, halves, pair

_SHORT = "SPL001"

#: Something is wrong in these; each is told early enough for its parcels to be due and its scans to be late.
PLANTED = {
    "short": Story(1, (Order((Line("a", 3, codes=(_SHORT,)),)),), (Parcel((Packed("a", 2),)),)),
    "a line left out": Story(
        1, (Order((Line("a", 2), Line("b", codes=(_SHORT,)))),), (Parcel((Packed("a", 2),)),)
    ),
    "short after a cancellation": Story(
        1, (Order((Line("a", 4, 1, codes=(_SHORT,)),)),), (Parcel((Packed("a", 2),)),)
    ),
    "never sent": Story(1, (Order((Line(codes=(_SHORT,)),), status="delivered"),), ()),
    "sent again for nothing": Story(
        1, (Order((Line("a", 2, codes=(_SHORT,)),)),), (Parcel(), Parcel((Packed(),), 150, replaces=0))
    ),
    "too many": Story(1, (Order((Line("a", 2, codes=("SPL002",)),)),), (Parcel((Packed("a", 3),)),)),
    "too many for a cancellation": Story(
        1, (Order((Line("a", 3, 1, codes=("SPL002",)),)),), (Parcel((Packed("a", 3),)),)
    ),
    "wrong goods": Story(
        1, (Order((Line(codes=(_SHORT,)),)),), (Parcel((Packed("b", 1, 0, None, codes=("SPL003",)),)),)
    ),
    "wrong goods beside": Story(
        1, (Order(),), (Parcel((Packed(), Packed("b", 1, 0, None, codes=("SPL003",)))),)
    ),
    "sent though cancelled": Story(
        1, (Order(status="cancelled", cancelled_after=3),), (Parcel((Packed(codes=("SPL004",)),), 12),)
    ),
    "a line sent though cancelled": Story(
        1,
        (Order((Line(), Line("b", status="cancelled")), status="delivered", cancelled_after=3),),
        (Parcel((Packed(), Packed("b", 1, 0, 1, codes=("SPL004",))), 12),),
    ),
    "sent though refunded": Story(
        1, (Order(),), (Parcel((Packed(codes=("SPL004",)),), 30),), (Return("refund before shipment", 2),)
    ),
    "kit incomplete": Story(
        1,
        (Order((Line("kit", 2, codes=("SPL005",)),)),),
        (Parcel((Packed("kit 1", 2), Packed("kit 2", 3), Packed("kit 3", 2))),),
    ),
    "kit in a kit incomplete": Story(1, (Order((Line("bundle", codes=("SPL005",)),)),), (Parcel(KIT),)),
    "a part for the kit, not the line": Story(
        1,
        (Order((Line("kit", codes=("SPL005",)), Line("kit 2", 2))),),
        (Parcel((Packed("kit 1"), Packed("kit 2", 3, 0, None), Packed("kit 3"))),),
    ),
    "odd units": Story(
        1,
        (
            Order(pair("s"), parent=True),
            Order(pair("s", second=(_SHORT,)), parent=True),
        ),
        (
            *halves("s"),
            Parcel((Packed("indoor s", 1, 1, 0, codes=("SPL006",)),), 9),
            Parcel((Packed("outdoor t", 1, 1, None, codes=("SPL006", "SPL003")),), 9),
        ),
        scaled=False,
    ),
    "crossed pairs": Story(
        1,
        (
            Order(pair("s", second=(_SHORT,)), parent=True),
            Order(pair("t", second=(_SHORT,)), parent=True),
        ),
        (
            Parcel((Packed("indoor s"),)),
            Parcel((Packed("outdoor t", 1, 0, None, codes=("SPL007", "SPL003")),)),
            Parcel((Packed("indoor t", 1, 1, 0),)),
            Parcel((Packed("outdoor s", 1, 1, None, codes=("SPL007", "SPL003")),)),
        ),
        scaled=False,
    ),
    "set far apart": Story(
        1,
        (Order(pair("s")),),
        (Parcel((Packed("indoor s"),)), Parcel((Packed("outdoor s", 1, 0, 1),), 80, codes=("SPL008",))),
        scaled=False,
    ),
    "set of two sources": Story(
        1,
        (Order(pair("s")),),
        (
            Parcel((Packed("indoor s"),)),
            Parcel((Packed("outdoor s", 1, 0, 1),), source="y", codes=("SPL009",)),
        ),
        scaled=False,
    ),
    "split in vain": Story(
        1,
        (Order((Line("a"), Line("b"))),),
        (Parcel(), Parcel((Packed("b", 1, 0, 1),), codes=("SPL010",))),
    ),
    "strangers merged": Story(
        1,
        (Order(), Order((Line("b"),), buyer=1)),
        (Parcel((Packed(), Packed("b", 1, 1, 0)), codes=("SPL011",)),),
    ),
    "delivered with an open parcel": Story(
        1,
        (Order((Line(), Line("b")), status="delivered"),),
        (
            Parcel(),
            Parcel(
                (Packed("b", 1, 0, 1),), 20, "in transit", "y", promised=False, codes=("SPL012", "SHP006")
            ),
        ),
    ),
    "late": Story(1, (Order(codes=("SHP001",)),), (Parcel(after=60),)),
    "overdue and not sent": Story(1, (Order(status="to_ship", codes=("SHP001",)),), ()),
    "no waybill": Story(1, (Order(),), (Parcel((Packed(codes=("SHP002",)),), waybill="none"),)),
    "no carrier": Story(1, (Order(),), (Parcel((Packed(codes=("SHP002",)),), waybill="no carrier"),)),
    "check digit wrong": Story(1, (Order(),), (Parcel(waybill="ems wrong", codes=("SHP003",)),)),
    "waybill too short": Story(1, (Order(),), (Parcel(waybill="short", codes=("SHP004",)),)),
    "never scanned": Story(
        1, (Order(),), (Parcel(end="unscanned", promised=False, codes=("SHP005", "SHP006")),)
    ),
    "stalled": Story(1, (Order(),), (Parcel(end="in transit", promised=False, codes=("SHP006",)),)),
    "delivered late": Story(1, (Order(),), (Parcel(overdue=True, codes=("DLV001",)),)),
    "overdue and not delivered": Story(
        1, (Order(),), (Parcel(end="in transit", codes=("DLV001", "SHP006")),)
    ),
    "returned to the sender": Story(
        1, (Order(),), (Parcel(end="returned", promised=False, codes=("DLV002",)),)
    ),
    "tried twice": Story(1, (Order(),), (Parcel(attempts=2, codes=("DLV003",)),)),
    "sent twice": Story(
        1, (Order((Line(codes=("SPL002",)),)),), (Parcel(), Parcel(after=20, source="y", codes=("DUP002",)))
    ),
    "waybill used again": Story(
        1,
        (Order(), Order((Line("b"),), days=40)),
        (
            Parcel(promised=False),
            Parcel((Packed("b", 1, 1, 0),), days=40, waybill="first", promised=False, codes=("DUP003",)),
        ),
    ),
    "paid something else": Story(1, (Order(paid_off=500, codes=("ORD003",)),), (Parcel(),)),
    "of an unknown order": Story(1, (Order(),), (Parcel(), Parcel((Packed("b", 1, None, None),), 9))),
}

#: The rules that the planted stories break.
PLANTED_CODES = tuple(
    sorted(
        {
            code
            for story in PLANTED.values()
            for told in (
                *story.orders,
                *(line for order in story.orders for line in order.lines),
                *story.parcels,
                *(packed for parcel in story.parcels for packed in parcel.contents),
            )
            for code in told.codes
        }
    )
)
