-- Several parcels of one order, warehouse and day, that weigh no more than one may: each after the first.
WITH alone AS (
    SELECT c.parcel, any_value(c.order_key) AS order_key, any_value(c.warehouse) AS warehouse,
        min(c.shipped_at) AS shipped_at, min(c.shipped_at)::DATE AS day, sum(c.weight_kg) AS weight, bool_and(c.weight_kg IS NOT NULL) AS weighed
    FROM contents c GROUP BY c.parcel
    HAVING bool_and(c.goods) AND count(DISTINCT c.order_key) = 1
)
SELECT 'shipments.csv' AS file, parcel AS record FROM alone
WHERE warehouse IS NOT NULL AND day IS NOT NULL
WINDOW place AS (PARTITION BY order_key, warehouse, day)
QUALIFY bool_and(weighed) OVER place AND sum(weight) OVER place <= 20
    AND row_number() OVER (PARTITION BY order_key, warehouse, day ORDER BY shipped_at, parcel) > 1
