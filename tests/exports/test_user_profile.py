from __future__ import annotations

import pytest

from fulfil.errors import ExitCode, PolicyError
from fulfil.exports.user_profile import profile_name, user_profile

LEAST = """signature = ["A", "B"]

[orders.columns]
order_id = "A"
status = "B"
"""


@pytest.fixture
def load(tmp_path):
    def call(text, name="My shop.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return user_profile(str(path))

    return call


def refusal(load, text):
    with pytest.raises(PolicyError) as error:
        load(text)
    assert error.value.exit_code is ExitCode.POLICY
    assert error.value.path.endswith("My shop.toml")
    return error.value


def test_little_is_enough(load):
    profile = load(LEAST)
    assert (profile.name, profile.platform, profile.grain) == ("my_shop", "own shop", "line")
    assert profile.evidence.grade == "C"
    assert profile.evidence.source.endswith("My shop.toml")
    assert profile.evidence.date is None
    assert load(LEAST.replace("orders", "returns")).grain == "return_line"
    assert load(LEAST + '[evidence]\nsource = "seen"\n').evidence.source == "seen"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_editors_and_shells_write_can_be_read(load, encoding):
    assert load(LEAST.replace("\n", "\r\n").encode(encoding)).signature == ("A", "B")


def test_names_are_safe_and_never_a_shipped_ones():
    assert profile_name("某店 2026/订单") == "某店_2026_订单"
    assert profile_name("jd_orders") == "my_jd_orders"
    assert profile_name("generic") == "my_generic"
    assert profile_name("...") == "shop"


@pytest.mark.parametrize(
    ("change", "what", "line"),
    [
        (
            ('order_id = "A"', 'ordr_id = "A"'),
            "`ordr_id` is no canonical column of orders; did you mean `order_id`?",
            4,
        ),
        (("signature", "signatur"), "`signatur` is no key of a profile; did you mean `signature`?", 1),
        (('order_id = "A"', 'order_id = "A'), "the profile is no valid TOML", 4),
        (("[orders.columns]", "[orders]"), "`order_id` is a column: columns stand in [orders.columns]", 4),
        (
            ("[orders.columns]", "[order.columns]"),
            "`order` is no key of a profile; did you mean `orders`?",
            3,
        ),
        (
            ('status = "B"', '[words.stauts]\nshipped = ["x"]'),
            "`stauts` is no vocabulary; did you mean `status`?",
            5,
        ),
        (
            ('status = "B"', '[words.status]\nclosed = ["y"]\nshiped = ["x"]'),
            "`shiped` is no status state; did you mean `shipped`?; there are unpaid, deposit, ",
            7,
        ),
        (('status = "B"', '[words.status]\nclosed = ["x"]\nshipped = [" X"]'), "is closed and shipped", 7),
        (('status = "B"', '[orders.constants]\nstats = "x"'), "`stats` is no canonical column", 6),
        (("signature", 'zone = "Asia/Shangai"\nsignature'), "`Asia/Shangai` is no IANA time zone", 1),
        (("signature", 'encodings = ["gbk2"]\nsignature'), "`gbk2` is no encoding", 1),
        (("signature", 'grain = "row"\nsignature'), "the profile is wrong at `grain`", 1),
        (("signature", 'name = "jd_orders"\nsignature'), "`jd_orders` is the name of a shipped profile", 1),
        (("signature", 'platform = "own"\nsignature'), "the platform `own` is kept", 1),
        (('signature = ["A", "B"]', ""), "it has no signature", None),
        (('signature = ["A", "B"]', "signature = []"), "it has no signature", 1),
        (('order_id = "A"', ""), "no header is given for `order_id`, which names the order", 3),
        (("[orders.columns]", "[evidence]\ndate = 2026-01-01\n[orders.columns]\n"), "", None),
    ],
)
def test_what_is_wrong_is_told_with_its_line(load, change, what, line):
    text = LEAST.replace(*change)
    assert text != LEAST
    if not what:
        assert load(text).evidence.date.isoformat() == "2026-01-01"
        return
    error = refusal(load, text)
    assert what in error.what
    assert error.line == line


def test_a_file_that_is_no_text_or_is_not_there(load, tmp_path):
    assert refusal(load, b'signature = ["\xd6\xd0"]').line == 1
    with pytest.raises(PolicyError, match="cannot be read"):
        user_profile(str(tmp_path / "missing.toml"))


def test_general_words_stand_beneath_the_profiles_own(load):
    profile = load(LEAST + '[words.status]\nto_ship = ["待配货", "已完成"]\n')
    words = profile.words["status"]
    assert {"待配货", "已完成", "待发货"} <= set(words["to_ship"])
    assert "已完成" not in words["delivered"]
    assert "已取消" in words["cancelled"]
    assert load(LEAST).words == {}


def test_a_question_that_is_still_open_is_named(load):
    text = LEAST.replace('order_id = "A"', '# choose: "A" may be order_id or line_id\n# order_id = "A"')
    error = refusal(load, text)
    assert (error.line, error.hint) == (4, 'choose: "A" may be order_id or line_id')
    text = '# choose: what one record tells of: orders or returns\n# [orders.columns]\nsignature = ["A"]\n'
    error = refusal(load, text)
    assert (error.line, error.hint) == (1, "choose: what one record tells of: orders or returns")
