"""Whether the quotations of a draft stand in a corpus, where, and how they differ."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpuskit.verify.analysis import Verify, verify
    from corpuskit.verify.comparing.words import HYPHENS, INVISIBLE, locate
    from corpuskit.verify.options import VerifyOptions
    from corpuskit.verify.reading.drafts import Drafts, read_drafts

__all__ = [
    "HYPHENS",
    "INVISIBLE",
    "Drafts",
    "Verify",
    "VerifyOptions",
    "locate",
    "read_drafts",
    "verify",
]
_MODULES = {
    "Drafts": "reading.drafts",
    "HYPHENS": "comparing.words",
    "INVISIBLE": "comparing.words",
    "VerifyOptions": "options",
    "locate": "comparing.words",
    "read_drafts": "reading.drafts",
}


def __getattr__(name: str) -> Any:
    """Return a public name; a help text wants the options only, and is spared the rest."""
    if name in __all__:
        return getattr(import_module(f"{__name__}.{_MODULES.get(name, 'analysis')}"), name)
    raise AttributeError(f"module 'corpuskit.verify' has no attribute {name!r}")


class _Room(ModuleType):
    """This module, which can be called: `corpuskit.verify` is the room and its main function."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from corpuskit.verify.analysis import verify

        return verify(*arguments, **options)


sys.modules[__name__].__class__ = _Room
