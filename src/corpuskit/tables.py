"""Tables of the package in TOML.

To parse one takes twelve times as long as to load it, so Python keeps what was parsed as it keeps modules: as bytecode in
`__pycache__`, and not where it writes none for modules either.
"""

from __future__ import annotations

from importlib.machinery import SourceFileLoader
from importlib.util import source_hash
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, TypeVar

import msgspec

from corpuskit.errors import UsageError


class _TableLoader(SourceFileLoader):
    """Loads a table as if it were a module with one constant.

    Args:
        path: The file.
        head: Load only what stands before its first section.
    """

    def __init__(self, path: Path, *, head: bool) -> None:
        # What follows the last full stop makes place for the ending of bytecode: a module beside the table keeps its own.
        super().__init__(path.name, f"{path}.head." if head else f"{path}.")
        self._data = path.read_bytes()
        self._head = head

    def path_stats(self, _path: str) -> dict[str, int]:
        # Bytecode is void when the content changes, not the time: installers may give all versions of a file the same one.
        return {"mtime": int.from_bytes(source_hash(self._data), "little"), "size": len(self._data)}

    def get_data(self, path: str) -> bytes:
        return self._data if path == self.path else super().get_data(path)

    def source_to_code(self, data: Any, path: Any, **_options: Any) -> CodeType:  # type: ignore[override]
        import tomllib

        text = data.decode()
        table = tomllib.loads(text.partition("\n[")[0] if self._head else text)
        # The table is the constant itself: to write it as an expression and to compile that takes as long as to parse it.
        code = compile("TABLE = 'the table'", path, "exec", dont_inherit=True)
        return code.replace(
            co_consts=tuple(table if each == "the table" else each for each in code.co_consts)
        )


_T = TypeVar("_T")


def read_table(path: Path, shape: type[_T], *, head: bool = False) -> _T:
    """Return a table of this package.

    Args:
        path: Its file.
        shape: What it is, for `msgspec.convert`.
        head: Return only what stands before its first section.

    Raises:
        UsageError: It is not as it must be; the message names the file and the field.
    """
    module = ModuleType(path.name)
    try:
        _TableLoader(path, head=head).exec_module(module)
        return msgspec.convert(module.TABLE, shape)
    # One of TOML is a ValueError as well.
    except ValueError as error:
        raise UsageError(f"{path.name}: {error}") from error
