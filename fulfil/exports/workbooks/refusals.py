"""Why a workbook cannot be read, in words: what, in which sheet and cell, and what to do."""

from __future__ import annotations

from typing import Final

from fulfil.errors import UnreadableError

SAVE_AGAIN: Final = "open it in Excel or LibreOffice and save it"


def damaged(path: str, how: str = "it is damaged or cut short") -> UnreadableError:
    """The bytes are no whole workbook."""
    return UnreadableError(
        f"the workbook cannot be read: {how}", path=path, hint=f"download it again, or {SAVE_AGAIN}"
    )


def protected(path: str) -> UnreadableError:
    """It wants a password."""
    return UnreadableError(
        "the workbook is protected by a password",
        path=path,
        hint="open it with the password, and save it without one",
    )


def bomb(path: str, what: str) -> UnreadableError:
    """It unpacks to more than any export does."""
    return UnreadableError(
        f"the workbook {what}", path=path, hint="if you trust it, save the sheet as CSV and use that"
    )


def too_wide(path: str, sheet: str, cell: str) -> UnreadableError:
    """A cell far out makes a table of nearly nothing."""
    return UnreadableError(
        f"the sheet “{sheet}” holds something as far out as {cell}, and next to nothing before it",
        path=path,
        hint="delete the rows and columns outside the table, and save it; or save the sheet as CSV",
    )


def no_value(path: str, sheet: str, cell: str) -> UnreadableError:
    """A formula whose result was never computed."""
    return UnreadableError(
        f"in the sheet “{sheet}”, {cell} holds a formula without its result",
        path=path,
        hint=f"{SAVE_AGAIN}: that computes it",
    )


def unusual(path: str, sheet: str, what: str) -> UnreadableError:
    """Written in a way that calamine would pass over without a word."""
    return UnreadableError(f"in the sheet “{sheet}”, {what}", path=path, hint=SAVE_AGAIN)
