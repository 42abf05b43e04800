"""Set patterns: how a shop's SKUs tell the halves of a set and what they must share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Names that match keys of tables begin with.
_TAKEN: Final = ("kit", "set")
_GROUPS: Final = ("stem", "role")
_ROLES: Final = {"role": pl.String, "stem": pl.String, "name": pl.String}
_TOLD: Final = pl.Schema({"at": pl.UInt32(), "role": pl.String(), "stem": pl.String(), "name": pl.String()})


def check_regex(regex: str) -> str:
    """Give back a regular expression that Polars can use (Rust's syntax, without look-around).

    Raises:
        ValueError: it cannot be used.
    """
    try:
        pl.Series([""]).str.contains(regex)
    except pl.exceptions.ComputeError as error:
        # Of the many lines, most draw the place with carets.
        said = [line for line in str(error).splitlines() if line.startswith("error: ")]
        cause = said[0].removeprefix("error: ") if said else "too large"
        raise ValueError(f"`{regex}` is no regular expression: {cause}") from error
    return regex


class SetPattern(BaseModel):
    """A form of SKUs or models that tells a set, and the halves of it.

    The regular expression is held against the whole text in NFKC and lower case (see `sku_key`) whatever its
    own case, and must have two named groups: `stem`, which both halves of a set share, and `role`, a word of
    `roles`. Only the stem is compared: what differs between halves that fit must stand outside of it.

    Another one, for desks sold as `DESK-140-SET` and packed as `DESK-140-TOP` and `DESK-140-LEG`:

        SetPattern(
            name="desk",
            regex="^desk-(?P<stem>[0-9]+)-(?P<role>set|top|leg)$",
            roles={"set": "set", "top": "top", "leg": "legs"},
        )

    Args:
        name: what such sets are; patterns of one name tell halves of the same sets.
        regex: Rust's syntax, with the groups `stem` and `role`; without look-around.
        roles: word of the group `role`, in lower case -> name of the role. The first role that is no whole
            set is the anchor: sets are told by it.
        whole: the role that means the whole set, asked for as one and shipped in parts.
        unless: texts in which one of these is found are no such goods: spare parts that name the set.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[\w-]+$")
    regex: str
    roles: dict[str, str]
    whole: str = "set"
    unless: tuple[str, ...] = ()

    @field_validator("name")
    @classmethod
    def _is_free(cls, name: str) -> str:
        if name in _TAKEN:
            raise ValueError(f"`{name}` is what the keys of a table begin with")
        return name

    @field_validator("regex")
    @classmethod
    def _has_both_groups(cls, regex: str) -> str:
        check_regex(regex)
        groups = pl.Series([""]).str.extract_groups(regex).struct.fields
        if lacking := [group for group in _GROUPS if group not in groups]:
            raise ValueError(f"`{regex}` has no group (?P<{lacking[0]}>...)")
        return regex

    @field_validator("unless")
    @classmethod
    def _are_regexes(cls, unless: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(check_regex(regex) for regex in unless)

    @model_validator(mode="after")
    def _has_two_parts(self) -> Self:
        if upper := [word for word in self.roles if word != word.lower()]:
            raise ValueError(f"the role word `{upper[0]}` must be in lower case: texts are compared so")
        if len(self.parts) < 2:  # noqa: PLR2004  (a set has two parts at least)
            raise ValueError("`roles` must name two parts of the set beside the whole")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        """The roles of the parts that make a set, the anchor first."""
        return tuple(dict.fromkeys(role for role in self.roles.values() if role != self.whole))


_UNLESS: Final = (
    # Two models in one text, and spare parts that say what they are for.
    r"kf.*kf",
    r"remote|bracket|mount|pipe|filter|cover|board|motor|支架|遥控|铜管|配件|主板|电机|滤网|挂板",
)
_BEFORE: Final = r"^(?:[\p{Han}a-z0-9&.()]+[ _/-]+){0,3}[\p{Han}()]*"
_MODEL: Final = r"kf(?:r|rd)?[ _-]?(?P<stem>[0-9]{2,3})"

#: GB/T 7725 writes a split air conditioner KF (cooling) or KFR (and heating; d: with an electric heater), the
#: capacity in hundreds of watts, the form of the indoor unit (G on the wall, L standing, Q in the ceiling, D
#: under it), and W for the outdoor unit. Makers add a series after it, another one for each half, so that the
#: capacity alone is compared.
AIR_CONDITIONERS: Final = (
    SetPattern(
        name="air-conditioner",
        regex=rf"{_BEFORE}{_MODEL}(?P<role>[glqd]w|[glqd]|w)(?:[/(+_-][a-z0-9./()+*_-]*)?$",
        roles={
            **dict.fromkeys(("gw", "lw", "qw", "dw"), "set"),
            **dict.fromkeys(("g", "l", "q", "d"), "indoor"),
            "w": "outdoor",
        },
        unless=_UNLESS,
    ),
    # Sellers also write the set's model on both halves, and which half it is in words behind it.
    SetPattern(
        name="air-conditioner",
        regex=rf"{_BEFORE}{_MODEL}[glqd]w(?:[/(+ _-].*?)?[/( _-]?(?P<role>室?[内外]机)\)?$",
        roles={"内机": "indoor", "室内机": "indoor", "外机": "outdoor", "室外机": "outdoor"},
        unless=_UNLESS,
    ),
)


def roles_of(keys: pl.Series, patterns: Sequence[SetPattern]) -> pl.DataFrame:
    """The role that each text tells, and what it must share with its other half.

    Args:
        keys: distinct keys of SKUs or models (see `sku_key`).
        patterns: the forms to look for.

    Returns:
        One row per key, in order: `role`, `stem` and `name` (the pattern's). All are null where no pattern
        fits, where the word found is no role, and where several patterns disagree.
    """
    texts = pl.DataFrame({"text": keys.cast(pl.String)})
    rows = texts.with_row_index("at")
    told = pl.concat([_TOLD.to_frame(), *(_told(rows, pattern) for pattern in patterns)]).unique()
    if told.is_empty():
        empty = [pl.lit(None, dtype).alias(name) for name, dtype in _ROLES.items()]
        return texts.with_columns(empty).select(_ROLES.keys())
    agreed = told.filter(pl.len().over("at") == 1)
    return rows.join(agreed, on="at", how="left", maintain_order="left").select(_ROLES.keys())


def _told(rows: pl.DataFrame, pattern: SetPattern) -> pl.DataFrame:
    """What a pattern says of each text that it fits: `at role stem name`."""
    # Most goods are none of the pattern's, and looking is far cheaper than taking a text apart.
    fitting = rows.filter(pl.col("text").str.contains(f"(?i){pattern.regex}"))
    if fitting.is_empty():
        return _TOLD.to_frame()
    for regex in pattern.unless:
        fitting = fitting.filter(~pl.col("text").str.contains(f"(?i){regex}"))
    groups = pl.col("text").str.extract_groups(f"(?i){pattern.regex}").struct
    found = fitting.select(
        "at",
        role=groups.field("role").replace_strict(pattern.roles, default=None, return_dtype=pl.String),
        stem=groups.field("stem"),
        name=pl.lit(pattern.name, pl.String),
    )
    return found.filter(pl.col("role").is_not_null(), pl.col("stem") != "")
