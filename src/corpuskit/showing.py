"""The text of a document, or a slice of it: what the offsets of a record point into."""

from __future__ import annotations

import re
from typing import Annotated

from corpuskit.analysis import Analysis
from corpuskit.corpus.document import Document
from corpuskit.errors import UsageError
from corpuskit.options import Option, Options
from corpuskit.patterns import compile_re
from corpuskit.records import Findings, Summary, TextSlice

_SLICE = compile_re(r"(?P<doc>.+):(?P<start>\d+):(?P<end>\d+)", re.DOTALL)


class ShowOptions(Options, frozen=True, kw_only=True):
    """What is shown."""

    doc: Annotated[
        str,
        Option(
            "Id of a document; START and END count code points.", metavar="DOC[:START:END]", is_argument=True
        ),
    ]


class Show(Analysis):
    """The text of one document, or a slice of it.

    Args:
        options: What is shown.
    """

    record_type = TextSlice
    nothing = Summary()
    is_by_document = True

    def __init__(self, options: ShowOptions) -> None:
        self.options = options
        self._doc = options.doc
        found = _SLICE.fullmatch(options.doc)
        self._slice = (found["doc"], int(found["start"]), int(found["end"])) if found else None

    def per_document(self, document: Document) -> Findings[TextSlice]:
        """Return the slice, where it is one of this document.

        Raises:
            UsageError: The slice ends after the text.
        """
        if document.id == self._doc:
            return Findings([_cut(document, 0, None)], self.nothing)
        if self._slice is not None and document.id == self._slice[0]:
            return Findings([_cut(document, *self._slice[1:])], self.nothing)
        return Findings([], self.nothing)


def _cut(document: Document, start: int, end: int | None) -> TextSlice:
    size = len(document.text)
    end = size if end is None else end
    if not start <= end <= size:
        raise UsageError(f"the text of {document.id!r} has {size} characters, got {start}:{end}")
    return TextSlice(
        doc=document.id,
        line=document.lines.line_at(start),
        start=start,
        end=end,
        text=document.text[start:end],
        title=document.metadata.get("title"),
        date=document.metadata.get("date"),
        source=document.metadata.get("source"),
        path=document.path,
    )
