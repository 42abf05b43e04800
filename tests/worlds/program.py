"""What the program finds in the files of a world, in the form of the oracle."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from fulfil.audit import Question, checked
from fulfil.policy.policy import Policy
from fulfil.sets.kits import read_kits
from tests.worlds.files import KITS, utc, write
from tests.worlds.oracle.verdicts import RULES


def found_in(world, places=None):
    """Code, file and record of every finding of the rules that the oracle states.

    Args:
        world: the records of all files.
        places: where each shipment record stands, see `tests.worlds.files.write`.
    """
    with TemporaryDirectory() as folder:
        paths = write(world, folder, places)
        kits = paths.pop(KITS, None)
        question = Question(as_of=utc(world.as_of), kits=read_kits(kits) if kits else None, policy=Policy())
        with checked(list(paths.values()), question) as run:
            names = [Path(export.path).name for export in run.exports]
            spine = run.facts.spine.select("row", "file", "record").rows()
            place = {row: (names[file], record) for row, file, record in spine}
            return {
                (each.rule.code, *place[row])
                for each in run.findings
                if each.rule.code in RULES
                for row in each.rows["row"]
            }
