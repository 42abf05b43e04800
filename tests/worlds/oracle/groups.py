"""Sibling groups: the orders of one purchase."""

from __future__ import annotations

from datetime import timedelta

from tests.worlds.oracle.words import bare_id, plain

WINDOW = timedelta(hours=24)


def join_siblings(orders):
    """Give every order its group: the smallest record of the orders that are of one purchase.

    Explicit: one names the other as its parent or original, or both name the same one; within a shop.
    Inferred, for orders without an explicit sibling: the same shop, buyer and address, all plain, created
    not more than 24 h after the first order of the group.
    """
    for order in orders:
        order.group = order.record
    changed = True
    while changed:
        changed = False
        for one in orders:
            for other in orders:
                if one.group < other.group and _explicit(one, other):
                    other.group = one.group
                    changed = True
    groups = [order.group for order in orders]
    loose = [order for order in orders if groups.count(order.group) == 1]
    _infer(loose)
    for order in orders:
        order.siblings = [other for other in orders if other.group == order.group]


def _explicit(one, other):
    if one.key[0] != other.key[0]:
        return False
    for name in ("parent_order_id", "original_order_id"):
        mine, its = bare_id(getattr(one.data, name)), bare_id(getattr(other.data, name))
        if mine is not None and (mine in (its, other.key[1])):
            return True
        if its is not None and its == one.key[1]:
            return True
    return False


def _infer(loose):
    dated = [o for o in loose if o.data.created_at and _buyer(o) and address_key(o)]
    heads = []
    for order in sorted(dated, key=lambda o: (o.data.created_at, o.record)):
        head = next((h for h in heads if _same_buyer(h[0], order)), None)
        if head is None or order.data.created_at - head[0].data.created_at > WINDOW:
            heads.insert(0, [order])
        else:
            head.append(order)
    for members in heads:
        for order in members:
            order.group = min(member.record for member in members)
            order.inferred = len(members) > 1


def _same_buyer(one, other):
    return (
        one.key[0] == other.key[0] and _buyer(one) == _buyer(other) and address_key(one) == address_key(other)
    )


def _buyer(order):
    """Who bought: the buyer's id, else the phone."""
    return plain(order.data.buyer_id) or plain(order.data.phone)


def address_key(order):
    """Where an order goes, or None where a part of it may not be joined on."""
    parts = [order.data.province, order.data.city, order.data.county, order.data.street]
    return tuple(map(plain, parts)) if all(map(plain, parts)) else None
