-- Goods that an order asks for, whole in two parcels: every one after the first. Lines of one SKU are one.
WITH asked_for AS (
    SELECT l.order_key, l.sku, sum(l.due) AS due FROM lines l JOIN judged_orders o USING (order_key)
    WHERE NOT o.opaque AND l.live AND l.quantity IS NOT NULL AND NOT l.in_kits AND NOT l.is_set AND l.due > 0
    GROUP BY ALL
), sent AS (
    SELECT l.order_key, l.sku, c.parcel, sum(c.quantity) AS quantity, min(c.left_at) AS left_at, min(c.record) AS record
    FROM contents c JOIN lines l ON l.record = c.line
    WHERE c.goods AND (c.sku IS NULL OR c.sku = l.sku) GROUP BY ALL
)
SELECT DISTINCT 'shipments.csv' AS file, record FROM sent JOIN asked_for a USING (order_key, sku) WHERE quantity >= a.due
QUALIFY row_number() OVER (PARTITION BY order_key, sku ORDER BY left_at NULLS LAST, record) > 1
