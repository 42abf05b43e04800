-- The facts that the rules share, from the tables `order_cells`, `shipment_cells`, `return_cells`, `kit_cells`
-- (every cell as text, null where empty, `record` counted from 1) and `asked(as_of)`.
-- Quantities are thousandths of a unit. Times are those of the shop's clock: one zone, without a switch.

CREATE MACRO word(x) AS replace(lower(trim(x)), ' ', '_');
CREATE MACRO thousandths(x) AS CAST(round(TRY_CAST(x AS DOUBLE) * 1000) AS BIGINT);
CREATE MACRO moment(x) AS TRY_CAST(x AS TIMESTAMP);
CREATE MACRO plain(x) AS CASE WHEN x LIKE '%*%' OR x LIKE '##%' THEN NULL ELSE trim(x) END;
-- Case, width and outer space; of the full-width forms those of ASCII.
CREATE MACRO item(x) AS lower(trim(translate(x,
    '　－／０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
    ' -/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')));
CREATE MACRO id_of(x) AS nullif(regexp_replace(trim(x), '^#', ''), '');
-- Air conditioners: KFR-35G is the indoor unit, KFR-35W the outdoor one, KFR-35GW both.
CREATE MACRO stem_of(sku) AS nullif(regexp_extract(sku, '^(kfr-?\d+)(gw|g|w)([^a-z].*)?$', 1), '');
CREATE MACRO role_of(sku) AS CASE regexp_extract(sku, '^(kfr-?\d+)(gw|g|w)([^a-z].*)?$', 2)
    WHEN 'g' THEN 'indoor' WHEN 'w' THEN 'outdoor' WHEN 'gw' THEN 'set' END;

-- `per` is how many thousandths of a part one kit has.
CREATE TABLE kits AS
WITH RECURSIVE direct AS (
    SELECT item(kit_sku) AS kit, item(component_sku) AS part, coalesce(thousandths(quantity), 1000) AS per
    FROM kit_cells
), exploded AS (
    SELECT kit, part, per, 1 AS depth FROM direct
    UNION ALL
    SELECT e.kit, d.part, e.per * d.per // 1000, e.depth + 1
    FROM exploded e JOIN direct d ON d.kit = e.part WHERE e.depth < 10
)
SELECT kit, part, CAST(sum(per) AS BIGINT) AS per FROM exploded
WHERE part NOT IN (SELECT kit FROM direct) GROUP BY kit, part;

CREATE TABLE stated_lines AS
SELECT *,
    CASE
        WHEN state = 'unpaid' AND NOT cod THEN 'unpaid'
        WHEN state IN ('deposit', 'in_review', 'locked', 'cancelled', 'closed', 'refunded', 'deleted', 'replaced')
            THEN state
        WHEN state IN ('shipped', 'delivered') THEN 'shipped'
        WHEN cancelled_at IS NOT NULL THEN 'cancelled'
        WHEN payment IN ('unpaid', 'authorized', 'partly_paid') AND NOT cod THEN 'unpaid'
        WHEN payment = 'refunded' THEN 'refunded'
        WHEN payment = 'voided' THEN 'cancelled'
        WHEN state IS NULL AND shipped_at IS NOT NULL THEN 'shipped'
        WHEN cancelled_quantity >= quantity AND quantity > 0 THEN 'cancelled'
        ELSE 'due'
    END AS reason
FROM (
    SELECT record, coalesce(trim(shop), '') AS shop, id_of(order_id) AS order_id,
        id_of(parent_order_id) AS parent_id, id_of(original_order_id) AS original_id,
        id_of(erp_order_id) AS erp_id, plain(buyer_id) AS buyer, word(status) AS status, word(line_status) AS line_status,
        word(replacement) IN ('yes', 'y', 'true', '1', '是') AS replacing,
        coalesce(word(gift) IN ('yes', 'y', 'true', '1', '是'), false) AS passed,
        CASE WHEN word(status) IN ('unpaid', 'deposit', 'in_review', 'locked', 'cancelled', 'closed', 'refunded',
            'deleted', 'replaced') THEN word(status) ELSE coalesce(word(line_status), word(status)) END AS state,
        word(payment_status) AS payment, coalesce(word(payment_method) = 'cod', false) AS cod,
        moment(created_at) AS created_at, moment(paid_at) AS paid_at,
        moment(promised_ship_at) AS promised_ship_at, moment(promised_delivery_at) AS promised_delivery_at,
        moment(shipped_at) AS shipped_at, moment(delivered_at) AS delivered_at,
        moment(cancelled_at) AS cancelled_at, word(cancelled_by) AS cancelled_by,
        plain(recipient) AS recipient, plain(phone) AS phone,
        plain(concat_ws('|', province, city, county, town, street, address)) AS address,
        id_of(line_id) AS line_id, item(sku) AS sku, thousandths(quantity) AS quantity,
        thousandths(cancelled_quantity) AS cancelled_quantity,
        CAST(line_paid AS DECIMAL(18, 2)) AS line_paid, CAST(freight_paid AS DECIMAL(18, 2)) AS freight_paid,
        CAST(order_paid AS DECIMAL(18, 2)) AS order_paid
    FROM order_cells
) WHERE order_id IS NOT NULL;

