"""`fulfil policy presets`: the policies that come with the program."""

from __future__ import annotations

from typing import Annotated

import typer

from fulfil.errors import UsageError

from ...options import NoColor
from ...streams import to_people, write_pieces

Name = Annotated[str | None, typer.Argument(metavar="NAME", help="Write this one out, with its sources.")]


def presets(*, name: Name = None, no_color: NoColor = False) -> int:
    """List the policies that come with the program: laws, platforms and examples, each with its date."""
    from fulfil.exports.near import near
    from fulfil.policy.preset import dated_presets
    from fulfil.reporters.preset_list import preset_lines, print_presets

    shipped = dated_presets()
    if name is not None:
        text = next((preset.text for preset in shipped if preset.name == name), None)
        if text is None:
            known = [preset.name for preset in shipped]
            raise UsageError(
                f"there is no policy called “{name}”{near(name, known)}",
                hint=f"shipped are {', '.join(known)}",
            )
        write_pieces([text])
    else:
        to_people(
            lambda screen: print_presets(shipped, screen), lambda: preset_lines(shipped), no_color=no_color
        )
    return 0
