"""What stands behind the region: town, street, zone, damage and masks."""

from __future__ import annotations

import polars as pl

from .damage import DAMAGED, SUSPICIOUS
from .data import read_table
from .missing import is_missing
from .scan import SEPARATORS
from .schema import flagged, words

_SEP = f"[{SEPARATORS}]"
_TOWN = rf"^{_SEP}*(\p{{Han}}{{1,9}}?(?:街道办事处|街道|苏木|镇|乡))(?:[^路街巷道]|$)"
# Such a cell is neither missing nor has blanks around it.
_IS_TOWN = r"^[\x{4E00}-\x{9FFF}]{1,12}(?:街道办事处|街道|苏木|镇|乡)$"
_TOWN_BEGINS = rf"^{_SEP}*\p{{Han}}{{1,9}}?(?:街道办事处|街道|苏木|镇|乡)"
_MARKS_BEFORE = " \u3000,，、:：-/.。()（）#"
_BEFORE_STREET = ",，、;；:：-/|.。)）]】 \u3000\t"
_POSTCODE = r"(?:^|[(（\[【\s,，])\d{6}[)）\]】\s]*$"
MASKED = r"\*{2,}|＊{1,}|#{2,}|\${2,}|^\*+$"
_FIELDS = ("province", "city", "county", "town", "street", "address", "postcode")
_ARMY = r"部队|信箱|军邮|专用邮箱"
_RURAL = r"(?:乡|村|屯|组|苏木|嘎查|寨|队|场)[)\]]?$"
_MARKS = rf"{_SEP}|中国|市辖区"


def zone_pattern() -> str:
    """A development zone at the head of a text: up to eight characters of its own name, then its kind."""
    kinds = "|".join(sorted(read_table("zones")["pattern"].to_list(), key=len, reverse=True))
    return rf"^{_SEP}*[\p{{Han}}&&[^路街巷号镇乡村道弄]]{{0,8}}?(?:{kinds})"


# A word that ends like a county and is none of ours; 小区, 家属区 and their kind are parts of towns.
_PARTS = (
    "小社园景校厂院街片营库站林湖山辖市城新矿郊港东西南北中特地住宅大军防牧度工属活墅业公学舍流商居产验发合"
    "一二三四五六七八九十各本该外内上下老它他择"
)
_UNKNOWN = rf"^{_SEP}*[\p{{Han}}&&[^路街巷号镇乡村道弄其]]{{1,3}}[\p{{Han}}&&[^{_PARTS}]][区县]"
_SHORTEST_STREET = 4
_COULD_BE_MARKS = 30
_COULD_BE_A_WORD = 12


def judged_street(frame: pl.DataFrame) -> pl.DataFrame:
    """Add town, detail and the verdicts that hang on what follows the region.

    Args:
        frame: `text` (folded), `original`, `end` (byte offset behind the region) and the region's columns.

    Returns:
        The frame with every column that `resolve` gives.
    """
    original, rest = pl.col("original"), pl.col("rest")
    frame = frame.with_columns(same=pl.col("text") == original).with_columns(
        rest=_behind(), detail=_behind_as_written()
    )
    broken = pl.when(original.str.contains_any(SUSPICIOUS, ascii_case_insensitive=True)).then(original)
    # Marks alone are no street; a longer text holds more than marks.
    short = pl.when(rest.str.len_bytes() <= _COULD_BE_MARKS).then(rest).str.replace_all(_MARKS, "")
    frame = frame.with_columns(
        town=rest.str.extract(_TOWN, 1),
        bare=pl.coalesce(short, rest),
        broken=broken.str.contains(DAMAGED).fill_null(False),
        masked=original.str.contains(MASKED),
    )
    missing, vague = _street_verdicts()
    return frame.with_columns(
        verdicts=pl.concat_list(
            _region_verdicts(),
            flagged(pl.col("broken"), "damaged"),
            flagged(missing, "street_missing"),
            flagged(vague, "street_vague"),
        )
    )


def _behind() -> pl.Expr:
    end = pl.col("end").fill_null(0)
    return bare_end(pl.col("text").cast(pl.Binary).bin.slice(end).cast(pl.String))