-- The shop and the id name an order; its first record is its key, and the first that says something counts.
CREATE TABLE found_lines AS
SELECT *, greatest(quantity, 0) AS ordered,
    reason IN ('due', 'shipped', 'in_review', 'locked') AS live,
    sku IN (SELECT kit FROM kits) AS in_kits, coalesce(role_of(sku) = 'set', false) AS is_set,
    min(record) OVER (PARTITION BY shop, order_id) AS order_key
FROM stated_lines;

CREATE TABLE heads AS
SELECT order_key, any_value(shop) AS shop, any_value(order_id) AS order_id,
    coalesce(any_value(status ORDER BY record), any_value(line_status ORDER BY record)) AS status,
    any_value(parent_id ORDER BY record) AS parent_id, any_value(original_id ORDER BY record) AS original_id,
    any_value(erp_id ORDER BY record) AS erp_id,
    coalesce('buyer ' || any_value(buyer ORDER BY record), 'phone ' || any_value(phone ORDER BY record)) AS buyer,
    nullif(any_value(address ORDER BY record), '') AS address,
    any_value(phone ORDER BY record) AS phone, any_value(recipient ORDER BY record) AS recipient,
    any_value(created_at ORDER BY record) AS created_at, any_value(paid_at ORDER BY record) AS paid_at,
    any_value(cancelled_at ORDER BY record) AS cancelled_at,
    -- Our own column names say of no country where a platform's 48 hours count.
    any_value(promised_ship_at ORDER BY record) AS ship_by,
    any_value(promised_delivery_at ORDER BY record) AS deliver_by,
    any_value(shipped_at ORDER BY record) AS own_shipped_at,
    any_value(delivered_at ORDER BY record) AS own_delivered_at,
    any_value(order_paid ORDER BY record) AS order_paid, any_value(freight_paid ORDER BY record) AS freight_paid,
    coalesce(bool_or(replacing), false) AS replacing, bool_or(live) AS live,
    any_value(cancelled_by ORDER BY record) AS cancelled_by,
    bool_and(reason IN ('unpaid', 'deposit', 'deleted', 'replaced')) AS never,
    bool_or(live) AND bool_and(reason = 'shipped') FILTER (live) AS complete,
    bool_or(live) AND NOT coalesce(bool_or(reason = 'shipped') FILTER (live), false)
        AND coalesce(any_value(status ORDER BY record), any_value(line_status ORDER BY record))
            IN ('to_ship', 'in_review', 'locked') AS waits
FROM found_lines GROUP BY order_key;

-- Groups: orders that name the same parent or original number, or each other, one by one; else shop, buyer and address within a day of the first.
CREATE TABLE told_groups AS
WITH RECURSIVE said AS (
    SELECT order_key, shop || '|' || parent_id AS purchase FROM heads WHERE parent_id IS NOT NULL
    UNION
    SELECT order_key, shop || '|' || original_id FROM heads WHERE original_id IS NOT NULL
), named AS (
    FROM said
    UNION
    SELECT h.order_key, s.purchase FROM heads h JOIN said s ON s.purchase = h.shop || '|' || h.order_id
), linked AS (
    SELECT DISTINCT a.order_key, b.order_key AS other FROM named a JOIN named b USING (purchase)
), reached AS (
    FROM linked
    UNION
    SELECT r.order_key, l.other FROM reached r JOIN linked l ON l.order_key = r.other
)
SELECT order_key, min(other) AS group_key FROM reached GROUP BY order_key HAVING count(*) > 1;

CREATE TABLE groups AS
WITH RECURSIVE loose AS (
    SELECT order_key, created_at, concat_ws('|', shop, buyer, address) AS who,
        row_number() OVER (PARTITION BY shop, buyer, address ORDER BY created_at, order_key) AS place
    FROM heads
    WHERE buyer IS NOT NULL AND address IS NOT NULL AND created_at IS NOT NULL
        AND order_key NOT IN (SELECT order_key FROM told_groups)
), chained AS (
    SELECT order_key, who, place, created_at AS begun, order_key AS leader FROM loose WHERE place = 1
    UNION ALL
    SELECT l.order_key, l.who, l.place,
        CASE WHEN l.created_at <= c.begun + INTERVAL 24 HOUR THEN c.begun ELSE l.created_at END,
        CASE WHEN l.created_at <= c.begun + INTERVAL 24 HOUR THEN c.leader ELSE l.order_key END
    FROM chained c JOIN loose l ON l.who = c.who AND l.place = c.place + 1
)
SELECT h.order_key, coalesce(t.group_key, c.leader, h.order_key) AS group_key
FROM heads h LEFT JOIN told_groups t USING (order_key) LEFT JOIN chained c USING (order_key);

