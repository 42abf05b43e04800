-- A number that is none of its carrier's. The many loose forms of YTO do not count for what is another's own.
WITH numbers AS (
    SELECT parcel, upper(carrier) AS carrier, upper(tracking_number) AS number FROM parcels WHERE counted
), owned AS (
    SELECT *, CASE WHEN regexp_full_match(number, 'SF[0-9A-Z]\d{12}') THEN 'SF'
        WHEN regexp_full_match(number, '[A-Z]{2}\d{9}CN') THEN 'EMS' END AS owner
    FROM numbers
)
SELECT 'shipments.csv' AS file, parcel AS record FROM owned
WHERE NOT CASE carrier
    WHEN 'YTO' THEN regexp_full_match(number, 'YT\d{13}|[6-9]\d{17}|\d{10}|\d{12}') OR (owner IS NULL
        AND regexp_full_match(number, '[0-9A-Z]{2}\d{8}|[0-9A-Z]{2}\d{10,13}|Y\d{12}|[0-9A-Z]{10,12}|88[0-9A-Z]{16}'))
    WHEN 'ZTO' THEN regexp_full_match(number, '\d{12}|\d{14}') OR regexp_full_match(number, 'ZTO?\d{12,13}')
    WHEN 'SF' THEN regexp_full_match(number, 'SF[0-9A-Z]\d{12}|\d{12}|\d{15}')
    WHEN 'EMS' THEN regexp_full_match(number, '[A-Z]{2}\d{9}[A-Z]{2}|\d{13}|[A-Z]{2}\d{11}') END
