"""Rules of the user's own, read from Python files that are named; nothing else is ever loaded and run."""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from hashlib import blake2b
from inspect import isfunction
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from ..errors import PolicyError
from .contract import breaches
from .guarded import Place, guarded, own_code
from .registry import RULES
from .rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import CodeType

_HINT: Final = "the README shows a whole rule under “Rules of your own”"


def load_rules(paths: Sequence[str]) -> tuple[Rule, ...]:
    """The rules of files of the user's own, whose code is run.

    A rule is a function decorated with `fulfil.rules.rule`, with a code from X001 to X999; it keeps the same
    contract as the rules that ship. Whatever its check raises later is a `PolicyError`, too.

    Args:
        paths: Python files; one that is named twice is read once.

    Returns:
        The rules by code, each with its `file`.

    Raises:
        PolicyError: a file cannot be read or run, or holds no rule; a rule breaks the contract, or two have
            one code or name; with file and line.
    """
    files = {Path(path).resolve(): path for path in reversed(paths)}
    found = [each for path in reversed(files.values()) for each in _rules_of(path)]
    _refuse_doubles(found)
    own = (guarded(rule, place) for rule, place in found)
    return tuple(sorted(own, key=lambda rule: rule.code))


def _rules_of(path: str) -> list[tuple[Rule, Place]]:
    module = _run(path)
    mine = {id(each): each for each in vars(module).values() if isinstance(each, Rule)}
    # A rule that was imported from elsewhere, to build on it, is not this file's.
    rules = [
        each
        for each in mine.values()
        if not isfunction(each.check) or each.check.__module__ == module.__name__
    ]
    if not rules:
        raise PolicyError("the file holds no rule", path=path, hint=_HINT)
    return [_kept(rule, path) for rule in rules]


def _kept(rule: Rule, path: str) -> tuple[Rule, Place]:
    """The rule with its place, if it keeps the contract."""
    place = Place(path, rule.check.__code__.co_firstlineno if isfunction(rule.check) else 1)
    if broken := breaches(rule, own=True):
        first, *more = broken
        others = f", and {len(more)} more" if more else ""
        raise PolicyError(
            f"the rule {rule.code} breaks the contract of rules ({first.clause}): {first.what}{others}",
            path=path,
            line=place.line,
            hint=_HINT,
        )
    return replace(rule, file=path), place


def _run(path: str) -> ModuleType:
    """The module of a file; it is not imported by its name, and no other file of its folder with it."""
    code = _compiled(path)
    # Two files of one name are two modules; a dataclass looks for its module here.
    digest = blake2b(str(Path(path).resolve()).encode(), digest_size=8).hexdigest()
    module = ModuleType(f"fulfil_own_rules_{digest}")
    module.__file__ = path
    sys.modules[module.__name__] = module
    with own_code("the file cannot be run", Place(path, 1)):
        exec(code, vars(module))  # noqa: S102  (the user names the file to have it run)
    return module


def _compiled(path: str) -> CodeType:
    try:
        text = Path(path).read_bytes()
    except OSError as error:
        what = f"the rules cannot be read: {error.strerror or error}"
        raise PolicyError(what, path=path, hint="name a Python file, such as my_rules.py") from error
    try:
        tree = ast.parse(text, path)
        _refuse_lost(tree, path)
        return compile(tree, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        # Without a line it is the encoding, or a character that no text has.
        raise PolicyError(
            f"the file is no valid Python: {error.msg}", path=path, line=error.lineno
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise PolicyError(f"the file is no valid Python: {error}", path=path) from error


def _refuse_lost(tree: ast.Module, path: str) -> None:
    """Refuse a second function of one name: the rule that the first one is would be lost without a word."""
    first: dict[str, int] = {}
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or not node.decorator_list:
            continue
        if node.name in first:
            raise PolicyError(
                f"`{node.name}` is defined on line {first[node.name]}, too: the rule there would be lost",
                path=path,
                line=node.lineno,
                hint="give each function a name of its own",
            )
        first[node.name] = node.lineno


def _refuse_doubles(found: Sequence[tuple[Rule, Place]]) -> None:
    seen: dict[str, str] = {word: f"{rule.code}, which ships" for rule in RULES for word in _words(rule)}
    for rule, place in found:
        for word in _words(rule):
            if word in seen:
                which = "code" if word == rule.code else "name"
                raise PolicyError(
                    f"“{word}” is the {which} of another rule, too ({seen[word]})",
                    path=place.path,
                    line=place.line,
                    hint="each rule has a code and a name of its own",
                )
        seen |= dict.fromkeys(_words(rule), f"{place.path}:{place.line}")


def _words(rule: Rule) -> Iterator[str]:
    yield rule.code
    yield rule.name