CREATE TABLE orders AS SELECT h.*, g.group_key FROM heads h JOIN groups g USING (order_key);

-- Whose a record is: by the order's id, else by the ids that systems gave it, the shop agreeing where it can. The
-- first way that any order answers to ends the search.
CREATE MACRO owners(cells) AS TABLE
WITH asked_for AS (
    SELECT record, id_of(order_id) AS order_id, id_of(original_order_id) AS original_id,
        id_of(erp_order_id) AS erp_id,
        CASE WHEN trim(shop) IN (SELECT shop FROM orders WHERE shop <> '') THEN trim(shop) END AS shop
    FROM query_table(cells)
), tried AS (
    SELECT a.record, o.order_key, a.shop, o.shop AS its_shop, 1 AS step
    FROM asked_for a JOIN orders o ON o.order_id = a.order_id
    UNION ALL
    SELECT a.record, o.order_key, a.shop, o.shop, 2
    FROM asked_for a JOIN orders o ON a.order_id IN (o.original_id, o.erp_id)
    UNION ALL
    SELECT a.record, o.order_key, a.shop, o.shop, 3
    FROM asked_for a JOIN orders o ON a.original_id IN (o.order_id, o.original_id)
    UNION ALL
    SELECT a.record, o.order_key, a.shop, o.shop, 4
    FROM asked_for a JOIN orders o ON a.erp_id = o.erp_id
), agreeing AS (
    FROM tried WHERE shop IS NULL OR its_shop = '' OR shop = its_shop
    QUALIFY step = min(step) OVER (PARTITION BY record)
)
SELECT record, min(order_key) AS order_key FROM agreeing GROUP BY record HAVING count(DISTINCT order_key) = 1;

-- Returns and their lines: by id, else by SKU, the largest first.
CREATE TABLE returned AS
WITH told AS (
    SELECT r.record, w.order_key, id_of(r.line_id) AS line_id, item(r.sku) AS sku,
        thousandths(r.quantity) AS quantity, TRY_CAST(r.refund_amount AS DECIMAL(18, 2)) AS amount,
        moment(r.refunded_at) AS refunded_at,
        coalesce(word(r.return_type) = 'refund_before_shipment', false)
            AND coalesce(word(r.status) NOT IN ('rejected', 'withdrawn', 'closed'), true) AS unsent
    FROM return_cells r JOIN owners('return_cells') w USING (record)
), by_id AS (
    SELECT t.record, min(l.record) AS line FROM told t
    JOIN found_lines l ON l.order_key = t.order_key AND l.line_id = t.line_id GROUP BY t.record HAVING count(*) = 1
), by_sku AS (
    SELECT t.record, first(l.record ORDER BY CASE WHEN l.live THEN
        l.ordered - least(greatest(coalesce(l.cancelled_quantity, 0), 0), l.ordered) ELSE 0 END DESC, l.record) AS line
    FROM told t JOIN found_lines l ON l.order_key = t.order_key AND l.sku = t.sku GROUP BY t.record
)
SELECT t.*, coalesce(i.line, k.line) AS line
FROM told t LEFT JOIN by_id i USING (record) LEFT JOIN by_sku k USING (record);

-- What was refunded because it had not left is cancelled, too.
CREATE TABLE lines AS
WITH unsent AS (
    SELECT r.line, sum(coalesce(r.quantity, CASE WHEN r.amount >= l.line_paid AND l.line_paid > 0 THEN l.ordered END))
        AS quantity
    FROM returned r JOIN found_lines l ON l.record = r.line WHERE r.unsent GROUP BY r.line
), told AS (
    SELECT l.*, least(greatest(CASE WHEN l.live
        THEN least(greatest(coalesce(l.cancelled_quantity, 0), 0), l.ordered) ELSE l.ordered END
        + coalesce(u.quantity, 0), 0), l.ordered) AS cancelled
    FROM found_lines l LEFT JOIN unsent u ON u.line = l.record
)
SELECT t.*, CAST(coalesce(ordered - cancelled, 0) AS BIGINT) AS due, o.group_key
FROM told t JOIN orders o USING (order_key);

CREATE TABLE shipped AS
SELECT *, NOT voided AND coalesce(state NOT IN ('not_shipped', 'cancelled'), true) AS counted,
    coalesce(picked_up_at, shipped_at) AS left_at,
    greatest(label_created_at, shipped_at, picked_up_at, first_attempt_at, delivered_at, last_event_at) AS latest,
    coalesce(shipped_at, picked_up_at, label_created_at) AS begun,
    CASE WHEN number IS NOT NULL THEN concat_ws('|', 'number', coalesce(lower(carrier), ''), number)
        WHEN shipment_id IS NOT NULL THEN concat_ws('|', 'shipment', shipment_id)
        ELSE concat_ws('|', 'record', record) END AS parcel_name
