-- Kit incomplete: fewer whole kits than were due.
SELECT 'orders.csv' AS file, k.line AS record FROM kit_lines k JOIN ripe ON ripe.record = k.line
WHERE k.shipped < k.due
