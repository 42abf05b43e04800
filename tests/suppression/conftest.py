from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fulfil.audit import Checked, Question, checked
from tests.suppression.runs import LINES, write

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="package")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    path = tmp_path_factory.mktemp("suppression") / "orders.csv"
    write(path, LINES)
    with checked([str(path)], Question()) as found:
        yield found
