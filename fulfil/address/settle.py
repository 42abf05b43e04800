"""Rows that a glance settles: a complete place, and a street that raises no question.

Most rows of an export are such rows. What they give is what the careful way gives, column by column; a test
compares the two over renderings of every kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from .missing import is_missing
from .picker import Picked, pickers
from .places import NUMBER, Places, Remembered, cell_forms, head_forms, own_beginnings
from .questions import is_plain_street, is_plain_tail, may_begin_with_name
from .schema import REGION, in_rows
from .street import bare_end, chosen_town, town_of

if TYPE_CHECKING:
    from .region import Region
    from .resolver import Resolver

_SEP = r"[ \x{3000},，/|\-]"
_WORD = r"[\x{4E00}-\x{9FFF}&&[^路街巷号弄]]"
_NO_PART = r"[\x{4E00}-\x{9FFF}&&[^小社校院片库住宅属活业号座]]"
# Up to two times three levels, each with the word that it ends in.
_ENDS = rf"(?:自治州|[州旗市][省市县区]|{_NO_PART}区|[省市县旗州盟])"
_HEAD = rf"^(?:(?:上街区|路[桥南北]区|{_WORD}{{1,18}}?{_ENDS}){_SEP}*){{1,6}}"
_MARKS = r"[*＊#$]"
# A head that stands once in a block costs the same inside its text.
_WORTH_A_LOOK = 2


@dataclass(frozen=True, slots=True)
class Glance:
    """What a glance at a block tells: the place of each row, null where it is not settled, and its street."""

    places: pl.Series
    street: pl.Series

    @property
    def settled(self) -> pl.Series:
        """Boolean, one per row."""
        return self.places.is_not_null()

    def resolved(self, places: Places, town: pl.Series | None, careful: pl.DataFrame) -> pl.DataFrame:
        """All rows, resolved.

        Args:
            places: what the numbers mean.
            town: the column of that name, where there is one.
            careful: the rows that are not settled.

        Returns:
            One row per row, columns as in `SCHEMA`.
        """
        found = places.at(self.places.fill_null(0)).with_columns(
            detail=self.street, town=town_of(self.street) if town is None else chosen_town(town, self.street)
        )
        return in_rows(found, careful, self.settled)


class Glances:
    """Settles rows block after block, and remembers the heads and pickers that it saw."""

    def __init__(self, resolver: Resolver, most: int) -> None:
        """Begin with the forms in which complete places are usually written.

        Args:
            resolver: judges what is no such form.
            most: how many heads, and pickers of each set of columns, to remember.
        """
        self._resolver = resolver
        self._most = most
        self.places = Places()
        self._heads = Remembered(most)
        self._pickers: dict[tuple[str, ...], Remembered] = {}

    def texts(self, texts: pl.Series) -> Glance:
        """Look at addresses of one text each.

        Args:
            texts: String, nulls allowed.
        """
        text, tail = pl.col("text"), pl.col("tail")
        frame = texts.alias("text").to_frame().with_columns(tail=text.str.replace(_HEAD, ""))
        head = text.cast(pl.Binary).bin.slice(0, text.str.len_bytes() - tail.str.len_bytes())
        frame = frame.select(hash=head.hash(), street=bare_end(tail))
        plain = frame.select(is_plain_tail(pl.col("street"))).to_series()
        hashes = frame["hash"]
        unknown = self._heads.unknown(hashes.filter(plain))
        if unknown.height:
            self._learn_heads(unknown, texts.filter(plain)[unknown["at"]])
        places = self._only_new(_only(self._heads.places(hashes), plain), frame["street"])
        return Glance(places, frame["street"])

    def _only_new(self, places: pl.Series, street: pl.Series) -> pl.Series:
        """The places whose street does not begin with a short form of their own: 杭州市余杭区 余杭塘路."""
        doubtful = (places.is_not_null() & may_begin_with_name(street)).arg_true()
        own = own_beginnings()[places[doubtful]]
        begins = street[doubtful].str.head(2)
        repeated = pl.select(pl.lit(own).list.contains(pl.lit(begins))).to_series()
        return places.scatter(doubtful.filter(repeated), None) if doubtful.len() else places

    def cells(self, frame: pl.DataFrame, given: list[str], text: pl.Series) -> Glance:
        """Look at rows with region columns.

        Args:
            frame: the rows as `resolve` takes them, without a country or of China.
            given: the region columns that it has, coarse to fine.
            text: the typed text of each row.
        """
        street = text.to_frame("text").select(bare_end(pl.col("text"))).to_series()
        if "county" not in given:
            return Glance(pl.repeat(None, frame.height, dtype=NUMBER, eager=True), street)
        plain = street.to_frame("street").select(is_plain_street(pl.col("street"))).to_series()
        for name in ("town", "postcode", "address", "street"):
            if name in frame.columns:
                plain &= ~frame[name].str.contains(_MARKS).fill_null(value=False)
        known = self._pickers.setdefault(tuple(given), Remembered(self._most))
        hashes = frame.select(pl.struct(given).hash()).to_series()
        unknown = known.unknown(hashes)
        if unknown.height:
            known.learn(unknown["hash"], self._chosen(frame.select(given)[unknown["at"]], given))
        return Glance(_only(known.places(hashes), plain), street)

    def _learn_heads(self, unknown: pl.DataFrame, texts: pl.Series) -> None:
        """Remember the place that each new head names: by its form, else as the resolver reads it."""
        text = pl.col("text")
        length = texts.str.len_bytes() - texts.str.replace(_HEAD, "").str.len_bytes()
        bare = (
            texts.alias("text")
            .to_frame()
            .select(head=text.cast(pl.Binary).bin.slice(0, length).cast(pl.String))
            .to_series()
        )
        whole = bare.str.replace_all(_SEP, "")
        half = whole.str.len_chars() // 2
        twice = whole.str.head(half) == whole.str.slice(half)
        forms = pl.DataFrame({"form": whole.str.head(half).zip_with(twice, whole)})
        places = forms.join(head_forms(), on="form", how="left", maintain_order="left")["place"]
        read = places.is_null() & (unknown["times"] >= _WORTH_A_LOOK)
        if read.any():
            places = places.scatter(read.arg_true(), self._read(bare.filter(read)))
        known = places.is_not_null() | read
        self._heads.learn(unknown["hash"].filter(known), places.filter(known))

    def _read(self, heads: pl.Series) -> pl.Series:
        regions = self._resolver.complete_heads(heads, _SEP)
        return pl.Series([self._usual(region) for region in regions], dtype=NUMBER)

    def _usual(self, region: Region | None) -> int | None:
        # A county without a city, and one outside the mainland, can be contradicted in more ways.
        if region is None:
            return None
        number = self.places.number((region.province, region.city, region.county))
        return number if number < self.places.first_other else None

    def _chosen(self, cells: pl.DataFrame, given: list[str]) -> pl.Series:
        """The place that each picker names: by its form, else as it is judged."""
        forms = cells.select(form=pl.concat_str(given, separator="|"))
        places = forms.join(cell_forms(tuple(given)), on="form", how="left", maintain_order="left")["place"]
        unread = places.is_null().arg_true()
        if not unread.len():
            return places
        some = cells[unread]
        numbers, judged = pickers(some, given, self._resolver, "")
        masked = some.select(pl.any_horizontal(pl.col(given).str.contains(_MARKS)).fill_null(value=False))
        of_picker = pl.Series([self._settles(each) for each in judged], dtype=NUMBER)
        return places.scatter(unread, _only(of_picker.gather(numbers), ~masked.to_series()))

    def _settles(self, picked: Picked) -> int | None:
        region = picked.region
        doubtful = picked.verdicts or region.candidates or region.successor or region.year
        doubtful = doubtful or picked.suggested_province or picked.suggested_city
        return None if doubtful else self.places.number((picked.province, picked.city, picked.county))


def _only(places: pl.Series, where: pl.Series) -> pl.Series:
    return pl.select(pl.when(where).then(places)).to_series()


def given_regions(frame: pl.DataFrame) -> list[str]:
    """The region columns of a frame, coarse to fine."""
    return [name for name in REGION if name in frame.columns]


def typed_text(frame: pl.DataFrame) -> pl.Series:
    """The typed text: the address, and the street where there is no address."""
    parts = [pl.col(name) for name in ("address", "street") if name in frame.columns]
    if not parts:
        return pl.Series("text", [""] * frame.height, dtype=pl.String)
    text = parts[0] if len(parts) == 1 else pl.when(is_missing(parts[0])).then(parts[1]).otherwise(parts[0])
    return frame.select(text.fill_null("").alias("text")).to_series()
