"""A page in one file: what it may load and run is nothing but what stands in it.

The page names the hash of its one script and of its one style sheet in its Content-Security-Policy, so that a browser
runs nothing else, whatever a text says. Data stands in blocks of JSON, which no browser runs.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from corpuskit.output.pages.cells import CLASSES
from corpuskit.output.safe import make_cell_safe, make_json_safe
from corpuskit.patterns import compile_re

if TYPE_CHECKING:
    import jinja2

ASSETS = Path(__file__).with_name("assets")
_BREAKS = compile_re(r"[\t\n\r]+")
STATIC_ROWS = 200
"""Rows of a table that are shown where no script runs."""


class Page:
    """A template with its style sheet and its script.

    Args:
        template: The name of the template.
        styles: The parts of the style sheet, in order.
        scripts: The parts of the script, in order.
        folders: Folders in which they are looked for, before those of every page.
    """

    def __init__(
        self, template: str, styles: Sequence[str], scripts: Sequence[str], folders: Sequence[Path] = ()
    ) -> None:
        self._template = template
        self._folders = (*folders, ASSETS)
        self._style = self._join(styles)
        self._script = self._join(scripts)

    def _join(self, names: Sequence[str]) -> str:
        parts = []
        for name in names:
            path = next(folder / name for folder in self._folders if (folder / name).exists())
            parts.append(path.read_text(encoding="utf-8"))
        # Indentation and comments are for who reads the source.
        lines = (line.lstrip() for line in "".join(parts).splitlines())
        return "\n".join(("", *(line for line in lines if line and not line.startswith("//")), ""))

    def iter_bytes(self, **values: Any) -> Iterator[bytes]:
        """Yield the page in pieces; what is lazy in its values is taken when it is written.

        Args:
            values: What the template shows. Text is escaped wherever it stands.
        """
        template = make_environment(self._folders).get_template(self._template)
        policy = (
            "default-src 'none'; "
            f"script-src '{_hash(self._script)}'; style-src '{_hash(self._style)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        for piece in template.generate(style=self._style, script=self._script, policy=policy, **values):
            yield piece.encode("utf-8", "replace")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def make_environment(folders: Sequence[Path]) -> jinja2.Environment:
    """Return what fills in templates: all text is escaped, and a name that is missing is an error.

    Args:
        folders: Where the templates are.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["shown"] = show
    environment.filters["on_line"] = lambda text: show(_BREAKS.sub(" ", text))
    environment.filters["component"] = lambda text: quote(text, safe="!~*'()")
    environment.filters["data"] = make_data
    environment.globals.update(static_rows=STATIC_ROWS, classes=CLASSES)
    return environment


def show(value: object) -> str:
    """Return text with controls and overrides of the writing direction made visible; None is empty."""
    return "" if value is None else make_cell_safe(str(value))


def make_data(value: object) -> Any:
    """Return a value as JSON that may stand in a script element: it ends none, and begins no comment."""
    from markupsafe import Markup

    data = make_json_safe(msgspec.json.encode(value)).replace(b"<", b"\\u003c")
    return Markup(data.decode("utf-8"))  # noqa: S704 — what could end the element is escaped
