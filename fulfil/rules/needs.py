"""Column needs that several rules share."""

from __future__ import annotations

#: Addresses are judged wherever the export has the whole text or any region column: province and city
#: without a county column means that every county is missing.
ADDRESS = ("orders.address | orders.province | orders.city | orders.county",)

#: The street is judged where a column can hold it.
STREET = ("orders.address | orders.street",)

#: Texts that a program may have damaged.
NAME_OR_STREET = ("orders.recipient | orders.street | orders.address",)
