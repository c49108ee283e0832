"""The languages and scripts of a corpus, as far as they may be asked for."""

from __future__ import annotations

from collections.abc import Iterable

from corpuskit.corpus.document import Document
from corpuskit.text.language import find_script
from corpuskit.verify.drafts import Quoted


class Languages:
    """What documents are written in. It is not looked at any more once all languages of the drafts were met.

    Args:
        quoted: What the drafts quote.
    """

    def __init__(self, quoted: Iterable[Quoted]) -> None:
        listed = list(quoted)
        self._langs = {each.lang for each in listed} - {None}
        self._scripts = {find_script(each.text) for each in listed} - {None}
        self._is_first = True

    def read(self, document: Document) -> tuple[frozenset[str], frozenset[str]]:
        """Return the languages and the scripts of a document; none where nobody will ask."""
        if not (self._is_first or self._langs or self._scripts):
            return frozenset(), frozenset()
        self._is_first = False
        langs, scripts = (frozenset(filter(None, [each])) for each in (document.lang, document.script))
        self._langs -= langs
        self._scripts -= scripts
        return langs, scripts
