"""How sure a curve of durations is: bands that hold the truth 95 times in 100."""

from __future__ import annotations

from typing import Final

import polars as pl

#: The normal distribution has 95 % of its mass within so many standard deviations.
_DEVIATIONS: Final = 1.959963984540054


def banded(curve: pl.DataFrame) -> pl.DataFrame:
    """A curve with the lower and upper end of its 95 % band at each duration.

    Greenwood's variance on the scale of log(-log survival), so that the band stays between 0 and 1: J. D.
    Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data (1980), 1.3; the default
    of lifelines, and `conf.type="log-log"` of R's survival. As there, a curve that has not fallen yet has no
    width. Where it is 0 the variance is not defined: the upper end is null there, as in R; lifelines says 0,
    which would make the last one that ended look certain.

    Args:
        curve: see `survival.kaplan_meier`.

    Returns:
        The curve with `low high`, of `survival`.
    """
    survival, log = pl.col("survival"), pl.col("survival").log()
    width = (_DEVIATIONS * pl.col("greenwood").sqrt() / log.abs()).exp()
    inside = (survival > 0) & (survival < 1)
    return curve.with_columns(
        low=pl.when(inside).then((log * width).exp()).otherwise(survival),
        high=pl.when(inside).then((log / width).exp()).when(survival > 0).then(survival),
    )
