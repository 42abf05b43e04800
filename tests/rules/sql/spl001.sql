-- Short-shipped: a line that is no kit, and got less than was due.
SELECT 'orders.csv' AS file, b.record FROM balance b JOIN ripe USING (record)
WHERE NOT b.kit AND b.shipped < b.due
