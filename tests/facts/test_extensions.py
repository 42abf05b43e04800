from __future__ import annotations

import polars as pl
import pytest

from fulfil.facts.extensions import address_extensions


@pytest.mark.parametrize(
    ("address", "extension"),
    [
        ("浙江省杭州市余杭区样本路1号[1234]", "1234"),
        ("样本路1号【1234】", "1234"),
        ("样本路1号 转1234", "1234"),
        ("样本路1号（电话转接1234）", "1234"),
        ("样本路1号 分机:1234", "1234"),
        ("张示例[1234]样本路1号[1234]", "1234"),
        ("张示例[1234]样本路1号[5678]", None),
        ("样本路1234号", None),
        ("样本路1号[12]", None),
        ("右转123456789", None),
        ("", None),
        (None, None),
    ],
)
def test_extension_in_an_address(address, extension):
    assert address_extensions(pl.Series([address], dtype=pl.String)).to_list() == [extension]


def test_each_by_itself():
    found = address_extensions(pl.Series("street", ["a[123]", None, "b"]))
    assert found.to_list() == ["123", None, None]
