from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfil.errors import ExitCode, OutputError, PolicyError
from fulfil.lock.lock import Feed, Lock, MappedColumn, read_lock
from fulfil.lock.lock_text import lock_text, write_lock
from fulfil.tables import COLUMNS_OF, Subject

MAPPED = MappedColumn(headers=("收货地区",), rows=10, nulls=2)
FULL = Feed(
    name="orders",
    profile="generic",
    subjects=(Subject.ORDERS, Subject.SHIPMENTS),
    expected=False,
    min_records=5,
    records=10,
    columns=("订单编号", '引"号\\', "tab\there", "\x7f", "收货地区"),
    sometimes=("备注",),
    mapped={"orders.county": MAPPED, "orders.seller_note": MappedColumn(headers=("备注",), optional=True)},
    words={"orders.status": ("交易关闭", "待发货")},
)

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
columns = st.sampled_from(
    [f"{column.table}.{name}" for several in COLUMNS_OF.values() for name, column in several.items()]
)
feeds = st.builds(
    Feed,
    name=texts,
    profile=texts,
    subjects=st.lists(st.sampled_from(Subject), unique=True).map(tuple),
    min_records=st.none() | st.integers(0, 9),
    columns=st.lists(texts, max_size=3).map(tuple),
    sometimes=st.lists(texts, max_size=3).map(tuple),
    mapped=st.dictionaries(
        columns,
        st.builds(MappedColumn, headers=st.lists(texts, min_size=1, max_size=3).map(tuple)),
        max_size=3,
    ),
    words=st.dictionaries(columns, st.lists(texts, max_size=3).map(tuple), max_size=3),
)


def save(folder, text):
    path = folder / "exports.lock.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_what_is_written_is_read_again(tmp_path):
    lock = Lock(feed=(FULL, Feed(name="a", profile="jd_orders")))
    write_lock(lock, str(tmp_path / "x.toml"))
    again = read_lock(str(tmp_path / "x.toml"))
    assert [feed.name for feed in again.feed] == ["a", "orders"]
    assert again.feed[1] == FULL
    assert [path.name for path in tmp_path.iterdir()] == ["x.toml"]


@given(some=st.lists(feeds, max_size=3, unique_by=lambda feed: feed.name))
def test_any_text_survives(some):
    lock = Lock(feed=tuple(sorted(some, key=lambda feed: feed.name)))
    assert Lock.model_validate(tomllib.loads(lock_text(lock))) == lock


def test_the_file_explains_itself_and_is_sorted():
    text = lock_text(Lock(feed=(FULL, FULL.model_copy(update={"name": "a"}))))
    assert text.startswith("# ")
    assert "min_records = 100" in text.split("version")[0]
    assert text.index('name = "a"') < text.index('name = "orders"')
    assert '"orders.county" = { headers = ["收货地区"], rows = 10, nulls = 2 }\n' in text


def test_windows_may_have_edited_it(tmp_path):
    text = b"\xef\xbb\xbf" + lock_text(Lock(feed=(FULL,))).replace("\n", "\r\n").encode()
    assert read_lock(save(tmp_path, text)).feed == (FULL,)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("version = 1\n\n[[feed\n", 3, "no valid TOML"),
        ("# x\nversion = 2\n[[feed]]\nnews = 1\n", 2, "of version 2, and this fulfil knows version 1"),
        ("[[feed]]\n", 1, "does not say its version"),
        ('version = "1"\n', 1, "does not say its version"),
        ('version = 1\n[[feed]]\nname="a"\nprofile="b"\n[[feed]]\nname="c"\nprofil="d"\n', 5, "feed.1."),
        ('version = 1\n[[feed]]\nname="a"\nprofile="b"\n[feed.words]\n"orders.x"=[]\n', 2, "no canonical"),
        (
            'version = 1\n[[feed]]\nname="a"\nprofile="b"\n[[feed]]\nname="a"\nprofile="b"\n',
            None,
            "called `a`",
        ),
        (
            'version=1\n[[feed]]\nname="a"\nprofile="b"\n[feed.mapped]\n"orders.city"={headers=["x"],nulls=3}\n',
            2,
            "3 of 0 rows",
        ),
        (b"version = 1 # \xff\n", None, "UTF-8"),
    ],
)
def test_a_lock_that_cannot_be_used_is_refused_with_its_line(tmp_path, text, line, told):
    path = save(tmp_path, text)
    with pytest.raises(PolicyError, match=told) as refused:
        read_lock(path)
    assert (refused.value.path, refused.value.line) == (path, line)
    assert refused.value.hint
    assert refused.value.exit_code is ExitCode.POLICY


def test_a_missing_lock_says_how_it_is_made(tmp_path):
    with pytest.raises(PolicyError, match="no such lock") as refused:
        read_lock(str(tmp_path / "none.toml"))
    assert "fulfil inspect FILES --lock" in refused.value.hint


def test_a_lock_that_cannot_be_written_leaves_the_old_one(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        write_lock(Lock(), str(tmp_path / "none" / "x.toml"))
    (tmp_path / "x.toml").mkdir()
    with pytest.raises(OutputError):
        write_lock(Lock(), str(tmp_path / "x.toml"))
    assert [path.name for path in tmp_path.iterdir()] == ["x.toml"]
