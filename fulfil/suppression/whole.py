"""The whole of what was found in a run, whatever it is silent about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .silencing import Silenced

if TYPE_CHECKING:
    from ..audit import Checked


def heard(run: Checked) -> Checked:
    """The run as it was before anything was taken out of it."""
    everything = run.silenced.everything
    return replace(run, findings=everything, silenced=Silenced()) if everything else run
