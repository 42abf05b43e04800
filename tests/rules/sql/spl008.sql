-- Parts of a set that left, or arrived, more than two days apart.
SELECT DISTINCT 'shipments.csv' AS file, record FROM sets WHERE left_apart > 2 * 86400 OR delivered_apart > 2 * 86400
