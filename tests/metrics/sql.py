"""Metrics stated a second time as SQL, over the facts of the oracle of the rules.

Each gives numerator and denominator. The clock of shipping is the handover: the first scan, else the moment
at which the parcel was said to be shipped. Only orders of which the parcel files tell are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# How far each line got, kits and sets by whole ones. What the seller cancelled had been promised, and stays a
# miss; what buyer or platform cancelled had not.
_SHARED = """
CREATE OR REPLACE TEMP VIEW told_lines AS
SELECT *, CASE WHEN live THEN due + CASE WHEN by_seller THEN cancelled ELSE 0 END
    WHEN by_seller AND reason = 'cancelled' THEN ordered ELSE 0 END AS committed
FROM (
    SELECT l.order_key, l.due, l.ordered, l.cancelled, l.reason, l.live, o.parcels,
        coalesce(first_value(l.cancelled_by IGNORE NULLS) OVER (
            PARTITION BY l.order_key ORDER BY l.record
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) = 'seller', false) AS by_seller,
        coalesce(b.shipped, 0) AS shipped,
        l.due = 0 OR o.complete OR coalesce(o.ship_by < o.until, false) AS ripe
    FROM lines l JOIN judged_orders o USING (order_key)
    LEFT JOIN balance b USING (record)
    WHERE o.observed AND (o.parcels > 0 OR NOT o.complete OR o.told) AND NOT o.opaque
);
CREATE OR REPLACE TEMP VIEW ripe_lines AS FROM told_lines WHERE committed > 0 AND ripe
"""

METRICS = {
    # On-time shipment: first scan, else confirmation, by the promise; promises that have come due by the end.
    "M02": """
        SELECT count(*) FILTER (left_at <= ship_by), count(*) FROM judged_orders
        WHERE observed AND live AND ship_by IS NOT NULL AND ship_by < until
            AND (left_at IS NOT NULL OR NOT complete)
    """,
    # Delivery success: delivered of the parcels that have come to an end; lost ones have.
    "M08": """
        SELECT count(*) FILTER (delivered_at IS NOT NULL OR state = 'delivered'), count(*) FROM parcels
        WHERE counted AND (delivered_at IS NOT NULL OR state IN ('delivered', 'returned'))
    """,
    # Order fill: all that was promised left in one parcel.
    "M10": """
        SELECT count(*) FILTER (whole AND parcels = 1), count(*) FROM (
            SELECT bool_and(shipped >= committed) AS whole, any_value(parcels) AS parcels
            FROM ripe_lines GROUP BY order_key
        )
    """,
    # Line fill.
    "M11": "SELECT count(*) FILTER (shipped >= committed), count(*) FROM ripe_lines",
    # Unit fill, in units; what was shipped beyond what was due never counts.
    "M12": "SELECT sum(least(shipped, committed)) / 1000.0, sum(committed) / 1000.0 FROM ripe_lines",
    # Shortage: lines that the seller cancelled, or that got less than was due.
    "M13": "SELECT count(*) FILTER (shipped < committed), count(*) FROM ripe_lines",
    # Split: orders with two waybills or more, of the orders of which something left.
    "M17": """
        SELECT count(*) FILTER (parcels >= 2), count(*) FROM judged_orders WHERE parcels >= 1
    """,
}


def figures(base: duckdb.DuckDBPyConnection) -> dict[str, tuple[float, float]]:
    """Numerator and denominator by metric.

    Args:
        base: the facts of some files (see `tests.rules.sql.oracle.facts`).
    """
    base.execute(_SHARED)
    found = {}
    for code, sql in METRICS.items():
        numerator, denominator = base.execute(sql).fetchall()[0]
        found[code] = (float(numerator or 0), float(denominator or 0))
    return found
