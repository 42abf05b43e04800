-- Over-shipped: more than lines, and kits of the group, were due. What was cancelled whole is SPL004's.
SELECT DISTINCT 'orders.csv' AS file, l.record FROM (SELECT line, part FROM excess GROUP BY ALL HAVING sum(quantity) > 0) e
JOIN lines l ON l.record = e.line JOIN judged_orders o USING (order_key)
WHERE l.live AND l.quantity IS NOT NULL AND NOT o.opaque AND (l.due > 0 OR l.cancelled = 0)
