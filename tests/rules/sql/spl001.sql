-- Short-shipped: a line that is no kit, and got less than was due.
SELECT 'orders.csv' AS file, record FROM ripe WHERE NOT kit AND shipped < due
