-- One waybill for orders of different people or places.
SELECT DISTINCT 'shipments.csv' AS file, a.parcel AS record
FROM contents a JOIN contents b ON a.parcel = b.parcel AND a.order_key < b.order_key
JOIN orders x ON x.order_key = a.order_key JOIN orders y ON y.order_key = b.order_key
WHERE a.counted AND b.counted AND (
    x.phone <> y.phone OR x.recipient <> y.recipient
    OR (nullif(x.address, '') <> nullif(y.address, '') AND NOT coalesce(x.phone = y.phone AND x.recipient = y.recipient, false))
)
