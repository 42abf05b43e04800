-- A number that is none of its carrier's.
SELECT 'shipments.csv' AS file, parcel AS record FROM parcels
WHERE counted AND NOT regexp_full_match(upper(tracking_number), CASE upper(carrier)
    WHEN 'YTO' THEN 'YT\d{13}|[0-9A-Z]{2}\d{8}|[0-9A-Z]{2}\d{10}|[6-9]\d{17}'
    WHEN 'ZTO' THEN '7\d{13}|\d{12}'
    WHEN 'SF' THEN 'SF[0-9A-Z]\d{12}|\d{12}'
    WHEN 'EMS' THEN '[A-Z]{2}\d{9}[A-Z]{2}|(9[5-9]|1[0-2]|5[0-2])\d{11}' END)
