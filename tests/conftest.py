"""How the tests run."""

from __future__ import annotations

import os

# As many processes as cores run the tests, on tables of a few rows: more threads would wait for each other.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
