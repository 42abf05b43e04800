"""`fulfil order`: one order's whole life, from the exports that tell of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from fulfil.errors import UsageError

from ..asking import question
from ..inputs import forced_inputs
from ..option_groups import Judging, Kinds
from ..options import Exports, NoColor, Personal, Quiet, TwoFormats, Written
from ..progress import progress_bar
from ..spread import spread
from ..streams import to_people, write_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fulfil.audit import Checked
    from fulfil.order_life import OrderLife

OrderId = Annotated[
    str, typer.Argument(metavar="ORDER_ID", help="The order's id, with or without # before it.")
]
Shop = Annotated[
    str | None,
    typer.Option("--shop", metavar="NAME", help="Only this shop's, where several shops use the same id."),
]


@spread
def order(  # noqa: PLR0913  (the options of the command)
    *,
    order_id: OrderId,
    files: Exports = None,
    shop: Shop = None,
    kinds: Kinds,
    judging: Judging,
    personal: Personal = False,
    no_color: NoColor = False,
    quiet: Quiet = False,
    format: Written = TwoFormats.TERMINAL,  # noqa: A002  (the option's name)
) -> int:
    """Show one order's whole life: siblings, lines, parcels, times, returns, promises and findings.

    Reads and judges the files as `fulfil audit` does. Exits 2 if no order has the id.
    """
    from fulfil.audit import checked
    from fulfil.order_lives import order_lives
    from fulfil.report import make_report

    paths, forced = forced_inputs(files or (), kinds, judging.tables)
    with progress_bar(quiet=quiet, no_color=no_color) as progress:
        asked = replace(question(judging, only_due=False, progress=progress, quiet=quiet), forced=forced)
        with checked(paths, asked) as run:
            lives = order_lives(run, order_id, shop)
            if not lives:
                raise _unknown(run, order_id, shop)
            report = make_report(run)
    if format is TwoFormats.JSON:
        from fulfil.reporters.json_order import order_json

        write_pieces(order_json(lives, report, personal=personal), utf8=True)
    else:
        from fulfil.reporters.plain_order import order_lines
        from fulfil.reporters.terminal_order import print_lives

        to_people(
            lambda screen: print_lives(lives, report, screen),
            lambda: order_lines(lives, report, personal=personal),
            no_color=no_color,
        )
    return 0


def _unknown(run: Checked, order_id: str, shop: str | None) -> UsageError:
    from fulfil.order_lives import nearest_ids, order_lives

    elsewhere: Sequence[OrderLife] = order_lives(run, order_id) if shop is not None else ()
    if elsewhere:
        shops = ", ".join(life.shop or "a shop without a name" for life in elsewhere)
        return UsageError(f"the shop “{shop}” has no order “{order_id}”", hint=f"it is an order of {shops}")
    near = nearest_ids(run, order_id)
    hint = f"did you mean {' or '.join(near)}?" if near else "the files hold no id that is like it"
    return UsageError(f"there is no order “{order_id}” in these files", hint=hint)
