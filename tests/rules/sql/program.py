"""What the program finds in files, in the form of the oracle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from fulfil.audit import Question, checked
from fulfil.rules.registry import BY_CODE
from fulfil.sets.kits import read_kits

from .oracle import CODES, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable


def found(paths: Iterable[Path], kits: Path, **asked: object) -> pl.DataFrame:
    """The findings of the rules that the oracle states: `rule file record`, folded ones among them."""
    assert set(CODES) <= set(BY_CODE), "each rule that is stated here must be one of the program's"
    question = Question(kits=read_kits(str(kits)), **asked)
    with checked([str(path) for path in paths], question) as run:
        names = [Path(export.path).name for export in run.exports]
        places = run.facts.spine.select("row", "record", file=pl.lit(pl.Series(names)).gather("file"))
        rows = [
            each.rows.select("row")
            .join(places, on="row")
            .select(rule=pl.lit(each.rule.code), file="file", record=pl.col("record").cast(pl.UInt32))
            for each in run.findings
            if each.rule.code in CODES
        ]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *rows]).sort("rule", "file", "record")
