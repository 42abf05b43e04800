-- Handed over after the promise, or not at all and past it.
SELECT 'orders.csv' AS file, order_key AS record FROM judged_orders
WHERE live AND (
    coalesce(left_at, confirmed_at) > ship_by
    OR (left_at IS NULL AND parcels = 0 AND NOT complete AND observed AND ship_by < until)
)
