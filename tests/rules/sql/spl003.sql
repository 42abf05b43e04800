-- Wrong item: goods that nothing in their order, and no kit or set of the group, asks for.
SELECT 'shipments.csv' AS file, c.record FROM contents c
WHERE c.goods AND NOT c.ordered AND c.sku IS NOT NULL AND coalesce(c.quantity > 0, true)
    AND EXISTS (FROM lines l WHERE l.order_key = c.order_key AND l.sku IS NOT NULL)
    AND NOT EXISTS (FROM lines l WHERE l.order_key = c.order_key AND l.live AND NOT l.passed AND l.sku IS NULL)
