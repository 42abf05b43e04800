"""Which carriers' forms a tracking number has, and whether its check digit agrees."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from .check_digits import METHODS
from .table import Carrier, table

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a platform hides, and cells with several numbers.
_NOT_ONE_NUMBER: Final = r"[*＊,，;；、/|｜]"
#: What spreadsheets make of long numbers: 2.15E+18, 77701.0, and zeros from the sixteenth digit on.
_RUINED: Final = r"^[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}$|^[0-9]{4,}\.0+$|^[0-9]{15}0{3,}$"
_PLAIN: Final = "^[0-9A-Z]+$"
_FITTED: Final = pl.Schema({"family": pl.String(), "number": pl.String(), "fits": pl.Boolean()})
_VERIFIED: Final = pl.Schema({"family": pl.String(), "number": pl.String(), "passes": pl.Boolean()})


def plain(number: pl.Expr) -> pl.Expr:
    """The number as carriers write it: in capitals, full-width characters, spaces and hyphens gone.

    Null where it is empty, hidden (`*`), several numbers, or ruined by a spreadsheet (EXP002): nothing can be
    said of it.
    """
    text = number.cast(pl.String).str.normalize("NFKC").str.strip_chars()
    told = ~text.str.contains(_NOT_ONE_NUMBER) & ~text.str.contains(_RUINED)
    bare = text.str.replace_all(r"[\s\-‐-―]", "").str.to_uppercase()
    return pl.when(told & (bare != "")).then(bare)


def plain_numbers(numbers: pl.Series) -> pl.Series:
    """The numbers as `plain` gives them; most are written so already, and are only looked at."""
    number = pl.col("number")
    frame = numbers.alias("number").to_frame()
    odd = frame.select(~number.str.contains(_PLAIN) | number.str.contains(_RUINED)).to_series().arg_true()
    if not odd.len():
        return numbers
    return numbers.clone().scatter(odd, frame[odd].select(plain(number)).to_series())


def families_of(numbers: pl.Series) -> pl.DataFrame:
    """The carriers whose forms each number has.

    Args:
        numbers: numbers as `plain` gives them.

    Returns:
        `number family`, one row per number and carrier; none for a number that no carrier has. Twelve digits
        fit many carriers, so a number alone seldom tells whose it is.
    """
    distinct = pl.DataFrame({"number": numbers.cast(pl.String)}).drop_nulls().unique()
    families = [carrier.key for carrier in table().carriers if _has_forms(carrier)]
    return (
        fitted(distinct.join(pl.DataFrame({"family": families}), how="cross"))
        .filter("fits")
        .select("number", "family")
        .sort("number", "family")
    )


def owners(numbers: pl.Series) -> pl.DataFrame:
    """The carrier whose own form each number has: `number owner`, no row for a number without one."""
    distinct = pl.DataFrame({"number": numbers.cast(pl.String)}).drop_nulls().unique()
    # The forms of two carriers' own do not overlap (tested), so the order says nothing.
    owner = pl.coalesce(
        pl.when(_has(carrier.own)).then(pl.lit(carrier.key)) for carrier in table().carriers if carrier.own
    )
    return distinct.with_columns(owner=owner).drop_nulls("owner")


def fitted(pairs: pl.DataFrame) -> pl.DataFrame:
    """Whether numbers have a form of their carrier.

    Args:
        pairs: `family number`: a key of the table, and a number as `plain` gives it.

    Returns:
        The distinct pairs with `fits` (Boolean); pairs of a carrier whose forms are not known, or with a
        null, are left out.
    """
    found = with_fits(pairs.select("family", "number").drop_nulls().unique())
    return pl.concat([_FITTED.to_frame(), found.select(_FITTED.names())])


def with_fits(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `fits` to rows with `family number`, none of them null; others than of known forms are left out."""
    parts = [rows.head(0).with_columns(fits=pl.lit(value=False))]
    for carrier in _carriers_of(rows):
        if not _has_forms(carrier):
            continue
        here = rows.filter(family=carrier.key)
        certain = here.select(_has((*carrier.own, *carrier.shared))).to_series()
        others = (form for other in table().carriers if other is not carrier for form in other.own)
        parts += [
            here.filter(certain).with_columns(fits=pl.lit(value=True)),
            here.filter(~certain).with_columns(fits=_has(carrier.loose) & ~_has(others)),
        ]
    return pl.concat(parts)


def verified(pairs: pl.DataFrame) -> pl.DataFrame:
    """Whether the check digits of numbers agree, each by the methods of its own carrier only.

    Args:
        pairs: `family number`, as for `fitted`.

    Returns:
        The distinct pairs with `passes` (Boolean: one of the methods that the number's form allows agrees).
        Numbers whose carrier publishes no check digit for their form are left out.
    """
    found = with_passes(pairs.select("family", "number").drop_nulls().unique())
    told = pl.concat([_VERIFIED.to_frame(), found.select(_VERIFIED.names())])
    return told.group_by("family", "number").agg(pl.col("passes").any())


def with_passes(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `passes` to rows with `family number`, none of them null; those without a check are left out.

    Where the form allows several methods, one that agrees is enough.
    """
    parts = [rows.head(0).with_columns(passes=pl.lit(value=False))]
    for carrier in _carriers_of(rows):
        here = rows.filter(family=carrier.key)
        passes = pl.repeat(None, here.height, dtype=pl.Boolean, eager=True)
        for check in carrier.checks:
            digits = here.select(digits=pl.col("number").str.extract(_pattern(check.form)))
            tested = digits["digits"].is_not_null().arg_true()
            way = METHODS[check.method](pl.lit(check.before) + pl.col("digits"))
            agrees = digits[tested].select(way).to_series()
            passes = passes.scatter(tested, passes[tested].fill_null(value=False) | agrees)
        parts.append(here.with_columns(passes=passes).drop_nulls("passes"))
    return pl.concat(parts)


def _carriers_of(rows: pl.DataFrame) -> list[Carrier]:
    families = set(rows["family"].unique())
    return [carrier for carrier in table().carriers if carrier.key in families]


@cache
def titles() -> pl.DataFrame:
    """What each carrier is called in messages: `family title`."""
    known = table().carriers
    return pl.DataFrame({"family": [one.key for one in known], "title": [one.title for one in known]})


def _has_forms(carrier: Carrier) -> bool:
    return bool(carrier.own or carrier.shared or carrier.loose)


def _has(forms: Iterable[str]) -> pl.Expr:
    whole = "|".join(forms)
    return pl.col("number").str.contains(_pattern(f"(?:{whole})")) if whole else pl.lit(value=False)


def _pattern(form: str) -> str:
    # `\d` of Polars is a digit of any script, and only ours can be reckoned with.
    digits = form.replace(r"\d", "[0-9]")
    return f"^{digits}$"
