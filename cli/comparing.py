"""What a delivery is held against, from the command's options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import clock
from .ages import parse_hours

if TYPE_CHECKING:
    from fulfil.lock.delivery import Delivery

    from .option_groups import Comparing


def delivery(comparing: Comparing) -> Delivery | None:
    """Read what the options name; None where they name nothing.

    Args:
        comparing: the options.

    Raises:
        UsageError: the greatest age cannot be understood.
        PolicyError: the lock cannot be used.
    """
    if comparing.lock is None and comparing.max_age is None and comparing.min_records is None:
        return None
    from fulfil.lock.delivery import Delivery, MaxAge
    from fulfil.lock.lock import read_lock

    said = comparing.max_age
    most = MaxAge(parse_hours(said, "--max-age"), said.strip(), clock.now()) if said is not None else None
    return Delivery(
        lock=read_lock(comparing.lock) if comparing.lock is not None else None,
        path=comparing.lock or "",
        max_age=most,
        min_records=comparing.min_records,
    )
