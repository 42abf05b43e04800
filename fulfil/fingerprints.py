"""What names a finding from run to run: its rule and what it is about, whatever else the files hold that day.

A fingerprint is made of the rule, of whom the finding is about (the platform, shop and order), of the column
concerned, of what the rule folds by, and of the evidence that names a thing (`Evidence.identifies`): an SKU,
a tracking number, a return. Numbers of rows, names of files, ages, amounts and counts are no part of it.

- A finding about a parcel that several orders share is about all of them: another order in it is news.
- A finding about a set that the orders of one purchase share is about the first of them by its number: which
  of its records it points at may hang on the order of rows.
- A finding about a record that is no row, or a row that names neither an order nor a thing, is about the kind
  of file and the text of the record.
- A finding about a whole file is about the kind of file, and its shop where it has one only.

Findings that agree in all of this are numbered by their content, so that one more of them is one more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import polars as pl

from .lock.feed_name import feed_name
from .rules.evidence import EVIDENCE
from .rules.rule import Scope
from .sibling_groups import with_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .exports.export import Export
    from .facts.fulfilment import Fulfilment
    from .facts.run_facts import RunFacts
    from .findings import RuleFindings
    from .rules.rule import Rule

#: The scheme that fingerprints are made by; it changes whenever those of the same findings do.
SCHEME: Final = "fulfil/v1"

#: Bytes of a fingerprint: at 128 bits, no two of a billion findings are expected to share one.
_DIGEST_BYTES: Final = 16
_BETWEEN: Final = "\x1f"
_ORDERS: Final = "\x1e"
#: Evidence that says where in the input something stands.
_PLACES: Final = ("line", "other_line", "other_file")
_NAMING: Final = tuple(name for name, evidence in EVIDENCE.items() if evidence.identifies)
#: What a row's own order is called by; null where it names none.
_ORDER: Final = pl.concat_str("platform", pl.col("shop").fill_null(""), "order_id", separator=_BETWEEN)


@dataclass(frozen=True, slots=True)
class Known:
    """What a run knows of its records beside what was found.

    Args:
        spine: `file order_id shop`, by row (see `facts.spine`).
        platforms: the platform of each file, by index.
        feeds: the kind of each file, by index (see `lock.feed_name`).
        fulfilment: which orders share parcels and purchases; None before waybills.
        nameless: row -> a digest of its record, of the rows with findings that name no order.
    """

    spine: pl.DataFrame
    platforms: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    fulfilment: Fulfilment | None = None
    nameless: Mapping[int, str] = field(default_factory=dict)

    def of_files(self, files: pl.Series, told: Sequence[str]) -> pl.Series:
        """Something of each file, by index; empty where no file is named."""
        return pl.Series(told, dtype=pl.String).gather(files).fill_null("")


#: Nothing is known of any record.
NOBODY: Final = Known(pl.DataFrame(schema={"file": pl.UInt16, "order_id": pl.String, "shop": pl.String}))


def known_of(exports: Sequence[Export], facts: RunFacts, findings: Sequence[RuleFindings]) -> Known:
    """What fingerprints are made of, while the exports are open.

    Args:
        exports: all inputs, by index.
        facts: the facts of the run.
        findings: what was found.

    Raises:
        UnreadableError: a file cannot be read any more.
    """
    nobody = facts.spine["order_id"].is_null()
    rows = [_of_no_thing(found.rows, nobody) for found in findings] if nobody.any() else []
    flagged = pl.concat([pl.Series([], dtype=pl.UInt32), *rows]).unique().sort()
    nameless = facts.spine.select("row", "file", "offset", "length")[flagged]
    return Known(
        spine=facts.spine.select("file", "order_id", "shop"),
        platforms=tuple(export.profile.platform for export in exports),
        feeds=tuple(feed_name(export.profile.name, export.path) for export in exports),
        fulfilment=facts.fulfilment,
        nameless={
            row: _digest_of(exports[file].source.read_at(offset, length).rstrip(b"\r\n"))
            for row, file, offset, length in nameless.iter_rows()
        },
    )


def _of_no_thing(rows: pl.DataFrame, nobody: pl.Series) -> pl.Series:
    """The rows without an order whose findings name no thing either."""
    if rows.is_empty() or "row" not in rows.columns:
        return pl.Series([], dtype=pl.UInt32)
    at = rows.filter(~_names_a_thing(rows))["row"].drop_nulls().cast(pl.UInt32)
    return at.filter(nobody.gather(at))


def with_fingerprints(found: RuleFindings, known: Known) -> RuleFindings:
    """The findings with `fingerprint`, 32 hexadecimal digits, in `rows` and in `systemic`."""
    if "fingerprint" in found.rows.columns:
        return found
    return replace(
        found,
        rows=_printed(found.rows, _keys(found.rule, found.rows, known)),
        systemic=_printed(found.systemic, _systemic_keys(found.rule, found.systemic, known)),
    )


def _printed(rows: pl.DataFrame, keys: pl.Series) -> pl.DataFrame:
    if rows.is_empty():
        return rows.with_columns(pl.lit(None, pl.String).alias("fingerprint"))
    texts = pl.concat_str(pl.lit(SCHEME), "key", pl.col("number").cast(pl.String), separator=_BETWEEN)
    numbered = pl.DataFrame({"key": keys, "number": _numbers(rows, keys)}).select(texts).to_series()
    prints = [_digest_of(text.encode()) for text in numbered]
    return rows.with_columns(pl.Series("fingerprint", prints, pl.String))


def _digest_of(content: bytes) -> str:
    return blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()


def _numbers(rows: pl.DataFrame, keys: pl.Series) -> pl.Series:
    """The place of each finding among those of its key, by all its evidence but the places in files."""
    alike = keys.is_duplicated()
    none = pl.repeat(0, keys.len(), dtype=pl.UInt32, eager=True)
    if not alike.any():
        return none
    told = sorted(name for name in rows.columns if name in EVIDENCE and name not in _PLACES)
    said = pl.struct(told).struct.json_encode() if told else pl.lit("")
    some = rows.with_columns(_key=keys, _said=said).select("_key", "_said").filter(alike)
    numbered = (
        some.with_columns(_at=alike.arg_true())
        .sort("_key", "_said", maintain_order=True)
        .select("_at", number=pl.int_range(pl.len(), dtype=pl.UInt32).over("_key"))
    )
    return none.scatter(numbered["_at"], numbered["number"])


def _keys(rule: Rule, rows: pl.DataFrame, known: Known) -> pl.Series:
    rows = _by_master_numbers(rows, known)
    parts = [pl.lit(rule.code), _about(rule, rows, known), *_named(rule, rows)]
    return rows.select(pl.concat_str(parts, separator=_BETWEEN, ignore_nulls=True).alias("key")).to_series()


def _by_master_numbers(rows: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Findings with the number that all pieces of a parcel share: which piece is told first, rows decide."""
    if known.fulfilment is None or not {"row", "tracking_number"} <= set(rows.columns):
        return rows
    of_pieces = known.fulfilment.contents.select("row", _master="master_tracking_number").drop_nulls()
    mine = of_pieces.filter(pl.col("row").is_in(rows["row"].implode())).unique("row", keep="first")
    return (
        rows.join(mine, on="row", how="left", maintain_order="left")
        .with_columns(tracking_number=pl.coalesce("_master", "tracking_number"))
        .drop("_master")
    )


