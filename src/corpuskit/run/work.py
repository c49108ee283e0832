"""What is done with one document, wherever that is: the work of an analysis, guarded, with offsets as asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Union

from corpuskit.analysis import Analysis, Partial, chain_findings
from corpuskit.errors import CorpuskitError, InputChangedError
from corpuskit.records import Findings, Issue

if TYPE_CHECKING:
    from corpuskit.corpus.document import Document
    from corpuskit.run.offsets import OffsetUnit

_DEBUG_HINT = "set CORPUSKIT_DEBUG=1 to see where, and please report it"
_MEMORY_HINT = "leave it out, or divide it into smaller ones"
_ALL_LOST = "; skipped"
_REST_LOST = "; the rest of it was skipped"
_ALONE_HINT = "try it alone with --jobs 1"


class Work:
    """What an analysis does with one document. It is sent to other processes.

    Whatever a document does to an analysis is an issue that names the document, and the work goes on with the next
    one.

    Args:
        analysis: The analysis.
        offsets: The unit that offsets are given in.
    """

    def __init__(self, analysis: Analysis, offsets: OffsetUnit = "chars") -> None:
        self.analysis = analysis
        self._offsets: OffsetUnit = offsets

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.analysis, self._offsets)

    def __call__(self, document: Document) -> Partial:
        """Return the partial result of a document, worked out as its items are asked for."""
        try:
            partial = self._find(document)
        except Exception as error:
            if _is_met_everywhere(error):
                raise
            return Findings([describe_failure(document, error, is_begun=False)], self.analysis.nothing)
        return partial if partial.is_complete else self._guard(document, partial)

    def _guard(self, document: Document, partial: Partial) -> Partial:
        """Return a partial result that ends with an issue where working it out fails."""
        total = self.analysis.nothing

        def iter_items() -> Iterator[Any]:
            nonlocal total
            is_begun = False
            try:
                for first in partial.iter_batches():
                    is_begun = True
                    yield first
                    yield from partial.iter_batches()
                total = partial.total
            except Exception as error:
                if _is_met_everywhere(error):
                    raise
                if is_begun:
                    total = partial.total
                yield describe_failure(document, error, is_begun=is_begun)

        return Findings(iter_items(), lambda: total)

    def _find(self, document: Document) -> Partial:
        partial = self.analysis.per_document(document)
        if self._offsets == "chars" or self.analysis.records_span_documents:
            return partial
        from corpuskit.run.offsets import convert_findings

        return convert_findings(partial, document, self._offsets)

    def divide(self, document: Document) -> list[Document]:
        """Return the parts of a document that may be worked on one by one."""
        # The offsets of a part are converted by the text of the whole.
        return [document] if self._offsets != "chars" else self.analysis.divide(document)

    def join(self, document: Document, partials: Iterable[Partial]) -> Partial:
        """Return the partial result of a document from those of its parts, in order."""
        joined = self.analysis.join(document, partials)

        def iter_items() -> Iterator[Any]:
            is_begun = False
            for item in joined:
                is_record = not isinstance(item, Issue)
                yield item if is_record or not is_begun else _tell_rest(item)
                is_begun = is_begun or is_record

        return Findings(iter_items(), lambda: joined.total)

    def pack(self, documents: Iterable[Document]) -> bytes:
        """Return the partial result of some documents together, as bytes."""
        return self.pack_findings(chain_findings(map(self, documents), self.analysis.nothing))

    def pack_findings(self, findings: Findings[Any]) -> bytes:
        """Return a partial result as bytes: a tenth of the work that pickling it is."""
        import msgspec

        return msgspec.msgpack.encode((list(findings), findings.total), enc_hook=_encode_array)

    def unpack(self, packed: bytes) -> Partial:
        """Return the partial result that `pack` has packed."""
        items, total = self._decoder.decode(packed)
        return Findings(items, total)

    @cached_property
    def _decoder(self) -> Any:
        import msgspec

        analysis = self.analysis
        item: Any = Union[analysis.item_type or analysis.record_type, Issue]  # noqa: UP007 — made at run time
        result: Any = tuple[list[item], type(analysis.nothing)]  # type: ignore[misc]
        return msgspec.msgpack.Decoder(result, dec_hook=_decode_array)

    def fail(self, document: Document, reason: str) -> Partial:
        """Return the partial result of a document, or a part of one, whose process has died."""
        issue = make_failure_issue(document.id, document.path, reason, hint=_ALONE_HINT)
        return Findings([issue], self.analysis.nothing)


def _encode_array(array: Any) -> tuple[str, tuple[int, ...], bytes]:
    """Return an array as what can be packed: type, shape and bytes."""
    return array.dtype.str, array.shape, array.tobytes()


def _decode_array(_kind: Any, packed: tuple[str, tuple[int, ...], bytes]) -> Any:
    import numpy as np

    kind, shape, data = packed
    return np.frombuffer(data, kind).reshape(shape)


def _is_met_everywhere(error: Exception) -> bool:
    """Return whether an error would be met in every document: a package that is not there, a model that is not."""
    return isinstance(error, CorpuskitError) and not isinstance(error, InputChangedError)


def describe_failure(document: Document, error: Exception, *, is_begun: bool) -> Issue:
    """Return the issue that says why a document was not worked through.

    Args:
        document: The document, or a part of one.
        error: What was raised.
        is_begun: Whether records of the document have been given.
    """
    if os.environ.get("CORPUSKIT_DEBUG"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, InputChangedError):
        reason, hint = "it was changed while it was being read", error.hint
    elif isinstance(error, MemoryError):
        reason, hint = "there is not enough memory for it", _MEMORY_HINT
    else:
        reason, hint = f"{type(error).__name__}: {error}".removesuffix(": "), _DEBUG_HINT
    return make_failure_issue(document.id, document.path, reason, hint=hint, is_begun=is_begun)


def make_failure_issue(
    doc: str, path: str | None, reason: str, *, hint: str | None, is_begun: bool = False
) -> Issue:
    """Return the issue that says that a document, or the rest of it, was not worked through."""
    lost = _REST_LOST if is_begun else _ALL_LOST
    return Issue(path=path or doc, kind="worker", message=f"{doc}: {reason}{lost}", hint=hint, skipped=True)


def _tell_rest(issue: Issue) -> Issue:
    """Return an issue of a part of a document, before which others have been given, as one of the document."""
    if issue.kind != "worker" or not issue.message.endswith(_ALL_LOST):
        return issue
    import msgspec

    return msgspec.structs.replace(issue, message=issue.message.removesuffix(_ALL_LOST) + _REST_LOST)
