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

CREATE TABLE kits AS
WITH RECURSIVE direct AS (
    SELECT item(kit_sku) AS kit, item(component_sku) AS part, coalesce(TRY_CAST(quantity AS DOUBLE), 1) AS per
    FROM kit_cells
), exploded AS (
    SELECT kit, part, per, 1 AS depth FROM direct
    UNION ALL
    SELECT e.kit, d.part, e.per * d.per, e.depth + 1
    FROM exploded e JOIN direct d ON d.kit = e.part WHERE e.depth < 10
)
SELECT kit, part, sum(per) AS per FROM exploded
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
        id_of(erp_order_id) AS erp_id, plain(buyer_id) AS buyer, word(status) AS status,
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

-- The shop and the id name an order; its first record is its key.
CREATE TABLE lines AS
SELECT *, CASE WHEN live THEN ordered - cancelled ELSE 0 END AS due,
    sku IN (SELECT kit FROM kits) AS in_kits, coalesce(role_of(sku) = 'set', false) AS is_set
FROM (
    SELECT *, quantity AS ordered,
        reason IN ('due', 'shipped', 'in_review', 'locked') AS live,
        CASE WHEN reason IN ('due', 'shipped', 'in_review', 'locked')
            THEN least(greatest(coalesce(cancelled_quantity, 0), 0), quantity) ELSE quantity END AS cancelled,
        min(record) OVER (PARTITION BY shop, order_id) AS order_key
    FROM stated_lines
);

CREATE TABLE heads AS
SELECT order_key, any_value(shop) AS shop, any_value(order_id) AS order_id,
    first(status ORDER BY record) AS status, first(parent_id ORDER BY record) AS parent_id,
    first(original_id ORDER BY record) AS original_id, first(erp_id ORDER BY record) AS erp_id,
    first(buyer ORDER BY record) AS buyer, first(address ORDER BY record) AS address,
    first(phone ORDER BY record) AS phone, first(recipient ORDER BY record) AS recipient,
    min(created_at) AS created_at, min(paid_at) AS paid_at, min(cancelled_at) AS cancelled_at,
    -- Our own column names say of no country where a platform's 48 hours count.
    min(promised_ship_at) AS ship_by,
    min(promised_delivery_at) AS deliver_by, min(shipped_at) AS own_shipped_at,
    bool_or(live) AS live, bool_or(live) AND bool_and(reason = 'shipped') FILTER (live) AS complete,
    bool_and(sku IS NOT NULL) AS all_skus, any_value(order_paid) AS order_paid,
    any_value(freight_paid) AS freight_paid
FROM lines GROUP BY order_key;

-- Groups: a parent named by several orders, or one of them; else shop, buyer and address within a day of the first.
CREATE TABLE told_groups AS
WITH named AS (
    SELECT order_key, shop || '|' || parent_id AS purchase FROM heads WHERE parent_id IS NOT NULL
    UNION
    SELECT h.order_key, h.shop || '|' || h.order_id FROM heads h
    WHERE EXISTS (FROM heads c WHERE c.shop = h.shop AND c.parent_id = h.order_id)
)
SELECT order_key, min(order_key) OVER (PARTITION BY purchase) AS group_key FROM named;

CREATE TABLE groups AS
WITH RECURSIVE loose AS (
    SELECT order_key, created_at, concat_ws('|', shop, buyer, address) AS who,
        row_number() OVER (PARTITION BY shop, buyer, address ORDER BY created_at, order_key) AS place
    FROM heads
    WHERE buyer IS NOT NULL AND address <> '' AND created_at IS NOT NULL
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

-- Whose a record is: by the order's id, else by the ids that a system gave it, the shop agreeing where it can.
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
    FROM asked_for a JOIN orders o ON o.order_id = a.original_id
    UNION ALL
    SELECT a.record, o.order_key, a.shop, o.shop, 4
    FROM asked_for a JOIN orders o ON o.order_id = a.erp_id
), agreeing AS (
    FROM tried WHERE shop IS NULL OR its_shop = '' OR shop = its_shop
    QUALIFY step = min(step) OVER (PARTITION BY record)
)
SELECT record, min(order_key) AS order_key FROM agreeing GROUP BY record HAVING count(DISTINCT order_key) = 1;

