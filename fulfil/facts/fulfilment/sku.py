"""SKUs as words that meet: by case, width and outer space only; and lines that no parcel needs to hold."""

from __future__ import annotations

import polars as pl


def passed_over(names: list[str], passing: tuple[str, ...]) -> pl.Expr:
    """Whether a line needs no parcel: a gift, a service, virtual goods, or a pick-up.

    Args:
        names: the columns of typed rows.
        passing: patterns of the names of gifts and services.

    Returns:
        A Boolean expression, never null.
    """
    ways = []
    if passing:
        words = f"(?i){'|'.join(f'(?:{pattern})' for pattern in passing)}"
        ways += [pl.col(name).str.contains(words) for name in ("product_name", "sku") if name in names]
    if "gift_state" in names:
        ways.append(pl.col("gift_state").cast(pl.String) == "yes")
    if "pick_up_state" in names:
        ways.append(pl.col("pick_up_state").cast(pl.String) == "yes")
    if "delivery_method_state" in names:
        ways.append(pl.col("delivery_method_state").cast(pl.String).is_in(["pick_up", "virtual"]))
    if "requires_shipping_state" in names:
        ways.append(pl.col("requires_shipping_state").cast(pl.String) == "no")
    if not ways:
        return pl.lit(value=False)
    return pl.any_horizontal(way.fill_null(value=False) for way in ways)
