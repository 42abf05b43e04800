from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.facts.notes import classify_notes
from fulfil.policy.notes import default_note_phrases, read_note_phrases

PHRASES = default_note_phrases()


def classify(*notes, phrases=PHRASES):
    return list(classify_notes(pl.Series(notes, dtype=pl.String), phrases).iter_rows())


@pytest.mark.parametrize(
    "note",
    [
        "不要发货",
        "先别发，等通知",
        "先別發貨，等客戶通知",
        "暂不发货",
        "客户出差 下周三再说 先不发",
        "等我通知再发货",
        "暫緩發貨",
        "拦截",
        "已联系圆通拦截",
        "退款不发",
        "买家申请退款",
        "客户取消订单",
        "缺货，等货到了一起发",
        "红色断货",
        "库存不足待补货",
        "改地址，见旺旺",
        "地址改为浙江省杭州市样本路1号",
        "待客户确认尺码",
        "重复下单，只发一单",
        "勿发！！",
        "HOLD单",
        "ＨＯＬＤ",
        "DO NOT SHIP until Friday",
        "Please don't ship yet",
        "Don’t ship - waiting on customer",
        "on hold",
        "Customer asked to cancel",
        "order cancelled per phone call",
        "blue one out of stock",
        "change of address, see email",
        "Hold for payment",
        "do not\nship",
    ],
)
def test_notes_that_forbid_shipping(note):
    ((forbids, _),) = classify(note)
    assert forbids is not None


@pytest.mark.parametrize(
    "note",
    [
        "不要发圆通",
        "先不要发圆通，发顺丰",
        "不要发票",
        "发票不要 发货快点",
        "不要，发货了再说",
        "无需加急",
        "已改地址，可以发货",
        "已改地址",
        "地址无误",
        "可以发货",
        "别发错颜色",
        "勿发错货",
        "请勿延迟发货",
        "不缺货",
        "如缺货请换黑色",
        "取消拦截，正常发货",
        "取消退款 正常发",
        "买家已通知发货",
        "不用等通知，直接发",
        "赠送运费险",
        "运费已退款",
        "包装不要了",
        "household goods",
        "holding tank, threshold",
        "hold removed, ok to ship",
        "Do not hold",
        "avoid plastic",
        "please do not cancel",
        "if out of stock please call",
        "no longer on hold",
        "do not ship via UPS",
        "",
        "订单拆分为 300100000003    300100000004",
        None,
    ],
)
def test_notes_that_do_not(note):
    ((forbids, _),) = classify(note)
    assert forbids is None


@pytest.mark.parametrize(
    ("note", "asks"),
    [
        ("加急！！", ["urgent"]),
        ("尽快发货，谢谢", ["urgent"]),
        ("急用 今天发", ["urgent"]),
        ("無需加急", []),
        ("不用加急", []),
        ("不着急", []),
        ("不着急，但请尽快", ["urgent"]),
        ("no rush", []),
        ("ASAP please", ["urgent"]),
        ("rush order!", ["urgent"]),
        ("brush set", []),
        ("发顺丰", ["carrier"]),
        ("發順豐", ["carrier"]),
        ("请发 SF", ["carrier"]),
        ("指定顺丰到付", ["carrier"]),
        ("不要发圆通", ["carrier"]),
        ("别发申通，送不到", ["carrier"]),
        ("已发顺丰", []),
        ("ship via FedEx", ["carrier"]),
        ("I love groups", []),
        ("地址改为江苏省苏州市样本路8号", ["address_change"]),
        ("地址写错了", ["address_change"]),
        ("已改地址", []),
        ("不用改地址", []),
        ("Please ship to this address: 1 Test Rd", ["address_change"]),
        ("送货前请电话联系", ["call"]),
        ("送货前打电话", ["call"]),
        ("不要打电话", []),
        ("call before delivery", ["call"]),
        ("no need to call before delivery", []),
        ("周末送货", ["delivery"]),
        ("不要放驿站，送货上门", ["delivery"]),
        ("Leave at the door", ["delivery"]),
        ("要发票，抬头示例公司", ["invoice"]),
        ("不要发票", []),
        ("无需开票", []),
        ("invoice please", ["invoice"]),
        ("please no invoice", []),
        ("送礼的，写贺卡", ["gift"]),
        ("It's a gift, no receipt", ["gift"]),
        ("请用顺丰\n周末送货", ["carrier", "delivery"]),
        ("加急发顺丰，要发票", ["urgent", "carrier", "invoice"]),
        ("请送到家门口", []),
        ("红色", []),
        ("", []),
        (None, []),
    ],
)
def test_what_notes_ask_for(note, asks):
    assert classify(note)[0][1] == asks


