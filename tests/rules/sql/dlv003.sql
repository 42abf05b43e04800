-- Not delivered at the first attempt.
SELECT 'shipments.csv' AS file, parcel AS record FROM parcels
WHERE counted AND (
    attempts > 1 OR state = 'attempted'
    OR (attempts IS NULL AND first_attempt_at + INTERVAL 5 MINUTE < delivered_at)
)