CREATE TABLE shipped AS
SELECT *, NOT voided AND coalesce(state NOT IN ('not_shipped', 'cancelled'), true) AS counted,
    coalesce(picked_up_at, shipped_at) AS left_at,
    greatest(label_created_at, shipped_at, picked_up_at, first_attempt_at, delivered_at, last_event_at) AS latest,
    least(label_created_at, shipped_at, picked_up_at, first_attempt_at, delivered_at, last_event_at) AS earliest,
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
        s.reship_of IS NOT NULL OR coalesce(trim(s.tracking_number) IN (
            SELECT trim(exchange_tracking_number) FROM return_cells WHERE exchange_tracking_number IS NOT NULL
        ), false) AS replacement
    FROM shipment_cells s LEFT JOIN owners('shipment_cells') w USING (record)
);

-- A record tells of a line by its id, unless it holds other goods than that line; else by its SKU, of several lines
-- of one SKU of the largest first.
CREATE TABLE contents AS
WITH by_id AS (
    SELECT s.record, min(l.record) AS line FROM shipped s
    JOIN lines l ON l.order_key = s.order_key AND l.line_id = s.line_id
    WHERE s.sku IS NULL OR l.sku IS NULL OR s.sku = l.sku
        OR EXISTS (FROM kits k WHERE k.kit = l.sku AND k.part = s.sku)
        OR (role_of(l.sku) = 'set' AND role_of(s.sku) IN ('indoor', 'outdoor') AND stem_of(l.sku) = stem_of(s.sku))
    GROUP BY s.record HAVING count(*) = 1
), by_sku AS (
    SELECT s.record, first(l.record ORDER BY l.due DESC, l.record) AS line FROM shipped s
    JOIN lines l ON l.order_key = s.order_key AND l.sku = s.sku GROUP BY s.record
)
SELECT s.*, coalesce(i.line, k.line) AS line, i.line IS NOT NULL AS by_line_id,
    min(s.record) OVER (PARTITION BY s.parcel_name) AS parcel,
    s.counted AND NOT s.replacement AND s.order_key IS NOT NULL AS goods
FROM shipped s LEFT JOIN by_id i USING (record) LEFT JOIN by_sku k USING (record);

-- What a line asks for in other words: the parts of a kit, the halves of a set.
CREATE TABLE wanted AS
SELECT l.record AS line, l.order_key, k.part, k.per FROM lines l JOIN kits k ON k.kit = l.sku
UNION ALL
SELECT l.record, l.order_key, role || '|' || stem_of(l.sku), 1.0
FROM lines l CROSS JOIN (VALUES ('indoor'), ('outdoor')) AS roles(role) WHERE l.is_set AND NOT l.in_kits;

-- The name under which a record's goods can be a part: a half of a set by role and model, where its own SKU is
-- not asked for in its order.
CREATE TABLE named_contents AS
SELECT c.*, CASE
    WHEN role_of(c.sku) IN ('indoor', 'outdoor')
        AND NOT EXISTS (FROM lines l WHERE l.order_key = c.order_key AND l.sku = c.sku)
    THEN role_of(c.sku) || '|' || stem_of(c.sku) ELSE c.sku END AS part
FROM contents c;

-- What a line got of its own SKU (or by its id); the parts of a kit that name the kit's line are no such goods.
CREATE TABLE own_goods AS
SELECT n.*, EXISTS (FROM wanted w WHERE w.line = n.line AND w.part = n.part) AS is_part
FROM named_contents n WHERE n.goods;

