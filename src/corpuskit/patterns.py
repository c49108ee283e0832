"""Regular expressions that are compiled when they are first used, as each takes its time, and a bound on what one may take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, AnyStr

if TYPE_CHECKING:
    import regex

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _LatePattern:
    """Stands for a pattern; what is asked of it first makes its methods those of the compiled one."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(f"a pattern that is not compiled yet has no attribute {name!r}")
        import regex

        compiled = regex.compile(self.pattern, self._flags)
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
