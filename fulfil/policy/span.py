"""A limit of time, with who set it."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field, model_validator

from .limits import Limits

#: Whose working days count.
Calendar = Literal["weekdays", "CN", "US", "GB"]

#: What a limit is told in; one of them makes a limit, so that a file that gives another gives a new limit.
MEASURES: Final = frozenset({"hours", "days", "business_days"})


class Span(Limits):
    """So much time: exactly one of hours, days and business days.

    Args:
        hours: hours from the moment itself.
        days: calendar days; the first is the day after the start, in the zone of the file, and the limit is
            the end of the last.
        business_days: days on which people work, counted likewise.
        calendar: which days these are: Monday to Friday, or also without the public holidays of `US`
            (federal) or `GB` (England and Wales), or those of mainland China with its make-up days (`CN`).
        source: the law, rule or page that sets the limit, with its date.
        legal: whether it is a law's.
    """

    hours: float | None = Field(default=None, gt=0)
    days: int | None = Field(default=None, gt=0)
    business_days: int | None = Field(default=None, gt=0)
    calendar: Calendar = "weekdays"
    source: str = ""
    legal: bool = False

    @model_validator(mode="after")
    def _one_measure(self) -> Span:
        if sum(getattr(self, measure) is not None for measure in MEASURES) != 1:
            raise ValueError("give exactly one of hours, days and business_days")
        return self

    @property
    def words(self) -> str:
        """Such as `48 h`, `7 days`, `2 business days (US)`."""
        if self.hours is not None:
            return f"{self.hours:g} h"
        if self.days is not None:
            return f"{self.days} day{'s' if self.days > 1 else ''}"
        return f"{self.business_days} business day{'s' if self.business_days != 1 else ''} ({self.calendar})"
