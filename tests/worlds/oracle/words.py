"""What the oracle reads out of single cells."""

from __future__ import annotations

import re
from unicodedata import normalize

#: The states whose parcels never left.
NOT_LEFT = ("not_shipped", "cancelled")

#: The states that say that goods left.
LEFT = ("shipped", "in_transit", "out_for_delivery", "attempted", "delivered", "exception", "returned")

#: Words of a product that is no goods of its own. The spec does not list them: these are beyond doubt.
GIFTS_AND_SERVICES = ("赠品", "gift", "安装服务", "补差价")

#: Air conditioners: KFR-35GW/… is a set of KFR-35G (indoors) and KFR-35W (outdoors), whatever the series.
_SET = re.compile(r"(kfr-?\d+)(gw|g|w)(?:/.*)?")
_ROLES = {"gw": "set", "g": "indoor", "w": "outdoor"}

PARTS = ("indoor", "outdoor")


def bare_id(text):
    """Ids are compared as text without a leading `#`; empty ones are compared with nothing."""
    return text.strip().removeprefix("#") or None if text else None


def bare_sku(text):
    """Variants of a SKU by case, width and outer space are one."""
    return normalize("NFKC", text).strip().casefold() or None if text else None


def plain(text):
    """A value that may be joined on: not empty, not masked, not encrypted."""
    if not text or not text.strip() or "*" in text or text.startswith(("##", "$$", "~")):
        return None
    return text.strip()


def role_of(sku):
    """What part of a set a SKU is, and the stem that its partner has; nothing for other goods."""
    match = _SET.fullmatch(sku) if sku else None
    return (_ROLES[match[2]], match[1]) if match else (None, None)


def is_gift_or_service(name):
    """Whether a product's words say that it is a gift or a service."""
    return bool(name) and any(word in name.casefold() for word in GIFTS_AND_SERVICES)


def thousandths(quantity):
    """A quantity in thousandths of a unit."""
    return None if quantity is None else int(quantity * 1000)
