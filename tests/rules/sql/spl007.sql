-- A unit whose partner went to another order: the outdoor one is to move.
SELECT DISTINCT 'shipments.csv' AS file, record FROM units WHERE fit = 'crossed' AND role = 'outdoor'
