-- Nothing new of a parcel for a week; where files do tell how parcels end.
WITH sent AS (
    SELECT *, delivered_at IS NOT NULL OR coalesce(state IN ('delivered', 'returned'), false) AS over,
        greatest(shipped_at, picked_up_at, first_attempt_at, last_event_at) AS latest
    FROM parcels WHERE counted AND shipped_at IS NOT NULL
)
SELECT 'shipments.csv' AS file, parcel AS record FROM sent, moment_of_run
WHERE NOT over AND latest + INTERVAL 7 DAY < as_of
    AND (SELECT count(*) FILTER (over) >= 0.5 * count(*) FROM sent, moment_of_run
        WHERE shipped_at + INTERVAL 7 DAY < as_of)
