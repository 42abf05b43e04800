"""One order's whole life as a small JSON object, for programs; its shape is `order.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from ..fingerprints import with_fingerprints
from ..personal import shown
from .amounts import money
from .json_findings import finding_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from ..findings import RuleFindings
    from ..order_life import Line, OrderLife, Parcel, Place, Return
    from ..report import Report

#: The version of the object; it changes when a reader of it would have to.
ORDER_VERSION = 1

_THOUSAND = 1000


def order_json(lives: Sequence[OrderLife], report: Report, *, personal: bool) -> Iterator[str]:
    """The object in one piece.

    Args:
        lives: the orders that have an id, one per shop.
        report: the run that they are of.
        personal: whether personal data may be shown.
    """
    told = {
        "version": ORDER_VERSION,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "orders": [_life(life, report, personal=personal) for life in lives],
    }
    yield json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _life(life: OrderLife, report: Report, *, personal: bool) -> dict[str, Any]:
    return {
        "order_id": life.order_id,
        "platform": life.platform,
        "shop": life.shop,
        **_place(life.place),
        "zone": life.zone,
        "status": life.status,
        "province": life.province,
        "cancelled_by": life.cancelled_by,
        "times": _times(life.times),
        "promises": [
            {
                "kind": promise.kind,
                "until": promise.until.isoformat(),
                "source": promise.source,
                "done_at": promise.done_at.isoformat() if promise.done_at else None,
            }
            for promise in life.promises
        ],
        "inferred": life.inferred,
        "siblings": [
            {
                "order_id": sibling.order_id,
                "status": sibling.status,
                "parcels": sibling.parcels,
                "left_at": sibling.left_at.isoformat() if sibling.left_at else None,
                "delivered_at": sibling.delivered_at.isoformat() if sibling.delivered_at else None,
            }
            for sibling in life.siblings
        ],
        "lines": [_line(line) for line in life.lines],
        "parcels": [_parcel(parcel) for parcel in life.parcels],
        "returns": [_return(told, personal=personal) for told in life.returns],
        "findings": [
            json.loads(piece)
            for found in _fingerprinted(life, report)
            for piece in finding_pieces(report, found, found.rows, personal=personal)
        ],
    }


def _fingerprinted(life: OrderLife, report: Report) -> Iterator[RuleFindings]:
    """The findings about an order, named as in a report of all orders: those alike are numbered together."""
    whole = {found.rule.code: found for found in report.findings}
    for found in life.findings:
        named = with_fingerprints(whole[found.rule.code], report.known)
        yield replace(found, rows=named.rows.filter(pl.col("row").is_in(found.rows["row"].implode())))


def _line(line: Line) -> dict[str, Any]:
    amounts = ("ordered", "cancelled", "due", "shipped", "excess", "reshipped", "returned")
    return {
        **_place(line.place),
        "line_id": line.line_id,
        "sku": line.sku,
        **{name: _number(getattr(line, name)) for name in amounts},
        "reason": line.reason,
        "kit": line.kit,
        "matched_by": list(line.matched_by),
    }


def _parcel(parcel: Parcel) -> dict[str, Any]:
    return {
        **_place(parcel.place),
        **{name: getattr(parcel, name) for name in ("carrier", "tracking_number", "status", "warehouse")},
        "voided": parcel.voided,
        "replacement": parcel.replacement,
        "times": _times(parcel.times),
        "contents": [
            {
                **_place(content.place),
                "order_id": content.order_id,
                "line_id": content.line_id,
                "matched_by": content.matched_by,
                "sku": content.sku,
                "quantity": _number(content.quantity),
                "counted": content.counted,
                "units": [asdict(unit) for unit in content.units],
            }
            for content in parcel.contents
        ],
    }


def _return(told: Return, *, personal: bool) -> dict[str, Any]:
    plain = ("return_id", "line_id", "sku", "return_type", "status", "reason", "currency")
    return {
        **_place(told.place),
        **{name: getattr(told, name) for name in plain},
        "quantity": _number(told.quantity),
        "comment": shown(told.comment, personal=personal),
        "refund_amount": None if told.refund_amount is None else money(told.refund_amount),
        "times": _times(told.times),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.path, "line": place.line}


def _times(times: Mapping[str, datetime]) -> dict[str, str]:
    return {name: moment.isoformat() for name, moment in times.items()}


def _number(thousandths: int | None) -> float | int | None:
    if thousandths is None or thousandths % _THOUSAND:
        return None if thousandths is None else thousandths / _THOUSAND
    return thousandths // _THOUSAND
