"""Regular expressions that are compiled when they are first used: a run uses some of them, and each takes its time."""

from __future__ import annotations

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
