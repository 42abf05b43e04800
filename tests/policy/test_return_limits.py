from __future__ import annotations

import re
import tomllib

import pytest

from fulfil.errors import PolicyError
from fulfil.policy.policy import Policy
from fulfil.policy.policy_file import policy_of, read_policy
from fulfil.policy.preset import presets
from fulfil.policy.returns import ReturnLimits, Returns
from fulfil.policy.span import Span

#: Of each shipped policy of returns: its limits in words, and those that a law sets.
SHIPPED = {
    "amazon-us": ({"respond": "24 h", "refund": "2 business days (US)"}, set()),
    "cn-law": (
        {"handle": "15 days", "refund": "7 days", "deem": "15 days", "window": "7 days"},
        {"handle", "refund", "deem", "window"},
    ),
    "cn-platform": (
        {
            "respond": "5 days",
            "respond_unshipped": "24 h",
            "respond_not_received": "36 h",
            "refund_cancelled": "24 h",
        },
        set(),
    ),
    "eu": ({"refund": "14 days", "window": "14 days"}, {"refund", "window"}),
    "uk": ({"refund": "14 days", "window": "14 days"}, {"refund", "window"}),
    "us": ({"refund_cancelled": "7 business days (US)"}, {"refund_cancelled"}),
    "zappos": ({"window": "365 days"}, set()),
}
#: Words by which a preset says that its source is no primary one.
WEAK = {"cn-platform", "eu", "uk"}


def _spans(limits):
    return {
        name: span for name in ReturnLimits.model_fields if isinstance(span := getattr(limits, name), Span)
    }


def test_the_shipped_policies_of_returns_are_these():
    assert {name for name, text in presets().items() if "[returns." in text} == SHIPPED.keys()


@pytest.mark.parametrize("name", SHIPPED)
def test_each_number_has_its_source_with_a_year_and_says_whether_a_law_sets_it(name):
    words, legal = SHIPPED[name]
    text = presets()[name]
    spans = _spans(read_policy([name]).returns.limits)
    assert {limit: span.words for limit, span in spans.items()} == words
    assert {limit for limit, span in spans.items() if span.legal} == legal
    assert all(re.search(r"\b(19|20)\d\d\b", span.source) for span in spans.values())
    written = tomllib.loads(text)["returns"]["limits"]
    assert all(written[limit].keys() >= {"source", "legal"} for limit in spans)
    assert re.search(r"^# Source: .+ Date: \d{4}-\d{2}-\d{2}\.", text, re.MULTILINE)
    assert (re.search(r"^# Weak", text, re.MULTILINE) is not None) == (name in WEAK)


def test_by_default_only_the_law_of_china_is_set_and_only_for_its_platforms():
    returns = Policy().returns
    assert returns.limits == ReturnLimits()
    assert returns.by_country == {"CN": read_policy(["cn-law"]).returns.limits}
    assert all(span.legal and span.source for span in _spans(returns.by_country["CN"]).values())
    assert returns.limit("window", "CN").days == 7
    assert returns.limit("window", "US") is None
    assert returns.limit("window", None) is None
    assert returns.limit("respond", "CN") is None


def test_what_a_limit_counts_from_is_told_by_whoever_sets_it():
    returns = read_policy(["eu"]).returns
    assert returns.setter("refund", "CN").refund_from == "notice"
    assert returns.setter("window", None).window_of == "order"
    assert returns.setter("deem", "CN") is returns.by_country["CN"]
    assert read_policy(["zappos"]).returns.setter("window", "CN").window_from == "purchase"
    of_amazon = read_policy(["amazon-us"]).returns
    assert of_amazon.setter("window", "CN").window_of == "line"
    assert of_amazon.setter("handle", None) is None


def test_a_limit_replaces_another_with_its_source():
    own = policy_of("[returns.by_country.CN.refund]\nhours = 48\nsource = 'our own promise'\n")
    assert own.returns.limit("refund", "CN") == Span(hours=48, source="our own promise")
    assert own.returns.limit("deem", "CN").days == 15
    both = read_policy(["cn-law", "amazon-us"]).returns
    assert both.limits.refund.words == "2 business days (US)"
    assert not both.limits.refund.legal
    assert both.limits.window.days == 7


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[returns.limits.refund]\nhours = 48\ndays = 2\n", "exactly one of hours, days and business_days"),
        ("[returns.limits.refund]\nsource = 'x'\n", "exactly one of hours, days and business_days"),
        ("[returns.limits.refund]\nbusiness_days = 2\ncalendar = 'FR'\n", "calendar"),
        ("[returns.limits.refund]\ndays = 0\n", "greater than 0"),
        ("[returns.limits.refunds]\ndays = 1\n", "did you mean `refund`?"),
    ],
)
def test_a_limit_that_cannot_be_is_refused(text, what):
    with pytest.raises(PolicyError, match=re.escape(what)):
        policy_of(text)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(hours=36), "36 h"),
        (Span(hours=1.5), "1.5 h"),
        (Span(days=1), "1 day"),
        (Span(days=7), "7 days"),
        (Span(business_days=1, calendar="CN"), "1 business day (CN)"),
        (Span(business_days=2), "2 business days (weekdays)"),
    ],
)
def test_a_limit_in_words(span, words):
    assert span.words == words


def test_bands_and_shares_have_defaults():
    assert Returns().bands == (3, 7, 15, 30)
    assert Returns().within_days == (7, 15, 30)
