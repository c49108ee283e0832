"""What `corpuskit keywords` compares a corpus with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from corpuskit.cli.options import Typed
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.inputs import InputFiles
    from corpuskit.words.keywords import KeywordOptions, ReferenceWords


class Compared(Options, frozen=True, kw_only=True):
    """What a corpus is compared with."""

    against: Annotated[
        tuple[str, ...],
        Option(
            "What to compare with: a corpus, or a word list as TSV. Repeatable.",
            metavar="PATH", typed=list[str], is_common=True,
        ),
    ]  # fmt: skip


def read_reference(
    against: tuple[str, ...], options: KeywordOptions, typed: Typed, inputs: InputFiles
) -> ReferenceWords:
    """Return the words to compare with: of a word list, where a single file named `.tsv` has one, or of a corpus."""
    from corpuskit.corpus import Corpus
    from corpuskit.run import run as run_on
    from corpuskit.words.keywords import count_reference, read_word_list
    from corpuskit.words.wordlist import WordList, WordOptions

    if len(against) == 1 and against[0].endswith(".tsv"):
        inputs.add(against[0])
        with open(against[0], encoding="utf-8-sig", newline="") as file:
            return read_word_list(file)
    words = WordList(WordOptions(size=options.size, within=options.within, fold_copies=options.fold_copies))
    return count_reference(run_on(words, Corpus(against, typed.corpus, inputs), jobs=typed.running.jobs))
