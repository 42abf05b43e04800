-- Several parcels of one order, warehouse and day, that weigh no more than one may.
WITH alone AS (
    SELECT c.parcel, any_value(c.order_key) AS order_key, any_value(c.warehouse) AS warehouse,
        min(c.shipped_at)::DATE AS day, sum(c.weight_kg) AS weight, bool_and(c.weight_kg IS NOT NULL) AS weighed
    FROM contents c GROUP BY c.parcel
    HAVING bool_and(c.goods) AND count(DISTINCT c.order_key) = 1
)
SELECT 'orders.csv' AS file, order_key AS record FROM alone
WHERE warehouse IS NOT NULL AND day IS NOT NULL
GROUP BY order_key, warehouse, day HAVING count(*) > 1 AND bool_and(weighed) AND sum(weight) <= 20
