"""A world to CSV files in our own column names, and such files back to a world."""

from __future__ import annotations

import csv
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from pathlib import Path

from tests.worlds.model import KitPart, Line, Order, ReturnRecord, ShipmentRecord, World

ORDERS, SHIPMENTS, RETURNS, KITS = "orders.csv", "shipments.csv", "returns.csv", "kits.csv"
SHANGHAI = timezone(timedelta(hours=8))

_NUMBERS = {
    *("quantity", "cancelled_quantity", "line_paid", "attempts", "weight_kg", "refund_amount"),
}


def texts(world, places=None):
    """File name -> its text; a file without a record is left out, as no export would be made of nothing.

    Args:
        world: the records of all files.
        places: where each shipment record stands, by file name and record; by default all in one file.
    """
    parcels = {}
    for number, record in enumerate(world.shipments):
        name = places[number][0] if places else SHIPMENTS
        parcels.setdefault(name, []).append(_cells(record))
    tables = {
        ORDERS: [{**_cells(line.order), **_cells(line)} for line in world.lines],
        **parcels,
        RETURNS: [_cells(record) for record in world.returns],
        KITS: [_cells(part) for part in world.kits],
    }
    return {name: table(rows) for name, rows in tables.items() if rows}


def table(rows):
    """Dicts of cells as CSV."""
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(world, folder, places=None):
    """Write all files (see `texts`); returns file name -> path."""
    paths = {}
    for name, text in texts(world, places).items():
        path = Path(folder, name)
        path.write_text(text, encoding="utf-8")
        paths[name] = str(path)
    return paths


def read(told, as_of=None):
    """A world from texts of its files, which need only the columns that they fill."""
    rows = {name: list(csv.DictReader(StringIO(text.strip()))) for name, text in told.items()}
    orders = {}
    lines = []
    for row in rows.get(ORDERS, []):
        order = _record(Order, row)
        lines.append(_record(Line, row, order=orders.setdefault((order.shop, order.order_id), order)))
    return World(
        tuple(lines),
        tuple(_record(ShipmentRecord, row) for row in rows.get(SHIPMENTS, [])),
        tuple(_record(ReturnRecord, row) for row in rows.get(RETURNS, [])),
        tuple(_record(KitPart, row) for row in rows.get(KITS, [])),
        datetime.fromisoformat(as_of) if as_of else None,
    )


def utc(moment):
    """A clock time in Shanghai as the program takes it."""
    return None if moment is None else moment.replace(tzinfo=SHANGHAI)


def _cells(record):
    return {
        field.name: _text(getattr(record, field.name)) for field in fields(record) if field.name != "order"
    }


def _text(value):
    if value is None:
        return ""
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _record(kind, row, **given):
    cells = {field.name: _value(field.name, row[field.name]) for field in fields(kind) if field.name in row}
    return kind(**cells, **given)


def _value(name, cell):
    if not cell or not cell.strip():
        return None
    if name.endswith("_at"):
        return datetime.fromisoformat(cell)
    return Decimal(cell) if name in _NUMBERS else cell


def slim(world):
    """The files of a world for people: without the columns that are empty throughout."""
    shown = []
    for name, text in texts(world).items():
        rows = list(csv.DictReader(StringIO(text)))
        used = [column for column in rows[0] if any(row[column] for row in rows)]
        shown.append(f"# {name}\n" + table([{column: row[column] for column in used} for row in rows]))
    return "\n".join([*shown, f"# as of {world.as_of}"])
