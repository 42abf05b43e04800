"""The numbering plans of countries, as patterns that Polars can run, taken from phonenumberslite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

_TYPES: Final = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)
_LOOK_AROUND: Final = re.compile(r"\(\?[=!<]|\\[1-9]")


@dataclass(frozen=True, slots=True)
class DiallingPlan:
    """How numbers of one country look.

    Attributes:
        code: country calling code, such as 49.
        pattern: Rust regex over digits with an optional leading `+`; its first group is the national number.
            It accepts only valid numbers, but not all of them.
    """

    code: int
    pattern: str


@cache
def dialling_plan(country: str) -> DiallingPlan | None:
    """Compile the plan of a country when it is first met.

    Args:
        country: ISO 3166 code of two letters.

    Returns:
        None where the country is unknown or its plan cannot be one pattern.
    """
    from phonenumbers import PhoneMetadata  # noqa: PLC0415 - 0.1 s that files of Chinese mobiles need not pay

    plan = PhoneMetadata.metadata_for_region(country, None)
    if (
        plan is None
        or plan.country_code is None
        or plan.national_prefix_transform_rule
        or plan.leading_digits
    ):
        return None
    descriptions = [getattr(plan, kind) for kind in _TYPES]
    patterns = [
        f"(?:{about.national_number_pattern})"
        for about in descriptions
        if about is not None and about.national_number_pattern
    ]
    prefix = plan.national_prefix if (plan.national_prefix or "").isdigit() else ""
    trunk = f"(?:{prefix})?" if prefix else ""
    abroad = r"(?:\+|00)" if plan.international_prefix == "00" else r"\+"
    pattern = rf"^(?:{abroad}{plan.country_code}|{trunk})({'|'.join(patterns)})$"
    return None if _LOOK_AROUND.search(pattern) else DiallingPlan(plan.country_code, pattern)


def judge_number(text: str, country: str) -> str | None:
    """Ask phonenumberslite about one number.

    Args:
        text: the number, without its extension.
        country: ISO 3166 code of two letters that a number without `+` is read in.

    Returns:
        The number in E.164 where it is valid, else None.
    """
    from phonenumbers import (  # noqa: PLC0415 - see above
        NumberParseException,
        PhoneNumberFormat,
        format_number,
        is_valid_number,
        parse,
    )

    try:
        number = parse(text, country)
    except NumberParseException:
        return None
    return format_number(number, PhoneNumberFormat.E164) if is_valid_number(number) else None