def _behind_as_written() -> pl.Expr:
    # Folding keeps every character's place, so the rest of the original begins at the same one.
    head = pl.col("text").cast(pl.Binary).bin.slice(0, pl.col("end").fill_null(0)).cast(pl.String)
    changed = pl.when(~pl.col("same"))
    written = changed.then(pl.col("original")).str.slice(changed.then(head).str.len_chars().fill_null(0))
    return pl.coalesce(bare_end(written), _behind())


def bare_end(text: pl.Expr) -> pl.Expr:
    """A text without the postcode at its end and the separators at its beginning."""
    return text.str.replace(_POSTCODE, "").str.strip_chars().str.strip_chars_start(_BEFORE_STREET)


def town_of(street: pl.Series) -> pl.Series:
    """The town that a street begins with, null for none.

    Args:
        street: String, plain (see `questions`).
    """
    first = street.str.replace(_TOWN_BEGINS, "")
    length = street.str.len_bytes() - first.str.len_bytes()
    # Where a pattern matches is known at a fifth of the cost of what its group matches.
    frame = pl.DataFrame({"street": street, "length": length, "doubt": first.str.contains("^[路街巷道]")})
    begin = pl.col("street").cast(pl.Binary).bin.slice(0, "length").cast(pl.String)
    extracted = pl.when("doubt").then("street").str.extract(_TOWN, 1)
    town = (
        pl.when("doubt")
        .then(extracted)
        .when(pl.col("length") > 0)
        .then(begin.str.strip_chars_start(_MARKS_BEFORE))
    )
    return frame.select(town).to_series()


def cell_or_town(cells: pl.Series, towns: pl.Series) -> pl.Series:
    """The town of its own column, else the one that the street begins with."""
    cell = pl.col("cell")
    frame = pl.DataFrame({"cell": cells, "town": towns})
    town = pl.when(is_missing(cell)).then("town").otherwise(cell.str.strip_chars())
    return frame.select(town=town).to_series()


def chosen_town(cells: pl.Series, street: pl.Series) -> pl.Series:
    """The town of its own column, else the one that a plain street begins with."""
    doubtful = (~cells.str.contains(_IS_TOWN).fill_null(value=False)).arg_true()
    if not doubtful.len():
        return cells
    return cells.scatter(doubtful, cell_or_town(cells[doubtful], town_of(street[doubtful])))


def _street_verdicts() -> tuple[pl.Expr, pl.Expr]:
    bare = pl.col("bare")
    judged = ~pl.col("broken") & ~pl.col("masked")
    # Where the region stands at the end, the street stands before it.
    first = pl.col("signature").str.starts_with("^") | (pl.col("signature").fill_null("") == "")
    nothing = (bare == "") | is_missing(
        pl.when(bare.str.len_bytes() <= _COULD_BE_A_WORD).then(bare).otherwise(pl.lit("1"))
    )
    thin = (bare.str.len_chars() < _SHORTEST_STREET) | ~bare.str.contains(r"[0-9一二三四五六七八九十]")
    return judged & first & nothing, judged & first & ~nothing & thin & ~bare.str.contains(_RURAL)


def _region_verdicts() -> pl.Expr:
    """The region's verdicts, with what stands in the county's place where no county does."""
    verdicts, rest = pl.col("verdicts"), pl.col("rest")
    lacks = verdicts.list.contains("county_missing")
    there = pl.when(lacks & pl.col("city").is_not_null()).then(rest)
    army = pl.when(lacks & pl.col("province").is_null()).then(pl.col("text")).str.contains(_ARMY)
    return (
        pl.when(army)
        .then(words("province_missing"))
        .when(there.str.contains(zone_pattern()))
        .then(verdicts.list.eval(pl.element().replace("county_missing", "functional_zone")))
        .when(there.str.contains(_UNKNOWN))
        .then(verdicts.list.eval(pl.element().replace("county_missing", "region_unknown")))
        .otherwise(verdicts)
    )


def masked_fields(frame: pl.DataFrame) -> pl.Series:
    """For each row the names of the fields whose values a platform has masked or encrypted."""
    names = [name for name in _FIELDS if name in frame.columns]
    if not names:
        return pl.Series("not_judged", [[]] * frame.height, dtype=pl.List(pl.String))
    flags = (flagged(pl.col(name).str.contains(MASKED), name) for name in names)
    return frame.select(not_judged=pl.concat_list(*flags)).to_series()
