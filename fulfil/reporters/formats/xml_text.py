"""Text as XML 1.0 can hold it."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

#: What is no `Char` of https://www.w3.org/TR/xml/#charsets, not even as a reference.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What stands in the place of a character that XML cannot hold.
_SHOWN: Final = "\ufffd"


def text(words: str) -> str:
    """Words as the content of an element."""
    return escape(_FORBIDDEN.sub(_SHOWN, words))


def attribute(words: str) -> str:
    """Words as the value of an attribute, in quotes; line breaks and tabs stay."""
    return quoteattr(_FORBIDDEN.sub(_SHOWN, words))
