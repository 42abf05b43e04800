"""Judge phone numbers: can somebody be called there?"""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from fulfil.exports.cells.batches import not_ascii, rework
from fulfil.exports.cells.blanks import JUNK
from fulfil.exports.cells.plainness import plainness

from .dialling import dialling_plan, judge_number
from .extensions import split_extension

PHONE_STATE: Final = pl.Enum(
    ["valid", "missing", "invalid", "masked", "encrypted", "privacy_without_extension", "privacy"]
)
"""`valid`: can be called. `privacy`: a mobile number with an extension, as platforms hand out for some days.
`privacy_without_extension`: such a number whose extension was lost behind its separator. Of the rest, only
`missing` and `invalid` break a promise; `masked` and `encrypted` cannot be judged."""

_COLUMNS: Final = ("number", "extension", "state")
_MOBILE_RANGE: Final = (13_000_000_000, 19_999_999_999)
_MOBILE_DIGITS: Final = 11
_FEWEST_DIGITS: Final = 4
_MOBILE: Final = r"^(?:(?:\+|00)?86)?(1[3-9][0-9]{9})$"
_PRIVACY: Final = r"^1[3-9][0-9]{9}[-_,#转][0-9]{1,6}$"
_LANDLINE: Final = (
    r"^(?:(?:\+|00)?86)?0?((?:10|2[0-57-9])[2-8][0-9]{7}|[3-9][0-9]{2}[2-8][0-9]{6,7}|[48]00[1-9][0-9]{6})$"
)
# Without its area code, or without anything before that, a landline cannot be told from other numbers.
_LONG: Final = r"^(?:(?:\+|00)?86|0|[48]00)"
_MARKS: Final = r"[\s().‐‑–—/·-]"
_RUINED: Final = r"(?i)^[0-9](?:\.[0-9]+)?e\+?[0-9]+$"
_BETWEEN: Final = re.compile(r"[/;、,|或和]|\s+(?=[+\d(])")


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
        Columns `number` (String; E.164 such as `+8613800001111` where valid, else what can be read, null
        where there is nothing to read), `extension` (String or null) and `state` (`PHONE_STATE`, never null).
    """
    bare = phones.cast(pl.String).str.strip_chars(JUNK)
    wanted = _countries(country, len(phones), default_country)
    frame = _plain_mobiles(bare, wanted)
    open_cells = frame["state"].is_null()
    if not open_cells.any():
        return frame
    places = open_cells.arg_true()
    pairs = pl.DataFrame({"phone": bare.gather(places), "country": wanted.gather(places)})
    return _put(frame, places, _judge_written(pairs))


def _countries(country: pl.Series | None, length: int, default: str) -> pl.Series:
    fallback = pl.Series([default], dtype=pl.String).new_from_index(0, length)
    if country is None:
        return fallback
    code = country.cast(pl.String).str.strip_chars(JUNK).str.to_uppercase()
    return code.zip_with(code.str.contains(r"^[A-Z]{2}$").fill_null(value=False), fallback)


def _put(frame: pl.DataFrame, places: pl.Series, judged: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(frame[column].scatter(places, judged[column]) for column in _COLUMNS)


def _plain_mobiles(bare: pl.Series, wanted: pl.Series) -> pl.DataFrame:
    low, high = _MOBILE_RANGE
    # 11 bytes that are a number in this range can only be 11 digits: a sign would leave 10.
    whole = bare.cast(pl.Int64, strict=False).is_between(low, high) & (bare.str.len_bytes() == _MOBILE_DIGITS)
    plain = pl.when("plain")
    return pl.DataFrame({"bare": bare, "plain": whole & (wanted == "CN")}).select(
        number=plain.then(pl.lit("+86") + pl.col("bare")),
        extension=pl.lit(None, pl.String),
        state=plain.then(pl.lit("valid", PHONE_STATE)),
    )


def _judge_written(pairs: pl.DataFrame) -> pl.DataFrame:
    """Judge Chinese mobiles with an extension, spaces, hyphens or prefixes; the rest by distinct pairs."""
    phones = pairs["phone"]
    folded = rework(phones, not_ascii(phones), lambda some: some.str.normalize("NFKC"))
    text = pl.col("folded")
    pairs = pairs.with_columns(folded=folded).with_columns(
        private=(pl.col("country") == "CN") & text.str.contains(_PRIVACY)
    )
    frame = pairs.select(
        number=pl.when("private").then(pl.lit("+86") + text.str.slice(0, _MOBILE_DIGITS)),
        extension=pl.when("private").then(text.str.slice(_MOBILE_DIGITS + 1)),
        state=pl.when("private").then(pl.lit("privacy", PHONE_STATE)),
    )
    places = frame["state"].is_null().arg_true()
    return frame if places.is_empty() else _put(frame, places, _judge_marked(pairs[places]))


def _judge_marked(pairs: pl.DataFrame) -> pl.DataFrame:
    text = pl.col("folded")
    mobile = text.str.replace_all(_MARKS, "").str.extract(_MOBILE)
    # A separator at the end means a lost extension, which is not for this path to drop.
    sure = (pl.col("country") == "CN") & text.str.contains("[0-9]$")
    frame = pairs.select(mobile=pl.when(sure).then(mobile)).select(
        number=pl.lit("+86") + pl.col("mobile"),
        extension=pl.lit(None, pl.String),
        state=pl.when(pl.col("mobile").is_not_null()).then(pl.lit("valid", PHONE_STATE)),
    )
    places = frame["state"].is_null().arg_true()
    if places.is_empty():
        return frame
    some = pairs[places].select("phone", "country")
    judged = some.join(
        _judge_distinct(some.unique()),
        on=["phone", "country"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return _put(frame, places, judged)


def _judge_distinct(pairs: pl.DataFrame) -> pl.DataFrame:
    text = pl.col("phone").fill_null("").str.normalize("NFKC").str.strip_chars(JUNK)
    main, extension, dangling = split_extension(text)
    frame = pairs.with_columns(
        main=main, extension=extension, dangling=dangling, plainness=plainness(pl.col("phone"))
    )
    digits = pl.col("main").str.replace_all(_MARKS, "")
    frame = frame.with_columns(digits=digits).with_columns(
        number=pl.when(pl.col("plainness") == "plain").then(_chinese(pl.col("digits"), pl.col("country")))
    )
    frame = _by_plan(frame)
    frame = _by_library(frame)
    mobile = pl.col("number").str.contains(r"^\+861[3-9]\d{9}$")
    privacy = mobile & pl.col("extension").is_not_null()
    valid = pl.col("number").is_not_null()
    empty = (pl.col("plainness") == "empty") | (pl.col("main") == "0")
    state = (
        pl.when(empty)
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
    readable = (pl.col("plainness") == "plain") & ~empty
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
    long = digits.str.contains(_LONG)
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
    asked = (pl.col("plainness") == "plain") & ~pl.col("main").str.contains(_RUINED)
    enough = pl.col("digits").str.count_matches(r"[0-9]") >= _FEWEST_DIGITS
    left = frame.filter(pl.col("number").is_null(), asked, enough).select("phone", "country", "main")
    if left.is_empty():
        return frame
    found = [_any_callable(main, country) for main, country in left.select("main", "country").iter_rows()]
    answers = left.select("phone", "country").with_columns(answer=pl.Series(found, dtype=pl.String))
    joined = frame.join(answers, on=["phone", "country"], how="left", maintain_order="left")
    return joined.with_columns(number=pl.coalesce("number", "answer")).drop("answer")


def _any_callable(text: str, country: str) -> str | None:
    parts = _BETWEEN.split(text)
    candidates = [text, *parts] if len(parts) > 1 else [text]
    numbers = (judge_number(candidate, country) for candidate in candidates)
    return next((number for number in numbers if number is not None), None)
