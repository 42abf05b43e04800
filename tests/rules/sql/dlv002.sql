-- Came back to the sender.
SELECT 'shipments.csv' AS file, parcel AS record FROM parcels WHERE counted AND state = 'returned'
