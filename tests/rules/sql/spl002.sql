-- Over-shipped: more of a SKU than its lines were due, and than kits of the group can use.
WITH used AS (
    SELECT o.group_key, w.part, sum(l.due * w.per) AS need
    FROM wanted w JOIN lines l ON l.record = w.line JOIN orders o ON o.order_key = l.order_key GROUP BY ALL
)
SELECT 'orders.csv' AS file, b.record
FROM balance b JOIN lines l USING (record) JOIN orders o ON o.order_key = b.order_key
LEFT JOIN used u ON u.group_key = o.group_key AND u.part = b.sku
WHERE l.live AND b.order_key NOT IN (SELECT order_key FROM opaque)
    AND b.above + greatest(b.left_over - coalesce(u.need, 0), 0) > 0
