-- Handed over after the promise; or not, by its own state or, without any state, by the parcel files.
SELECT 'orders.csv' AS file, order_key AS record FROM judged_orders
WHERE live AND (
    left_at > ship_by
    OR (left_at IS NULL AND waits AND ship_by < orders_until)
    OR (left_at IS NULL AND status IS NULL AND parcels = 0 AND observed AND ship_by < until)
)
