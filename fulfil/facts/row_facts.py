"""What row rules need, derived once per block of rows."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

import polars as pl

from ..address import resolve, settled
from ..address.countries import HOME, UNKNOWN
from ..exports.cells.plainness import plainness
from ..exports.typed import UNREAD
from ..tables import ADDRESS_FIELDS, COLUMNS_OF, REGION_FIELDS, Kind, Subject
from .country import countries
from .extensions import address_extensions
from .notes import classify_notes
from .phone import judge_phones

if TYPE_CHECKING:
    from ..policy.policy import Policy

_TEXT_OF = {name: f"{name}_written" for name in ADDRESS_FIELDS}


class RowFacts:
    """The facts of a block of judged rows; every frame has the rows' `row` number.

    Args:
        rows: typed rows of one export, only those that are to be judged, with `due`.
        policy: the limits.
        unread: the cells of these rows that could not be read (see `exports.typed.UNREAD`).
        home: the country of a platform that ships at home, or None.
        subject: what the rows tell of; all facts but `records`, `complete` and `unread` are of orders.
        zone: the zone of the export's own times, in which a day begins.
    """

    def __init__(  # noqa: PLR0913  (what a block is, and how it is judged)
        self,
        rows: pl.DataFrame,
        policy: Policy,
        unread: pl.DataFrame | None = None,
        home: str | None = None,
        subject: Subject = Subject.ORDERS,
        *,
        zone: str = "UTC",
    ) -> None:
        self._home = home
        self._subject = subject
        self._zone = zone
        self._rows = rows
        self._policy = policy
        self._unread = pl.DataFrame(schema=UNREAD) if unread is None else unread

    @property
    def height(self) -> int:
        """The number of judged rows."""
        return self._rows.height

    @property
    def records(self) -> pl.LazyFrame:
        """The rows as they are, whatever they tell of, with the columns that the export has."""
        return self._rows.lazy()

    @property
    def subject(self) -> Subject:
        """What the rows tell of."""
        return self._subject

    @property
    def zone(self) -> str:
        """The zone of the export's own times: where a day begins."""
        return self._zone

    @property
    def ids(self) -> tuple[str, ...]:
        """The columns of the rows that hold an id or a tracking number."""
        return self._of_kind(Kind.ID, Kind.TRACKING)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns of the rows that hold an amount, a quantity or a weight."""
        return self._of_kind(Kind.MONEY, Kind.QUANTITY, Kind.WEIGHT)

    def _of_kind(self, *kinds: Kind) -> tuple[str, ...]:
        columns = COLUMNS_OF[self._subject]
        return tuple(n for n in self._rows.columns if n in columns and columns[n].kind in kinds)

    @property
    def orders(self) -> pl.LazyFrame:
        """Rows that tell of orders, `complete`."""
        return self.complete

    @cached_property
    def complete(self) -> pl.LazyFrame:
        """The rows with every canonical column and state of their subject, null where the export lacks it."""
        columns = COLUMNS_OF[self._subject]
        wanted = [*columns, *(f"{c.name}_state" for c in columns.values() if c.vocabulary)]
        here = set(self._rows.columns)
        missing = [_absent(name) for name in wanted if name not in here]
        return self._rows.lazy().with_columns(missing)

    @cached_property
    def unread(self) -> pl.LazyFrame:
        """Cells that hold something and could not be read: `row field value reason`."""
        return self._unread.lazy()

    @cached_property
    def country(self) -> pl.Series:
        """The country of each row, null where nothing states it (see `facts.country`)."""
        return countries(self._rows, self._home)

    @cached_property
    def addresses(self) -> pl.DataFrame:
        """Every address, resolved: `row`, the columns of `resolve`, and each input as `<field>_written`.

        Rules look at `troubled` and `hidden` instead, which cost a fraction of it.
        """
        return self._resolved(self._placed)

    @cached_property
    def troubled(self) -> pl.LazyFrame:
        """The `addresses` with any verdict; rows that one look settles are not resolved for it.

        Addresses whose country nobody states are not judged.
        """
        given = self._placed.select(name for name in ADDRESS_FIELDS if name in self._placed.columns)
        # Without any address, a recipient alone tells of no place.
        judged = self.country.is_not_null() & ~settled(given) if given.width else pl.lit(value=False)
        doubtful = self._placed.filter(judged)
        return self._resolved(doubtful).filter(pl.col("verdicts").list.len() > 0).lazy()

    @cached_property
    def hidden(self) -> pl.LazyFrame:
        """`row not_judged` of addresses with a masked or encrypted field, or without a country."""
        masked = self._rows.select("row").with_columns(_hidden(self._rows, self._given))
        unstated = pl.lit([*REGION_FIELDS, "street"], pl.List(pl.String))
        told = masked.with_columns(
            not_judged=pl.when(self.country.is_null()).then(unstated).otherwise("not_judged")
        )
        return told.filter(pl.col("not_judged").list.len() > 0).lazy()

    @cached_property
    def _placed(self) -> pl.DataFrame:
        """The rows with their country as a code; the column is left out where all are at home."""
        if (self.country == HOME).all():
            return self._rows.drop("country", strict=False)
        return self._rows.with_columns(self.country.fill_null(UNKNOWN))

    @property
    def _given(self) -> list[str]:
        return [name for name in ADDRESS_FIELDS if name in self._rows.columns]

    def _resolved(self, rows: pl.DataFrame) -> pl.DataFrame:
        given = [name for name in ADDRESS_FIELDS if name in rows.columns]
        nothing = pl.repeat(None, rows.height, dtype=pl.String, eager=True).to_frame("street")
        resolution = resolve(rows.select(given) if given else nothing).with_columns(_hidden(rows, given))
        written = rows.select("row", pl.col(given).name.suffix("_written"))
        absent = [pl.lit(None, pl.String).alias(text) for name, text in _TEXT_OF.items() if name not in given]
        return pl.concat([written, resolution], how="horizontal").with_columns(absent)

    @cached_property
    def phones(self) -> pl.LazyFrame:
        """Judged phones: `row due country phone number extension state address_extension paid_at`."""
        absent = pl.repeat(None, self.height, dtype=pl.String, eager=True)
        phone = self._rows["phone"] if "phone" in self._rows.columns else absent
        judged = judge_phones(phone, None if (self.country == HOME).all() else self.country)
        text = next(
            (self._rows[name] for name in ("address", "street") if name in self._rows.columns), absent
        )
        paid = (
            self._rows["paid_at"]
            if "paid_at" in self._rows.columns
            else absent.cast(pl.Datetime("us", "UTC"))
        )
        return judged.lazy().with_columns(
            self._rows["row"],
            self._rows["due"],
            self.country,
            phone.alias("phone"),
            paid.alias("paid_at"),
            _extensions(text, judged["extension"]).alias("address_extension"),
        )

    @cached_property
    def notes(self) -> pl.LazyFrame:
        """What notes ask: `row due`, and of both sides `<who>_forbids` (String), `<who>_asks` (List)."""
        frame = self._rows.select("row", "due")
        for who in ("seller", "buyer"):
            name = f"{who}_note"
            if name in self._rows.columns:
                found = classify_notes(self._rows[name], self._policy.notes)
                frame = frame.with_columns(
                    found["forbids"].alias(f"{who}_forbids"), found["asks"].alias(f"{who}_asks")
                )
            else:
                frame = frame.with_columns(
                    pl.lit(None, pl.String).alias(f"{who}_forbids"),
                    pl.lit([], pl.List(pl.String)).alias(f"{who}_asks"),
                )
        return frame.lazy()

    @cached_property
    def masked(self) -> pl.LazyFrame:
        """`row` of the orders whose recipient, street or address is masked or encrypted."""
        names = [name for name in ("recipient", "street", "address") if name in self._rows.columns]
        hidden = pl.DataFrame({name: _is_hidden(self._rows[name]) for name in names})
        return self._rows.select("row").lazy().filter(hidden.select(pl.any_horizontal(pl.all())).to_series())


@cache  # Dozens of columns are absent from every block of most files.
def _absent(name: str) -> pl.Expr:
    return pl.lit(None).alias(name)


def _extensions(texts: pl.Series, given: pl.Series) -> pl.Series:
    """The extensions that addresses carry, looked for where the phone has one to compare with."""
    places = given.is_not_null().arg_true()
    none = pl.repeat(None, len(texts), dtype=pl.String, eager=True)
    return none.scatter(places, address_extensions(texts.gather(places)))


def _is_hidden(cells: pl.Series) -> pl.Series:
    """Whether cells are masked or encrypted; most files hold no mark of either."""
    if not cells.str.contains(r"[*＊#$~]").any():
        return pl.repeat(value=False, n=len(cells), eager=True)
    return cells.to_frame("cell").select(plainness(pl.col("cell")).is_in(["masked", "encrypted"])).to_series()


def _hidden(rows: pl.DataFrame, given: list[str]) -> pl.Series:
    """The fields that a platform masks or encrypts, which nobody can judge.

    A mask in the whole text hides whatever the text was not seen to say; beside region columns it hides
    the street only.
    """
    regions = [name for name in REGION_FIELDS if name in given]
    texts = [name for name in ("street", "address") if name in given]
    fields = {name: _is_hidden(rows[name]) for name in regions}
    hidden_text = [_is_hidden(rows[name]) for name in texts]
    if hidden_text:
        whole = hidden_text[0] if len(hidden_text) == 1 else hidden_text[0] | hidden_text[1]
        fields |= dict.fromkeys(("street",) if regions else ("street", *REGION_FIELDS), whole)
    fields = {name: mask for name, mask in fields.items() if mask.any()}
    if not fields:
        return pl.repeat([], rows.height, dtype=pl.List(pl.String), eager=True).alias("not_judged")
    words = [pl.when(name).then(pl.lit(name)) for name in fields]
    return pl.DataFrame(fields).select(not_judged=pl.concat_list(words).list.drop_nulls()).to_series()
