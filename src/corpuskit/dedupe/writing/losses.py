"""How much each file loses: what a reader must know before the rest is believed to be the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from corpuskit.corpus.sources import Source, printable_path
from corpuskit.dedupe.writing.edits import Edit, EncodedText
from corpuskit.records import Issue

_MUCH = Fraction(1, 3)
_NAMED = 3


class Losses:
    """The files that lose more than a third of their text."""

    def __init__(self) -> None:
        self._shares: dict[str, Fraction] = {}

    def add(self, source: Source, text: EncodedText, edits: Sequence[Edit]) -> None:
        """Take note of what a file loses.

        Args:
            source: The file.
            text: Its content.
            edits: What is changed in it.
        """
        lost = sum(edit.end - edit.start - len(edit.replacement) for edit in edits)
        if lost > _MUCH * len(text.text):
            self._shares[printable_path(source.path)] = Fraction(lost, len(text.text))

    def list_issues(self) -> list[Issue]:
        """Return the issue that tells of them, the greatest losses first; none where there are none."""
        worst = sorted(self._shares.items(), key=lambda item: (-item[1], item[0]))
        if not worst:
            return []
        named = ", ".join(f"{path} ({float(share):.0%})" for path, share in worst[:_NAMED])
        more = f" and {len(worst) - _NAMED} more" if len(worst) > _NAMED else ""
        one = len(worst) == 1
        return [
            Issue(
                path=worst[0][0],
                kind="loss",
                message=f"{len(worst)} {'file loses' if one else 'files lose'} more than a third of "
                f"{'its' if one else 'their'} text: {named}{more}",
                hint="--review FILE shows what goes and why; --stats tells of which documents it is a copy",
            )
        ]
