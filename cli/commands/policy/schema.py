"""`fulfil policy schema`: the JSON Schema of a policy file."""

from __future__ import annotations

from ...streams import write_pieces


def schema() -> int:
    """Write the JSON Schema of a policy file, by which editors complete and check it."""
    from fulfil.policy.schema import stored_schema

    write_pieces([stored_schema()], utf8=True)
    return 0
