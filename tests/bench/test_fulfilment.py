"""The worlds hold what they say: plain joins of their files count what was planted."""

from __future__ import annotations

import polars as pl
import pytest

from tests.bench.fulfilment import MODES, world
from tests.bench.worlds.clean import CLEAN
from tests.bench.worlds.planted import PLANTED, PLANTED_CODES
from tests.bench.worlds.story_tables import tables

ORDERS = 3_000


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    return world(tmp_path_factory.mktemp("planted"), "planted", ORDERS, every=4)


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return world(tmp_path_factory.mktemp("clean"), "clean", ORDERS)


def read(made):
    return [pl.read_csv(path, infer_schema=False) for path in made.files]


def test_every_code_is_planted_and_counted(planted):
    truth = planted.truth()
    assert set(planted.planted) == set(PLANTED_CODES)
    assert len(PLANTED_CODES) >= 20
    assert dict(truth["rule"].value_counts().iter_rows()) == planted.planted
    assert truth.is_duplicated().sum() == 0


def test_nothing_is_planted_in_a_clean_world(clean):
    assert clean.planted == {}
    assert clean.truth().is_empty()


@pytest.mark.parametrize("mode", MODES)
def test_files_are_as_long_as_they_say(mode, tmp_path):
    made = world(tmp_path, mode, ORDERS)
    orders, shipments, returns = read(made)
    assert orders.select("shop", "order_id").n_unique() == made.orders == ORDERS
    assert (orders.height, shipments.height, returns.height) == (made.lines, made.records, made.returns)
    assert made.lines / ORDERS == pytest.approx(1.45, abs=0.07)
    assert made.records / ORDERS == pytest.approx(1.6, abs=0.07)
    assert made.returns > 0


@pytest.mark.parametrize("mode", MODES)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(mode, tmp_path):
    first, again = (world(tmp_path / name, mode, 500, seed=5) for name in "ab")
    other = world(tmp_path / "a", mode, 500, seed=6)
    assert other.folder != first.folder
    for one, same, unlike in zip(first.files, again.files, other.files, strict=True):
        assert one.read_bytes() == same.read_bytes() != unlike.read_bytes()


def test_a_world_that_was_cut_short_is_written_again(tmp_path):
    made = world(tmp_path, "clean", 300)
    whole = made.files[0].read_bytes()
    made.files[0].write_bytes(whole[:100])
    assert world(tmp_path, "clean", 300) == made, "what is there is kept"
    assert made.files[0].read_bytes() == whole[:100]
    (made.folder / "world.json").unlink()
    world(tmp_path, "clean", 300)
    assert made.files[0].read_bytes() == whole


def test_every_story_is_told():
    assert len(PLANTED) > 30
    assert set(tables().orders["story"]) == set(range(len(CLEAN) + len(PLANTED)))


def test_rows_stand_where_the_truth_says(planted):
    orders, shipments, _ = (frame.with_row_index("record", 1) for frame in read(planted))
    truth = planted.truth()

    def rows(code, file, frame):
        return frame.join(truth.filter(pl.col("rule") == code, pl.col("file") == file), on="record")

    assert set(rows("DLV002", "shipments.csv", shipments)["delivery_status"]) == {"returned"}
    assert set(rows("DLV003", "shipments.csv", shipments)["attempts"]) == {"2"}
    missing = rows("SHP002", "shipments.csv", shipments)
    assert (missing["carrier"].is_null() | missing["tracking_number"].is_null()).all()
    late = rows("DLV001", "shipments.csv", shipments)
    done = pl.coalesce("delivered_at", pl.lit("9"))
    assert late.select((done > pl.col("promised_delivery_at")).all()).item()
    over = rows("SPL002", "orders.csv", orders)
    short = rows("SPL001", "orders.csv", orders)
    assert over.height
    assert set(short["status"]) <= {"delivered", "shipped"}


def test_plain_lines_of_a_clean_world_get_what_was_due(clean):
    orders, shipments, returns = read(clean)
    replaced = returns["exchange_tracking_number"].drop_nulls().implode()
    sent = (
        shipments.filter(
            pl.col("voided") == "no",
            pl.col("reship_of").is_null(),
            ~pl.col("tracking_number").is_in(replaced),
        )
        .with_columns(pl.col("sku").str.strip_chars().str.normalize("NFKC").str.to_uppercase())
        .group_by("shop", "order_id", "sku")
        .agg(sent=pl.col("quantity").cast(pl.Int64).sum())
    )
    dead = pl.col("line_status").is_not_null() | pl.col("status").is_in(["cancelled", "unpaid"])
    due = (
        pl.when(dead).then(0).otherwise(pl.col("quantity").cast(int) - pl.col("cancelled_quantity").cast(int))
    )
    asked = (
        orders.filter(pl.col("status") != "to_ship", pl.col("sku").str.contains(r"^[ABC]-"))
        .group_by("shop", "order_id", "sku")
        .agg(due=due.sum())
        .join(sent, on=["shop", "order_id", "sku"], how="left")
    )
    assert asked.height > ORDERS
    assert asked.filter(pl.col("due") != pl.col("sent").fill_null(0)).is_empty()


def test_a_parcel_is_one_order_or_of_one_buyer(clean):
    orders, shipments, _ = read(clean)
    who = orders.select("shop", "order_id", "buyer_id").unique()
    parcels = shipments.join(who, on=["shop", "order_id"], how="left").group_by("carrier", "tracking_number")
    told = parcels.agg(buyers=pl.col("buyer_id").n_unique(), orders=pl.col("order_id").n_unique())
    assert told["buyers"].max() == 1
    assert told["orders"].max() == 2


def test_nothing_is_told_of_the_future(clean):
    moments = [
        frame[name].max()
        for frame in read(clean)
        for name in frame.columns
        if name.endswith("_at") and not name.startswith("promised")
    ]
    assert max(moments) <= "2026-05-01 00:00:00"
    statuses = read(clean)[0]["status"].unique().to_list()
    assert {"to_ship", "shipped", "delivered", "cancelled", "unpaid"} == set(statuses)
