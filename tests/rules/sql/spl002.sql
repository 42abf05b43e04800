-- Over-shipped: more of a SKU than its lines were due, and than kits of the group can use; more parts of kits than
-- all kits of the group need, told at the largest kit.
WITH used AS (
    SELECT o.group_key, w.part, sum(l.due * w.per) AS need
    FROM wanted w JOIN lines l ON l.record = w.line JOIN orders o ON o.order_key = l.order_key GROUP BY ALL
)
SELECT 'orders.csv' AS file, b.record
FROM balance b JOIN lines l USING (record) JOIN orders o ON o.order_key = b.order_key
LEFT JOIN used u ON u.group_key = o.group_key AND u.part = b.sku
WHERE l.live AND b.order_key NOT IN (SELECT order_key FROM opaque)
    AND b.above + greatest(b.left_over - coalesce(u.need, 0), 0) > 0
UNION
SELECT 'orders.csv', first(l.record ORDER BY l.due DESC, l.record)
FROM wanted w JOIN lines l ON l.record = w.line JOIN orders o ON o.order_key = l.order_key
JOIN used u ON u.group_key = o.group_key AND u.part = w.part
JOIN supply s ON s.group_key = o.group_key AND s.part = w.part
WHERE l.live AND l.order_key NOT IN (SELECT order_key FROM opaque)
    -- A plain line of the same goods is the one to tell.
    AND NOT EXISTS (FROM lines p JOIN orders q USING (order_key) WHERE q.group_key = o.group_key AND p.sku = w.part)
GROUP BY o.group_key, w.part HAVING any_value(s.got) > any_value(u.need)
