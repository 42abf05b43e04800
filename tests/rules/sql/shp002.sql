-- Goods on their way without a waybill or a carrier.
SELECT 'shipments.csv' AS file, record FROM contents
WHERE counted AND (shipped_at IS NOT NULL
        OR state IN ('shipped', 'in_transit', 'out_for_delivery', 'attempted', 'delivered', 'exception', 'returned'))
    AND (number IS NULL OR carrier IS NULL)
    AND NOT EXISTS (FROM lines l WHERE l.record = contents.line AND l.passed)
