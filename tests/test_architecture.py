"""The imports run one way, as docs/architecture.md draws them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import typer

from corpuskit.cli.app import make_app
from corpuskit.options import list_options as list_declared

SOURCE = Path(__file__).resolve().parent.parent / "src" / "corpuskit"
ANALYSES = {"listing", "showing", "dedupe", "dates", "quotes", "kwic", "words", "verify"}
FOUNDATION = {"corpus", "text", "records", "files", "inputs", "options", "patterns", "tables", "errors"}
CONTRACT = FOUNDATION | {"analysis"}

# Which rooms a room may import from; itself always.
ALLOWED = {
    "errors": set(),
    "patterns": set(),
    "tables": {"errors"},
    "inputs": {"errors"},
    "options": {"errors"},
    "files": {"inputs", "errors"},
    "records": {"errors"},
    "text": {"records", "patterns", "tables", "errors"},
    "corpus": {"text", "records", "inputs", "options", "patterns", "tables", "errors"},
    "analysis": {"corpus", "records"},
    # An overview of a corpus says what the other analyses found: its exact copies and each document's own date.
    "listing": CONTRACT | {"dedupe", "dates", "partition", "titles", "words"},
    # The title stands in the head that also gives the date.
    "titles": CONTRACT | {"dates"},
    "showing": CONTRACT,
    # The parts of a corpus are told by what is known of documents, their dates among it.
    "partition": CONTRACT | {"dates"},
    "dedupe": CONTRACT,
    "dates": CONTRACT | {"dedupe"},
    "quotes": CONTRACT | {"dedupe"},
    "kwic": CONTRACT | {"dedupe", "partition"},
    # Counts what the queries of `kwic` find, by parts of the corpus too, with copies and without them.
    "words": CONTRACT | {"dedupe", "kwic", "partition"},
    # Reads the quotations of drafts and the speakers and dates of the corpus, and names differences as copies have them.
    "verify": CONTRACT | {"dates", "dedupe", "quotes"},
    # The database proposes paragraphs to the matcher of `kwic`, so it reads its queries and makes its passages; it knows
    # words as `verify` compares them.
    "index": FOUNDATION | {"kwic", "verify", "__init__"},
    "run": CONTRACT,
    # The search for copies on a cluster is made of the kernels of `dedupe`.
    "spark": CONTRACT | {"run", "dedupe"},
    "output": {"records", "files", "inputs", "options", "patterns", "errors"},
    # A report is made of what all analyses find.
    "report": CONTRACT | ANALYSES | {"run", "output"},
    "cli": CONTRACT | ANALYSES | {"run", "spark", "output", "index", "report", "__init__"},
    "__init__": CONTRACT | ANALYSES | {"run", "report"},
    "__main__": {"cli"},
}
# Packages that only one room knows.
TERMINAL = {"typer", "rich"}
MOST_LINES = 450


def find_room(path: Path) -> str:
    relative = path.relative_to(SOURCE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def list_imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports name the whole path"
            names.add(node.module or "")
            if node.module == "corpuskit":
                names.update(f"corpuskit.{alias.name}" for alias in node.names)
    return names


def find_imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for name in list_imports(path):
        if name.startswith("corpuskit."):
            room = name.split(".")[1]
            rooms.add("__init__" if room == "__version__" else room)
    return rooms - {find_room(path)}


MODULES = sorted(SOURCE.rglob("*.py"))


def list_broken(find_wrong: Callable[[Path], set[str]]) -> dict[str, set[str]]:
    """Return what is wrong in each module that breaks a rule."""
    found = {str(path.relative_to(SOURCE)): find_wrong(path) for path in MODULES}
    return {name: wrong for name, wrong in found.items() if wrong}


def name_module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


def list_imported_modules(path: Path, modules: dict[str, Path]) -> set[str]:
    """Return the modules of corpuskit that a module imports, for types alone or when it runs, wherever it does."""
    names: set[str] = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom):
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            names.update(name if name in modules else str(node.module) for name in full)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names & set(modules) - {name_module(path)}


def test_a_module_imports_only_from_the_rooms_below_it():
    assert list_broken(lambda path: find_imported_rooms(path) - ALLOWED[find_room(path)]) == {}


def test_only_the_command_line_and_the_output_know_the_terminal():
    def find_wrong(path):
        allowed = {"cli": TERMINAL, "output": {"rich"}}.get(find_room(path), set())
        return {
            name
            for name in list_imports(path)
            if name.split(".")[0] in (TERMINAL | {"click"}) - allowed or name.startswith("typer._")
        }

    assert list_broken(find_wrong) == {}


def test_only_run_starts_processes_and_only_spark_knows_spark():
    def find_wrong(path):
        room, names = find_room(path), list_imports(path)
        called = {node.attr for node in ast.walk(parse(path)) if isinstance(node, ast.Attribute)}
        found = {name for name in names if name.startswith(("multiprocessing", "concurrent.futures.process"))}
        found |= called & {"ProcessPoolExecutor"}
        knows_spark = {name for name in names if name.split(".")[0] == "pyspark"}
        return (found if room != "run" else set()) | (knows_spark if room != "spark" else set())

    assert list_broken(find_wrong) == {}


def test_an_analysis_neither_prints_nor_opens_files():
    def find_wrong(path):
        if find_room(path) not in ANALYSES | {"text"} or path.name == "rewrite.py":
            # rewrite.py writes the corpus without its copies: that is its task.
            return set()
        called = {
            node.func.id
            for node in ast.walk(parse(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        return called & {"print", "open", "input", "eval", "exec"}

    assert list_broken(find_wrong) == {}


# What makes, replaces or removes a file; `open` is looked at by its mode.
WRITING_CALLS = {
    "mkdir", "makedirs", "mkdtemp", "mkstemp", "NamedTemporaryFile", "TemporaryDirectory", "rename",
    "renames", "rmtree", "move", "copy2", "copyfile", "copytree", "write_text", "write_bytes", "touch", "symlink",
    "symlink_to", "hardlink_to", "chmod", "umask", "O_WRONLY", "O_RDWR", "O_CREAT",
}  # fmt: skip


def find_writing(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WRITING_CALLS:
            found.add(node.attr)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "os.replace":
            found.add("os.replace")
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("open", "fdopen"):
            modes = [*node.args[:2], *(keyword.value for keyword in node.keywords if keyword.arg == "mode")]
            texts = [mode.value for mode in modes if isinstance(mode, ast.Constant)]
            found |= {
                text for text in texts if isinstance(text, str) and set(text) & set("wax+") and len(text) < 4
            }
    return found


def test_only_one_module_opens_files_for_writing():
    assert list(list_broken(lambda path: find_writing(parse(path)))) == ["files.py"]


def find_option_structs() -> list[type]:
    for path in MODULES:
        if "Options" in path.read_text(encoding="utf-8"):
            import_module(
                ".".join(["corpuskit", *path.relative_to(SOURCE).with_suffix("").parts]).removesuffix(
                    ".__init__"
                )
            )
    from corpuskit.options import Options

    return sorted(Options.__subclasses__(), key=lambda owner: owner.__qualname__)


@pytest.mark.parametrize("owner", find_option_structs(), ids=lambda owner: owner.__qualname__)
def test_every_field_of_an_option_struct_is_declared_with_its_help(owner):
    declared = list_declared(owner)
    assert list(declared) == list(owner.__struct_fields__)
    for each in declared.values():
        assert re.fullmatch(r"[A-Z\d].*\.", each.option.help), each.name
        assert "alone" not in each.option.help


def test_a_module_can_be_read_in_one_sitting():
    assert [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES] == []


def test_no_module_imports_itself_through_others():
    modules = {name_module(path): path for path in MODULES}
    remaining = {name: list_imported_modules(path, modules) for name, path in modules.items()}
    # Whoever imports nothing that is left is taken out, until nobody is: then the rest go round in circles.
    while free := [name for name, imported in remaining.items() if not imported & set(remaining)]:
        for name in free:
            del remaining[name]
    assert sorted(remaining) == []


# The smaller rooms inside a large one, each importing from those before it only; files beside them may use all.
INNER_ROOMS = {"dedupe": ["arrays", "reading", "join", "kinds", "groups", "documents", "spans", "writing"]}


@pytest.mark.parametrize("room", INNER_ROOMS)
def test_the_rooms_inside_a_room_import_one_way(room):
    order = INNER_ROOMS[room]
    folders = [path.name for path in (SOURCE / room).iterdir() if (path / "__init__.py").exists()]
    assert sorted(folders) == sorted(order)
    for place, inner in enumerate(order):
        for path in (SOURCE / room / inner).rglob("*.py"):
            names = [name.split(".") for name in list_imports(path) if name.startswith(f"corpuskit.{room}.")]
            assert {parts[2] for parts in names} & set(order) <= set(order[: place + 1]), path


def list_options():
    """Yield the words and the help of each option of each command."""
    app = typer.main.get_command(make_app())
    for name, command in app.commands.items():
        for subcommand in getattr(command, "commands", {"": command}).values():
            for parameter in subcommand.params:
                if parameter.param_type_name == "option":
                    yield f"{name} {subcommand.name} {parameter.opts[-1]}", parameter.help or ""


def test_every_option_has_help():
    without = [words for words, text in list_options() if not re.fullmatch(r"\w.*[.\]]", text, re.DOTALL)]
    assert without == []


def test_nobody_reads_attributes_behind_the_back_of_their_object():
    def find_wrong(path):
        return {
            node.attr if isinstance(node, ast.Attribute) else node.id
            for node in ast.walk(parse(path))
            if (isinstance(node, ast.Attribute) and node.attr == "__dict__")
            or (isinstance(node, ast.Name) and node.id == "vars")
        }

    assert list_broken(find_wrong) == {}


def test_every_room_of_the_picture_is_there():
    assert {find_room(path) for path in MODULES} == set(ALLOWED)
