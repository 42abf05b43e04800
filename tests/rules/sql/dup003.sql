-- One number for dates more than a month apart: told where it is used again.
WITH uses AS (
    SELECT parcel, record, shipped_at FROM contents WHERE counted AND number IS NOT NULL AND shipped_at IS NOT NULL
)
SELECT 'shipments.csv' AS file, record FROM uses
QUALIFY shipped_at - lag(shipped_at) OVER (PARTITION BY parcel ORDER BY shipped_at, record)
    BETWEEN INTERVAL '30 days 1 microsecond' AND INTERVAL 180 DAY
