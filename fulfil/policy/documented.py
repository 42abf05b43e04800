"""What each key of a policy means, as the docstring of its model says it."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pydantic import BaseModel

_SECTION: Final = re.compile(r"^(?:Args|Attributes):\n(?P<body>(?:^(?: .*)?\n?)+)", re.MULTILINE)
_ENTRY: Final = re.compile(r"^ {4}(?P<name>\w+): (?P<text>.*(?:\n {8}.*)*)", re.MULTILINE)


def documented(model: type[BaseModel]) -> dict[str, str]:
    """The keys of a model that its docstring explains, each on one line; those that it inherits, too.

    Args:
        model: a model whose docstring has a section `Args` or `Attributes`.
    """
    told: dict[str, str] = {}
    for each in reversed(model.__mro__):
        section = _SECTION.search(cleandoc(each.__doc__ or ""))
        told |= {
            entry["name"]: " ".join(entry["text"].replace("`", "").split())
            for entry in _ENTRY.finditer(section["body"] if section else "")
        }
    return told
