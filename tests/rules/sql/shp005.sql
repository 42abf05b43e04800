-- Said to be shipped, and no sign of life a day later; where files do tell of scans.
SELECT 'shipments.csv' AS file, parcel AS record FROM parcels, moment_of_run
WHERE counted AND shipped_at + INTERVAL 24 HOUR < as_of AND picked_up_at IS NULL AND delivered_at IS NULL
    AND first_attempt_at IS NULL AND coalesce(last_event_at <= shipped_at, true)
    AND coalesce(state NOT IN ('in_transit', 'out_for_delivery', 'attempted', 'delivered', 'returned', 'exception'), true)
    AND (SELECT count(picked_up_at) >= 0.5 * count(*) FROM parcels WHERE counted AND shipped_at IS NOT NULL)
