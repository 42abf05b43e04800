"""How much the tests try: what a change needs by default, and far more where `FULFIL_THOROUGH` is set."""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("FULFIL_THOROUGH"))


def examples(few):
    """How many examples Hypothesis makes."""
    return 10 * few if THOROUGH else few


def chosen(values, few=1):
    """The first of some worlds, seeds or the like; all of them where the tests are thorough."""
    assert 0 < few <= len(values)
    return values if THOROUGH else values[:few]
