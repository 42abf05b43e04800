"""Column needs that several rules share."""

from __future__ import annotations

#: Addresses are judged wherever the export has the whole text or any region column: province and city
#: without a county column means that every county is missing.
ADDRESS = ("orders.address | orders.province | orders.city | orders.county",)

#: The street is judged where a column can hold it.
STREET = ("orders.address | orders.street",)

#: Texts that a program may have damaged.
NAME_OR_STREET = ("orders.recipient | orders.street | orders.address",)

#: What left is held against what was due: line by line.
BALANCE = (
    "orders.order_id",
    "order_lines.quantity",
    "shipment_lines.order_id",
    "shipment_lines.quantity",
    "shipment_lines.sku | shipment_lines.line_id",
)

#: Parts of sets are told by what was ordered and by what left.
SETS = (
    "order_lines.sku",
    "shipment_lines.order_id",
    "shipment_lines.sku | shipment_lines.model",
    "shipment_lines.quantity",
)
