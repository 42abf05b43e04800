"""Writes the generated parts of README.md: `python -m tests.readme [--bench TABLE.md]`.

Each part stands between `<!-- generated: NAME -->` and `<!-- end: NAME -->`. A test compares them with what
the code says today. The benchmark's table is measured, not derived: it changes only when one is given.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console

from cli.app import app
from fulfil.audit import Question, checked
from fulfil.exports.profile import profiles
from fulfil.figures import OF_RETURNS, Asked
from fulfil.handoff import Request, handoff
from fulfil.metrics.registry import METRICS
from fulfil.policy.policy_file import read_policy
from fulfil.policy.preset import presets
from fulfil.policy.span import Span
from fulfil.report import make_report
from fulfil.reporters.terminal import print_report
from fulfil.reporters.terminal_groups import print_groups
from fulfil.reporters.terminal_returns import print_returns_report
from fulfil.rules.promised import PROMISED
from fulfil.rules.registry import RULES
from fulfil.sets.compatibility import read_compatibility
from fulfil.tables import COLUMNS_OF, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
WIDTH = 88

_BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n)(.*?)(<!-- end: \2 -->)", re.DOTALL)
_EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def commands(text: str) -> list[str]:
    """The one-line commands that a newcomer types, in their order."""
    return re.findall(r"^python3 -m venv .*$", text, re.MULTILINE)


def first_run(text: str) -> str:
    """What the first command prints on a terminal of `WIDTH` columns."""
    words = commands(text)[0].split()
    path = words[words.index("handoff") + 1]
    out = words[words.index("--out") + 1]
    screen = Console(width=WIDTH, file=io.StringIO(), color_system=None, highlight=False, markup=False)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path(path).parent.mkdir(parents=True)
        shutil.copy(ROOT / path, path)
        done = handoff([path], Question(only_due=True), Request(out))
        print_report(done.report, screen, done.written, limit=10)
    return fenced("text", screen.file.getvalue())  # type: ignore[attr-defined]


def group(_: str) -> str:
    """The tree of the orders of one purchase, three air conditioners."""
    screen = Console(width=WIDTH, file=io.StringIO(), color_system=None, highlight=False, markup=False)
    fixtures = ROOT / "fixtures" / "air_conditioners"
    asked = Question(compatibility=read_compatibility(str(fixtures / "compatibility.csv")))
    with checked([str(fixtures / name) for name in ("orders.csv", "shipments.csv")], asked) as run:
        print_groups(make_report(run), screen, None, notes=False)
    told: str = screen.file.getvalue()  # type: ignore[attr-defined]
    return fenced("text", told[told.index("AC-1001 and") :])


def returns(text: str) -> str:
    """What `fulfil returns` says of the third story on a terminal, down to the open cases."""
    (command,) = re.findall(r"^fulfil returns (fixtures/.*)$", text, re.MULTILINE)
    path, *options = shlex.split(command)
    given = dict(zip(options[::2], options[1::2], strict=True))
    beside = [given.pop("--orders"), given.pop("--shipments")]
    asked = Question(
        policy=read_policy([given.pop("--policy")]), forced={path: Subject.RETURNS}, codes=OF_RETURNS
    )
    assert not given, "an option of the example is not taken here"
    screen = Console(width=WIDTH, file=io.StringIO(), color_system=None, highlight=False, markup=False)
    with contextlib.chdir(ROOT), checked([path, *beside], asked) as run:
        print_returns_report(make_report(run, asked=Asked(only_returns=True)), screen, limit=3)
    told: str = screen.file.getvalue()  # type: ignore[attr-defined]
    return fenced("text", told[: told.index("\nFrom payment to")])


def example(text: str) -> str:
    """What the first Python example prints."""
    said = io.StringIO()
    found = _EXAMPLE.search(text)
    assert found, "the README has no Python example"
    with contextlib.redirect_stdout(said):
        exec(compile(found.group(1), "README.md", "exec"), {})  # noqa: S102  (our own documentation)
    return fenced("text", said.getvalue())


def rule_table(_: str) -> str:
    """Every rule with what the gate does."""
    rows = ((f"`{r.code}`", r.name, r.severity.value, r.handoff.value, r.summary) for r in RULES)
    return table(("code", "name", "severity", "handoff", "what is wrong"), rows)


def own_facts(_: str) -> str:
    """The facts on which a rule of the user's own may rely."""
    rows = (
        (
            ", ".join(scope.value for scope in each.scopes),
            f"`facts.{each.path}`",
            each.about,
            " ".join(f"`{name}`" for name in each.columns),
        )
        for each in PROMISED
    )
    return table(("scope", "frame", "one row is", "columns"), rows)


