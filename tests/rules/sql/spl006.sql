-- A unit of a set without a partner, where nothing is still to come.
SELECT DISTINCT 'shipments.csv' AS file, record FROM units WHERE fit = 'unpaired' AND pool IN (FROM settled)
