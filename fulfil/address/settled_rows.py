"""Telling the rows without a verdict, for whoever wants the others only."""

from __future__ import annotations

import polars as pl

from .countries import HOME, country_codes
from .resolver import default_resolver
from .settle import given_regions, typed_text


def settled(frame: pl.DataFrame) -> pl.Series:
    """The rows that `resolve` gives no verdict at a glance, told without putting their answer together.

    Their country is China, their region columns or the head of their text name one complete place, and what
    follows is plain text with a number and without a word that could name a division or a mask. Most rows of
    an export are such rows. The answer is never yes where `resolve` has a verdict; it may be no where it has
    none.

    Args:
        frame: the columns that `resolve` takes.

    Returns:
        Boolean, one per row.
    """
    if frame.is_empty():
        return pl.Series([], dtype=pl.Boolean)
    given, text, glances = given_regions(frame), typed_text(frame), default_resolver().glances
    glance = glances.cells(frame, given, text) if given else glances.texts(text)
    return glance.settled & _at_home(frame)


def _at_home(frame: pl.DataFrame) -> pl.Series | bool:
    return country_codes(frame["country"]) == HOME if "country" in frame.columns else True
