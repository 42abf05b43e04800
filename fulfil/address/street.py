"""What stands behind the region: town, street, zone, damage and masks."""

from __future__ import annotations

import polars as pl

from .data import read_table
from .scan import SEPARATORS
from .schema import flagged, words

_SEP = f"[{SEPARATORS}]"
_TOWN = rf"^{_SEP}*(\p{{Han}}{{1,9}}?(?:街道办事处|街道|苏木|镇|乡))(?:[^路街巷道]|$)"
_POSTCODE = r"(?:^|[(（\[【\s,，])\d{6}[)）\]】\s]*$"
DAMAGED = (
    r"\x{FFFD}|锟斤拷|烫烫烫|屯屯屯|(?i:(?:^|[^a-z])null(?:$|[^a-z]))|undefined|[ÃÂåæçèéä][\x{80}-\x{BF}€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ]"
    r"|(?:[鐪甯鍖娴姹鏉璺鍙闀闄鍗鍦涓浜鏂绗妤鐢灏瑗骞锛熼傚滃嶅彴欐睙窞氬畾垮競尯]{3,})"
)
MASKED = r"\*{2,}|＊{1,}|#{2,}|\${2,}|^\*+$"
_FIELDS = ("province", "city", "county", "town", "street", "address", "postcode")
_ARMY = r"部队|信箱|军邮|专用邮箱"
_RURAL = r"(?:乡|村|屯|组|苏木|嘎查|寨|队|场)[)\]]?$"
_MARKS = rf"{_SEP}|中国|市辖区"


def zone_pattern() -> str:
    """A development zone at the head of a text: up to eight characters of its own name, then its kind."""
    kinds = "|".join(sorted(read_table("zones")["pattern"].to_list(), key=len, reverse=True))
    return rf"^{_SEP}*\p{{Han}}{{0,8}}?(?:{kinds})"


# A word that ends like a county and is none of ours; 小区, 家属区 and their kind are parts of towns.
_PARTS = (
    "小社园景校厂院街片营库站林湖山辖市城新矿郊港东西南北中特地住宅大军防牧度工属活墅业公学舍流商居产验发合"
    "一二三四五六七八九十各本该外内上下老它他择"
)
_UNKNOWN = rf"^{_SEP}*[\p{{Han}}&&[^路街巷号镇乡村道弄其]]{{1,3}}[\p{{Han}}&&[^{_PARTS}]][区县]"
_SHORTEST_STREET = 4


def judged_street(frame: pl.DataFrame) -> pl.DataFrame:
    """Add town, detail and the verdicts that hang on what follows the region.

    Args:
        frame: `text` (folded), `original`, `end` (byte offset behind the region) and the region's columns.

    Returns:
        The frame with every column that `resolve` gives.
    """
    end = pl.col("end").fill_null(0)
    folded = pl.col("text").cast(pl.Binary)
    before = folded.bin.slice(0, end).cast(pl.String).str.len_chars()
    behind = folded.bin.slice(end).cast(pl.String)
    # Folding keeps every character's place, so the rest of the original begins at the same one.
    as_written = (
        pl.when(pl.col("text") == pl.col("original"))
        .then(behind)
        .otherwise(pl.col("original").str.slice(before))
    )
    frame = frame.with_columns(rest=_bare_end(behind), detail=_bare_end(as_written))
    frame = frame.with_columns(
        town=pl.col("rest").str.extract(_TOWN, 1),
        bare=pl.col("rest").str.replace_all(_MARKS, ""),
        broken=pl.col("original").str.contains(DAMAGED),
        masked=pl.col("original").str.contains(MASKED),
        army=pl.col("text").str.contains(_ARMY),
    )
    lacks = pl.col("verdicts").list.contains("county_missing")
    zone = (
        pl.when(lacks & pl.col("city").is_not_null())
        .then(pl.col("rest"))
        .str.contains(zone_pattern())
        .fill_null(False)
    )
    unknown = (
        pl.when(lacks & pl.col("city").is_not_null() & ~zone).then(pl.col("rest")).str.contains(_UNKNOWN)
    )
    digits = pl.col("bare").str.contains(r"[0-9一二三四五六七八九十]")
    judged = ~pl.col("broken") & ~pl.col("masked")
    # Where the region stands at the end, the street stands before it.
    first = (pl.col("signature").fill_null("") == "") | pl.col("signature").str.starts_with("^")
    missing = judged & first & (pl.col("bare") == "")
    vague = (
        judged
        & first
        & ~missing
        & ~pl.col("bare").str.contains(_RURAL)
        & ((pl.col("bare").str.len_chars() < _SHORTEST_STREET) | ~digits)
    )
    army = pl.col("army") & pl.col("province").is_null() & lacks
    region = (
        pl.when(army)
        .then(words("province_missing"))
        .when(unknown)
        .then(pl.col("verdicts").list.eval(pl.element().replace("county_missing", "region_unknown")))
        .when(zone)
        .then(pl.col("verdicts").list.eval(pl.element().replace("county_missing", "functional_zone")))
        .otherwise(pl.col("verdicts"))
    )
    return frame.with_columns(
        verdicts=pl.concat_list(
            region,
            flagged(pl.col("broken"), "damaged"),
            flagged(missing, "street_missing"),
            flagged(vague, "street_vague"),
        )
    )


def _bare_end(text: pl.Expr) -> pl.Expr:
    return text.str.replace(_POSTCODE, "").str.strip_chars().str.strip_chars_start(",，、;；:：-/|.。)）]】")


def masked_fields(frame: pl.DataFrame) -> pl.Series:
    """For each row the names of the fields whose values a platform has masked or encrypted."""
    names = [name for name in _FIELDS if name in frame.columns]
    if not names:
        return pl.Series("not_judged", [[]] * frame.height, dtype=pl.List(pl.String))
    flags = (flagged(pl.col(name).str.contains(MASKED), name) for name in names)
    return frame.select(not_judged=pl.concat_list(*flags)).to_series()
