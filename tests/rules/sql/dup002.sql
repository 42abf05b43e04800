-- A line that two parcels hold whole: every one after the first.
-- Parts of a kit or set that name its line are no whole line.
WITH whole AS (
    SELECT c.line, c.parcel, min(c.left_at) AS left_at
    FROM own_goods c JOIN lines l ON l.record = c.line
    WHERE NOT c.is_part AND l.due > 0 GROUP BY c.line, c.parcel, l.due HAVING sum(c.quantity) >= l.due
)
SELECT DISTINCT 'shipments.csv' AS file, parcel AS record FROM whole
QUALIFY row_number() OVER (PARTITION BY line ORDER BY left_at, parcel) > 1