CREATE TABLE balance AS
WITH by_id AS (
    SELECT line, sum(quantity) AS got FROM own_goods WHERE by_line_id AND NOT is_part GROUP BY line
), by_sku AS (
    SELECT order_key, sku, sum(quantity) AS got FROM own_goods
    WHERE NOT by_line_id AND line IS NOT NULL GROUP BY order_key, sku
), room AS (
    SELECT l.record, l.order_key, l.sku, l.due, l.in_kits OR l.is_set AS kit,
        least(coalesce(i.got, 0), l.due) AS by_id,
        greatest(coalesce(i.got, 0) - l.due, 0) AS above,
        l.due - least(coalesce(i.got, 0), l.due) AS room
    FROM lines l LEFT JOIN by_id i ON i.line = l.record
), filled AS (
    SELECT r.*, coalesce(s.got, 0) AS pool,
        coalesce(sum(room) OVER (PARTITION BY r.order_key, r.sku ORDER BY r.due DESC, r.record
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before,
        sum(room) OVER (PARTITION BY r.order_key, r.sku) AS rooms,
        row_number() OVER (PARTITION BY r.order_key, r.sku ORDER BY r.due DESC, r.record) AS place
    FROM room r LEFT JOIN by_sku s ON s.order_key = r.order_key AND s.sku = r.sku
)
SELECT record, order_key, sku, due, kit,
    by_id + least(greatest(pool - before, 0), room) AS shipped,
    CASE WHEN place = 1 THEN greatest(pool - rooms, 0) ELSE 0 END AS left_over,
    above
FROM filled;

-- Parts that plain lines left, and parts that name a kit's line, are shared out over the group, part by part.
CREATE TABLE supply AS
SELECT group_key, part, sum(quantity) AS got FROM (
    SELECT o.group_key, b.sku AS part, b.left_over AS quantity
    FROM balance b JOIN orders o USING (order_key) WHERE b.left_over > 0
    UNION ALL
    SELECT o.group_key, g.part, g.quantity FROM own_goods g JOIN orders o USING (order_key)
    WHERE g.is_part AND g.by_line_id OR g.line IS NULL
    UNION ALL
    -- A kit that is sent as it is holds its parts.
    SELECT o.group_key, w.part, b.shipped * w.per
    FROM balance b JOIN wanted w ON w.line = b.record JOIN orders o ON o.order_key = b.order_key WHERE b.shipped > 0
) GROUP BY group_key, part;

CREATE TABLE kit_lines AS
WITH asked_for AS (
    SELECT o.group_key, w.line, w.part, w.per, l.due, l.due * w.per AS need,
        coalesce(sum(l.due * w.per) OVER (PARTITION BY o.group_key, w.part ORDER BY l.due DESC, l.record
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
    FROM wanted w JOIN lines l ON l.record = w.line JOIN orders o ON o.order_key = l.order_key
)
SELECT line, any_value(due) AS due,
    min(floor(least(greatest(coalesce(s.got, 0) - before, 0), need) / per / 1000)) * 1000 AS shipped
FROM asked_for a LEFT JOIN supply s USING (group_key, part) GROUP BY line;

CREATE TABLE parcels AS
SELECT parcel AS record, parcel, count(DISTINCT order_key) AS orders, first(order_key ORDER BY record) AS order_key,
    any_value(carrier) AS carrier, any_value(tracking_number) AS tracking_number,
    min(shipped_at) AS shipped_at, min(picked_up_at) AS picked_up_at,
    min(first_attempt_at) AS first_attempt_at, max(attempts) AS attempts,
    max(delivered_at) AS delivered_at, max(latest) AS latest, min(promised_delivery_at) AS promised_delivery_at,
    first(state ORDER BY record) AS state, bool_or(counted) AS counted, bool_and(replacement) AS replacement
FROM contents GROUP BY parcel;

CREATE TABLE spans AS
SELECT o.shop, min(c.earliest) AS parcels_from, coalesce((SELECT as_of FROM asked), max(c.latest)) AS until
FROM contents c JOIN orders o USING (order_key) GROUP BY o.shop;

CREATE TABLE moment_of_run AS
SELECT coalesce((SELECT as_of FROM asked), greatest(
    (SELECT max(latest) FROM contents),
    (SELECT max(greatest(created_at, paid_at, cancelled_at, own_shipped_at)) FROM orders),
    (SELECT max(greatest(moment(requested_at), moment(approved_at), moment(sent_back_at), moment(received_at),
        moment(refunded_at))) FROM return_cells)
)) AS as_of;

CREATE TABLE judged_orders AS
WITH sent AS (
    SELECT order_key, count(DISTINCT parcel) FILTER (counted AND NOT replacement) AS parcels,
        min(left_at) FILTER (counted AND NOT replacement) AS left_at,
        min(shipped_at) FILTER (counted AND NOT replacement) AS confirmed_at
    FROM contents WHERE order_key IS NOT NULL GROUP BY order_key
), told AS (
    SELECT o.*, s.until, s.parcels_from, coalesce(t.parcels, 0) AS parcels,
        coalesce(t.left_at, o.own_shipped_at) AS left_at,
        coalesce(t.confirmed_at, o.own_shipped_at) AS confirmed_at,
        s.parcels_from IS NULL OR o.created_at IS NULL OR o.created_at >= s.parcels_from AS within
    FROM orders o LEFT JOIN spans s USING (shop) LEFT JOIN sent t USING (order_key)
), early AS (
    SELECT shop, count(*) AS orders, count(*) FILTER (parcels > 0) AS with_parcels
    FROM told WHERE complete AND NOT within GROUP BY shop
), seen AS (
    SELECT t.*, t.until IS NOT NULL AND (t.within OR coalesce(
        CASE WHEN e.orders < 20 THEN e.with_parcels = e.orders ELSE e.with_parcels >= 0.98 * e.orders END, false)
    ) AS observed
    FROM told t LEFT JOIN early e USING (shop)
), whole AS (
    SELECT shop, count(*) AS orders, count(*) FILTER (parcels > 0) AS with_parcels
    FROM seen WHERE complete AND observed GROUP BY shop
)
SELECT s.*, s.observed AND (s.parcels > 0 OR NOT s.complete OR w.orders < 20 OR w.with_parcels >= 0.98 * w.orders)
    AS judged
FROM seen s LEFT JOIN whole w USING (shop);

-- Orders of which some line, or some parcel, does not say what it holds.
CREATE TABLE opaque AS
SELECT order_key FROM lines WHERE quantity IS NULL OR (sku IS NULL AND line_id IS NULL)
UNION
SELECT order_key FROM contents
WHERE goods AND (quantity IS NULL OR (sku IS NULL AND line_id IS NULL));

-- Lines of which it is time to have left, and of which the parcel files tell.
CREATE TABLE ripe AS
SELECT l.record, l.order_key FROM lines l JOIN judged_orders o USING (order_key)
WHERE l.live AND o.judged AND l.order_key NOT IN (SELECT order_key FROM opaque)
    AND ((l.reason = 'shipped' AND o.created_at <= o.until) OR (o.ship_by < o.until AND o.parcels > 0));

-- One row per unit of a set that left; pairs inside an order first, the rest across the orders of the pool.
CREATE TABLE units AS
WITH single AS (
    SELECT c.record, c.order_key, o.group_key, o.group_key || '|' || coalesce(o.address, '') AS pool,
        stem_of(c.sku) AS key, role_of(c.sku) AS role, n.number, c.left_at, c.delivered_at, c.warehouse, c.carrier,
        c.parcel
    FROM contents c JOIN orders o USING (order_key),
        LATERAL (SELECT unnest(range(1, c.quantity // 1000 + 1)) AS number) n
    WHERE c.goods AND role_of(c.sku) IN ('indoor', 'outdoor')
), asked_for AS (
    SELECT order_key, stem_of(sku) AS key, role_of(sku) AS role, sum(due) // 1000 AS units
    FROM lines WHERE role_of(sku) IN ('indoor', 'outdoor') GROUP BY ALL
    UNION ALL
    SELECT order_key, stem_of(sku), role, sum(due) // 1000
    FROM lines CROSS JOIN (VALUES ('indoor'), ('outdoor')) AS roles(role) WHERE is_set GROUP BY ALL
), compared AS (
    SELECT order_key, key, role, sum(asked) AS asked, sum(got) AS got FROM (
        SELECT order_key, key, role, units AS asked, 0 AS got FROM asked_for
        UNION ALL SELECT order_key, key, role, 0, 1 FROM single
    ) GROUP BY ALL
), surplus AS (
    SELECT order_key, key, sum(CASE role WHEN 'indoor' THEN got ELSE -got END) AS more FROM compared GROUP BY ALL
), as_ordered AS (
    SELECT order_key FROM compared GROUP BY order_key HAVING bool_and(asked = got)
    INTERSECT
    SELECT order_key FROM surplus GROUP BY order_key HAVING NOT (bool_or(more > 0) AND bool_or(more < 0))
), inside AS (
    SELECT *, row_number() OVER (PARTITION BY order_key, key, role ORDER BY record, number) AS place,
        count(*) FILTER (role = 'indoor') OVER (PARTITION BY order_key, key) AS indoor,
        count(*) FILTER (role = 'outdoor') OVER (PARTITION BY order_key, key) AS outdoor
    FROM single
), home AS (
    SELECT *, place <= least(indoor, outdoor) AS paired,
        order_key IN (SELECT order_key FROM as_ordered) AS as_ordered FROM inside
), across AS (
    SELECT *, row_number() OVER (PARTITION BY pool, key, role, paired OR as_ordered ORDER BY order_key, record, number)
            AS turn,
        count(*) FILTER (role = 'indoor') OVER (PARTITION BY pool, key, paired OR as_ordered) AS loose_indoor,
        count(*) FILTER (role = 'outdoor') OVER (PARTITION BY pool, key, paired OR as_ordered) AS loose_outdoor
    FROM home
)
SELECT record, order_key, group_key, pool, key, role, left_at, delivered_at, warehouse, carrier, parcel,
    CASE WHEN paired THEN 'home' WHEN as_ordered THEN 'as ordered'
        WHEN turn <= least(loose_indoor, loose_outdoor) THEN 'crossed' ELSE 'unpaired' END AS fit,
    CASE WHEN paired THEN concat_ws('|', order_key, key, place)
        WHEN NOT as_ordered AND turn <= least(loose_indoor, loose_outdoor) THEN concat_ws('|', 'x', pool, key, turn) END
        AS set_name
FROM across;

-- Pools that still wait for a line within its promise.
CREATE TABLE waiting AS
SELECT DISTINCT o.group_key || '|' || coalesce(o.address, '') AS pool
FROM lines l JOIN judged_orders o USING (order_key)
LEFT JOIN balance b ON b.record = l.record LEFT JOIN kit_lines k ON k.line = l.record
WHERE l.live AND l.reason <> 'shipped' AND greatest(coalesce(b.shipped, 0), coalesce(k.shipped, 0)) < l.due
    AND coalesce(o.ship_by >= o.until, true);

CREATE TABLE sets AS
SELECT a.record AS indoor, b.record AS outdoor, a.fit, a.left_at AS indoor_left, b.left_at AS outdoor_left,
    abs(epoch(a.left_at) - epoch(b.left_at)) AS left_apart,
    abs(epoch(a.delivered_at) - epoch(b.delivered_at)) AS delivered_apart,
    coalesce(a.warehouse <> b.warehouse, false) OR coalesce(lower(a.carrier) <> lower(b.carrier), false) AS elsewhere
FROM units a JOIN units b USING (set_name) WHERE a.role = 'indoor' AND b.role = 'outdoor';
