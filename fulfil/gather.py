"""Collects, block by block, what must be kept of a run; the one place with state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from .exports.export import ASIDE, NON_ORDERS
from .exports.typed import UNREAD
from .facts.as_of import MOMENTS, events_after, latest_believable, latest_events
from .facts.coverage import Coverage, served
from .facts.details import keyless_lines, settle_details
from .facts.due import LIVE, Due
from .facts.repeats import find_repeats
from .facts.row_facts import RowFacts
from .facts.run_facts import RunFacts
from .facts.spine import (
    SPINE,
    lines_of,
    orders_of,
    spine_of,
    spine_of_others,
    with_lines,
    with_orders,
    words_of,
    words_of_others,
)
from .findings import FIELD_OF
from .rules.rule import Rule, Scope
from .tables import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .exports.export import Export, Rows
    from .exports.subject_rows import Part
    from .policy.policy import Policy

_WORDS = pl.Schema({"row": pl.UInt32(), "field": pl.String(), "value": pl.String()})
_PRIVACY = pl.Schema({"row": pl.UInt32(), "paid_at": pl.Datetime("us", "UTC")})
_UNREADABLE = pl.Schema({**ASIDE, "file": pl.UInt16()})
_FLAGGED = pl.Schema(
    {
        "file": pl.UInt16(),
        "field": pl.String(),
        "rule": pl.String(),
        "judged": pl.UInt32(),
        "flagged": pl.UInt32(),
        "orders": pl.UInt32(),
        "of": pl.UInt32(),
        "recoverable": pl.UInt32(),
        "absent": pl.Boolean(),
        "reason": pl.String(),
    }
)
_PLACES = pl.Schema(
    {
        "row": pl.UInt32(),
        "carrier": pl.String(),
        "province": pl.String(),
        "city": pl.String(),
        "county": pl.String(),
    }
)


@dataclass(slots=True)
class Tally:
    """How one rule fared in one file."""

    judged: int = 0
    unknown: int = 0


@dataclass(slots=True)
class Gather:
    """What is kept of the blocks read so far.

    Args:
        policy: the limits.
        rules: the rules to run.
        only_due: judge due lines only, as the gate before waybills does; else all that are alive.
        as_of: what the user states, or None.
        coverage: where carriers deliver, if the user said so.
    """

    policy: Policy
    rules: Sequence[Rule]
    only_due: bool
    as_of: datetime | None = None
    coverage: Coverage | None = None
    rows: int = 0
    tallies: dict[tuple[str, int], Tally] = field(default_factory=dict)
    aside: dict[int, list[pl.DataFrame]] = field(default_factory=dict)
    tables: dict[Subject, list[pl.DataFrame]] = field(default_factory=dict)
    _found: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    _spine: list[pl.DataFrame] = field(default_factory=list)
    _unread: list[pl.DataFrame] = field(default_factory=list)
    _moments: list[pl.DataFrame] = field(default_factory=list)
    _words: list[pl.DataFrame] = field(default_factory=list)
    _privacy: list[pl.DataFrame] = field(default_factory=list)
    _places: list[pl.DataFrame] = field(default_factory=list)

    def add(self, export: Export, block: Rows) -> None:
        """Judge a block's rows and keep what later stages need."""
        self.aside.setdefault(export.index, []).append(block.aside)
        for subject, part in block.parts.items():
            self.rows += part.table.height
            self._moments.append(
                latest_events(part.table, subject)
                if self.as_of is None
                else events_after(part.table, self.as_of, subject)
            )
            if subject is Subject.ORDERS:
                self._add_orders(export, part)
            else:
                self._add_others(export, subject, part)

    def _add_orders(self, export: Export, part: Part) -> None:
        spine = spine_of(part.table, part.unread)
        self._spine.append(spine)
        wanted = spine["due"].is_in(self._wanted)
        table = part.table.with_columns(spine["due"])
        judged = table if wanted.all() else table.filter(wanted)
        unread = part.unread.filter(pl.col("row").is_in(judged["row"].implode()))
        self._unread.append(unread)
        self._words.append(words_of(judged))
        if not judged.height:
            return
        facts = RowFacts(judged, self.policy, unread, export.profile.country)
        self._judge(export, Subject.ORDERS, facts)
        if "phone" in export.recognition.columns.feeds:
            private = pl.col("state").is_in(["privacy", "privacy_without_extension"])
            privacy = facts.phones.filter(private, pl.col("due") == Due.DUE)
            self._privacy.append(privacy.select("row", "paid_at").collect())
        if self.coverage is not None:
            self._places.append(_places(facts, judged))

    def _add_others(self, export: Export, subject: Subject, part: Part) -> None:
        self._spine.append(spine_of_others(part.table, subject))
        self._unread.append(part.unread)
        self._words.append(words_of_others(part.table, subject))
        self.tables.setdefault(subject, []).append(part.table)
        if part.table.height:
            facts = RowFacts(part.table, self.policy, part.unread, subject=subject)
            self._judge(export, subject, facts)

    @property
    def _wanted(self) -> list[Due]:
        return [Due.DUE] if self.only_due else list(LIVE)

    def _judge(self, export: Export, subject: Subject, facts: RowFacts) -> None:
        columns = export.recognition.columns.columns
        ready = [
            r
            for r in self.rules
            if r.scope is Scope.ROW and subject in r.subjects and not r.missing_from(columns)
        ]
        checks = [rule.check(facts, self.policy) for rule in ready]
        unknown = [
            (rule.unknown(facts, self.policy) if rule.unknown else pl.LazyFrame({"row": []})).select(pl.len())
            for rule in ready
        ]
        results = pl.collect_all([*checks, *unknown])
        for rule, found, missed in zip(ready, results, results[len(ready) :], strict=False):
            tally = self.tallies.setdefault((rule.code, export.index), Tally())
            tally.judged += facts.height - missed.item()
            tally.unknown += missed.item()
            self._found.setdefault(rule.code, []).append(found)

    def finish(self, exports: Sequence[Export]) -> tuple[RunFacts, dict[str, pl.DataFrame]]:
        """The facts of the whole run, and the findings of the row rules (with `file`, by code)."""
        spine = with_orders(_concat(self._spine, SPINE), exports)
        moments = _concat(self._moments, MOMENTS)
        as_of = self.as_of or latest_believable(moments, self.policy.times.stray_days)
        spine = settle_details(_presale(spine, as_of), exports)
        repeats = find_repeats(orders_of(spine), exports)
        others = pl.col("subject") != Subject.ORDERS.value
        spine = _elsewhere(spine, repeats).with_columns(judged=pl.col("due").is_in(self._wanted) | others)
        found = {
            code: with_lines(_judged(pl.concat(frames, how="diagonal_relaxed"), spine), spine, "file")
            for code, frames in self._found.items()
        }
        places = _concat(self._places, _PLACES)
        facts = RunFacts(
            as_of=as_of,
            paths=tuple(export.path for export in exports),
            spine=spine,
            repeats=_judged(repeats, spine),
            keyless=_judged(keyless_lines(orders_of(spine), exports, only_due=self.only_due), spine),
            unread=_judged(_concat(self._unread, UNREAD), spine),
            stray=_judged(moments.filter(pl.col("moment") > as_of) if as_of else moments.head(0), spine),
            words=_concat(self._words, _WORDS),
            privacy=_concat(self._privacy, _PRIVACY),
            served=served(places, self.coverage, as_of)
            if self.coverage
            else places.with_columns(served=pl.lit(None, pl.Boolean)),
            unreadable=self._unreadable(),
            flagged=self._flagged(found, spine, exports),
        )
        return facts, found

    def _unreadable(self) -> pl.DataFrame:
        frames = [
            frame.filter(~pl.col("reason").is_in(NON_ORDERS)).with_columns(file=pl.lit(index, pl.UInt16))
            for index, blocks in self.aside.items()
            for frame in blocks
            if frame.height
        ]
        return _concat(frames, _UNREADABLE)

    def _flagged(
        self, found: dict[str, pl.DataFrame], spine: pl.DataFrame, exports: Sequence[Export]
    ) -> pl.DataFrame:
        """How often each needed field is missing in each file; counts only, so that runs can be merged."""
        rows = []
        for export in exports:
            mine = orders_of(lines_of(spine, export.index)).filter("judged")
            of = mine["order"].n_unique()
            for code, name in FIELD_OF.items():
                tally = self.tallies.get((code, export.index))
                if tally is None or code not in found:
                    continue
                hits = found[code].filter(pl.col("file") == export.index)
                cured = (
                    hits.filter(pl.col("suggestion").is_not_null())
                    if "suggestion" in hits.columns
                    else hits.head(0)
                )
                columns = export.recognition.columns.feeds
                reason = "column is absent"
                if name in columns:
                    reason = "column is empty or useless"
                elif "address" in columns:
                    reason = "is missing from the address text"
                rows.append(
                    (
                        export.index,
                        name,
                        code,
                        tally.judged,
                        hits.height,
                        _orders(hits, spine),
                        of,
                        _orders(cured, spine),
                        name not in columns and "address" not in columns,
                        reason,
                    )
                )
        return pl.DataFrame(rows, schema=_FLAGGED, orient="row")


