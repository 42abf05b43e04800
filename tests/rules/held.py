"""Orders held against parcels: rows in which each says only what differs from a clean one."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from fulfil.audit import Question, checked
from fulfil.messages import messages
from fulfil.rules.registry import BY_CODE
from fulfil.sets.compatibility import read_compatibility
from fulfil.sets.kits import read_kits

#: One piece, shipped in time: the order and its parcel break no promise.
ORDER = {
    "order_id": "A1",
    "sku": "TOY-01",
    "quantity": "1",
    "status": "shipped",
    "created_at": "2026-11-10 09:00:00",
}
PARCEL = {
    "order_id": "A1",
    "sku": "TOY-01",
    "quantity": "1",
    "carrier": "ZTO",
    "tracking_number": "75800000000001",
    "shipped_at": "2026-11-11 10:00:00",
}
RETURN = {"return_id": "R1", "order_id": "A1", "sku": "TOY-01", "quantity": "1"}


def number(nth):
    """The number of the nth parcel, in a form of its carrier."""
    return f"758{nth:011d}"


def table(clean, rows):
    """CSV text of rows over a clean one; where a row says None, the cell is empty."""
    told = [{**clean, **row} for row in rows]
    out = StringIO()
    columns = list(dict.fromkeys(name for row in told for name in row))
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(told)
    return out.getvalue()


def written(folder, files):
    """Write the files: the paths of those that hold anything."""
    paths = []
    for name, text in files.items():
        path = Path(folder, f"{name}.csv")
        path.write_text(text, "utf-8")
        paths.append(str(path))
    return paths


def found(paths, **asked):
    """Audit files: by code, the order id of each finding's record (else its number) and the message."""
    told = {}
    with checked(paths, Question(**asked)) as run:
        ids, records = run.facts.spine["order_id"], run.facts.spine["record"]
        for each in run.findings:
            for rows in (each.rows, each.systemic):
                words = messages(each.rule, rows)
                for row, message in zip(rows["row"] if "row" in rows.columns else [], words, strict=False):
                    where = None if row is None else ids[row] or records[row]
                    told.setdefault(each.rule.code, []).append((where, message))
    return told


class Held(Mapping):
    """What is found in some files, by code (see `found`); a rule is judged when its code is asked for.

    Whoever looks at one rule pays for one, and whoever looks at all of them for all.
    """

    def __init__(self, folder, texts, asked):
        self._folder, self._texts, self._asked = folder, texts, asked
        self._all = None
        self._told = {}

    def _found(self, **codes):
        return found(written(self._folder, self._texts), **codes, **self._asked)

    def _of(self, code):
        assert code in BY_CODE, f"{code} is no rule: it is never found"
        if self._all is None and code not in self._told:
            self._told[code] = self._found(codes=frozenset({code})).get(code)
        return self._told[code] if self._all is None else self._all.get(code)

    def __getitem__(self, code):
        if (told := self._of(code)) is None:
            raise KeyError(code)
        return told

    def __iter__(self):
        if self._all is None:
            self._all = self._found()
        return iter(self._all)

    def __len__(self):
        return len(list(iter(self)))

    def __repr__(self):
        return repr(dict(self))


def hold(folder, orders=(), shipments=(), returns=(), *, kits="", compatibility="", **asked):  # noqa: PLR0913
    """Audit orders, parcels and returns, each a list of rows or whole text (see `Held`)."""
    texts = {
        name: rows if isinstance(rows, str) else table(clean, rows)
        for name, clean, rows in (
            ("orders", ORDER, orders),
            ("shipments", PARCEL, shipments),
            ("returns", RETURN, returns),
        )
        if rows
    }
    if kits:
        (path,) = written(folder, {"kits": kits})
        asked["kits"] = read_kits(path)
    if compatibility:
        (path,) = written(folder, {"compatibility": compatibility})
        asked["compatibility"] = read_compatibility(path)
    return Held(folder, texts, asked)