FROM (
    SELECT s.record, s.shop AS stated_shop, w.order_key, id_of(s.shipment_id) AS shipment_id, id_of(s.line_id) AS line_id,
        item(s.sku) AS sku, thousandths(s.quantity) AS quantity, trim(s.warehouse) AS warehouse,
        trim(s.carrier) AS carrier, trim(s.tracking_number) AS tracking_number,
        coalesce(trim(s.master_tracking_number), trim(s.tracking_number)) AS number,
        moment(s.label_created_at) AS label_created_at, moment(s.shipped_at) AS shipped_at,
        moment(s.picked_up_at) AS picked_up_at, moment(s.first_attempt_at) AS first_attempt_at,
        TRY_CAST(s.attempts AS INTEGER) AS attempts, moment(s.promised_delivery_at) AS promised_delivery_at,
        moment(s.delivered_at) AS delivered_at, moment(s.last_event_at) AS last_event_at,
        word(s.delivery_status) AS state, coalesce(word(s.voided) IN ('yes', 'y', 'true', '1', '是'), false) AS voided,
        TRY_CAST(s.weight_kg AS DECIMAL(12, 3)) AS weight_kg,
        (s.reship_of IS NOT NULL OR coalesce(trim(s.tracking_number) IN (
            SELECT trim(exchange_tracking_number) FROM return_cells WHERE exchange_tracking_number IS NOT NULL
        ), false)) AND NOT coalesce(o.replacing, false) AS replacement, o.group_key
    FROM shipment_cells s LEFT JOIN owners('shipment_cells') w USING (record) LEFT JOIN orders o USING (order_key)
);

