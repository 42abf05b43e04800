-- A unit whose partner is in another order: it is to move to the one that asked for the model, else to the indoor
-- unit's.
SELECT DISTINCT 'shipments.csv' AS file,
    CASE WHEN outdoor_asked AND NOT indoor_asked THEN indoor ELSE outdoor END AS record
FROM sets WHERE fit = 'crossed' AND indoor_order <> outdoor_order AND pool IN (FROM settled)
