-- Shipped though cancelled, or though the whole line had been refunded.
WITH refunded AS (
    SELECT w.order_key, id_of(r.line_id) AS line_id, item(r.sku) AS sku, thousandths(r.quantity) AS quantity,
        CAST(r.refund_amount AS DECIMAL(18, 2)) AS amount, moment(r.refunded_at) AS refunded_at
    FROM return_cells r JOIN owners('return_cells') w USING (record) WHERE r.refunded_at IS NOT NULL
)
SELECT DISTINCT 'shipments.csv' AS file, c.record
FROM contents c JOIN lines l ON l.record = c.line JOIN orders o ON o.order_key = c.order_key
LEFT JOIN refunded r ON r.order_key = c.order_key
    AND (r.line_id = l.line_id OR (r.line_id IS NULL AND r.sku = l.sku))
    AND (r.quantity >= l.ordered OR r.amount >= l.line_paid)
WHERE c.goods AND (
    (l.cancelled = l.ordered AND c.left_at > o.cancelled_at + INTERVAL 1 MINUTE)
    OR c.left_at > r.refunded_at + INTERVAL 1 MINUTE
)
