"""How many small faults in the code the tests notice: ``python tests/benchmarks/mutation.py FILE... --tests PATH...
[--count N] [--seed S]``

A mutant differs from the code in one operator, condition or number: ``<`` for ``<=``, ``and`` for ``or``, a condition
turned round, a number one greater, a sum for a difference. Those that are drawn are tried one by one: a copy of this
process imports the changed module and runs the tests until one fails. What survives is printed with its line; some of
it is no fault (a limit on time, a message), the rest needs a test.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add}
Change = Callable[[ast.AST], None]


def mutations(node: ast.AST) -> Iterator[Change]:
    """What can be changed in a node, each as what changes a copy of it."""
    match node:
        case ast.Compare():
            for index, operator in enumerate(node.ops):
                if other := _COMPARED.get(type(operator)):
                    yield lambda made, index=index, other=other: made.ops.__setitem__(index, other())
        case ast.BoolOp():
            yield lambda made: setattr(made, "op", ast.Or() if isinstance(made.op, ast.And) else ast.And())
        case ast.If() | ast.IfExp() | ast.While():
            yield lambda made: setattr(made, "test", ast.UnaryOp(ast.Not(), made.test))
        case ast.BinOp() if type(node.op) in _COUNTED and not isinstance(node.left, (ast.JoinedStr, ast.List)):
            yield lambda made: setattr(made, "op", _COUNTED[type(made.op)]())
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            yield lambda made: setattr(made, "value", made.value + 1 if isinstance(made.value, int) else made.value * 2)
        case ast.Constant(value=bool()):
            yield lambda made: setattr(made, "value", not made.value)


def places(tree: ast.AST) -> list[tuple[int, int]]:
    """Number of the node in the order of a walk, and of the change in it; annotations and defaults of types aside."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        for name in ("annotation", "returns", "decorator_list"):
            part = getattr(node, name, None)
            for each in part if isinstance(part, list) else [part] if part is not None else []:
                skipped |= {id(inner) for inner in ast.walk(each)}
    return [
        (number, change)
        for number, node in enumerate(ast.walk(tree))
        if id(node) not in skipped
        for change, _ in enumerate(mutations(node))
    ]


def mutated(tree: ast.Module, place: tuple[int, int]) -> tuple[ast.Module, str, str, int]:
    """The tree with one change, what stood there, what stands there now, and the line."""
    made = copy.deepcopy(tree)
    node = list(ast.walk(made))[place[0]]
    shown = node.test if isinstance(node, (ast.If, ast.While)) else node
    before, line = ast.unparse(shown), getattr(node, "lineno", 0)
    list(mutations(node))[place[1]](node)
    shown = node.test if isinstance(node, (ast.If, ast.While)) else node
    return ast.fix_missing_locations(made), before, ast.unparse(shown), line


class _Loader:
    """Finds the module that is changed, and makes it of its tree."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self, origin=str(self.path)) if name == self.name else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.path)
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)


def outcome(path: Path, tree: ast.Module, tests: list[str], seconds: float) -> str:
    """*killed*, *survived* or *hung*, which is noticed as well."""
    if (process := os.fork()) == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        sys.meta_path.insert(0, _Loader(name, path, tree))  # type: ignore[arg-type]
        os._exit(min(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])), 100))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.05)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return "hung"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--count", type=int, default=20, help="mutants of each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--line", type=int, help="only those of one line")
    parser.add_argument("--seconds", type=float, default=300)
    options = parser.parse_args(argv)
    os.chdir(ROOT)
    chosen = random.Random(options.seed)
    counts = {"killed": 0, "survived": 0, "hung": 0}
    for file in options.files:
        path = file.resolve()
        tree = ast.parse(path.read_text("utf-8"))
        if outcome(path, tree, options.tests, options.seconds) != "survived":
            sys.exit(f"{file}: the tests fail without any change")
        all_places = places(tree)
        if options.line:
            all_places = [place for place in all_places if mutated(tree, place)[3] == options.line]
        for place in sorted(chosen.sample(all_places, min(options.count, len(all_places)))):
            made, before, after, line = mutated(tree, place)
            became = outcome(path, made, options.tests, options.seconds)
            counts[became] += 1
            if became == "survived":
                print(f"{file}:{line}: {before[:90]}  ->  {after[:90]}", flush=True)
        print(f"… {file}: {counts}", flush=True)
    noticed = counts["killed"] + counts["hung"]
    print(f"{noticed} of {sum(counts.values())} noticed ({noticed / max(1, sum(counts.values())):.0%})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
