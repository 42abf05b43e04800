"""Metrics stated a second time as SQL, over the facts of the oracle of the rules.

Each gives numerator and denominator. The clock of shipping is the handover: the first scan, else the moment
at which the parcel was said to be shipped. Only orders of which the parcel files tell are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# How far each line got, kits and sets by whole ones, of orders that are finished or past their promise. What
# the seller cancelled had been promised, and stays a miss; what buyer or platform cancelled had not.
_SHARED = """
CREATE OR REPLACE TEMP VIEW of_orders AS
SELECT *, NOT live AND ((left_at IS NULL AND parcels = 0) OR coalesce(cancelled_at < left_at, false)) AS gone
FROM judged_orders WHERE observed AND NOT never;

CREATE OR REPLACE TEMP VIEW ripe_lines AS
SELECT * FROM (
    SELECT l.order_key, o.parcels, coalesce(b.shipped, 0) AS shipped,
        l.due + CASE WHEN o.cancelled_by = 'seller' THEN coalesce(l.cancelled, 0) ELSE 0 END AS committed
    FROM lines l JOIN of_orders o USING (order_key) LEFT JOIN balance b USING (record)
    WHERE NOT l.passed AND l.quantity IS NOT NULL AND NOT o.opaque
        AND (o.parcels > 0 OR NOT o.complete OR o.told)
        AND NOT (o.gone AND o.cancelled_by IS DISTINCT FROM 'seller')
        AND (o.complete OR o.gone OR o.ship_by < o.until)
) WHERE committed > 0
"""

METRICS = {
    # On-time shipment: first scan, else confirmation, by the promise; promises that have come due by the end.
    # What was cancelled in time is left out, unless the seller did it, who missed it then.
    "M02": """
        SELECT count(*) FILTER (left_at <= ship_by AND NOT gone), count(*) FROM of_orders
        WHERE ship_by <= until
            AND NOT (gone AND cancelled_by IS DISTINCT FROM 'seller'
                AND coalesce(cancelled_at <= ship_by, true))
            AND (left_at IS NOT NULL OR parcels > 0 OR NOT complete)
    """,
    # Delivery success: delivered of the parcels that have come to an end; one that came back was not.
    "M08": """
        SELECT count(*) FILTER (coalesce(state <> 'returned', true)), count(*) FROM parcels
        WHERE counted AND (delivered_at IS NOT NULL OR state IN ('delivered', 'returned'))
    """,
    # Order fill: all that was promised left in one parcel. An order that the seller cancelled is a miss.
    "M10": """
        SELECT count(*) FILTER (whole AND parcels = 1), count(*) FROM (
            SELECT bool_and(whole) AS whole, any_value(parcels) AS parcels FROM (
                SELECT order_key, parcels, shipped >= committed AS whole FROM ripe_lines
                UNION ALL
                SELECT order_key, parcels, false FROM of_orders
                WHERE gone AND cancelled_by = 'seller' AND NOT opaque
            ) GROUP BY order_key
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
        SELECT count(*) FILTER (parcels >= 2), count(*) FROM of_orders WHERE parcels >= 1
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
