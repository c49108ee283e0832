"""The record of a corpus database."""

from __future__ import annotations

from corpuskit.records.base import Row


class IndexStatus(Row, frozen=True, kw_only=True, tag="index_status"):
    """What a corpus database holds.

    Attributes:
        path: The database.
        bytes: Its size on disk.
        complete: Whether its last build came to its end.
        generation: Number of builds that changed it.
        files: Number of files in it.
        documents: Number of documents in it.
        paragraphs: Number of paragraphs in it.
        words: Number of words in it.
        changed: Number of files in it that are no longer as they were.
        new: Number of files of the corpus that are not in it.
        missing: Number of files in it that are not in the corpus any more.
    """

    path: str
    bytes: int
    complete: bool
    generation: int
    files: int
    documents: int
    paragraphs: int
    words: int
    changed: int
    new: int
    missing: int

    @property
    def is_fresh(self) -> bool:
        """Whether a build would find nothing to do."""
        return self.complete and not (self.changed or self.new or self.missing)
