"""The exports of one small shop, with something wrong in each, and what no report may tell of its buyers."""

from __future__ import annotations

HEADER = (
    "order_id,status,created_at,buyer_id,recipient,phone,province,city,county,street,address,buyer_note,"
    "seller_note,sku,quantity,order_paid"
)
#: Stands in every cell of personal data, and in nothing else.
CANARY = "CANARY"
#: What a buyer may try: commands to a runner, markup, formulas, marks that turn the reading direction.
NASTY = (
    "::error::owned%0A##[add-path]/x | `code` <b>@team</b> [a](http://x.test) ![i](y) \x1b[31m\u202e&amp;]]>"
)


def order(number: int, **cells: str) -> str:
    row = {
        "order_id": f"A{number:03}",
        "status": "to_ship",
        "created_at": f"2026-09-14 10:{number % 60:02}:00",
        "buyer_id": f"{CANARY}-buyer{number}",
        "recipient": f"{CANARY}样本{number}",
        "phone": "13800001111",
        "province": "浙江省",
        "city": "杭州市",
        "county": "西湖区",
        "street": f"{CANARY}路{number}号",
        "sku": f"S{number}",
        "quantity": "1",
        "order_paid": "10",
    } | cells
    return ",".join('"' + row.get(name, "").replace('"', '""') + '"' for name in HEADER.split(","))


def _orders() -> str:
    rows = [order(n) for n in range(30)]
    rows[1] = order(1, county="", street=f"西湖区{CANARY}路1号")
    rows[2] = order(2, county="")
    rows[3] = order(3, phone=f"138{CANARY}")
    rows[4] = order(4, recipient=f"{CANARY}???")
    rows[5] = order(5, buyer_note=f"{CANARY} 加急 {CANARY}", seller_note=f"{CANARY} 不要发货 {CANARY}")
    rows[6] = order(6, province="上海市", address=f"浙江省杭州市西湖区{CANARY}路6号")
    rows[7] = order(7, street="null", address=f"{CANARY}锟斤拷")
    rows[8] = order(8, quantity="-1")
    rows[9] = order(9, sku=NASTY, quantity="0")
    rows[10] = order(10, phone=f"1 {CANARY}", status=NASTY)
    rows[11] = f"A011,to_ship,{CANARY}"
    rows[12] = rows[13]
    rows[14] = order(14, created_at="2027-01-01 00:00:00")
    rows[15] = order(15, street=f"{CANARY}")
    rows[16] = order(16, county="西湖区区", street=f"{CANARY}路")
    return "\n".join([HEADER, *rows]) + "\n"


def _shipments() -> str:
    head = "order_id,shipment_id,sku,quantity,carrier,tracking_number,shipped_at"
    rows = [
        "A020,P1,S20,2,SF,SF1000000000001,2026-09-15 10:00:00",
        "A021,P2,S21,1,SF,SF1000000000001,2026-09-15 10:00:00",
        "A022,P3,S99,1,SF,SF1000000000003,2026-09-15 10:00:00",
        "A999,P4,S1,1,SF,SF1000000000004,2026-09-15 10:00:00",
        "A023,P5,S23,1,SF,=1+1,2026-09-10 10:00:00",
    ]
    return "\n".join([head, *rows]) + "\n"


def _returns() -> str:
    head = (
        "return_id,order_id,sku,quantity,return_type,status,reason,comment,requested_at,approved_at,sent_back_at,"
        "received_at,refunded_at,refund_amount,currency"
    )
    rows = [
        f"R{n},A0{20 + n},S{20 + n},{1 + n},return_refund,refunded,damaged,{CANARY} {n},"
        f"2026-09-{16 + n} 10:00:00,2026-09-{17 + n} 10:00:00,,,2026-10-2{n} 10:00:00,{90 + n},CNY"
        for n in range(6)
    ]
    return "\n".join([head, *rows]) + "\n"


def _countyless() -> str:
    rows = [order(100 + n, county="", status="completed") for n in range(25)]
    return "\n".join([HEADER, *rows]) + "\n"


FILES = {
    "orders.csv": _orders(),
    "shipments.csv": _shipments(),
    "returns.csv": _returns(),
    "no county.csv": _countyless(),
    "clean.csv": "\n".join([HEADER, *(order(n, seller_note="", sku="S") for n in range(3))]) + "\n",
}
