from __future__ import annotations

from importlib import util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def references():
    """The methods in plain Python; loaded by path, since the folders of tests are no packages."""
    spec = util.spec_from_file_location("references", Path(__file__).with_name("references.py"))
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
