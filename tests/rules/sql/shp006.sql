-- Nothing new of a parcel for a week; where files do tell how parcels end.
WITH sent AS (
    SELECT *, delivered_at IS NOT NULL OR coalesce(state IN ('delivered', 'returned'), false) AS over
    FROM parcels WHERE counted AND (shipped_at IS NOT NULL OR picked_up_at IS NOT NULL
        OR state IN ('shipped', 'in_transit', 'out_for_delivery', 'attempted', 'exception'))
)
SELECT 'shipments.csv' AS file, parcel AS record FROM sent, moment_of_run
WHERE NOT over AND latest + INTERVAL 7 DAY < as_of
    AND (SELECT count(*) FILTER (over) >= 0.5 * count(*) FROM sent, moment_of_run
        WHERE shipped_at + INTERVAL 7 DAY < as_of)