def metric_table(_: str) -> str:
    """Every metric with what it counts."""
    rows = ((f"`{m.code}`", m.name, m.unit, m.clock, m.summary) for m in METRICS)
    return table(("code", "name", "counts", "clock", "what it says"), rows)


def policy_table(_: str) -> str:
    """Every policy that ships, with its limits of time."""
    rows = []
    for name, text in presets().items():
        date = re.search(r"Date: (\d{4}-\d{2}-\d{2})\.", text)
        assert date, f"{name} has no date"
        told = dict(read_policy([name]).returns.limits)
        limits = [
            f"`{limit}` {span.words}{' by law' if span.legal else ''}"
            for limit, span in told.items()
            if isinstance(span, Span)
        ]
        rows.append((f"`{name}`", text.split("\n", 1)[0].removeprefix("# "), ", ".join(limits), date[1]))
    return table(("policy", "what it holds", "limits of time", "checked"), rows)


def profile_table(_: str) -> str:
    """Every kind of export that has a profile."""
    rows = (
        (
            f"`{p.name}`",
            p.title,
            ", ".join(subject.value for subject in p.views),
            p.evidence.grade,
            p.evidence.date.isoformat(),
            p.evidence.source,
        )
        for p in profiles()
    )
    return table(("profile", "file", "tells of", "grade", "checked", "where its header was seen"), rows)


def column_table(_: str) -> str:
    """Every canonical column, by table."""
    tables: dict[str, list[str]] = {}
    for columns in COLUMNS_OF.values():
        for column in columns.values():
            tables.setdefault(column.table, []).append(f"`{column.name}`")
    return table(("table", "columns"), ((f"`{name}`", " ".join(names)) for name, names in tables.items()))


def every_command(group: Any = None, above: str = "") -> Iterator[tuple[str, Any]]:
    """Each command that does something, by its words; those of a group of commands one by one."""
    for name, command in (group or typer.main.get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from every_command(command, f"{above}{name} ")
        else:
            yield above + name, command


def command_table(_: str) -> str:
    """Every command with its options."""
    rows = []
    for name, command in every_command():
        options = [f"`{option.opts[0]}`" for option in command.params if option.opts[0].startswith("-")]
        does = " ".join((command.help or "").split("\n\n")[0].split())
        rows.append((f"`fulfil {name}`", does, " ".join(options)))
    return table(("command", "what it does", "options"), rows)


def fenced(language: str, text: str) -> str:
    """Text as a code block, without spaces at the ends of lines."""
    lines = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return f"```{language}\n{lines}\n```\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = tuple(head)
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |\n" for line in lines)


def profile_example(_: str) -> str:
    """A whole profile, as it ships."""
    text = (ROOT / "fulfil/exports/profiles/woo_ast_shipments.toml").read_text("utf-8")
    return fenced("toml", text)


BLOCKS: dict[str, Callable[[str], str]] = {
    "first_run": first_run,
    "commands": command_table,
    "profiles": profile_table,
    "profile": profile_example,
    "columns": column_table,
    "rules": rule_table,
    "own_facts": own_facts,
    "metrics": metric_table,
    "policies": policy_table,
    "example": example,
    "group": group,
    "returns": returns,
}


def written(text: str, bench: str | None = None) -> str:
    """The README with its generated parts as they should be."""

    def part(found: re.Match[str]) -> str:
        name = found.group(2)
        if name == "bench":
            body = found.group(3) if bench is None else bench.strip() + "\n"
        else:
            body = BLOCKS[name](text)
        return found.group(1) + body + found.group(4)

    return _BLOCK.sub(part, text)


def names(text: str) -> list[str]:
    """The generated parts in a text, in their order."""
    return [found.group(2) for found in _BLOCK.finditer(text)]


def main() -> None:
    """Rewrite README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, help="a table that `python -m tests.bench` printed")
    asked = parser.parse_args()
    bench = asked.bench.read_text(encoding="utf-8") if asked.bench else None
    README.write_text(written(README.read_text(encoding="utf-8"), bench), encoding="utf-8")


if __name__ == "__main__":
    main()
