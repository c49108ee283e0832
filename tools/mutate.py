"""Change one thing in the code at random, run the tests of its room, and say which changes no test has seen.

    python tools/mutate.py --count 100 --seed 1 --log mutants.jsonl
    python tools/mutate.py --rooms dates,quotes --count 20

A mutant is a comparison, a boolean, a sign or a small constant that is another one. It is put into a copy of the
project, and `tests/<room>` and the gold of the room run there until the first failure; what takes much longer than
without a mutant counts as a failure too. With `--log`, mutants that were tried before are not tried again.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("text", "corpus", "kwic", "dedupe", "dates", "quotes", "output", "words")
LARGEST_CONSTANT = 100
LIMIT_SECONDS = 900
COPIED = ("src", "tests", "seeds", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.UAdd: ast.USub, ast.USub: ast.UAdd,
}  # fmt: skip


class Mutant(NamedTuple):
    """A change.

    Attributes:
        path: The file, below the root.
        line: The line of what is changed.
        number: Which of the changes that are possible in the file it is.
        description: What becomes what.
    """

    path: str
    line: int
    number: int
    description: str


def iter_changeable(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes of a module that can be changed, in order; not those of annotations, assertions and imports."""
    passed_over: set[ast.AST] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            if (annotation := getattr(node, field, None)) is not None:
                passed_over.update(ast.walk(annotation))
        if isinstance(node, ast.Assert) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        ):
            passed_over.update(ast.walk(node))
    for node in ast.walk(tree):
        if node not in passed_over and is_changeable(node):
            yield node


def is_changeable(node: ast.AST) -> bool:
    """Return whether a node is a comparison, a boolean, a sign or a small constant."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bool) or (
            type(node.value) is int and abs(node.value) <= LARGEST_CONSTANT
        )
    if isinstance(node, ast.Compare):
        return type(node.ops[0]) in SWAPPED
    if isinstance(node, ast.BoolOp):
        return True
    if isinstance(node, ast.BinOp):
        return type(node.op) in SWAPPED and not any(
            isinstance(side, ast.Constant | ast.JoinedStr) and not isinstance(getattr(side, "value", 0), int)
            for side in (node.left, node.right)
        )
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub)


def change(node: ast.AST) -> None:
    """Make of a node another one, in place."""
    if isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
    elif isinstance(node, ast.Compare):
        node.ops[0] = SWAPPED[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = SWAPPED[type(node.op)]()
    elif isinstance(node, ast.UnaryOp):
        # Without its operator: `not x` is `x`, `-x` is `+x` or, of a truth value, the value itself.
        node.op = ast.UAdd() if isinstance(node.op, ast.USub) else node.op
        if isinstance(node.op, ast.Not):
            node.operand = ast.UnaryOp(ast.Not(), node.operand)


def make_mutant(path: Path, number: int) -> tuple[str, Mutant]:
    """Return the source of a file with one of its possible changes, and what it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    node = list(iter_changeable(tree))[number]
    line = getattr(node, "lineno", 0)
    before = ast.unparse(copy.deepcopy(node))
    change(node)
    after = ast.unparse(ast.fix_missing_locations(node))
    description = f"{before} -> {after}"
    return ast.unparse(tree), Mutant(str(path.relative_to(ROOT)), line, number, description)


def choose_mutants(rooms: list[str], count: int, seed: int) -> Iterator[tuple[str, str, Mutant]]:
    """Yield the room, the source and the change of mutants at random, as many from each room as from the others."""
    choose = random.Random(seed)  # noqa: S311 — nothing secret
    places = {
        room: [
            (path, number)
            for path in sorted((ROOT / "src/corpuskit" / room).rglob("*.py"))
            for number, _ in enumerate(iter_changeable(ast.parse(path.read_text(encoding="utf-8"))))
        ]
        for room in rooms
    }
    for place in range(count):
        room = rooms[place % len(rooms)]
        source, mutant = make_mutant(*choose.choice(places[room]))
        yield room, source, mutant


def list_tests(room: str, mutant: Mutant) -> list[str]:
    """Return the test files of a room, first those that name the changed module most."""
    stem = Path(mutant.path).stem
    paths = [
        *(ROOT / "tests" / room).rglob("test_*.py"),
        *(ROOT / "tests/evals").glob(f"test_{room}_*.py"),
    ]
    mentions = {
        path: path.read_text(encoding="utf-8").count(stem) + 10 * (stem in path.stem) for path in paths
    }
    return [
        str(path.relative_to(ROOT)) for path in sorted(paths, key=lambda path: (-mentions[path], str(path)))
    ]


def is_killed(place: Path, room: str, source: str, mutant: Mutant) -> bool:
    """Return whether the tests of a room fail with a mutant.

    Args:
        place: A copy of the project.
        room: Whose tests run.
        source: The changed file.
        mutant: What the change is.
    """
    path = place / mutant.path
    before = path.read_text(encoding="utf-8")
    path.write_text(source, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(place / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        process = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *list_tests(room, mutant)],
            cwd=place, env=environment, capture_output=True, timeout=LIMIT_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(before, encoding="utf-8")
    return process.returncode != 0


def main() -> int:
    """Return 0; which mutants have survived is printed."""
    parser = argparse.ArgumentParser(description="Run the tests of a room on changed code.")
    parser.add_argument("--count", type=int, default=100, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other mutants")
    parser.add_argument("--rooms", default=",".join(ROOMS), help="where they are made, with commas")
    parser.add_argument("--log", type=Path, help="a file of results, which is read and added to")
    options = parser.parse_args()
    known: dict[str, bool] = {}
    if options.log and options.log.exists():
        for line in options.log.read_text(encoding="utf-8").splitlines():
            known |= {json.loads(line)["mutant"]: json.loads(line)["killed"]}
    counts: Counter[bool] = Counter()
    with tempfile.TemporaryDirectory(prefix="corpuskit-mutants-") as scratch:
        place = Path(scratch)
        for name in COPIED:
            copier = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copier(ROOT / name, place / name)
        for room, source, mutant in choose_mutants(options.rooms.split(","), options.count, options.seed):
            name = f"{mutant.path}:{mutant.line}: {mutant.description}"
            killed = known.get(name)
            if killed is None:
                killed = is_killed(place, room, source, mutant)
                if options.log:
                    with options.log.open("a", encoding="utf-8") as log:
                        log.write(json.dumps({"mutant": name, "killed": killed}, ensure_ascii=False) + "\n")
            counts[killed] += 1
            if not killed:
                print(f"survived: {name}", flush=True)
    print(f"{counts[True]} of {counts.total()} mutants killed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
