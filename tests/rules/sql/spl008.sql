-- Parts of a set that left, or arrived, more than two days apart: told at the later one.
SELECT DISTINCT 'shipments.csv' AS file,
    CASE WHEN (indoor_left, indoor) > (outdoor_left, outdoor) THEN indoor ELSE outdoor END AS record
FROM sets WHERE left_apart > 2 * 86400 OR delivered_apart > 2 * 86400