def _orders(hits: pl.DataFrame, spine: pl.DataFrame) -> int:
    return spine["order"].gather(hits["row"].unique().sort()).n_unique() if hits.height else 0


def _concat(frames: Sequence[pl.DataFrame], schema: pl.Schema) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *frames], how="diagonal_relaxed").select(schema.keys())


def _places(facts: RowFacts, judged: pl.DataFrame) -> pl.DataFrame:
    carrier = (
        judged["carrier"]
        if "carrier" in judged.columns
        else pl.Series("carrier", [None] * judged.height, pl.String)
    )
    return facts.addresses.select("row", carrier, "province", "city", "county")


def _presale(spine: pl.DataFrame, as_of: datetime | None) -> pl.DataFrame:
    """Pre-sale lines are not due before their day."""
    if as_of is None or spine["presale_ship_at"].null_count() == spine.height:
        return spine.drop("presale_ship_at")
    later = (pl.col("due") == Due.DUE) & (pl.col("presale_ship_at") > as_of)
    return spine.with_columns(
        due=pl.when(later).then(pl.lit(Due.PRESALE.value, spine.schema["due"])).otherwise("due")
    ).drop("presale_ship_at")


def _elsewhere(spine: pl.DataFrame, repeats: pl.DataFrame) -> pl.DataFrame:
    """A record that stands in an earlier file as it is must not ship a second time."""
    again = repeats.filter("identical", "elsewhere")
    if again.is_empty():
        return spine
    repeated = pl.col("row").is_in(again["row"].implode()) & (pl.col("due") == Due.DUE)
    return spine.with_columns(
        due=pl.when(repeated).then(pl.lit(Due.REPEATED.value, spine.schema["due"])).otherwise("due")
    )


def _judged(rows: pl.DataFrame, spine: pl.DataFrame) -> pl.DataFrame:
    """The rows whose lines are judged after all."""
    return rows.filter(spine["judged"].gather(rows["row"]))
