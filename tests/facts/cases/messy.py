"""Worlds of messy returns: anything may be missing, out of order, or told twice."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.facts.cases.oracle import MOMENTS, World

if TYPE_CHECKING:
    from pathlib import Path
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
    "return_tracking_number": ("YT1234567890123", None, None),
    "return_carrier": ("YTO", "ZTO"),
    "warehouse": ("east", "west"),
}
#: Where goods are there, among the moments of a return.
RECEIVED = 4
COLUMNS = (
    *("return_id", "refund_id", "order_id", *TEXTS, "quantity", "quantity_received", "return_type", "status"),
    *(*MOMENTS, "refund_amount"),
)


@dataclass(frozen=True)
class Asked:
    """Files of returns, and what is asked of them: limits for all, and for those of one country."""

    files: tuple[World, ...]
    countries: tuple[str | None, ...]
    as_of: datetime | None
    limits: dict[str, Any]
    of_country: dict[str, Any]


def made(seed: int) -> Asked:
    """Files by their number."""
    return _Made(random.Random(seed)).asked()  # noqa: S311  (made-up data, no secret)


class _Made:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.empty = 0.0

    def asked(self) -> Asked:
        number = self.chance.choice((1, 1, 2))
        stated = self.chance.choice((None, None, START + timedelta(hours=self.chance.choice(GAPS) * 2)))
        limits, of_country = self.limits(), self.limits()
        countries = tuple(self.chance.choice((None, "CN")) for _ in range(number))
        drawn = [self.records(file) for file in range(number)]
        events = [r[n] for records, _ in drawn for r in records for n in MOMENTS if n != "deadline_at"]
        now = stated or max(filter(None, events), default=None)
        files, first = [], 0
        for file, (records, columns) in enumerate(drawn):
            holding = _holding(limits, of_country if countries[file] else {})
            zone = self.chance.choice(ZONES)
            files.append(World(file, first, records, columns, zone, holding, now))
            first += len(records)
        return Asked(tuple(files), countries, stated, limits, of_country)

    def records(self, file: int) -> tuple[tuple[dict[str, Any], ...], frozenset[str]]:
        #: How much of this file is empty.
        self.empty = self.chance.choice((0.1, 0.4, 0.7))
        dropped = self.chance.sample(COLUMNS, self.chance.choice((0, 0, 1, 4, 12)))
        columns = frozenset(COLUMNS) - frozenset(dropped) | {"order_id"}
        rows = range(self.chance.randint(1, 30))
        return tuple(self.record(f"{file}-{row}", f"{file}-{row // 3}", columns) for row in rows), columns

    def limits(self) -> dict[str, Any]:
        names = ("respond", "respond_unshipped", "respond_not_received", "handle", "refund", "deem")
        spans = ({"hours": 24}, {"hours": 36.5}, {"days": 1}, {"days": 7}, {"business_days": 2})
        set_ = {name: self.chance.choice(spans) for name in names if self.chance.random() < 0.7}
        return {**set_, "refund_from": self.chance.choice(("goods", "notice"))}

    def record(self, own: str, shared: str, columns: frozenset[str]) -> dict[str, Any]:
        told = {name: self.maybe(*words) for name, words in TEXTS.items()}
        told |= {
            "return_id": self.maybe(f"R{own}", f"R{own}", f"R{shared}"),
            "refund_id": self.maybe(f"F{own}", f"F{shared}"),
            "order_id": f"A{own}",
            "quantity": self.maybe(1, 1, 2, 0),
            "quantity_received": self.maybe(0, 0, 1, 2),
            "refund_amount": self.maybe(*(Decimal(text) for text in ("0", "9.90", "29.9000", "120"))),
            # What decides most is told more often.
            "return_type": self.maybe(*KINDS) or self.maybe(*KINDS) or self.maybe(*KINDS),
            "status": self.maybe(*STATUSES) or self.maybe(*STATUSES),
            **self.moments(),
        }
        if self.chance.random() < 0.4:
            told |= self.under_way()
        return {name: told[name] if name in columns else None for name in COLUMNS}

    def under_way(self) -> dict[str, Any]:
        """What is empty while a return is under way: the status may be ahead of the times."""
        first = self.chance.randint(1, 5)
        ahead = ("return_tracking_number", "quantity_received") if first < RECEIVED else ()
        status = self.maybe("requested", "approved", "sent_back", "received")
        return {**dict.fromkeys((*MOMENTS[first:-1], *ahead)), "status": status}

    def moments(self) -> dict[str, datetime | None]:
        asked = START + timedelta(hours=self.chance.randint(0, 300))
        at, told = asked, {"requested_at": self.maybe(asked)}
        for name in MOMENTS[1:]:
            at = at if self.chance.random() < 0.2 else asked + timedelta(hours=self.chance.choice(GAPS))
            told[name] = self.maybe(at)
        return told

    def maybe(self, *values: Any) -> Any:
        return None if self.chance.random() < self.empty else self.chance.choice(values)


def _holding(limits: dict[str, Any], of_country: dict[str, Any]) -> dict[str, Any]:
    """The limits that hold for a file; what a refund counts from says who sets its limit."""
    setter = limits if "refund" in limits else of_country
    return {**of_country, **limits, "refund_from": setter.get("refund_from", "goods")}


def understood(world: World) -> World:
    """The file with its words as the states that they mean."""
    records = tuple(
        {
            **record,
            "status": STATUSES.get(record["status"]) or record["status"],
            "return_type": None if record["return_type"] == "whatever" else record["return_type"],
        }
        for record in world.records
    )
    return replace(world, records=records)


def written(world: World, country: str | None, folder: Path) -> tuple[str, str]:
    """The file, and the profile that reads it."""
    names = [name for name in COLUMNS if name in world.columns]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(f"our {world.file} {name}" for name in names)
    for record in world.records:
        writer.writerow(_cell(record[name], ZoneInfo(world.zone)) for name in names)
    path, profile = folder / f"world{world.file}.csv", folder / f"ours{world.file}.toml"
    path.write_text(out.getvalue(), "utf-8")
    said = {
        "name": f"ours{world.file}",
        "title": "our returns",
        "grain": "return_line",
        "zone": world.zone,
        **({"country": country} if country else {}),
    }
    lines = [f'{name} = "{value}"' for name, value in said.items()]
    lines += [f'signature = ["our {world.file} order_id"]', "", "[returns.columns]"]
    lines += [f'{name} = "our {world.file} {name}"' for name in names]
    profile.write_text("\n".join([*lines, ""]), "utf-8")
    return str(path), str(profile)


def _cell(value: object, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    return "" if value is None else str(value)
