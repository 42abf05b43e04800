-- Kit incomplete: fewer whole kits than were due.
SELECT 'orders.csv' AS file, record FROM ripe WHERE kit AND shipped < due
