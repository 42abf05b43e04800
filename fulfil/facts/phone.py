"""Judge phone numbers: can somebody be called there?"""

from __future__ import annotations

from typing import Final

import polars as pl

from fulfil.exports.cells.blanks import JUNK
from fulfil.exports.cells.plainness import plainness
from .dialling import dialling_plan, judge_number
from .extensions import split_extension

PHONE_STATE: Final = pl.Enum(
    ["valid", "missing", "invalid", "masked", "encrypted", "privacy_without_extension", "privacy"]
)
"""`valid`: can be called. `privacy`: a mobile number with an extension, as platforms hand out for a short time.
`privacy_without_extension`: such a number whose extension was lost behind its separator. The rest say what
they say; only `missing` and `invalid` break a promise, `masked` and `encrypted` cannot be judged."""

_SCHEMA: Final = {"number": pl.String, "extension": pl.String, "state": PHONE_STATE}
_MOBILE_RANGE: Final = (13_000_000_000, 19_999_999_999)
_MOBILE: Final = r"^(?:(?:\+|00)?86)?(1[3-9]\d{9})$"
_LANDLINE: Final = (
    r"^(?:(?:\+|00)?86)?0?((?:10|2[0-57-9])[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7}|[48]00[1-9]\d{6})$"
)
_NATIONAL_PREFIX: Final = r"^(?:(?:\+|00)?86|0|[48]00)"
# Several numbers in one cell stand apart by / ; 、 , 或 or spaces; an extension is shorter than a number.
_BETWEEN: Final = r"(\d{7,})\s*(?:[/;、,|\n]|或|和|\s)\s*(\+?[\d(][\d() -]{6,})"
_MARKS: Final = r"[\s().\-‐‑–—/·]"


