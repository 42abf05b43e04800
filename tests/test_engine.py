"""Which engine runs a run, and that the answer does not depend on it."""

from __future__ import annotations

import os

import polars as pl
import pytest

from fulfil import engine
from fulfil.audit import Question, checked
from fulfil.report import make_report
from fulfil.reporters.json_report import json_pieces
from tests.fixtures.reading import FIXTURES

STORIES = [
    tuple(str(FIXTURES / "the_month" / name) for name in ("orders.csv", "shipments.csv", "returns.csv")),
    tuple(str(FIXTURES / "air_conditioners" / name) for name in ("orders.csv", "shipments.csv")),
]


def told(paths):
    with checked(paths, Question()) as run:
        return "".join(json_pieces(make_report(run), (), personal=False))


@pytest.fixture(autouse=True)
def unnamed(monkeypatch):
    """Nothing is said of the engine beforehand, and by nothing afterwards."""
    monkeypatch.delenv(engine._NAMED, raising=False)
    yield
    assert engine._NAMED not in os.environ


@pytest.mark.parametrize("paths", STORIES)
def test_a_stream_tells_the_same(paths, monkeypatch):
    at_once = told(paths)
    monkeypatch.setattr(engine, "SMALL", 0)
    assert told(paths) == at_once


def test_large_files_are_streamed():
    with engine.engine_for(engine.SMALL):
        assert os.environ[engine._NAMED] == "in-memory"
    with engine.engine_for(engine.SMALL + 1):
        assert engine._NAMED not in os.environ


def test_what_the_user_names_is_left_alone(monkeypatch):
    monkeypatch.setenv(engine._NAMED, "streaming")
    with engine.engine_for(1):
        assert os.environ[engine._NAMED] == "streaming"
    monkeypatch.delenv(engine._NAMED)


def test_it_is_given_back_after_an_error():
    with pytest.raises(RuntimeError), engine.engine_for(1):
        raise RuntimeError
    assert pl.LazyFrame({"a": [1]}).collect().height == 1


def test_the_tests_run_with_one_thread_each():
    assert pl.thread_pool_size() == int(os.environ["POLARS_MAX_THREADS"])
