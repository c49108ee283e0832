"""A study: queries that have names and options of their own, searched for at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Annotated

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.kwic.options import KwicOptions
from corpuskit.options import Option

_DIGEST_BYTES = 32


class StudyOptions(KwicOptions, frozen=True, kw_only=True):
    """Several queries, and how their hits are shown."""

    queries: Annotated[
        dict[str, KwicOptions],
        Option("Each query by its name, with how its patterns are read.", is_typed=False),
    ]

    @property
    def searches(self) -> Mapping[str | None, KwicOptions]:
        """The options of each query by its name."""
        return {name: each for name, each in self.queries.items()}  # noqa: C416 — a name that may be missing


class CorpusHash(msgspec.Struct, frozen=True):
    """What tells one corpus from another: the sum of the hashes of its documents, whatever their order.

    Attributes:
        digest: The sum, 256 bits.
    """

    digest: bytes = bytes(_DIGEST_BYTES)

    @classmethod
    def of(cls, document: Document) -> CorpusHash:
        """Return the hash of one document: the SHA-256 of its id, a zero byte, and its own hash in hex."""
        return cls(hashlib.sha256(f"{document.id}\0{document.sha256}".encode()).digest())

    def __add__(self, other: CorpusHash) -> CorpusHash:
        """Return the hash of the documents of both."""
        total = sum(int.from_bytes(each.digest) for each in (self, other)) % (1 << 8 * _DIGEST_BYTES)
        return CorpusHash(total.to_bytes(_DIGEST_BYTES))
