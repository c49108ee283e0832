"""What a corpus database holds, and how far it is behind its corpus."""

from __future__ import annotations

import os

from corpuskit.corpus.sources import Source, find_sources
from corpuskit.corpus.texts import read_stamp
from corpuskit.index.build import path_key
from corpuskit.index.database import read_meta, translating_errors
from corpuskit.index.reading import open_for_reading
from corpuskit.records import IndexStatus


def describe_index(at: str, paths: list[str], globs: tuple[str, ...] = ()) -> IndexStatus:
    """Return what the database at `at` holds of the corpus below `paths`, going by the times of its files.

    Raises:
        UnusableIndexError: There is none, or it is broken.
    """
    connection = open_for_reading(at)
    try:
        with translating_errors(at):
            meta = read_meta(connection)
            known = {
                key: (size, mtime)
                for key, size, mtime in connection.execute("SELECT path, size, mtime_ns FROM sources")
            }
            documents, words, paragraphs = connection.execute(
                "SELECT count(*), coalesce(sum(words), 0), coalesce(sum(end_paragraph - first_paragraph), 0)"
                " FROM documents"
            ).fetchone()
    finally:
        connection.close()
    seen: set[bytes] = set()
    changed = new = 0
    for source in find_sources(paths, globs=globs):
        stamp = read_stamp(source.path) if isinstance(source, Source) else None
        if stamp is None or path_key(source.path) in seen:
            continue
        seen.add(path_key(source.path))
        before = known.get(path_key(source.path))
        new += before is None
        changed += before is not None and before != tuple(stamp)
    size = sum(os.path.getsize(name) for name in (at, at + "-wal") if os.path.exists(name))
    return IndexStatus(
        path=at,
        bytes=size,
        complete=meta["complete"] == "1",
        generation=int(meta["generation"]),
        files=len(known),
        documents=documents,
        paragraphs=paragraphs,
        words=words,
        changed=changed,
        new=new,
        missing=len(known.keys() - seen),
    )