def _systemic_keys(rule: Rule, rows: pl.DataFrame, known: Known) -> pl.Series:
    if rows.is_empty():
        return pl.Series("key", [], pl.String)
    parts = [
        pl.lit(rule.code),
        pl.lit("systemic"),
        _files(rows, known),
        _shops(rows, known),
        *_named(rule, rows),
    ]
    return rows.select(pl.concat_str(parts, separator=_BETWEEN, ignore_nulls=True).alias("key")).to_series()


def _named(rule: Rule, rows: pl.DataFrame) -> Iterator[pl.Expr]:
    """`name=value` of the evidence that is part of the key; null where the value is."""
    names = [name for name in EVIDENCE if name in rows.columns and (name in _NAMING or name in rule.folds)]
    if "line" in rows.columns and "text" in rows.columns:
        names.append("text")
    return (pl.concat_str(pl.lit(f"{name}="), pl.col(name).cast(pl.String)) for name in names)


def _about(rule: Rule, rows: pl.DataFrame, known: Known) -> pl.Series:
    """Whom each finding is about: its order or orders, or the kind of its file."""
    files = _files(rows, known)
    # What brings its own line speaks of a record that is no row; its row only says which order that holds.
    if rows.is_empty() or "row" not in rows.columns or "line" in rows.columns:
        return files
    at = rows["row"].cast(pl.UInt32)
    own = _orders(at, known)
    shared = _shared(rule, at, known)
    of_order = own if shared is None else shared.zip_with(shared.is_not_null(), own)
    if not of_order.null_count():
        return of_order
    return of_order.zip_with(of_order.is_not_null(), _nameless(files, at, rows, known))


