from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfil.reporters.formats.sarif.uris import Uris


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("orders.csv", "orders.csv"),
        ("./exports/orders.csv", "exports/orders.csv"),
        ("../exports/orders.csv", "../exports/orders.csv"),
        ("十一月 订单.csv", "%E5%8D%81%E4%B8%80%E6%9C%88%20%E8%AE%A2%E5%8D%95.csv"),
        ("50%#?.csv", "50%25%23%3F.csv"),
        ("c:orders.csv", "c%3Aorders.csv"),
        ("back\\slash.csv", "back%5Cslash.csv"),
        ("/repo/exports/orders.csv", "exports/orders.csv"),
        ("/data/orders.csv", "orders.csv"),
        ("-", "-"),
    ],
)
def test_posix(path, uri):
    assert Uris([path], "/repo", windows=False).of(path) == uri


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("exports\\orders.csv", "exports/orders.csv"),
        ("exports/orders.csv", "exports/orders.csv"),
        ("C:\\repo\\exports\\orders.csv", "exports/orders.csv"),
        ("c:\\Repo\\a b.csv", "a%20b.csv"),
        ("D:\\data\\orders.csv", "orders.csv"),
        ("\\\\server\\share\\orders.csv", "orders.csv"),
    ],
)
def test_windows(path, uri):
    assert Uris([path], "C:\\repo", windows=True).of(path) == uri


def test_files_elsewhere_are_kept_apart():
    paths = ["/data/a/orders.csv", "/data/b/orders.csv", "here.csv"]
    assert Uris(paths, "/repo", windows=False).all == ["a/orders.csv", "b/orders.csv", "here.csv"]


def test_no_file_is_the_first_one():
    assert Uris(["a.csv", "b.csv"], windows=False).of(None) == "a.csv"
    assert Uris([], windows=False).of(None) is None


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1),
        min_size=1,
        max_size=3,
    )
)
def test_every_relative_path_is_a_uri_and_comes_back(names):
    names = [name for name in names if name != "."] or ["x"]
    path = "/".join(names)
    uri = Uris([path], windows=False).of(path)
    parts = urlsplit(uri)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert uri.isascii()
    assert unquote(uri) == path
