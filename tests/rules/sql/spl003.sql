-- Wrong item: goods that nothing in their order asks for, as a SKU, a part of a kit or a half of a set.
SELECT 'shipments.csv' AS file, n.record FROM named_contents n JOIN orders o USING (order_key)
WHERE n.goods AND o.all_skus AND n.sku IS NOT NULL
    AND NOT EXISTS (FROM lines l WHERE l.order_key = n.order_key AND l.sku = n.sku)
    AND NOT EXISTS (FROM wanted w WHERE w.order_key = n.order_key AND w.part IN (n.part, n.sku))
    AND NOT EXISTS (
        FROM lines l JOIN kit_cells k ON item(k.kit_sku) = l.sku
        WHERE l.order_key = n.order_key AND item(k.component_sku) = n.sku
    )
