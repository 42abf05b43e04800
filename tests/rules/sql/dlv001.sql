-- Delivered after the promise, or not yet and past it.
SELECT 'shipments.csv' AS file, p.parcel AS record
FROM parcels p LEFT JOIN orders o USING (order_key), moment_of_run
WHERE p.counted AND (
    p.delivered_at > coalesce(p.promised_delivery_at, o.deliver_by)
    OR (p.delivered_at IS NULL AND coalesce(p.state NOT IN ('delivered', 'returned'), true)
        AND coalesce(p.promised_delivery_at, o.deliver_by) < as_of)
)
