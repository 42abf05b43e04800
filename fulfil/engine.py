"""Which engine of Polars runs the plans of a run."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Up to so many bytes of exports, the plans of a run are run at once and not as a stream: starting a stream
#: costs about as much as the hundreds of plans over small tables do. From there on, a stream costs no more.
SMALL: Final = 32 << 20

_NAMED: Final = "POLARS_ENGINE_AFFINITY"


@contextmanager
def engine_for(size: int) -> Iterator[None]:
    """Run plans on the engine that is cheapest for some exports; what they say does not depend on it.

    The choice holds for the whole process. One that the environment makes is left alone.

    Args:
        size: the bytes of all exports.
    """
    if size > SMALL or _NAMED in os.environ:
        yield
        return
    pl.Config.set_engine_affinity("in-memory")
    try:
        yield
    finally:
        pl.Config.set_engine_affinity(None)
