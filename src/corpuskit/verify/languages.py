"""The languages and scripts of a corpus, as far as they may be asked for."""

from __future__ import annotations

from collections.abc import Iterable

from corpuskit.corpus.document import Document
from corpuskit.text.language import find_script
from corpuskit.verify.drafts import Quoted


class Languages:
    """What documents are written in, as far as somebody will ask: of quotations of which nothing was found.

    Args:
        quoted: What the drafts quote.
    """

    def __init__(self, quoted: Iterable[Quoted]) -> None:
        self._known: dict[int, tuple[str | None, str | None]] = {
            number: (each.likely_lang, find_script(each.text)) for number, each in enumerate(quoted)
        }
        # Those that no document was written in so far.
        self._open = set(self._known.values()) - {(None, None)}
        self._langs: set[str | None] = {None}
        self._scripts: set[str | None] = {None}

    def read(self, document: Document, missing: Iterable[int]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the languages and the scripts of a document; none where all that are asked for were met before.

        Args:
            document: The document.
            missing: Numbers of the quotations of which nothing was found so far.
        """
        if not self._open or all(self._known[number] not in self._open for number in missing):
            return frozenset(), frozenset()
        self._langs.add(document.lang)
        self._scripts.add(document.script)
        self._open = {
            (lang, script)
            for lang, script in self._open
            if lang not in self._langs or script not in self._scripts
        }
        return frozenset(filter(None, [document.lang])), frozenset(filter(None, [document.script]))
