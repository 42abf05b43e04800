-- An order that is over, and a parcel of it that is not; where the parcel files reach as far as the orders.
SELECT 'shipments.csv' AS file, min(c.record) AS record
FROM contents c JOIN judged_orders o USING (order_key) JOIN parcels p USING (parcel)
WHERE p.delivered_at IS NULL AND NOT c.voided AND NOT c.replacement
    AND coalesce(coalesce(o.own_delivered_at, o.orders_until) <= o.until + INTERVAL 1 DAY, true) AND (
        (o.status IN ('delivered', 'closed')
            AND p.state IN ('label_created', 'in_transit', 'out_for_delivery', 'attempted', 'exception'))
        OR (o.status = 'delivered' AND p.state = 'not_shipped'))
GROUP BY c.order_key, c.parcel
