-- Parts of a set from different warehouses or with different carriers: told at the later record.
SELECT DISTINCT 'shipments.csv' AS file, greatest(indoor, outdoor) AS record FROM sets WHERE elsewhere
