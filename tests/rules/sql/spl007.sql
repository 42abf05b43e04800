-- A unit whose set is to stand in another order. Sets go to the orders that lack one, those with the indoor unit
-- first, then by order id; where none lacks any, to the indoor unit's.
WITH crossed AS (
    FROM sets WHERE fit = 'crossed' AND pool IN (FROM settled)
), lacking AS (
    SELECT pool, key, order_key, any_value(lacks) AS lacks, min(place) AS place FROM (
        SELECT pool, key, indoor_order AS order_key, indoor_lacks AS lacks, 0 AS place FROM crossed
        UNION ALL SELECT pool, key, outdoor_order, outdoor_lacks, 1 FROM crossed
    ) WHERE lacks > 0 GROUP BY pool, key, order_key
), served AS (
    SELECT l.*, sum(lacks) OVER (PARTITION BY pool, key ORDER BY place, order_id) AS upto
    FROM lacking l JOIN orders o USING (order_key)
), placed AS (
    SELECT c.*, coalesce(s.order_key, c.indoor_order) AS target
    FROM crossed c LEFT JOIN served s
        ON s.pool = c.pool AND s.key = c.key AND c.turn <= s.upto AND c.turn > s.upto - s.lacks
)
SELECT DISTINCT 'shipments.csv' AS file, indoor AS record FROM placed WHERE indoor_order <> target
UNION
SELECT 'shipments.csv', outdoor FROM placed WHERE outdoor_order <> target
