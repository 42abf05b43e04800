"""Collects, block by block, what must be kept of a run; the one place with state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from .doubted import doubted
from .exports.export import ASIDE, NON_ORDERS
from .exports.typed import UNREAD
from .facts.as_of import MOMENTS, events_after, latest_believable, latest_events
from .facts.cases.derive import cases_of
from .facts.checksums import compare_checksums
from .facts.coverage import Coverage, served
from .facts.details import keyless_lines, settle_details
from .facts.due import LIVE, Due
from .facts.fulfilment.derive import Told, fulfilment
from .facts.fulfilment.kept import KEPT, kept_orders
from .facts.judged import only_judged, with_judged, without_presale, without_repeated
from .facts.overlaps import SUPERSEDED, overlapping_orders, overlapping_others, ranked
from .facts.repeats import find_repeats
from .facts.row_facts import RowFacts
from .facts.run_facts import RunFacts, held_against_parcels
from .facts.spine import (
    SPINE,
    orders_of,
    spine_of,
    spine_of_others,
    with_lines,
    with_orders,
    words_of,
    words_of_others,
)
from .flagged import Tally, flagged_fields
from .rules.rule import Rule, Scope
from .tables import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from .exports.export import Export, Rows
    from .exports.subject_rows import Part
    from .policy.policy import Policy
    from .sets.compatibility import Compatibility
    from .sets.kits import Kits

_WORDS = pl.Schema({"row": pl.UInt32(), "field": pl.String(), "value": pl.String()})
_PRIVACY = pl.Schema({"row": pl.UInt32(), "paid_at": pl.Datetime("us", "UTC")})
_UNREADABLE = pl.Schema({**ASIDE, "file": pl.UInt16()})
_CARRIERS = pl.Schema({"row": pl.UInt32(), "carrier": pl.String()})
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
class Gather:
    """What is kept of the blocks read so far.

    Args:
        policy: the limits.
        rules: the rules to run.
        only_due: judge due lines only, as the gate before waybills does; else all that are alive.
        as_of: what the user states, or None.
        coverage: where carriers deliver, if the user said so.
        kits: what kits are made of, if the user said so.
        compatibility: what fits what, if the user said so.
        supporting: rules of single rows that are run for others, which read what they find.
    """

    policy: Policy
    rules: Sequence[Rule]
    only_due: bool
    as_of: datetime | None = None
    coverage: Coverage | None = None
    kits: Kits | None = None
    compatibility: Compatibility | None = None
    supporting: Sequence[Rule] = ()
    rows: int = 0
    tallies: dict[tuple[str, int], Tally] = field(default_factory=dict)
    aside: dict[int, list[pl.DataFrame]] = field(default_factory=dict)
    tables: dict[Subject, list[pl.DataFrame]] = field(default_factory=dict)
    _latest: dict[int, list[pl.DataFrame]] = field(default_factory=dict)
    _counted: dict[int, list[pl.Series]] = field(default_factory=dict)
    _found: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    _spine: list[pl.DataFrame] = field(default_factory=list)
    _unread: list[pl.DataFrame] = field(default_factory=list)
    _moments: list[pl.DataFrame] = field(default_factory=list)
    _words: list[pl.DataFrame] = field(default_factory=list)
    _privacy: list[pl.DataFrame] = field(default_factory=list)
    _places: list[pl.DataFrame] = field(default_factory=list)
    _orders: list[pl.DataFrame] = field(default_factory=list)
    _carriers: list[pl.DataFrame] = field(default_factory=list)

    @property
    def carriers(self) -> pl.DataFrame:
        """`row carrier` of the orders that name one; none where no override of the policy asks for it."""
        return _concat(self._carriers, _CARRIERS)

    def add(self, export: Export, block: Rows) -> None:
        """Judge a block's rows and keep what later stages need."""
        self.aside.setdefault(export.index, []).append(block.aside)
        for subject, part in block.parts.items():
            self.rows += part.table.height
            latest = latest_events(part.table, subject)
            self._latest.setdefault(export.index, []).append(latest)
            self._moments.append(
                latest if self.as_of is None else events_after(part.table, self.as_of, subject)
            )
            if subject is Subject.ORDERS:
                self._add_orders(export, part)
            else:
                self._add_others(export, subject, part)

    def _add_orders(self, export: Export, part: Part) -> None:
        spine = spine_of(part.table, part.unread)
        self._spine.append(spine)
        if not self.only_due:
            self._orders.append(kept_orders(part.table, self.policy.split.passing_words))
        if self._judges_by_carrier and "carrier" in part.table.columns:
            named = part.table.select("row", pl.col("carrier").cast(pl.String))
            self._carriers.append(named.drop_nulls())
        checksum = export.profile.checksum
        if checksum is not None and checksum.counts in part.table.columns:
            self._counted.setdefault(export.index, []).append(part.table[checksum.counts].unique())
        wanted = spine["due"].is_in(self._wanted)
        table = part.table.with_columns(spine["due"])
        judged = table if wanted.all() else table.filter(wanted)
        unread = part.unread.filter(pl.col("row").is_in(judged["row"].implode()))
        self._unread.append(unread)
        self._words.append(words_of(judged))
        if not judged.height:
            return
        facts = RowFacts(judged, self.policy, unread, export.profile.country, zone=export.profile.zone)
        self._judge(export, Subject.ORDERS, facts)
        if "phone" in export.recognition.columns.feeds and self._judges_contacts:
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
            facts = RowFacts(part.table, self.policy, part.unread, subject=subject, zone=export.profile.zone)
            self._judge(export, subject, facts)

    @property
    def _judges_contacts(self) -> bool:
        """Whether a rule looks at the phones that are kept; a run may be asked for others alone."""
        return any(rule.family == "CON" for rule in self.rules)

    @property
    def _judges_by_carrier(self) -> bool:
        return any(override.carrier is not None for override in self.policy.overrides)

    @property
    def _wanted(self) -> list[Due]:
        return [Due.DUE] if self.only_due else list(LIVE)

    def _judge(self, export: Export, subject: Subject, facts: RowFacts) -> None:
        columns = export.recognition.columns.columns
        ready = [
            r
            for r in (*self.rules, *self.supporting)
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
        spine = settle_details(without_presale(spine, as_of), exports)
        others = {subject: _union(frames) for subject, frames in self.tables.items()}
        superseded = self._superseded(spine, others, exports)
        repeats = find_repeats(orders_of(spine), exports, across=self.only_due)
        spine = with_judged(without_repeated(spine, repeats), superseded["row"], self._wanted)
        kept = {s: rows.filter(spine["judged"].gather(rows["row"])) for s, rows in others.items()}
        found = {
            code: with_lines(only_judged(pl.concat(frames, how="diagonal_relaxed"), spine), spine, "file")
            for code, frames in self._found.items()
        }
        places = _concat(self._places, _PLACES)
        facts = RunFacts(
            as_of=as_of,
            paths=tuple(export.path for export in exports),
            spine=spine,
            repeats=only_judged(repeats, spine),
            keyless=only_judged(keyless_lines(orders_of(spine), exports, only_due=self.only_due), spine),
            unread=only_judged(_concat(self._unread, UNREAD), spine),
            stray=only_judged(moments.filter(pl.col("moment") > as_of) if as_of else moments.head(0), spine),
            words=_concat(self._words, _WORDS),
            privacy=_concat(self._privacy, _PRIVACY),
            served=served(places, self.coverage, as_of)
            if self.coverage
            else places.with_columns(served=pl.lit(None, pl.Boolean)),
            unreadable=self._unreadable(),
            flagged=flagged_fields(self.tallies, found, spine, exports),
            superseded=superseded,
            checksums=compare_checksums(
                exports,
                {file: pl.concat(values) for file, values in self._counted.items()},
                {file: pl.concat(frames) for file, frames in self.aside.items()},
            ),
            shipments=kept.get(Subject.SHIPMENTS, pl.DataFrame()),
            returns=kept.get(Subject.RETURNS, pl.DataFrame()),
            doubted=doubted(found, spine, (*self.rules, *self.supporting)),
            stated=self.as_of is not None,
        )
        if self.only_due:
            return facts, found
        held = fulfilment(self._told(facts, exports))
        cases = cases_of(facts.returns, held, exports, self.policy.returns, as_of)
        return held_against_parcels(facts, held, cases), found

    def _told(self, facts: RunFacts, exports: Sequence[Export]) -> Told:
        return Told(
            spine=facts.spine,
            orders=_concat(self._orders, KEPT),
            shipments=facts.shipments,
            returns=facts.returns,
            exports=exports,
            stated=self.as_of,
            kits=self.kits,
            compatibility=self.compatibility,
            policy=self.policy,
        )

    def _superseded(
        self, spine: pl.DataFrame, others: Mapping[Subject, pl.DataFrame], exports: Sequence[Export]
    ) -> pl.DataFrame:
        """What overlapping exports tell twice; the gate before waybills holds such orders instead."""
        if self.only_due or len(exports) == 1:
            return SUPERSEDED.to_frame()
        moments = {e.index: _concat(self._latest.get(e.index, []), MOMENTS) for e in exports}
        files = ranked(exports, moments, self.policy.times.stray_days)
        told = [overlapping_others(subject, rows, exports, files) for subject, rows in others.items()]
        return pl.concat([overlapping_orders(spine, exports, files), *told])

    def _unreadable(self) -> pl.DataFrame:
        frames = [
            frame.filter(~pl.col("reason").is_in(NON_ORDERS)).with_columns(file=pl.lit(index, pl.UInt16))
            for index, blocks in self.aside.items()
            for frame in blocks
            if frame.height
        ]
        return _concat(frames, _UNREADABLE)


def _concat(frames: Sequence[pl.DataFrame], schema: pl.Schema) -> pl.DataFrame:
    if all(frame.schema == schema for frame in frames):
        return pl.concat(frames) if frames else schema.to_frame()
    return pl.concat([pl.DataFrame(schema=schema), *frames], how="diagonal_relaxed").select(schema.keys())


def _places(facts: RowFacts, judged: pl.DataFrame) -> pl.DataFrame:
    carrier = (
        judged["carrier"]
        if "carrier" in judged.columns
        else pl.Series("carrier", [None] * judged.height, pl.String)
    )
    return facts.addresses.select("row", carrier, "province", "city", "county")


def _union(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The rows of several files, each with the columns of all."""
    return pl.concat(frames, how="diagonal_relaxed")