def test_the_phrase_is_named_as_the_policy_spells_it():
    assert classify("請先別發貨，等通知")[0][0] == "先别发"
    assert classify("Don’t ship")[0][0] == "don't ship"


SMALL = """
carriers = ["圆通"]
negators = ["无需"]
[forbids.hold]
about = "do not ship"
phrases = ["不要发"]
unless = ["不要发票"]
[asks.carrier]
about = "a courier"
phrases = ["不要发{carrier}"]
[asks.urgent]
about = "hurry"
phrases = ["加急", "rush"]
unless = ["{not}加急"]
"""


class TestSmallVocabulary:
    phrases = read_note_phrases(SMALL)

    @pytest.mark.parametrize(
        ("note", "expected"),
        [
            ("不要发", ("不要发", [])),
            ("不要发票", (None, [])),
            ("不要发票，也不要发", ("不要发", [])),
            ("不要发圆通", (None, ["carrier"])),
            ("无需加急", (None, [])),
            ("无需，加急", (None, ["urgent"])),
            ("rush", (None, ["urgent"])),
            ("RUSH!", (None, ["urgent"])),
            ("crush", (None, [])),
        ],
    )
    def test_exceptions_and_longer_phrases_win(self, note, expected):
        assert classify(note, phrases=self.phrases) == [expected]

    def test_no_phrases_find_nothing(self):
        assert classify("不要发", None, phrases=read_note_phrases("")) == [(None, []), (None, [])]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.none()
        | st.text(max_size=8)
        | st.text("不要发圆通票加急先別，hold ", max_size=12)
        | st.sampled_from(["不要发货", "发顺丰", "hold", "无需加急"]),
        max_size=6,
    )
)
def test_each_note_is_read_by_itself_and_nothing_raises(notes):
    assert classify(*notes) == [row for note in notes for row in classify(note)]


def test_every_phrase_is_found_by_itself():
    seen = 0
    for kind, groups in (("forbids", PHRASES.forbids), ("asks", PHRASES.asks)):
        for name, group in groups.items():
            spelt = [spelling for phrase in group.phrases for spelling in PHRASES.spell_out(phrase)]
            seen += len(spelt)
            for spelling, (forbids, asks) in zip(spelt, classify(*spelt), strict=True):
                assert (forbids is not None) if kind == "forbids" else (name in asks), (name, spelling)
    assert seen > 300


def test_every_exception_silences_its_own_group():
    spelt = [
        (name, spelling)
        for name, group in PHRASES.asks.items()
        for phrase in group.unless
        for spelling in PHRASES.spell_out(phrase)
    ]
    assert len(spelt) > 50
    rows = classify(*[spelling for _, spelling in spelt])
    for (name, spelling), (_, asks) in zip(spelt, rows, strict=True):
        assert name not in asks, (name, spelling)


def test_no_exception_forbids_shipping():
    spelt = [
        (name, spelling)
        for name, group in PHRASES.forbids.items()
        for phrase in group.unless
        for spelling in PHRASES.spell_out(phrase)
    ]
    assert len(spelt) > 50
    for (name, spelling), (forbids, _) in zip(spelt, classify(*[each for _, each in spelt]), strict=True):
        assert forbids is None, (name, spelling, forbids)
