-- An order that is over, and a parcel of it that is not.
SELECT DISTINCT 'shipments.csv' AS file, c.parcel AS record
FROM contents c JOIN orders o USING (order_key) JOIN parcels p ON p.parcel = c.parcel
WHERE p.delivered_at IS NULL AND (
    (o.status IN ('delivered', 'closed') AND p.counted
        AND p.state IN ('label_created', 'in_transit', 'out_for_delivery', 'attempted', 'exception'))
    OR (o.status = 'delivered' AND NOT c.voided AND p.state = 'not_shipped')
)
