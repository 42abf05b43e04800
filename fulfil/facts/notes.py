"""Say what the notes on an order ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fulfil.policy.notes import NotePhrases, PhraseGroup

# Only the characters that phrases use: a note's other characters need not be told apart.
_TRADITIONAL: Final = (
    "發貨別勿停暫緩時後點幾遲推遞等戶買賣電話確認單壓挂攔截還追退訂購關閉錯復複缺斷無沒補庫預碼"
    "換變更誤對詳裝禮賀寫頁價據隱圓韻達極郵順豐東邊順"
)
_SIMPLIFIED: Final = (
    "发货别勿停暂缓时后点几迟推递等户买卖电话确认单压挂拦截还追退订购关闭错复复缺断无没补库预码"
    "换变更误对详装礼贺写页价据隐圆韵达极邮顺丰东边顺"
)


def classify_notes(notes: pl.Series, phrases: NotePhrases) -> pl.DataFrame:
    """Find the phrases that forbid shipping or ask for something.

    Matching ignores case, width and traditional characters; Latin phrases match whole words. Where phrases
    lie inside each other, the longest counts: `不要发圆通` names a courier and holds nothing.

    Args:
        notes: String, a buyer's or a seller's notes; null and blank ask for nothing.
        phrases: the vocabulary.

    Returns:
        Columns `forbids` (String: the first phrase that forbids shipping, as the policy spells it; null where
        none does) and `asks` (List(String): names of the groups that ask for something, in the policy's
        order, empty where none does).
    """
    texts = notes.cast(pl.String)
    distinct = texts.drop_nulls().unique()
    found = _judge(distinct, phrases) if len(distinct) else _judge(pl.Series([""]), phrases)
    joined = texts.to_frame("note").join(found, on="note", how="left", maintain_order="left")
    return joined.select("forbids", asks=pl.col("asks").fill_null([]))


def _fold(text: pl.Expr) -> pl.Expr:
    """One spelling for all: simplified, half width, words apart by one space, clauses by a bar."""
    return (
        text.str.normalize("NFKC")
        .str.to_lowercase()
        .str.replace_many([*_TRADITIONAL], [*_SIMPLIFIED])
        .str.replace_all(r"['’‘`]", "")
        .str.replace_all(r"[^\p{L}\p{N}\s]+", " | ")
        .str.replace_all(r"([a-z0-9\u00df-\u024f]+)", " ${1} ")
        .str.replace_all(r"\s+", " ")
    )


def _spelt(name: str, kind: str, group: PhraseGroup, phrases: NotePhrases) -> Iterator[tuple[str, ...]]:
    for role, own in (("asks", group.phrases), ("unless", group.unless)):
        for phrase in own:
            for spelling in phrases.spell_out(phrase):
                yield spelling, kind, name, role


def _vocabulary(phrases: NotePhrases) -> pl.DataFrame:
    """Columns `pattern` (folded), `phrase`, `kind`, `group`, `role`; one row per spelling and group."""
    rows = [
        row
        for kind, groups in (("forbids", phrases.forbids), ("asks", phrases.asks))
        for name, group in groups.items()
        for row in _spelt(name, kind, group, phrases)
    ]
    table = pl.DataFrame(
        rows, schema=dict.fromkeys(("phrase", "kind", "group", "role"), pl.String), orient="row"
    )
    # A Latin word at either end keeps its space, and so matches as a whole word; Chinese has no spaces.
    folded = pl.col("pattern").str.strip_chars(" ")
    latin = r"[a-z0-9\u00df-\u024f]"
    return (
        table.with_columns(pattern=_fold(pl.col("phrase")))
        .with_columns(
            pattern=pl.concat_str(
                pl.when(folded.str.contains(f"^{latin}")).then(pl.lit(" ")).otherwise(pl.lit("")),
                folded,
                pl.when(folded.str.contains(f"{latin}$")).then(pl.lit(" ")).otherwise(pl.lit("")),
            )
        )
        .unique(["pattern", "kind", "group", "role"], keep="first", maintain_order=True)
    )


def _hits(folded: pl.Series, vocabulary: pl.DataFrame) -> pl.DataFrame:
    """Columns of `_vocabulary`, and `row`, `start`, `end` (bytes): one row per match and group."""
    patterns = vocabulary["pattern"].unique(maintain_order=True).to_list()
    return (
        folded.to_frame("t")
        .with_row_index("row")
        .filter(pl.col("t").str.contains_any(patterns))
        .select(
            "row",
            start=pl.col("t").str.find_many(patterns, overlapping=True),
            pattern=pl.col("t").str.extract_many(patterns, overlapping=True),
        )
        .explode("start", "pattern")
        .with_columns(end=pl.col("start") + pl.col("pattern").str.len_bytes())
        .join(vocabulary, on="pattern", how="inner", maintain_order="left")
    )


def _standing(hits: pl.DataFrame) -> pl.DataFrame:
    """Drop what lies inside a longer phrase, and what an exception of its own group reaches into."""
    own = (pl.col("group_around") == pl.col("group")) & (pl.col("kind_around") == pl.col("kind"))
    contained = (pl.col("start_around") <= pl.col("start")) & (pl.col("end_around") >= pl.col("end"))
    longer = pl.col("end_around") - pl.col("start_around") > pl.col("end") - pl.col("start")
    # Latin phrases that follow each other share one space, which is no overlap.
    inside = (pl.col("start_around") < pl.col("start")) & (pl.col("start") + 1 < pl.col("end_around"))
    asking = hits.filter(role="asks").with_row_index("hit")
    around = hits.select("row", "start", "end", "role", "kind", "group")
    pairs = asking.join(around, on="row", suffix="_around").filter(
        pl.when(pl.col("role_around") == "unless")
        .then(own & (contained | inside))
        .otherwise(contained & longer)
    )
    return asking.join(pairs.select("hit"), on="hit", how="anti", maintain_order="left")


def _judge(notes: pl.Series, phrases: NotePhrases) -> pl.DataFrame:
    """Columns `note`, `forbids`, `asks`: one row per distinct note."""
    frame = notes.to_frame("note").with_row_index("row")
    folded = frame.select(pl.concat_str(pl.lit(" "), _fold(pl.col("note")), pl.lit(" "))).select(
        pl.all().str.replace_all(r"\s+", " ")
    )
    vocabulary = _vocabulary(phrases)
    order = pl.Enum([*phrases.asks])
    if vocabulary.is_empty():
        found = pl.DataFrame(
            schema={"row": frame["row"].dtype, "forbids": pl.String, "asks": pl.List(pl.String)}
        )
    else:
        standing = _standing(_hits(folded.to_series(), vocabulary)).sort(
            "row",
            "start",
            pl.col("end") - pl.col("start"),
            descending=[False, False, True],
            maintain_order=True,
        )
        forbids = standing.filter(kind="forbids").group_by("row").agg(forbids=pl.col("phrase").first())
        asks = (
            standing.filter(kind="asks")
            .select("row", asks=pl.col("group").cast(order))
            .unique()
            .sort("row", "asks")
            .group_by("row")
            .agg(pl.col("asks").cast(pl.String))
        )
        found = forbids.join(asks, on="row", how="full", coalesce=True)
    return frame.join(found, on="row", how="left").select("note", "forbids", "asks")