def judge_phones(
    phones: pl.Series, country: pl.Series | None = None, default_country: str = "CN"
) -> pl.DataFrame:
    """Judge phones column by column.

    Chinese mobiles are 11 digits from 13 to 19: new ranges are opened faster than lists of them are. Other
    numbers are valid where the country's numbering plan in phonenumberslite says so. Two numbers in one cell
    are valid if either is.

    Args:
        phones: String, as `unprotect_phone` leaves them.
        country: ISO 3166 codes of two letters, of the same length; null and unknown words mean the default.
        default_country: the country where the column has none.

    Returns:
        Columns `number` (String; E.164 such as `+8613800001111` where valid, else what can be read, null where
        missing), `extension` (String or null) and `state` (`PHONE_STATE`, never null).
    """
    wanted = pl.repeat(default_country, len(phones), dtype=pl.String, eager=True)
    if country is not None:
        code = country.cast(pl.String).str.strip_chars(JUNK).str.to_uppercase()
        wanted = code.zip_with(code.str.contains(r"^[A-Z]{2}$").fill_null(value=False), wanted)
    bare = phones.cast(pl.String).str.strip_chars(JUNK)
    plain = _plain_mobile(bare) & (wanted == "CN")
    number = bare.set(~plain.fill_null(value=False), None)
    frame = pl.DataFrame({"number": number}).select(
        number=pl.lit("+86") + pl.col("number"),
        extension=pl.lit(None, pl.String),
        state=pl.when(pl.col("number").is_not_null()).then(pl.lit("valid")).cast(PHONE_STATE),
    )
    if number.null_count() == 0:
        return frame
    places = number.is_null().arg_true()
    pairs = pl.DataFrame({"phone": bare.gather(places), "country": wanted.gather(places)})
    judged = pairs.join(
        _judge_distinct(pairs.unique()),
        on=["phone", "country"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return frame.with_columns(
        frame[column].scatter(places, judged[column]).alias(column) for column in _SCHEMA
    )


def _plain_mobile(bare: pl.Series) -> pl.Series:
    low, high = _MOBILE_RANGE
    # 11 bytes that are a number in this range can only be 11 digits: a sign would leave 10.
    number = bare.cast(pl.Int64, strict=False)
    return (number.is_between(low, high) & (bare.str.len_bytes() == 11)).fill_null(value=False)


def _judge_distinct(pairs: pl.DataFrame) -> pl.DataFrame:
    text = pl.col("phone").fill_null("").str.normalize("NFKC").str.strip_chars(JUNK)
    main, extension, dangling = split_extension(text)
    frame = pairs.with_columns(
        main=main, extension=extension, dangling=dangling, plainness=plainness(pl.col("phone"))
    )
    digits = pl.col("main").str.replace_all(_MARKS, "")
    frame = frame.with_columns(digits=digits, zero=digits.str.contains("^0*$")).with_columns(
        number=pl.when(pl.col("plainness") == "plain").then(_chinese(pl.col("digits"), pl.col("country")))
    )
    frame = _by_plan(frame)
    frame = _by_library(frame)
    mobile = pl.col("number").str.contains(r"^\+861[3-9]\d{9}$")
    privacy = mobile & pl.col("extension").is_not_null()
    valid = pl.col("number").is_not_null()
    state = (
        pl.when((pl.col("plainness") == "empty") | (pl.col("phone") == "0"))
        .then(pl.lit("missing"))
        .when(pl.col("plainness") != "plain")
        .then(pl.col("plainness").cast(pl.String))
        .when(valid & mobile & pl.col("dangling"))
        .then(pl.lit("privacy_without_extension"))
        .when(valid & privacy)
        .then(pl.lit("privacy"))
        .when(valid)
        .then(pl.lit("valid"))
        .otherwise(pl.lit("invalid"))
    )
    readable = pl.col("plainness") == "plain"
    return frame.select(
        "phone",
        "country",
        number=pl.when(readable).then(pl.coalesce("number", "digits")),
        extension=pl.when(readable).then("extension"),
        state=state.cast(PHONE_STATE),
    )


def _chinese(digits: pl.Expr, country: pl.Expr) -> pl.Expr:
    mobile, landline = digits.str.extract(_MOBILE), digits.str.extract(_LANDLINE)
    home = country == "CN"
    # Without its area code, or without the 0 before it, a landline cannot be told from other numbers.
    long = digits.str.contains(_NATIONAL_PREFIX)
    abroad = digits.str.contains(r"^(?:\+|00)86")
    return pl.when(home | abroad).then(
        pl.concat_str(pl.lit("+86"), pl.coalesce(mobile, pl.when(long).then(landline)))
    )


def _by_plan(frame: pl.DataFrame) -> pl.DataFrame:
    """Judge what is left by the compiled plan of each country that occurs."""
    left = frame.filter(pl.col("number").is_null(), plainness="plain")
    for country in left["country"].unique().sort():
        plan = dialling_plan(country)
        if plan is None or country == "CN":
            continue
        number = pl.concat_str(pl.lit(f"+{plan.code}"), pl.col("digits").str.extract(plan.pattern))
        here = pl.col("number").is_null() & (pl.col("country") == country) & (pl.col("plainness") == "plain")
        frame = frame.with_columns(number=pl.when(here).then(number).otherwise("number"))
    return frame


def _by_library(frame: pl.DataFrame) -> pl.DataFrame:
    """Ask phonenumberslite about each distinct number that is left, and about either of two in a cell."""
    left = frame.filter(pl.col("number").is_null(), pl.col("plainness") == "plain")
    left = left.filter(pl.col("digits").str.count_matches(r"\d") >= 5).select("phone", "country", "main")
    if left.is_empty():
        return frame
    found = [_ask(main, country) for main, country in left.select("main", "country").iter_rows()]
    answers = left.select("phone", "country").with_columns(answer=pl.Series(found, dtype=pl.String))
    joined = frame.join(answers, on=["phone", "country"], how="left", nulls_equal=True, maintain_order="left")
    return joined.with_columns(number=pl.coalesce("number", "answer")).drop("answer")


def _ask(text: str, country: str) -> str | None:
    return judge_number(text, country)
