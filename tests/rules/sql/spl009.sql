-- Parts of a set from different warehouses or with different carriers.
SELECT DISTINCT 'shipments.csv' AS file, record FROM sets WHERE elsewhere
