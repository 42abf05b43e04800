-- A parcel that arrived after its promise, or has not and is past it; orders that wait, and are past theirs. A parcel's
-- own promise counts, else the earliest of its orders, which was not made for what is sent again.
WITH of_orders AS (
    SELECT c.parcel, min(o.deliver_by) AS deliver_by,
        bool_or(o.own_delivered_at IS NOT NULL OR coalesce(o.status = 'delivered', false)) AS delivered
    FROM contents c JOIN orders o USING (order_key) GROUP BY c.parcel
), promised AS (
    SELECT p.*, coalesce(o.delivered, false) AS told,
        coalesce(p.promised_delivery_at, CASE WHEN NOT p.replacement THEN o.deliver_by END) AS promise
    FROM parcels p LEFT JOIN of_orders o USING (parcel) WHERE p.counted
)
SELECT 'shipments.csv' AS file, parcel AS record FROM promised, moment_of_run
WHERE delivered_at > promise
    OR (delivered_at IS NULL AND NOT told AND coalesce(state NOT IN ('delivered', 'returned'), true) AND promise < as_of)
UNION ALL
SELECT 'orders.csv', order_key FROM judged_orders WHERE waits AND parcels = 0 AND deliver_by < orders_until
