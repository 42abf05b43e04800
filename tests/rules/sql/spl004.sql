-- Shipped though cancelled, or though the whole line had been refunded.
WITH over AS (
    SELECT l.record AS line, o.cancelled_at AS at FROM lines l JOIN orders o USING (order_key)
    WHERE NOT l.live OR (l.cancelled >= l.ordered AND l.ordered > 0)
    UNION ALL
    SELECT l.record, r.refunded_at FROM returned r JOIN lines l ON l.record = r.line
    WHERE CASE WHEN r.quantity IS NOT NULL THEN r.quantity >= l.ordered
        ELSE r.amount >= l.line_paid AND l.line_paid > 0 END
)
SELECT DISTINCT 'shipments.csv' AS file, c.record FROM contents c JOIN over USING (line)
WHERE c.goods AND coalesce(c.quantity > 0, true) AND c.left_at > over.at + INTERVAL 1 MINUTE
