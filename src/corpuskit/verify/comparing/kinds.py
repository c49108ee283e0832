"""What kind of change was made between a source and a quotation of it."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.dedupe.kinds.alignment import Change, WrittenWords, align_words, list_written_words
from corpuskit.dedupe.kinds.classify import classify_difference
from corpuskit.dedupe.kinds.meaning import find_language, find_sense
from corpuskit.patterns import compile_later
from corpuskit.quotes.lexicon import Lexicon, find_lexicon
from corpuskit.quotes.mentions.reading import is_given_name
from corpuskit.quotes.titles import is_title_word
from corpuskit.records import ChangeKind
from corpuskit.text.language import find_script

# Of scripts without spaces, in characters.
_LONGEST_TITLE, _LONGEST_NAME = 5, 3
_DIGITS = compile_later(r"\p{Nd}+")
_GRAVEST: tuple[ChangeKind, ...] = ("sense", "numbers", "names", "wording", "format")


def classify_change(source: str, draft: str, lang: str | None) -> ChangeKind:
    """Return the gravest kind of change between the words of a source and those of a quotation.

    Args:
        source: What stands in the corpus.
        draft: What the draft has of it.
        lang: The language of the draft.
    """
    kept, copy = list_written_words(source), list_written_words(draft)
    whole = _classify(kept, copy, lang, source)
    if whole != "wording":
        return whole
    changes = [change for change in align_words(kept.folded, copy.folded) if not change.same]
    found = {
        _classify(kept, _apply(kept, copy, change), lang, source) for change in changes if len(changes) > 1
    }
    return min(found | {whole}, key=_GRAVEST.index)


def turns_sense(words: str) -> bool:
    """Return whether some words that were left out deny what was said."""
    folded = list_written_words(words).folded
    language = find_language(folded) if folded else None
    return language is not None and any(find_sense(word, language) == "negation" for word in folded)


def find_denial_before(before: str, text: str) -> str | None:
    """Return the word right before a place that denies what stands there; None where there is none.

    Args:
        before: What stands before it.
        text: What stands there, which tells the language.
    """
    words = list_written_words(before[before.rfind("\n") + 1 :])
    if not words.written or not before.rstrip().endswith(words.written[-1]):
        return None
    language = find_language([*words.folded[-1:], *list_written_words(text).folded])
    is_denial = language is not None and find_sense(words.folded[-1], language) == "negation"
    return words.written[-1] if is_denial else None


def _apply(kept: WrittenWords, copy: WrittenWords, change: Change) -> WrittenWords:
    """Return the words of a source with one change of them."""
    lists = [
        [*first[: change.kept_start], *second[change.copy_start : change.copy_end], *first[change.kept_end :]]
        for first, second in ((kept.folded, copy.folded), (kept.written, copy.written))
    ]
    return WrittenWords(lists[0], lists[1], " ".join(lists[1]))


def _classify(kept: WrittenWords, copy: WrittenWords, lang: str | None, source: str) -> ChangeKind:
    if not kept.folded or not copy.folded:
        return "wording"
    kind = classify_difference(kept, copy, lambda _word: False).kind
    if kind in ("numbers", "sense", "format"):
        return kind
    if kind == "signs":
        return "numbers" if any(map(str.isdecimal, source)) else "format"
    lexicon = find_lexicon(lang, find_script(source))
    changes = [change for change in align_words(kept.folded, copy.folded) if not change.same]
    if any(_changes_digits(kept, copy, change) for change in changes):
        return "numbers"
    are_names = [
        _is_name(words.written, start, end, lexicon)
        for change in changes
        for words, start, end in (
            (kept, change.kept_start, change.kept_end),
            (copy, change.copy_start, change.copy_end),
        )
        if start < end
    ]
    return "names" if are_names and all(are_names) else "wording"


def _changes_digits(kept: WrittenWords, copy: WrittenWords, change: Change) -> bool:
    """Return whether a word differs in nothing but its digits: «12일» and «13일», which is a word with its ending."""
    pairs = zip(
        kept.folded[change.kept_start : change.kept_end],
        copy.folded[change.copy_start : change.copy_end],
        strict=False,
    )
    return any(
        first != second and _DIGITS.search(first) and _DIGITS.sub("0", first) == _DIGITS.sub("0", second)
        for first, second in pairs
    )


def _is_name(written: Sequence[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether changed words are a name: by their capitals, or where there are none, a given name or a title."""
    changed = written[start:end]
    if any(map(is_given_name, changed)):
        return True
    if lexicon.capitals and any(map(_has_case, written)):
        if lexicon.nouns_are_capitalised and start and lexicon.tags.get(written[start - 1].lower()) == "det":
            # «Die Fischer»: the capital says that it is a noun.
            return False
        is_first = start == 0 and not any(word[0].isupper() for word in written[end : end + 1])
        capitals = [word[0].isupper() for word in changed if len(word) > 1]
        return not is_first and bool(capitals) and sum(capitals) * 2 > len(capitals)
    if lexicon.surnames:
        return _is_unspaced_name("".join(written[:start]), "".join(changed), lexicon)
    return any(
        is_title_word(word, lexicon) or is_given_name(word) for word in written[max(0, start - 1) : start]
    )


def _is_unspaced_name(before: str, changed: str, lexicon: Lexicon) -> bool:
    """Return whether a surname and what follows stand behind a title: «市长李明»."""
    titles = {before[-length:] for length in range(1, _LONGEST_TITLE + 1)}
    return (
        1 < len(changed) <= _LONGEST_NAME
        and changed[0] in lexicon.surnames
        and not titles.isdisjoint(lexicon.titles)
    )


def _has_case(word: str) -> bool:
    return word.lower() != word.upper()
