"""Collocates: which words stand near the hits of a query more often than chance would have them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Annotated, Any, Literal

import msgspec
import numpy as np

from corpuskit.analysis import Analysis, Means, Partial
from corpuskit.corpus.document import Document
from corpuskit.errors import UsageError
from corpuskit.kwic.options import KwicOptions
from corpuskit.options import Option, Options
from corpuskit.partition import choose_parts, note_unknown
from corpuskit.records import Collocate, CollocateExample, Findings, Issue, Summary
from corpuskit.text.view import fold
from corpuskit.words.counting.counts import Ranked
from corpuskit.words.counting.near_copies import FoldCopies, find_near_copies
from corpuskit.words.counting.parts import divide_document, join_parts, measure_part
from corpuskit.words.counting.vocabulary import Vocabulary
from corpuskit.words.counting.windows import DocumentCollocates, Flags, WindowCounter
from corpuskit.words.hits import HitFinder
from corpuskit.words.measures import association, describe_formulas

CollocateOrder = Literal["logdice", "g2", "mi", "mi3", "t", "z", "log-ratio", "delta-p", "dice", "hits"]
"""What collocates are sorted by."""

_WIDEST = 1000
_FIELD_OF = {"log-ratio": "log_ratio", "delta-p": "delta_p_to"}


class CollocateOptions(Options, frozen=True, kw_only=True):
    """What a window is, and which of the words in it are shown.

    Raises:
        UsageError: The window is none that there is.
    """

    window: Annotated[
        str,
        Option(
            "Words on each side of a hit, or L before and R after. Words of other hits are passed over.",
            ("-C", "--context"), metavar="N|L:R", is_common=True,
        ),
    ] = "5"  # fmt: skip
    min_hits: Annotated[
        int, Option("Only words with N hits or more in the windows.", metavar="N", least=1, is_common=True)
    ] = 3
    min_docs: Annotated[
        int, Option("Only words near hits in N documents or more.", metavar="N", least=1, is_common=True)
    ] = 1
    stop: Annotated[
        tuple[str, ...],
        Option(
            "Leave out the function words of a language, or the words of a file.",
            metavar="LANG|@FILE", typed=str, is_common=True,
        ),
    ] = ()  # fmt: skip
    by: Annotated[
        str | None,
        Option(
            "Say in how many parts of the corpus a word is a collocate too: date:year, lang, doc, or a field of the documents.",
            metavar="KEY",
        ),
    ] = None
    fold_copies: Annotated[
        FoldCopies,
        Option(
            "Leave out the copies of paragraphs, as if they were not there; near: also those that dedupe finds, which "
            "takes memory for all paragraphs.",
        ),
    ] = "off"
    examples: Annotated[
        int, Option("Show N different contexts of each collocate.", metavar="N", least=0, heading="Arranging")
    ] = 0
    order: Annotated[
        CollocateOrder,
        Option("The measure to sort by, highest first.", ("--sort",), heading="Arranging", is_common=True),
    ] = "logdice"

    def __post_init__(self) -> None:
        """Refuse what is no window."""
        super().__post_init__()
        read_window(self.window)


def read_window(written: str) -> tuple[int, int]:
    """Return the number of words before and after a hit that `5` or `5:0` name.

    Raises:
        UsageError: They name none.
    """
    left, colon, right = written.partition(":")
    if left.isdecimal() and (right.isdecimal() or not colon):
        window = int(left), int(right or left)
        if sum(window) > 0 and max(window) <= _WIDEST:
            return window
    raise UsageError(f"{written!r} is no window", hint="write 5, or 5:0 for five words before and none after")


class CollocateSummary(Summary, frozen=True, kw_only=True):
    """What the measures are worked out from.

    Attributes:
        tokens: Number of words of the corpus, N.
        nodes: Number of hits of the query.
        node_words: Number of words in these hits; they are no part of the table of four cells.
        window_words: Number of words in the windows of all hits, R1.
        parts: Number of parts of the corpus that have hits; None where none were asked for.
    """

    tokens: int = 0
    nodes: int = 0
    node_words: int = 0
    window_words: int = 0
    parts: int | None = None

    def __add__(self, other: CollocateSummary) -> CollocateSummary:
        """Return what was counted in the documents of both."""
        return CollocateSummary(
            tokens=self.tokens + other.tokens,
            nodes=self.nodes + other.nodes,
            node_words=self.node_words + other.node_words,
            window_words=self.window_words + other.window_words,
        )

    def figures(self) -> dict[str, Any]:
        """Return the numbers, and how the fields of the records are worked out."""
        shown = msgspec.structs.asdict(self)
        if self.parts is None:
            del shown["parts"]
        return shown | {"formulas": describe_formulas(Collocate.__struct_fields__)}


def _sum_up(
    item: DocumentCollocates, rows: Flags | slice = slice(None), tokens: int | None = None
) -> CollocateSummary:
    """Return the numbers of a document.

    Args:
        item: What stands near its hits.
        rows: The paragraphs with hits that count.
        tokens: Number of its words that do; None for all.
    """
    return CollocateSummary(
        tokens=item.words.tokens if tokens is None else tokens,
        nodes=int(item.nodes[rows].sum()),
        node_words=int(item.node_words[rows].sum()),
        window_words=int(item.near.lengths[rows].sum()),
    )


class _Counting:
    """Adds up what stands near the hits in all documents.

    Args:
        options: What is asked for.

    Attributes:
        near: The words in the windows.
        left: How often each stands before a hit.
        total: What the measures are worked out from.
    """

    def __init__(self, options: CollocateOptions) -> None:
        self._options = options
        self._folds_copies = options.fold_copies != "off"
        self._corpus = Vocabulary(fold, without_copies=self._folds_copies)
        self._examples: defaultdict[str, dict[str, CollocateExample]] = defaultdict(dict)
        self.near = Vocabulary(fold)
        self.left: Counter[str] = Counter()
        self.total = CollocateSummary()

    def add(self, item: DocumentCollocates, near_copies: AbstractSet[int] = frozenset()) -> None:
        """Add what a document has, after those before it.

        Args:
            item: What stands near the hits in the document.
            near_copies: The numbers of the rows of its words that repeat earlier ones nearly.
        """
        tokens = self._corpus.tokens
        is_new = self._corpus.add(item.words, near_copies)
        tokens = self._corpus.tokens - tokens
        is_left, near = item.is_left, item.near
        chosen: Flags | slice = slice(None)
        if self._folds_copies:
            chosen = (item.rows >= 0) & is_new[item.rows]
            near, is_kept = near.choose_rows(chosen)
            is_left = is_left[is_kept]
        self.near.add(near)
        self.total += _sum_up(item, chosen, tokens)
        before = np.bincount(near.units[is_left], minlength=len(near.forms))
        for form, hits in zip(near.forms, before.tolist(), strict=True):
            self.left[fold(form)] += hits
        self._add_examples(item.examples)

    def _add_examples(self, examples: Mapping[str, Sequence[CollocateExample]]) -> None:
        own: defaultdict[str, list[CollocateExample]] = defaultdict(list)
        for form, some in examples.items():
            own[fold(form)] += some
        for word, some in own.items():
            known = self._examples[word]
            for example in sorted(some, key=lambda example: example.start):
                if len(known) < self._options.examples:
                    known.setdefault(fold(example.text), example)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return self._corpus.list_names()

    def count_corpus(self, word: str) -> int:
        """Return how often a word occurs in the corpus."""
        return int(self._corpus.counts.hits[self._numbers[word]])

    def count_parts(self, number: int, word: str) -> int:
        """Return in how many parts of the corpus a word stands near hits often enough, and more than by chance.

        Args:
            number: Its number among the words in the windows.
            word: The word.
        """
        near, corpus = self.near, self._corpus
        all_hits = corpus.count_parts(self._numbers[word])
        return sum(
            count.hits >= self._options.min_hits
            and count.hits * corpus.sizes[part] > near.sizes[part] * all_hits[part].hits
            for part, count in near.count_parts(number).items()
        )

    def list_examples(self, word: str) -> list[CollocateExample]:
        """Return the examples of a word."""
        return list(self._examples[word].values()) if word in self._examples else []


class Collocates(Analysis):
    """The collocates of a query.

    Args:
        query: The query, as `kwic` takes it.
        options: What a window is.
    """

    record_type = Collocate
    item_type = DocumentCollocates
    nothing = CollocateSummary()
    counts_words = True
    options: CollocateOptions
    query: KwicOptions

    def __init__(self, query: KwicOptions, options: CollocateOptions | None = None) -> None:
        self.query = query
        self.options = options or CollocateOptions()
        self._finder = HitFinder(query)
        self._window = read_window(self.options.window)
        self._find_part = None if self.options.by is None else choose_parts(self.options.by)

    def __reduce__(self) -> tuple[Any, ...]:
        # Where it is sent to, it is made again: what finds the parts cannot be sent.
        return type(self), (self.query, self.options)

    def per_document(self, document: Document) -> Partial:
        """Return what stands near the hits of one document, or of a part of one, after the issues of the search."""
        spans, issues = self._finder.find(document)
        options = self.options
        counter = WindowCounter(
            document,
            spans,
            self._window,
            most_examples=options.examples,
            without_copies=options.fold_copies != "off",
            with_keys=options.fold_copies == "near",
        )
        item = counter.count(self._name_part(document))
        words = msgspec.structs.replace(item.words, extent=measure_part(document))
        item = msgspec.structs.replace(item, words=words)
        return Findings((*issues, item), _sum_up(item))

    def _name_part(self, document: Document) -> str | None:
        # That of a part of a text is what the whole has.
        return self._find_part(document) if self._find_part is not None and document.is_whole else None

    def divide(self, document: Document) -> list[Document]:
        """Return the parts of a document that may be counted one by one."""
        return divide_document(document) if self._finder.is_divisible else [document]

    def join(self, document: Document, partials: Iterable[Partial]) -> Partial:
        """Return what a document has from what its parts have, each an item."""
        return join_parts(partials, self.nothing, self._name_part(document))

    def combine(self, partials: Iterable[Partial], means: Means = Means()) -> Findings[Any]:  # noqa: B008
        """Return a record for each collocate, the strongest first."""
        together = super().combine(partials, means)
        total = self.nothing

        def iter_items() -> Iterator[Collocate | Issue]:
            nonlocal total
            items: list[DocumentCollocates] = []
            counting = _Counting(self.options)
            for item in together:
                if isinstance(item, Issue):
                    yield item
                elif self.options.fold_copies == "near":
                    items.append(item)
                else:
                    counting.add(item)
            copies = find_near_copies([item.words for item in items])
            for item, repeated in zip(items, copies, strict=True):
                counting.add(item, repeated)
            total = counting.total
            if self.options.by is not None:
                parts = counting.near.parts
                total = msgspec.structs.replace(total, parts=sum(size > 0 for size in counting.near.sizes))
                yield from note_unknown(self.options.by, (part or "" for part in parts))
            found = self._list_collocates(counting)
            yield from found
            if not found:
                yield self._explain_nothing(total.nodes)

        return Findings(iter_items(), lambda: total)

    def _explain_nothing(self, hits: int) -> Issue:
        """Return why there are no collocates."""
        options = self.options
        if not hits:
            reason, hint = "the query has no hits", "corpuskit kwic, with the same query, shows what it finds"
        else:
            words = "no word but stop words stands" if options.stop else "no word stands"
            times = f" {options.min_hits} times or more" if options.min_hits > 1 else ""
            documents = f" in {options.min_docs} documents or more" if options.min_docs > 1 else ""
            reason = f"{words} near its hits{times}{documents}; hits: {hits}"
            hint = "--min-hits 1 shows all" if options.min_hits > 1 else "-C 10 looks further away"
        return Issue(path="collocates", kind="no_hits", message=f"no collocates: {reason}", hint=hint)

    def _list_collocates(self, counting: _Counting) -> list[Collocate]:
        options, near = self.options, counting.near
        stopped = {fold(word) for word in options.stop}
        found = [
            self._make_collocate(counting, ranked)
            for ranked in near.iter_ranked(options.min_hits, options.min_docs)
            if ranked.name not in stopped
        ]
        name: str = _FIELD_OF.get(options.order, options.order)

        def place(record: Collocate) -> tuple[bool, float, int, str]:
            value = getattr(record, name)
            return value is None, -(value or 0), -record.hits, record.word

        return sorted(found, key=place)

    def _make_collocate(self, counting: _Counting, ranked: Ranked) -> Collocate:
        near, total = counting.near, counting.total
        _, number, word, form, first = ranked
        hits = int(near.counts.hits[number])
        corpus_hits = counting.count_corpus(word)
        left = counting.left[word]
        expected = total.window_words * corpus_hits / total.tokens
        table = association.ContingencyTable(
            hits, total.window_words, corpus_hits, total.tokens - total.node_words
        )
        # Where windows overlap, a word counts for each; then there may be more hits than words, and no such table.
        is_table = min(table.cells) >= 0
        to, back = association.delta_p(table) if is_table else (None, None)
        return Collocate(
            **first._asdict(),
            query=self.query.pattern or "",
            word=word,
            form=form,
            hits=hits,
            left=left,
            right=hits - left,
            distinct_hits=hits - near.count_copied(number),
            documents=int(near.counts.documents[number]),
            corpus_hits=corpus_hits,
            expected=expected,
            logdice=association.log_dice(hits, total.nodes, corpus_hits),
            g2=association.log_likelihood(table) if is_table else None,
            mi=association.mutual_information(hits, expected),
            mi3=association.mutual_information(hits, expected, power=3),
            t=association.t_score(hits, expected),
            z=association.z_score(hits, expected),
            log_ratio=association.log_ratio(table) if is_table else None,
            delta_p_to=to,
            delta_p_from=back,
            dice=association.dice(hits, total.nodes, corpus_hits),
            parts=None if self.options.by is None else counting.count_parts(number, word),
            examples=counting.list_examples(word),
        )
