"""Made-up exports of shops that no profile knows, and the small edits that their suggestions ask for."""

from __future__ import annotations

from pathlib import Path

from fulfil.exports.suggest.suggestion import suggest_profile
from fulfil.exports.user_profile import user_profile

ORDERS_CN = [
    ["某某小店 2026年9月"],
    [*("单号", "日期", "客户", "联系方式", "省", "市", "区", "地址", "货品", "件数", "金额", "备注"), "进度"],
    *(
        [
            *(f"D2026{n:05}", f"2026-09-{n % 28 + 1:02} 10:00:00", f"样本{n}", f"138000{n:05}"),
            *("浙江省", "杭州市", "西湖区", f"文三路{n}号", f"积木{n % 3}", "1", "29.90"),
            *("请放门口" if n % 3 else "", ["待发货", "待配货", "已发货"][n % 3]),
        ]
        for n in range(30)
    ),
]
SHIPMENTS_CN = [
    ["发货单", "订单号", "快递公司", "运单", "发货时间", "签收时间", "数量", "物流状态"],
    *(
        [
            *(f"S{n}", f"D{n // 2}", "顺丰", f"SF10000000{n:05}", f"2026-09-{n % 28 + 1:02} 18:00:00"),
            *("", "1", ["运输中", "已签收", "滞留"][n % 3]),
        ]
        for n in range(30)
    ),
]
RETURNS_EN = [
    ["RMA", "Order", "Item", "Units", "Date", "Type", "State", "Currency", "Return tracking"],
    *(
        [
            *(f"R{n}", f"#10{n:02}", f"SKU-{n % 4}", "1", f"{n % 28 + 1:02}/09/2026 10:00"),
            *(["Return", "Exchange"][n % 2], ["approved", "in transit", "parked"][n % 3], "USD"),
            f"1Z999AA1012345{6000 + n}",
        ]
        for n in range(30)
    ),
]
ORDERS_EN = [
    [
        "Order Ref",
        "Placed",
        "Customer Name",
        "Mobile",
        "Address Line 1",
        "Town/City",
        "Product",
        "Qty",
        "Total",
    ],
    *(
        [
            *(f"WEB-{n // 2}", f"{n % 12 + 1:02}/{n % 28 + 1:02}/2026", f"Jo Sample{n}", f"+44770090{n:04}"),
            *(f"{n} Test St", "Leeds", "Lamp", "1", "12.50"),
        ]
        for n in range(40)
    ),
]


def save(path: Path, rows: list[list[str]], encoding: str = "utf-8", delimiter: str = ",") -> str:
    """Write a file of a shop; its path."""
    path.write_bytes("".join(delimiter.join(row) + "\r\n" for row in rows).encode(encoding))
    return str(path)


def chosen(text: str, *answers: str) -> str:
    """A suggestion with some of its answers taken: each must stand in it as a comment."""
    for answer in answers:
        assert f"\n# {answer}\n" in text, answer
        text = text.replace(f"\n# {answer}\n", f"\n{answer}\n", 1)
    return text


def suggested(path: str, *answers: str):
    """The profile that a suggestion and its answers make."""
    file = Path(path).with_suffix(".toml")
    file.write_text(chosen(suggest_profile(path), *answers), "utf-8")
    return user_profile(str(file))


def table(header: str, *rows: str) -> list[list[str]]:
    """Rows from texts with commas."""
    return [line.split(",") for line in (header, *rows)]
