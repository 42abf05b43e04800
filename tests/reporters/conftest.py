from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from fulfil.audit import Question, checked
from fulfil.handoff import Handoff, Request, handoff
from fulfil.report import Report, make_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = "order_id,status,created_at,recipient,phone,province,city,county,street,buyer_note"
NOTE = '"\x1b[31m[red]加急[/red]\x07 \u202e请用顺丰"'


def order(
    number: int, county: str = "西湖区", phone: str = "13800001111", status: str = "to_ship", note: str = ""
) -> str:
    street = f"西湖区文三路{number}号" if number % 2 else f"文三路{number}号"
    when = f"2026-09-14 10:{number:02}:00"
    who = f"样本{number},{phone}"
    return f"A{number:03},{status},{when},{who},浙江省,杭州市,{county},{street},{note}"


def mixed() -> list[str]:
    """Orders of every fate: five without a county, two phones that nobody answers, one unreadable."""
    rows = [order(n) for n in range(40)]
    for n in (3, 8, 13, 18, 23):
        rows[n] = order(n, county="")
    for n in (5, 6):
        rows[n] = order(n, phone="1380000")
    for n in (10, 11, 12):
        rows[n] = order(n, status="closed")
    rows[30] = order(30, note=NOTE)
    rows[33:34] = ["A033,to_ship"]
    return [HEADER, *rows]


def countyless() -> list[str]:
    return [HEADER, *(order(n, county="") for n in range(30))]


def write(folder: Path, rows: list[str], name: str = "orders.csv") -> None:
    (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture
def audited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], Report]:
    monkeypatch.chdir(tmp_path)

    def audit(rows: list[str]) -> Report:
        write(tmp_path, rows)
        return _audited(tuple(rows))

    return audit


@cache
def _audited(rows: tuple[str, ...]) -> Report:
    """The report of `orders.csv`, which holds these rows; it is frozen, and so made once."""
    del rows
    with checked(["orders.csv"], Question()) as run:
        return make_report(run)


@pytest.fixture
def handed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], Handoff]:
    monkeypatch.chdir(tmp_path)

    def hand_off(rows: list[str]) -> Handoff:
        write(tmp_path, rows)
        return handoff(["orders.csv"], Question(only_due=True), Request("dispatch"))

    return hand_off


@pytest.fixture
def mixed_rows() -> list[str]:
    return mixed()


@pytest.fixture
def countyless_rows() -> list[str]:
    return countyless()
