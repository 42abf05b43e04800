"""Limits of returns and refunds: the law's and the platforms', and our own where nobody sets one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from .limits import Limits
from .span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The law of mainland China, which holds for what its platforms sell: read in full text.
_CPL25 = "Consumer Rights Protection Law of China, art. 25 (2013)"
_PEN9 = "Measures on penalties for infringing consumer rights, China, art. 9 (2015, amended 2020)"


class ReturnLimits(Limits):
    """Limits that a law or a platform sets; None sets none.

    Args:
        respond: from the request to the first answer.
        respond_unshipped: the same, where the goods had not left.
        respond_not_received: the same, where the buyer says that the goods did not come.
        handle: from the request to its handling, by law.
        refund: from `refund_from` to the money.
        refund_from: `goods` counts from the day on which the goods are back; `notice` from the request, but
            the seller may wait for the goods, or for proof that they were sent.
        deem: from the goods' return to the money, after which delay is deemed deliberate.
        refund_cancelled: from the cancellation of a paid order that had not left to the money.
        window: within which goods may be sent back without a reason.
        window_from: what it counts from: `delivery` or `purchase`.
        window_of: the parcel of the returned line, or the last one of its order.
    """

    respond: Span | None = None
    respond_unshipped: Span | None = None
    respond_not_received: Span | None = None
    handle: Span | None = None
    refund: Span | None = None
    refund_from: Literal["goods", "notice"] = "goods"
    deem: Span | None = None
    refund_cancelled: Span | None = None
    window: Span | None = None
    window_from: Literal["delivery", "purchase"] = "delivery"
    window_of: Literal["line", "order"] = "line"


def _china() -> dict[str, ReturnLimits]:
    return {
        "CN": ReturnLimits(
            handle=Span(days=15, source=_PEN9, legal=True),
            refund=Span(days=7, source=_CPL25, legal=True),
            deem=Span(days=15, source=_PEN9, legal=True),
            window=Span(days=7, source=_CPL25, legal=True),
        )
    }


class Returns(Limits):
    """How returns are judged.

    Args:
        limits: what a law or a platform sets, for all files; what it leaves unset is `by_country`'s.
        by_country: ISO code of the country from whose platforms a file is -> limits. Only China's law is
            set, which was read in full; the other countries' and the platforms' rules are presets.
        turnaround_days: days of the seller's own time after which a case is too long (RET002). 15 is our own
            choice, after the Chinese law's deemed delay.
        open_days: days after which an open case is told (RET003); our own choice.
        bands: upper ends of the age bands of open cases, in days; our own choice.
        order_to_refund_days: days from payment to the last refund (RFD002); our own choice.
        near_hours: a platform's own deadline is near within so many hours (RET008); our own choice.
        within_days: shares done within so many days are told.
        money_tolerance: by so much sums of money may differ.
        repeat_hours: two refunds of one line and amount within so many hours are one, paid twice (RFD006).
        untimed_share: above this share of ended cases without the time of their end, no duration is told:
            too many of those that are left would be open. Our own choice.
    """

    limits: ReturnLimits = ReturnLimits()
    by_country: dict[str, ReturnLimits] = Field(default_factory=_china)
    turnaround_days: float = Field(default=15, gt=0)
    open_days: float = Field(default=7, gt=0)
    bands: tuple[float, ...] = (3, 7, 15, 30)
    order_to_refund_days: float = Field(default=30, gt=0)
    near_hours: float = Field(default=24, gt=0)
    within_days: tuple[float, ...] = (7, 15, 30)
    money_tolerance: Decimal = Field(default=Decimal("0.01"), ge=0)
    repeat_hours: float = Field(default=24, ge=0)
    untimed_share: float = Field(default=0.25, ge=0, le=1)

    def given(self, countries: Iterable[str | None]) -> frozenset[str]:
        """The limits that are set for files from these countries, as rules name them: `limits.refund`."""
        names = [
            name for name in ReturnLimits.model_fields if not name.startswith(("refund_from", "window_"))
        ]
        where = list(countries)
        return frozenset(f"limits.{name}" for name in names if any(self.limit(name, each) for each in where))

    def limit(self, name: str, country: str | None) -> Span | None:
        """The limit of one name for a file's country: that for all files, else the country's."""
        limits = self.setter(name, country)
        span: Span | None = getattr(limits, name, None)
        return span

    def setter(self, name: str, country: str | None) -> ReturnLimits | None:
        """The limits that set the one of that name: what it counts from is theirs, too, and nobody else's."""
        for limits in (self.limits, self.by_country.get(country or "")):
            if limits is not None and isinstance(getattr(limits, name), Span):
                return limits
        return None
