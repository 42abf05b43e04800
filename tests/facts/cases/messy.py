"""Worlds of messy returns: anything may be missing, out of order, or told twice."""

from __future__ import annotations

import csv
import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

from tests.facts.cases.oracle import MOMENTS, World

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

#: Clocks of New York skip an hour on 8 March, those of London on 29 March; Shanghai's never do.
START = datetime(2026, 3, 4, 6, 30, tzinfo=UTC)
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/London")
#: What may lie between a request and what follows, in hours: ties, days, and what cannot be.
GAPS = (-30, -1, 0, 0, 1, 5, 17.5, 24, 24, 48, 61, 96, 170, 240, 400)
#: Words of a status, and the states that they mean.
STATUSES = {
    **dict.fromkeys(("requested", "approved", "sent_back", "received", "refunded", "replaced")),
    **dict.fromkeys(("completed", "rejected", "withdrawn", "closed")),
    "pondering": "unknown",
}
KINDS = {
    **dict.fromkeys(("return_and_refund", "return_and_refund", "refund_only", "refund_before_shipment")),
    **dict.fromkeys(("exchange", "reship", "repair", "refused_delivery", "price_protection")),
    **dict.fromkeys(("compensation",)),
    "whatever": "",
}
TEXTS = {
    "shop": ("one", "two"),
    "sku": ("TOY-1", "TOY-2"),
    "reason": ("wrong goods", "damaged"),
    "goods_status": ("未收到货", "received", "item not received"),
    "currency": ("CNY", "USD"),
    "return_tracking_number": ("YT1234567890123",),
    "return_carrier": ("YTO", "ZTO"),
    "warehouse": ("east", "west"),
}
COLUMNS = (
    *("return_id", "refund_id", "order_id", *TEXTS, "quantity", "quantity_received", "return_type", "status"),
    *(*MOMENTS, "refund_amount"),
)


def made(seed: int) -> World:
    """A world by its number."""
    return _Made(random.Random(seed)).world()  # noqa: S311  (made-up data, no secret)


class _Made:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        #: How much of a cell's kind is empty, in this world.
        self.empty = chance.choice((0.1, 0.4, 0.7))

    def world(self) -> World:
        dropped = {"order_id", *self.chance.sample(COLUMNS, self.chance.choice((0, 0, 1, 4, 12)))}
        columns = frozenset(COLUMNS) - (dropped - {"order_id"})
        records = tuple(self.record(number, columns) for number in range(self.chance.randint(1, 40)))
        return World(
            records=records,
            columns=columns,
            zone=self.chance.choice(ZONES),
            country=None,
            as_of=self.chance.choice((None, None, START + timedelta(hours=self.chance.choice(GAPS) * 2))),
            limits=self.limits(),
        )

    def limits(self) -> dict[str, Any]:
        names = ("respond", "respond_unshipped", "respond_not_received", "handle", "refund", "deem")
        spans = ({"hours": 24}, {"hours": 36.5}, {"days": 1}, {"days": 7}, {"business_days": 2})
        set_ = {name: self.chance.choice(spans) for name in names if self.chance.random() < 0.7}
        return {**set_, "refund_from": self.chance.choice(("goods", "notice"))}

    def record(self, number: int, columns: frozenset[str]) -> dict[str, Any]:
        told = {name: self.maybe(*words) for name, words in TEXTS.items()}
        told |= {
            "return_id": self.maybe(f"R{number}", f"R{number}", f"R{number // 3}"),
            "refund_id": self.maybe(f"F{number}", f"F{number // 2}"),
            "order_id": f"A{number // 2}",
            "quantity": self.maybe(1, 1, 2, 0),
            "quantity_received": self.maybe(0, 1, 2),
            "refund_amount": self.maybe(*(Decimal(text) for text in ("0", "9.90", "29.9000", "120"))),
            "return_type": self.maybe(*KINDS),
            "status": self.maybe(*STATUSES),
            **self.moments(),
        }
        return {name: told[name] if name in columns else None for name in COLUMNS}

    def moments(self) -> dict[str, datetime | None]:
        asked = START + timedelta(hours=self.chance.randint(0, 300))
        at, told = asked, {"requested_at": self.maybe(asked)}
        for name in MOMENTS[1:]:
            at = at if self.chance.random() < 0.2 else asked + timedelta(hours=self.chance.choice(GAPS))
            told[name] = self.maybe(at)
        return told

    def maybe(self, *values: Any) -> Any:
        return None if self.chance.random() < self.empty else self.chance.choice(values)


def understood(world: World) -> World:
    """The world with its words as the states that they mean."""
    records = tuple(
        {
            **record,
            "status": STATUSES.get(record["status"]) or record["status"],
            "return_type": None if record["return_type"] == "whatever" else record["return_type"],
        }
        for record in world.records
    )
    return World(records, world.columns, world.zone, world.country, world.as_of, world.limits)


def written(world: World, folder: Path) -> tuple[Path, Path]:
    """The world as a file, and the profile that reads it."""
    names = [name for name in COLUMNS if name in world.columns]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(f"our {name}" for name in names)
    for record in world.records:
        writer.writerow(_cell(record[name], world.tz) for name in names)
    path, profile = folder / "world.csv", folder / "ours.toml"
    path.write_text(out.getvalue(), "utf-8")
    columns = "".join(f'{name} = "our {name}"\n' for name in names)
    profile.write_text(
        f'name = "ours"\ntitle = "our returns"\nsignature = ["our order_id"]\ngrain = "return_line"\n'
        f'zone = "{world.zone}"\n\n[returns.columns]\n{columns}',
        "utf-8",
    )
    return path, profile


def _cell(value: object, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    return "" if value is None else str(value)