def _orders(rows: pl.Series, known: Known) -> pl.Series:
    spine = known.spine.select(pl.all().gather(rows))
    return (
        spine.with_columns(platform=known.of_files(spine["file"], known.platforms)).select(_ORDER).to_series()
    )


def _shared(rule: Rule, rows: pl.Series, known: Known) -> pl.Series | None:
    """The orders that findings at shipment records are about together; null where each is of its own."""
    if known.fulfilment is None:
        return None
    if rule.scope is Scope.PARCEL:
        return _of_parcels(rows, known, known.fulfilment)
    if rule.scope is Scope.GROUP:
        return _of_purchases(rows, known, known.fulfilment)
    return None


def _of_parcels(rows: pl.Series, known: Known, held: Fulfilment) -> pl.Series:
    contents = held.contents.select("row", "parcel")
    mine = contents.filter(pl.col("row").is_in(rows.implode())).unique("row", keep="first")
    records = contents.filter(pl.col("parcel").is_in(mine["parcel"].implode()))
    orders = (
        records.with_columns(_order=_orders(records["row"], known)).drop_nulls().unique(["parcel", "_order"])
    )
    several = (
        orders.group_by("parcel")
        .agg(pl.col("_order").sort().str.join(_ORDERS), _orders=pl.len())
        .filter(pl.col("_orders") > 1)
    )
    told = mine.join(several, on="parcel").select("row", "_order")
    return rows.to_frame("row").join(told, on="row", how="left", maintain_order="left")["_order"]


def _of_purchases(rows: pl.Series, known: Known, held: Fulfilment) -> pl.Series:
    # Rows of orders and returns are about their own: only shipments are looked for.
    nobody = known.spine.with_columns(order=pl.lit(None, pl.UInt32))
    told = with_groups(rows.to_frame("row"), held, nobody)
    groups = held.orders.filter(pl.col("group").is_in(told["of_group"].drop_nulls().unique().implode()))
    named = groups.select(of_group="group", _order=_orders(groups["order"], known)).drop_nulls()
    firsts = named.group_by("of_group").agg(pl.col("_order").min())
    return told.join(firsts, on="of_group", how="left", maintain_order="left")["_order"]


def _nameless(files: pl.Series, at: pl.Series, rows: pl.DataFrame, known: Known) -> pl.Series:
    """The kind of file, and where the evidence names no thing, the text of the record."""
    told = rows.select(
        _files=files,
        _text=at.replace_strict(known.nameless, default="", return_dtype=pl.String).fill_null(""),
        _thing=_names_a_thing(rows),
    )
    both = pl.concat_str("_files", "_text", separator=_BETWEEN)
    return told.select(pl.when("_thing").then("_files").otherwise(both)).to_series()


def _names_a_thing(rows: pl.DataFrame) -> pl.Expr:
    """Whether the evidence of each finding names more than a column."""
    names = (name for name in _NAMING if name in rows.columns and name != "field")
    return pl.any_horizontal(pl.lit(value=False), *(pl.col(name).is_not_null() for name in names))


def _files(rows: pl.DataFrame, known: Known) -> pl.Series:
    both = {
        "a": known.of_files(rows["file"], known.platforms),
        "b": known.of_files(rows["file"], known.feeds),
    }
    return pl.DataFrame(both).select(pl.concat_str("a", "b", separator=_BETWEEN).alias("_files")).to_series()


def _shops(rows: pl.DataFrame, known: Known) -> pl.Series:
    """The only shop of each file; empty where it has none or several."""
    files = rows["file"].drop_nulls().unique()
    shops = known.spine.filter(pl.col("file").is_in(files.implode())).select("file", "shop").unique()
    alone = shops.filter(pl.len().over("file") == 1)
    told = rows.select("file").join(alone, on="file", how="left", maintain_order="left")
    return told["shop"].fill_null("").alias("_shop")
