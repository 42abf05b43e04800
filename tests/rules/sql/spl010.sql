-- Several parcels of one order, warehouse and day, that weigh no more than one may: told at the last of them.
WITH alone AS (
    SELECT c.parcel, any_value(c.order_key) AS order_key, any_value(c.warehouse ORDER BY c.record) AS warehouse,
        min(c.shipped_at)::DATE AS day, sum(c.weight_kg) AS weight,
        bool_and(coalesce(c.weight_kg <> 0, false)) AS weighed
    FROM contents c JOIN parcels p USING (parcel) WHERE p.counted AND NOT p.replacement
    GROUP BY c.parcel HAVING count(DISTINCT c.order_key) = 1 AND bool_and(c.order_key IS NOT NULL)
)
SELECT 'shipments.csv' AS file, max(parcel) AS record FROM alone
WHERE warehouse IS NOT NULL AND day IS NOT NULL AND weighed
GROUP BY order_key, warehouse, day HAVING count(*) > 1 AND sum(weight) <= 20
