"""Limits and vocabularies of split orders: what was due, what left, and what belongs together."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Final

import polars as pl
from pydantic import AfterValidator, Field, field_validator

from ..sets.patterns import AIR_CONDITIONERS, SetPattern, check_regex
from .limits import Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

_Regex = Annotated[str, AfterValidator(check_regex)]

#: Names of lines that are a gift. Shops write what is free into the names of goods, too ("空调 赠送支架",
#: "tea in a gift box", "gift card"), so that the word alone says nothing: it must begin or end the name, in
#: a form that means nothing else, or be the whole of it.
GIFTS: Final = (
    r"^\W*(?:赠品|赠送(?:\W|$)|非卖品)",
    r"[【\[(]\s*(?:赠品|赠送|非卖品)\s*[】\])]\W*$",
    r"[\s_-]赠品\W*$",
    r"^\W*(?:free gift|free sample|gift with purchase|gwp)\b",
    r"[\[(]\s*(?:gift|free gift|free sample|sample|gwp)\s*[\])]\W*$",
    r"^\W*gift\W*$",
)

_FEES: Final = (
    r"运费(?:险|补差)?|邮费|快递费|退货运费险|补(?:运费|邮费|差价|差)|差价|安装服务|安装费|上门安装|"
    r"延保(?:服务)?|延长保修|保修服务|服务费|手续费|保价费"
)
_YEARS: Final = r"[0-9]+[ -]?(?:years?|yrs?)"
_END: Final = r"\s*(?:$|[-–:,(/]|for\b|[0-9])"
#: Names of lines that nobody packs. "包邮 免运费" and "含安装服务" belong to goods; so do a warranty card,
#: an installation kit and a TV "with extended warranty": the words must begin the name, or end it without
#: a word before them that makes them a promise.
SERVICES: Final = (
    rf"^\W*(?:{_FEES})",
    rf"[^免包送含无赠供持享带可全](?:{_FEES})\W*(?:(?:专拍|专用|链接)\W*)*$",
    rf"^\W*(?:(?:extended|limited|product|{_YEARS})\s+)*(?:warranty|protection plan){_END}",
    rf"^\W*installation(?:\s+(?:service|fee))?{_END}",
    r"^\W*(?:(?:shipping|delivery|package|route)\s+)+(?:protection|insurance|fee|charge|cost|surcharge)s?\b",
    r"^\W*(?:postage|shipping|service fee|service charge|handling fee|price difference)\W*$",
)

#: Words of a delivery method or carrier that mean: no carrier, and so no tracking number. A parcel locker
#: (自提柜, "pickup point") is a carrier's, and has one.
OWN_DELIVERY: Final = (
    r"^\W*自提\W*$",
    r"(?:到店|门店|上门|买家|客户|顾客|自行)自提|自提订单|到店取货|上门取货",
    r"商家(?:自送|自配|配送)|商家自行配送|自配送|自送|同城(?:配送|送|快送)|即时配送|无需物流",
    r"^\W*(?:(?:local|store|in[- ]store|customer|self|curbside)\s*[- ]?)?pick[- ]?up\W*(?:in[- ]store)?\W*$",
    r"(?:local|own|merchant|self|same[- ]city)[- ]delivery|click (?:and|&) collect",
    r"no (?:shipping|logistics) (?:needed|required)",
)


class Split(Limits):
    """How what left is held against what was due.

    Words and SKUs are Rust's regular expressions, held against texts in any case and width.

    Args:
        spare_units: units that a set may hold over what its other half needs; 0, as a spare half is what
            a customer cannot use. Our own choice.
        patterns: how SKUs tell halves of a set; GB/T 7725's model numbers of air conditioners.
        inserts: SKUs of leaflets and gifts that are put into parcels and never ordered; none, as nobody can
            guess them.
        aliases: SKU as ordered -> SKUs under which it may be shipped; none.
        gift_words: names of lines that are a gift (`GIFTS`); the words are our own choice.
        service_words: names of lines that nobody packs (`SERVICES`); the words are our own choice.
        no_merge_platforms: platforms that bar sending two orders in one parcel: Douyin's rule that each paid
            order ships by itself (as quoted by a trade portal, 2024).
        own_delivery_words: delivery methods and carriers without tracking numbers (`OWN_DELIVERY`).
        far_apart_hours: parts of one set may leave or arrive so many hours apart. Two days, as a customer
            who waits longer for the other half returns the first. Our own choice.
        avoidable_split_kg: what one parcel can carry. Our own choice: what one person lifts.
        sibling_hours: orders of one buyer and address created within so many hours are taken for one
            purchase, where the files do not say. Our own choice.
    """

    spare_units: int = Field(default=0, ge=0)
    patterns: tuple[SetPattern, ...] = AIR_CONDITIONERS
    inserts: tuple[_Regex, ...] = ()
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    gift_words: tuple[_Regex, ...] = GIFTS
    service_words: tuple[_Regex, ...] = SERVICES
    no_merge_platforms: tuple[str, ...] = ("douyin",)
    own_delivery_words: tuple[_Regex, ...] = OWN_DELIVERY
    far_apart_hours: float = Field(default=48, ge=0)
    avoidable_split_kg: float = Field(default=20, gt=0)
    sibling_hours: float = Field(default=24, ge=0)

    @property
    def passing_words(self) -> tuple[str, ...]:
        """Names of lines that no parcel needs to hold."""
        return (*self.gift_words, *self.service_words)

    @field_validator("aliases", mode="before")
    @classmethod
    def _one_or_many(cls, aliases: Any) -> Any:
        if not isinstance(aliases, dict):
            return aliases
        return {word: (to,) if isinstance(to, str) else to for word, to in aliases.items()}


def says(text: pl.Expr, words: Sequence[str]) -> pl.Expr:
    """Whether a text has one of the words of a policy.

    Args:
        text: a String column, as written.
        words: regular expressions, as in `Split`.

    Returns:
        Boolean, never null: a text that is not there says nothing.
    """
    if not words:
        return text.is_null() & pl.lit(value=False)
    folded = text.str.normalize("NFKC")
    found = (folded.str.contains(f"(?i){word}") for word in words)
    return reduce(or_, found).fill_null(value=False)
