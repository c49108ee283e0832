"""Regular expressions that are compiled when they are first used, as each takes its time, and a bound on what one may take.

Those of the package are kept beside its modules: to load one takes a sixtieth of the time of compiling it.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, AnyStr

if TYPE_CHECKING:
    import re

    import regex

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _LatePattern:
    """Stands for a pattern; what is asked of it first makes its methods those of the compiled one."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(f"a pattern that is not compiled yet has no attribute {name!r}")
        compiled = compile_kept(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


def compile_later(pattern: AnyStr, flags: int = 0) -> regex.Pattern[AnyStr]:
    """Return a pattern of `regex` that is compiled when one of its methods is first asked for.

    Args:
        pattern: Its source.
        flags: Flags of `regex`.
    """
    late: Any = _LatePattern(pattern, flags)
    return late


def compile_kept(pattern: AnyStr, flags: int = 0) -> regex.Pattern[AnyStr]:
    """Return a compiled pattern of `regex`, which another process may have compiled.

    Args:
        pattern: Its source: one of the package, or made of its tables alone, and of nothing that a user or a text says.
        flags: Flags of `regex`.
    """
    compiled: regex.Pattern[AnyStr] = _compile(pattern, int(flags))
    return compiled


def compile_re(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a compiled pattern of `re`, which another process may have compiled.

    Args:
        pattern: Its source: as for `compile_kept`.
        flags: Flags of `re`.
    """
    compiled: re.Pattern[AnyStr] = _compile_re(pattern, int(flags))
    return compiled


@cache
def _compile(pattern: str | bytes, flags: int) -> Any:
    return _kept_patterns().compile(pattern, flags)


@cache
def _compile_re(pattern: str | bytes, flags: int) -> Any:
    try:
        return _kept_patterns_of_re().compile(pattern, flags)
    except (ImportError, AttributeError, TypeError):
        # These parts of `re` are its own: another Python may not have them.
        import re

        return re.compile(pattern, flags)


@cache
def _kept_patterns() -> _KeptPatterns:
    return _KeptPatterns()


@cache
def _kept_patterns_of_re() -> _KeptPatterns:
    return _KeptPatternsOfRe()


class _KeptPatterns:
    """The compiled patterns that are kept as Python keeps modules: in `__pycache__`, and not where it writes none for modules.

    What is kept of a pattern is what `copy` and `pickle` make it anew from, for its source and its flags. What another
    version of `regex` compiled is void.
    """

    _ending = "kept"

    def __init__(self) -> None:
        from importlib.machinery import SourceFileLoader
        from importlib.util import cache_from_source, source_hash

        self._version, self._make = self._prepare()
        self._hash = source_hash
        self._file = SourceFileLoader(__name__, cache_from_source(__file__, optimization=self._ending))
        self._kept = self._read()
        self._new: dict[bytes, bytes] = {}

    def _prepare(self) -> tuple[str, Callable[..., Any]]:
        """Return the version that compiles, and what makes a pattern of what was kept of it."""
        import copyreg

        import regex

        reduce: Any = copyreg.dispatch_table[regex.Pattern]
        self._reduce = reduce
        return regex.__version__, reduce(regex.compile(""))[0]

    def _compile(self, pattern: str | bytes, flags: int) -> tuple[Any, tuple[Any, ...]]:
        """Return a compiled pattern, and what is kept of it."""
        import regex

        compiled = regex.compile(pattern, flags)
        return compiled, self._reduce(compiled)[1]

    def compile(self, pattern: str | bytes, flags: int) -> Any:
        """Return the compiled pattern, and keep it when the process ends if it was not kept."""
        key = self._hash(repr((pattern, flags)).encode())
        with suppress(KeyError, *_BROKEN):
            arguments = marshal.loads(self._kept[key])  # noqa: S302 — trusted as the bytecode of modules beside it is
            if arguments[0] == pattern:
                return self._make(*arguments)
        compiled, arguments = self._compile(pattern, flags)
        if not self._new:
            import atexit

            atexit.register(self._write)
        self._new[key] = marshal.dumps(arguments)
        return compiled

    def _read(self) -> dict[bytes, bytes]:
        try:
            version, kept = marshal.loads(self._file.get_data(self._file.path))  # noqa: S302 — as above
        except (OSError, *_BROKEN):
            return {}
        return kept if version == self._version else {}

    def _write(self) -> None:
        # Another process may have written in between; of what two write at once, one is compiled again.
        kept = self._read() | self._new
        if not sys.dont_write_bytecode:
            data = marshal.dumps((self._version, kept if len(kept) < _MOST_KEPT else self._new))
            self._file.set_data(self._file.path, data)


class _KeptPatternsOfRe(_KeptPatterns):
    """Those of `re`, of which the code for its matcher is kept: `copy` and `pickle` compile them again."""

    _ending = "keptre"

    def _prepare(self) -> tuple[str, Callable[..., Any]]:
        from _sre import compile as make  # type: ignore[import-not-found]

        def make_pattern(pattern: str | bytes, flags: int, code: bytes, *groups: Any) -> Any:
            return make(pattern, flags, memoryview(code).cast("I").tolist(), *groups)

        return sys.version, make_pattern

    def _compile(self, pattern: str | bytes, flags: int) -> tuple[Any, tuple[Any, ...]]:
        from array import array
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern, flags)
        groups = parsed.state.groupdict
        names = [None] * parsed.state.groups
        for name, number in groups.items():
            names[number] = name
        code = array("I", _compiler._code(parsed, flags)).tobytes()  # noqa: SLF001 — what `re.compile` calls itself
        arguments = (pattern, flags | parsed.state.flags, code, parsed.state.groups - 1, groups, tuple(names))
        return self._make(*arguments), arguments


# The package has some 400 of each; what is more comes from older versions of it.
_MOST_KEPT = 1000
# Raised for what is not what it was when it was written.
_BROKEN = (EOFError, ValueError, TypeError, RuntimeError)

# What an expression that calls itself may take.
_MOST_BYTES = 1 << 29


# (?R), (?1), (?&name), (?P>name).
_CALLS = compile_later(r"\(\?(?:R|[+-]?[0-9]|&|P>)")


def calls_itself(expression: Any) -> bool:
    """Return whether a compiled expression calls itself, or a part of it."""
    return _CALLS.search(expression.pattern) is not None


@contextmanager
def bound_memory() -> Iterator[None]:
    """Make this process, while the block runs, fail with MemoryError when it asks for much more than it has.

    Where the system does not say how much that is, or has no such bound, there is none.
    """
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [limit for limit in (soft, hard, used + _MOST_BYTES) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
