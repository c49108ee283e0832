"""What `corpuskit keywords` compares a corpus with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from corpuskit.cli.options import Typed
from corpuskit.errors import UsageError
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.words.keywords import KeywordOptions, ReferenceWords

# What chooses some documents of a corpus.
_CHOOSING = ("docs", "where", "since", "until", "langs")


class Compared(Options, frozen=True, kw_only=True):
    """What a corpus is compared with."""

    against: Annotated[
        tuple[str, ...],
        Option(
            "What to compare with: a corpus, or a word list as TSV. Repeatable. Default: the documents that --where, "
            "--lang, --since, --until or --doc leave out.",
            metavar="PATH", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip


def read_reference(against: tuple[str, ...], options: KeywordOptions, typed: Typed) -> ReferenceWords:
    """Return the words to compare with.

    Those of a word list, where a single file named `.tsv` has one; of a corpus; or of the documents that are not chosen.

    Raises:
        UsageError: There is nothing to compare with.
    """
    from corpuskit.words.keywords import read_word_list

    if len(against) == 1 and against[0].endswith(".tsv"):
        typed.inputs.add(against[0])
        with open(against[0], encoding="utf-8-sig", newline="") as file:
            return read_word_list(file)
    counted = _count(against, options, typed)
    if not counted.tokens:
        raise UsageError(
            "what is compared with has no words",
            hint="options that choose documents, such as --since, choose them there too",
        )
    return counted


def _count(against: tuple[str, ...], options: KeywordOptions, typed: Typed) -> ReferenceWords:
    from corpuskit.cli.run import choose_paths
    from corpuskit.corpus import Corpus, iter_left_out
    from corpuskit.run import run as run_on
    from corpuskit.words.keywords import count_reference
    from corpuskit.words.wordlist import WordList, WordOptions

    paths = choose_paths(typed.paths)
    if "-" in paths and (not against or "-" in against) and (against or any(map(typed.is_given, _CHOOSING))):
        raise UsageError(
            "standard input is read once, and both sides of the comparison are asked of it",
            hint="write it to a file, and name that",
        )
    words = WordList(WordOptions(size=options.size, within=options.within, fold_copies=options.fold_copies))
    if against:
        return count_reference(
            run_on(words, Corpus(against, typed.corpus, typed.inputs), jobs=typed.running.jobs)
        )
    if not any(map(typed.is_given, _CHOOSING)):
        raise UsageError(
            "there is nothing to compare with",
            hint="--against PATH compares with another corpus, --where FIELD=VALUE with all other documents of this one",
        )
    rest = iter_left_out(paths, typed.corpus, typed.inputs)
    # What cannot be read is told when the corpus itself is read.
    return count_reference(run_on(words, rest, jobs=typed.running.jobs))