-- What lines ask for: their SKU; of a kit its parts, of a set its halves.
CREATE TABLE demands AS
SELECT l.record AS line, l.order_key, l.group_key, w.part, w.per, w.kit, CAST(l.due * w.per // 1000 AS BIGINT) AS need,
    l.passed, l.reason <> 'shipped' AS open, o.order_id, l.line_id
FROM lines l JOIN orders o USING (order_key) JOIN (
    SELECT record, sku AS part, 1000 AS per, false AS kit FROM lines WHERE NOT in_kits AND NOT is_set
    UNION ALL
    SELECT l.record, k.part, k.per, true FROM lines l JOIN kits k ON k.kit = l.sku
    UNION ALL
    SELECT record, role || '|' || stem_of(sku), 1000, true
    FROM lines CROSS JOIN (VALUES ('indoor'), ('outdoor')) AS roles(role) WHERE is_set AND NOT in_kits
) w USING (record)
WHERE w.part IS NOT NULL;

-- What shipped SKUs can count as: themselves; a kit or set as its parts; a half as that of any series.
CREATE TABLE ways AS
SELECT DISTINCT s.sku, w.* FROM shipped s, LATERAL (
    SELECT 1 AS way, s.sku AS part, 1000 AS per
    UNION ALL
    SELECT 2, k.part, k.per FROM kits k WHERE k.kit = s.sku
    UNION ALL
    SELECT 2, role || '|' || stem_of(s.sku), 1000 FROM (VALUES ('indoor'), ('outdoor')) AS roles(role)
    WHERE role_of(s.sku) = 'set' AND s.sku NOT IN (SELECT kit FROM kits)
    UNION ALL
    SELECT 3, role_of(s.sku) || '|' || stem_of(s.sku), 1000 WHERE role_of(s.sku) IN ('indoor', 'outdoor')
) w WHERE s.sku IS NOT NULL;

-- Whether a record is of goods that its order (`own`), or kits of its group, ask for; and as what they count. The
-- first way counts. A kit is asked for by kits, and then counts as all its parts.
CREATE TABLE counted_as AS
WITH goods AS (
    SELECT record, order_key, group_key, sku, greatest(coalesce(quantity, 0), 0) AS quantity FROM shipped
    WHERE counted AND NOT replacement AND order_key IS NOT NULL AND sku IS NOT NULL
), asked_for AS (
    SELECT DISTINCT g.record, w.way, true AS own FROM goods g JOIN ways w USING (sku)
    JOIN demands d ON d.order_key = g.order_key AND d.part = w.part AND (d.kit OR w.way <> 2)
    UNION ALL
    SELECT DISTINCT g.record, w.way, false FROM goods g JOIN ways w USING (sku)
    JOIN demands d ON d.group_key = g.group_key AND d.part = w.part AND d.kit
), chosen AS (
    FROM asked_for QUALIFY row_number() OVER (PARTITION BY record ORDER BY own DESC, way) = 1
)
SELECT g.record, g.order_key, g.group_key, c.own, c.way = 2 AS whole, w.part,
    CAST(g.quantity * w.per // 1000 AS BIGINT) AS quantity
FROM goods g JOIN chosen c USING (record) JOIN ways w ON w.sku = g.sku AND w.way = c.way;

-- A record tells of a line by its id, unless it holds other goods than that line; without a SKU it holds all that
-- the line asks for. Else it is of the line that asks for most of what it holds.
CREATE TABLE named_lines AS
SELECT s.record, min(l.record) AS line FROM shipped s
JOIN lines l ON l.order_key = s.order_key AND l.line_id = s.line_id GROUP BY s.record HAVING count(*) = 1;

CREATE TABLE goods AS
SELECT c.*, d.line AS direct FROM counted_as c
LEFT JOIN named_lines n USING (record) LEFT JOIN demands d ON d.line = n.line AND d.part = c.part
UNION ALL
SELECT s.record, s.order_key, s.group_key, true, false, d.part,
    CAST(greatest(coalesce(s.quantity, 0), 0) * d.per // 1000 AS BIGINT), d.line
FROM shipped s JOIN named_lines n USING (record) JOIN demands d ON d.line = n.line
WHERE s.sku IS NULL AND s.counted AND NOT s.replacement;

CREATE TABLE contents AS
WITH largest AS (
    SELECT order_key, part, first(line ORDER BY need DESC, passed, open, order_id, line_id NULLS LAST, line) AS line
    FROM demands GROUP BY ALL
), found AS (
    SELECT g.record, min(g.direct) AS direct, min(l.line) FILTER (g.direct IS NULL AND g.own) AS by_sku
    FROM goods g LEFT JOIN largest l ON l.order_key = g.order_key AND l.part = g.part GROUP BY g.record
)
SELECT s.*, coalesce(f.direct, f.by_sku) AS line, f.record IS NOT NULL AS ordered,
    min(s.record) OVER (PARTITION BY s.parcel_name) AS parcel,
    s.counted AND NOT s.replacement AND s.order_key IS NOT NULL AS goods
FROM shipped s LEFT JOIN found f USING (record);

-- Who gets what: the largest first; of equal ones what is said to be shipped, then by id. `demands` have `place`,
-- what they were `given` before and `need`; `offers` have `place` and `quantity`.
CREATE MACRO allotted(demands, offers) AS TABLE
WITH offered AS (SELECT place, sum(quantity) AS offer FROM query_table(offers) GROUP BY place),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY place ORDER BY need - given DESC, passed, open, order_id, line_id NULLS LAST, line
    ) AS turn FROM query_table(demands)
), waiting AS (
    SELECT *, coalesce(sum(need - given) OVER (
        PARTITION BY place ORDER BY turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before,
        sum(need - given) OVER (PARTITION BY place) AS wanted FROM ranked
)
SELECT line, part, place, turn,
    given + greatest(least(coalesce(offer, 0) - before, need - given), 0) AS given,
    greatest(coalesce(offer, 0) - wanted, 0) AS left_over
FROM waiting LEFT JOIN offered USING (place);

-- What names a line goes to it.
CREATE TABLE at_line AS SELECT *, line || '|' || part AS place, 0 AS given FROM demands;
CREATE TABLE naming_line AS SELECT direct || '|' || part AS place, quantity FROM goods WHERE direct IS NOT NULL;
CREATE TABLE first_served AS FROM allotted('at_line', 'naming_line');
CREATE TABLE in_order AS
SELECT d.*, d.order_key || '|' || d.part AS place, f.given, f.left_over
FROM demands d JOIN first_served f USING (line, part);

-- Whole kits go to kits of their order.
CREATE TABLE kits_in_order AS SELECT * FROM in_order WHERE kit;
CREATE TABLE whole_kits AS
SELECT order_key || '|' || part AS place, quantity FROM goods WHERE direct IS NULL AND own AND whole;
CREATE TABLE kits_by_kits AS FROM allotted('kits_in_order', 'whole_kits');

-- What is not in kits, and what is left of the above, goes to lines that are none.
CREATE TABLE plain_in_order AS SELECT * FROM in_order WHERE NOT kit;
CREATE TABLE loose AS
SELECT order_key || '|' || part AS place, quantity FROM goods WHERE direct IS NULL AND own AND NOT whole
UNION ALL
SELECT place, left_over FROM in_order
UNION ALL
SELECT place, left_over FROM kits_by_kits WHERE turn = 1
UNION ALL
-- Parts of whole kits that no kit of their order asks for.
SELECT place, quantity FROM whole_kits WHERE place NOT IN (SELECT place FROM kits_in_order);
CREATE TABLE plain_served AS FROM allotted('plain_in_order', 'loose');

-- What is left goes to kits of the order, then to those of its group; parts that their order does not ask for, too.
CREATE TABLE left_of_orders AS
WITH offered AS (SELECT place, sum(quantity) AS quantity FROM loose GROUP BY place)
SELECT any_value(o.order_key) AS order_key, any_value(o.group_key) AS group_key, any_value(o.part) AS part, o.place,
    any_value(coalesce(p.left_over, f.quantity)) AS quantity
FROM offered f JOIN (
    SELECT DISTINCT order_key, group_key, part, order_key || '|' || part AS place FROM goods
) o USING (place)
LEFT JOIN plain_served p ON p.place = o.place AND p.turn = 1
GROUP BY o.place HAVING any_value(coalesce(p.left_over, f.quantity)) > 0;
CREATE TABLE kits_open AS
SELECT i.* EXCLUDE (given, left_over), k.given FROM kits_in_order i JOIN kits_by_kits k USING (line, part);
CREATE TABLE parts_left AS
SELECT place, quantity FROM left_of_orders
UNION ALL
SELECT order_key || '|' || part, quantity FROM goods WHERE direct IS NULL AND NOT own;
CREATE TABLE kits_by_parts AS FROM allotted('kits_open', 'parts_left');
CREATE TABLE kits_in_group AS
SELECT i.* EXCLUDE (given, place), k.given, i.group_key || '|' || i.part AS place
FROM kits_open i JOIN kits_by_parts k USING (line, part);
CREATE TABLE left_for_group AS
WITH offered AS (SELECT place, sum(quantity) AS quantity FROM parts_left GROUP BY place)
SELECT o.order_key, o.part, o.group_key || '|' || o.part AS place, coalesce(k.left_over, f.quantity) AS quantity
FROM offered f JOIN (
    SELECT DISTINCT order_key, group_key, part, order_key || '|' || part AS place FROM goods
) o USING (place)
LEFT JOIN kits_by_parts k ON k.place = o.place AND k.turn = 1
WHERE coalesce(k.left_over, f.quantity) > 0;
CREATE TABLE kits_served AS FROM allotted('kits_in_group', 'left_for_group');

CREATE TABLE balance AS
SELECT d.line AS record, CAST(min(CASE WHEN d.kit THEN g.given // d.per * 1000 ELSE g.given END) AS BIGINT) AS shipped
FROM demands d JOIN (
    SELECT line, part, given FROM plain_served UNION ALL SELECT line, part, given FROM kits_served
) g USING (line, part) GROUP BY d.line;

-- What left beyond what was due: at the line that asks for most, or, of what no kit of the group could use, at the
-- line or kit of the order that had it, the orders of later numbers first.
CREATE TABLE most AS
SELECT order_key || '|' || part AS place, kit,
    first(line ORDER BY need DESC, passed, open, order_id, line_id NULLS LAST, line) AS line FROM demands GROUP BY ALL;
CREATE TABLE most_of_group AS
SELECT group_key || '|' || part AS place,
    first(line ORDER BY need DESC, passed, open, order_id, line_id NULLS LAST, line) AS line
FROM demands WHERE kit GROUP BY ALL;
CREATE TABLE excess AS
SELECT m.line, o.part, o.quantity FROM left_of_orders o JOIN most m ON m.place = o.place AND NOT m.kit
WHERE group_key || '|' || part NOT IN (SELECT place FROM kits_in_group)
UNION ALL
SELECT * FROM (
    SELECT coalesce(p.line, m.line, g.line) AS line, f.part,
        least(greatest(k.left_over - coalesce(sum(f.quantity) OVER (
            PARTITION BY f.place ORDER BY o.order_id DESC, f.order_key DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0), 0), f.quantity) AS quantity
    FROM left_for_group f JOIN kits_served k ON k.place = f.place AND k.turn = 1 JOIN orders o USING (order_key)
    JOIN most_of_group g ON g.place = f.place
    LEFT JOIN most p ON p.place = f.order_key || '|' || f.part AND NOT p.kit
    LEFT JOIN most m ON m.place = f.order_key || '|' || f.part AND m.kit
) WHERE quantity > 0;

-- How far a parcel is that its records tell differently.
CREATE TABLE progress AS
SELECT unnest(['cancelled', 'not_shipped', 'label_created', 'shipped', 'in_transit', 'out_for_delivery', 'attempted',
    'exception', 'returned', 'delivered']) AS state, generate_subscripts(range(10), 1) AS rank;

CREATE TABLE parcels AS
SELECT c.parcel AS record, c.parcel, count(DISTINCT c.order_key) AS orders,
    first(c.carrier ORDER BY c.record) AS carrier, first(c.tracking_number ORDER BY c.record) AS tracking_number,
    min(c.shipped_at) AS shipped_at, min(c.picked_up_at) AS picked_up_at,
    min(c.first_attempt_at) AS first_attempt_at, max(c.attempts) AS attempts,
    max(c.delivered_at) AS delivered_at, max(c.last_event_at) AS last_event_at,
    min(c.promised_delivery_at) AS promised_delivery_at,
    any_value(p.state ORDER BY p.rank DESC NULLS LAST) AS state, bool_and(c.voided) AS voided, bool_or(c.counted) AS counted,
    coalesce(bool_and(c.replacement) FILTER (c.counted), false) AS replacement
FROM contents c LEFT JOIN progress p USING (state) GROUP BY c.parcel;

CREATE TABLE spans AS
SELECT o.shop, min(c.begun) AS parcels_from, greatest((SELECT as_of FROM asked), max(c.latest)) AS until,
    greatest((SELECT as_of FROM asked), any_value(w.orders_until)) AS orders_until
FROM contents c JOIN orders o USING (order_key) JOIN (
    SELECT shop, max(greatest(created_at, paid_at, own_shipped_at, own_delivered_at, cancelled_at)) AS orders_until
    FROM orders GROUP BY shop
) w ON w.shop = o.shop GROUP BY o.shop;

CREATE TABLE moment_of_run AS
SELECT coalesce((SELECT as_of FROM asked), greatest(
    (SELECT max(latest) FROM contents),
    (SELECT max(greatest(created_at, paid_at, cancelled_at, own_shipped_at, own_delivered_at)) FROM orders),
    (SELECT max(greatest(moment(requested_at), moment(approved_at), moment(sent_back_at), moment(received_at),
        moment(refunded_at))) FROM return_cells)
)) AS as_of;

-- Orders of which some line, or some parcel, does not say what it holds.
CREATE TABLE opaque AS
SELECT order_key FROM lines WHERE live AND NOT passed AND (quantity IS NULL OR quantity < 0 OR sku IS NULL)
UNION
SELECT order_key FROM contents WHERE goods AND (quantity IS NULL OR quantity < 0 OR (sku IS NULL AND line IS NULL));

-- `observed`: the files tell of all parcels that an order had; `told`: one without any is evidently short.
CREATE TABLE judged_orders AS
WITH sent AS (
    SELECT c.order_key, count(DISTINCT c.parcel) AS parcels,
        coalesce(min(c.left_at), min(coalesce(p.picked_up_at, p.shipped_at))) AS left_at,
        min(p.shipped_at) AS confirmed_at
    FROM contents c JOIN parcels p USING (parcel) WHERE c.goods GROUP BY c.order_key
), seen AS (
    SELECT o.*, s.until, s.orders_until, coalesce(t.parcels, 0) AS parcels,
        coalesce(t.left_at, o.own_shipped_at) AS left_at,
        coalesce(t.confirmed_at, o.own_shipped_at) AS confirmed_at,
        coalesce(coalesce(o.created_at, o.paid_at) >= s.parcels_from, true) AS within,
        o.order_key IN (FROM opaque) AS opaque
    FROM orders o LEFT JOIN spans s USING (shop) LEFT JOIN sent t USING (order_key)
), early AS (
    SELECT shop, count(*) AS orders, count(*) FILTER (parcels > 0) AS with_parcels
    FROM seen WHERE complete AND NOT within GROUP BY shop
), looked AS (
    SELECT s.*, s.until IS NOT NULL AND (s.within OR coalesce(
        CASE WHEN e.orders < 20 THEN e.with_parcels = e.orders ELSE e.with_parcels >= 0.98 * e.orders END, true)
    ) AS observed
    FROM seen s LEFT JOIN early e USING (shop)
), whole AS (
    SELECT shop, count(*) AS orders, count(*) FILTER (parcels > 0) AS with_parcels
    FROM looked WHERE complete AND observed GROUP BY shop
)
SELECT l.*, coalesce(w.orders < 20 OR w.with_parcels >= 0.98 * w.orders, true) AS told,
    bool_or(l.opaque OR NOT l.observed) OVER (PARTITION BY l.group_key) AS dark
FROM looked l LEFT JOIN whole w USING (shop);

-- Lines of which nothing more is to come, and of which the parcel files tell. A kit's parts may be in any parcel
-- of the group.
CREATE TABLE ripe AS
SELECT l.record, l.order_key, l.in_kits OR l.is_set AS kit, l.due, coalesce(b.shipped, 0) AS shipped
FROM lines l JOIN judged_orders o USING (order_key) LEFT JOIN balance b USING (record)
WHERE l.live AND NOT l.passed AND o.observed AND NOT o.opaque AND NOT ((l.in_kits OR l.is_set) AND o.dark)
    AND ((l.reason = 'shipped' AND coalesce(coalesce(o.created_at, o.paid_at) <= o.until, true)
            AND (o.parcels > 0 OR o.told))
        OR (o.ship_by < o.until AND o.parcels > 0));

-- One row per unit of a set that left; pairs inside an order first, the rest across the orders of the pool.
CREATE TABLE units AS
WITH single AS (
    SELECT c.record, c.order_key, o.group_key, o.group_key || '|' || coalesce(o.address, '') AS pool,
        stem_of(c.sku) AS key, role_of(c.sku) AS role, n.number, c.left_at, c.delivered_at, c.warehouse, c.carrier,
        c.parcel, c.tracking_number, o.order_id, c.sku
    FROM contents c JOIN orders o USING (order_key),
        LATERAL (SELECT unnest(range(1, c.quantity // 1000 + 1)) AS number) n
    WHERE c.goods AND role_of(c.sku) IN ('indoor', 'outdoor')
), asked_for AS (
    SELECT order_key, stem_of(sku) AS key, role_of(sku) AS role, due
    FROM lines WHERE role_of(sku) IN ('indoor', 'outdoor')
    UNION ALL
    SELECT order_key, stem_of(sku), role, due
    FROM lines CROSS JOIN (VALUES ('indoor'), ('outdoor')) AS roles(role) WHERE is_set AND NOT in_kits
), compared AS (
    SELECT order_key, key, role, CAST(sum(asked) AS BIGINT) // 1000 AS asked, sum(got) AS got FROM (
        SELECT order_key, key, role, due AS asked, 0 AS got FROM asked_for
        UNION ALL SELECT order_key, key, role, 0, 1 FROM single
    ) GROUP BY ALL
), surplus AS (
    SELECT order_key, key, sum(CASE role WHEN 'indoor' THEN got ELSE -got END) AS more FROM compared GROUP BY ALL
), as_ordered AS (
    SELECT order_key FROM compared GROUP BY order_key HAVING bool_and(asked = got)
    INTERSECT
    SELECT order_key FROM surplus GROUP BY order_key HAVING NOT (bool_or(more > 0) AND bool_or(more < 0))
), inside AS (
    SELECT *, row_number() OVER (PARTITION BY order_key, key, role ORDER BY left_at NULLS LAST, delivered_at NULLS LAST,
            warehouse NULLS LAST, carrier NULLS LAST, tracking_number NULLS LAST, sku, record, number) AS place,
        count(*) FILTER (role = 'indoor') OVER (PARTITION BY order_key, key) AS indoor,
        count(*) FILTER (role = 'outdoor') OVER (PARTITION BY order_key, key) AS outdoor,
        coalesce((SELECT sum(a.due) > 0 FROM asked_for a WHERE a.order_key = single.order_key AND a.key = single.key),
            false) AS asked
    FROM single
), home AS (
    SELECT *, place <= least(indoor, outdoor) AS paired,
        order_key IN (SELECT order_key FROM as_ordered) AS as_ordered FROM inside
), across AS (
    SELECT *, row_number() OVER (PARTITION BY pool, key, role, paired OR as_ordered
            ORDER BY left_at NULLS LAST, order_id, delivered_at NULLS LAST, warehouse NULLS LAST, carrier NULLS LAST,
            tracking_number NULLS LAST, sku, record, number) AS turn,
        count(*) FILTER (role = 'indoor') OVER (PARTITION BY pool, key, paired OR as_ordered) AS loose_indoor,
        count(*) FILTER (role = 'outdoor') OVER (PARTITION BY pool, key, paired OR as_ordered) AS loose_outdoor
    FROM home
)
SELECT record, order_key, group_key, pool, key, role, asked, left_at, delivered_at, warehouse, carrier, parcel,
    CASE WHEN paired THEN 'home' WHEN as_ordered THEN 'as ordered'
        WHEN turn <= least(loose_indoor, loose_outdoor) THEN 'crossed' ELSE 'unpaired' END AS fit,
    CASE WHEN paired THEN concat_ws('|', order_key, key, place)
        WHEN NOT as_ordered AND turn <= least(loose_indoor, loose_outdoor) THEN concat_ws('|', 'x', pool, key, turn) END
        AS set_name
FROM across;

-- Pools of which all is told and nothing is to come, and in which there are sets at all.
CREATE TABLE settled AS
WITH pools AS (
    SELECT *, group_key || '|' || coalesce(address, '') AS pool FROM judged_orders
), roles AS (
    SELECT pool, role FROM units
    UNION
    SELECT p.pool, role_of(l.sku) FROM lines l JOIN pools p USING (order_key) WHERE l.live AND NOT l.is_set
)
SELECT pool FROM pools GROUP BY pool HAVING NOT bool_or(opaque OR NOT observed)
EXCEPT
SELECT p.pool FROM lines l JOIN pools p USING (order_key) LEFT JOIN balance b USING (record)
WHERE l.live AND NOT l.passed AND (role_of(l.sku) IS NOT NULL OR l.in_kits) AND coalesce(b.shipped, 0) < l.due
    AND l.record NOT IN (SELECT record FROM ripe)
EXCEPT
SELECT pool FROM roles GROUP BY pool HAVING count(DISTINCT role) < 2 AND pool NOT IN (
    SELECT p.pool FROM lines l JOIN pools p USING (order_key) WHERE l.live AND l.is_set
);

CREATE TABLE sets AS
SELECT greatest(a.record, b.record) AS record, a.key, a.record AS indoor, b.record AS outdoor, a.fit, a.pool,
    a.order_key AS indoor_order, b.order_key AS outdoor_order, a.asked AS indoor_asked, b.asked AS outdoor_asked,
    abs(epoch(a.left_at) - epoch(b.left_at)) AS left_apart,
    abs(epoch(a.delivered_at) - epoch(b.delivered_at)) AS delivered_apart,
    coalesce(a.warehouse <> b.warehouse, false) OR coalesce(lower(a.carrier) <> lower(b.carrier), false) AS elsewhere
FROM units a JOIN units b USING (set_name) WHERE a.role = 'indoor' AND b.role = 'outdoor';
