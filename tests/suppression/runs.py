"""Small runs, and the same runs with other things to be silent about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fulfil.suppression.ignore_file import Entry, Ignored
from fulfil.suppression.silence import silenced
from fulfil.suppression.silencing import Silencing

if TYPE_CHECKING:
    from pathlib import Path

    from fulfil.audit import Checked

HEADER = "order_id,line_id,sku,quantity,status,shop,created_at,recipient,phone,province,city,county,street"


def line(
    order: str, *, shop: str = "S", county: str = "西湖区", phone: str = "13800001111", quantity: str = "1"
) -> str:
    who = f"样本,{phone},浙江省,杭州市,{county},文三路7号"
    return f"{order},1,TOY,{quantity},to_ship,{shop},2026-09-14 10:00:00,{who}"


#: Findings: no county of A1, A2 and A3, one EXP001 of them all; a quantity of A2 and of both B1.
LINES = (
    *(line(f"A{number}", county="", quantity=-1 if number == 2 else 1) for number in range(1, 21)),
    line("B1", shop="T", county="", quantity=-1),
    line("B1", shop="U", county="", quantity=-2),
    line("C1", county="", phone="1380000"),
)


def write(path: Path, lines: tuple[str, ...]) -> None:
    path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")


def quiet(run: Checked, **silencing: object) -> Checked:
    """The run with other things to be silent about."""
    return silenced(replace(run, question=replace(run.question, silencing=Silencing(**silencing))))


def ignored(*entries: dict[str, object]) -> Ignored:
    given = tuple(Entry.model_validate({"reason": "known", **entry}) for entry in entries)
    return Ignored("fulfil-ignore.toml", given, tuple(range(1, len(given) + 1)))


def counts(run: Checked) -> dict[str, tuple[int, int]]:
    """Rule -> its findings that count, and the systemic ones."""
    return {
        f.rule.code: (f.rows.height, f.systemic.height)
        for f in run.findings
        if f.rows.height + f.systemic.height
    }
