-- What was paid, where all lines are alive, is neither the sum of the lines nor that and the freight.
SELECT 'orders.csv' AS file, o.order_key AS record FROM orders o JOIN (
    SELECT order_key, sum(line_paid) AS paid, bool_and(line_paid IS NOT NULL) AS known, count(*) AS lines,
        bool_and(live) AS live
    FROM lines GROUP BY order_key
) l USING (order_key)
WHERE l.known AND l.live AND abs(o.order_paid - l.paid) > 0.01 * l.lines
    AND abs(o.order_paid - (l.paid + coalesce(o.freight_paid, 0))) > 0.01 * l.lines
