"""A matcher that tries everything: slow, short, and written without a look at the real one.

A query is nested tuples. A part of a query matches `words[i:j]` or it does not; nothing is indexed, remembered
or skipped. `render` writes a query as the user would type it.
"""

from __future__ import annotations

import unicodedata

import regex

from corpuskit.text.view import fold

_UNSPACED = regex.compile(
    r"[[\p{Han}\p{Hiragana}\p{Katakana}\u30FC\uFF70][[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]&&\p{L}]]", regex.V1
)
# Joiners, and what is a letter for Unicode and goes on with a word alone; apostrophes are no letters.
_GOING_ON = "\u00ad\u200c\u200d\u2060\uff9e\uff9f\u0e33\u0eb3"
_APOSTROPHES = "\u02bb\u02bc"


def general_category(character):
    """L, M, N or another letter. Python may know an older Unicode than the words of a text do."""
    if character in _GOING_ON:
        return "M"
    if character in _APOSTROPHES:
        return "?"
    return next((name for name in "LMN" if regex.match(rf"\p{{{name}}}", character)), "?")


def split_words(text):
    """The words of a text, character by character: (start, end) of each."""
    spans = []
    for place, character in enumerate(text):
        category = general_category(character)
        alone = category != "M" and _UNSPACED.match(character) is not None
        touches = bool(spans) and spans[-1][1] == place
        previous_alone = touches and _UNSPACED.match(text[spans[-1][0]]) is not None
        if category == "M" and touches and not alone:
            spans[-1][1] += 1
        elif category in "LN" or character == "_":
            if touches and not alone and not previous_alone:
                spans[-1][1] += 1
            else:
                spans.append([place, place + 1])
    return [tuple(span) for span in spans]


def split_paragraphs(text):
    """The lines that are not blank, without the white space around them: (number, line, start, end)."""
    found = []
    start = 0
    lines = regex.split(r"(\r\n|\r|\n)", text)
    for line, (content, separator) in enumerate(zip(lines[::2], [*lines[1::2], ""], strict=True), start=1):
        if content.strip():
            first = start + len(content) - len(content.lstrip())
            found.append((len(found) + 1, line, first, first + len(content.strip())))
        start += len(content) + len(separator)
    return found


def normalize_gap(gap):
    folded = fold(gap)
    return "".join(
        c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Cf", "Mn", "Mc", "Me")
    )


def is_one_edit_away(key, other):
    deletions = {key[:i] + key[i + 1 :] for i in range(len(key))}
    if key == other or other in deletions:
        return True
    if any(other[:i] + other[i + 1 :] == key for i in range(len(other))):
        return True
    return len(key) == len(other) and sum(a != b for a, b in zip(key, other, strict=True)) == 1


def matches(node, words, i, j):
    """Whether `node` matches words i to j. A word is (key, form, gap before it, has a hash sign before it)."""
    kind = node[0]
    if kind == "word":
        return j == i + 1 and node[1](words[i])
    if kind == "any":
        return node[1] <= j - i <= node[2]
    if kind == "choice":
        return any(matches(option, words, i, j) for option in node[1])
    if kind == "limit":
        return j - i <= node[2] and matches(node[1], words, i, j)
    if kind == "repeat":
        return _matches_repeat(node, words, i, i, j, 0)
    return _matches_steps(node[1], words, i, i, j)


def _matches_steps(steps, words, begin, i, j):
    if not steps:
        return i == j
    gap, node = steps[0]
    for k in range(i, j + 1):
        if k > i > begin and gap is not None and words[i][2] != gap:
            continue
        if matches(node, words, i, k) and _matches_steps(steps[1:], words, begin, k, j):
            return True
    return False


def _matches_repeat(node, words, begin, i, j, count):
    _, inner, fewest, most, gap = node
    if i == j and count >= fewest:
        return True
    if count == most:
        return False
    if i == j:
        # What matches nothing can do so as often as is wanted.
        return matches(inner, words, i, i)
    for k in range(i, j + 1):
        if k > i > begin and gap is not None and words[i][2] != gap:
            continue
        if matches(inner, words, i, k) and _matches_repeat(node, words, begin, k, j, count + 1):
            return True
    return False


def begins_with_hash(node):
    """Whether the first word of a query is a hashtag, whose sign belongs to the hit."""
    if node[0] == "sequence":
        return begins_with_hash(node[1][0][1])
    if node[0] in ("near", "limit", "containing"):
        return begins_with_hash(node[1])
    return node[0] == "word" and len(node) > 2


def find_runs(node, words):
    """The (i, j) of the hits: the shortest from each word; of those with one end, the first."""
    if node[0] == "near":
        return _find_near(node, words)
    if node[0] == "containing":
        inner = find_runs(node[2], words)
        return [
            (i, j)
            for i, j in find_runs(node[1], words)
            if any(i <= k and m <= j for k, m in inner) != node[3]
        ]
    runs = []
    for i in range(len(words)):
        for j in range(i + 1, len(words) + 1):
            if matches(node, words, i, j):
                if all(end != j for _, end in runs):
                    runs.append((i, j))
                break
    return runs


def _find_near(node, words):
    _, left, right, most_before, most_after, is_negated = node
    others = find_runs(right, words)
    kept = []
    for i, j in find_runs(left, words):
        near = False
        for k, m in others:
            after = k >= j and k - j + 1 <= most_after
            before = i >= m and i - m + 1 <= most_before
            near = near or after or before
        if near != is_negated:
            kept.append((i, j))
    return kept


def describe_words(text, spans):
    described = []
    for place, (start, end) in enumerate(spans):
        gap = text[spans[place - 1][1] : start] if place else ""
        has_hash = text[max(start - 1, 0) : start] in ("#", "＃") and (
            not place or spans[place - 1][1] < start - 1 or start < 1
        )
        if place and spans[place - 1][1] == start - 1:
            has_hash = False
        described.append((fold(text[start:end]), text[start:end], normalize_gap(gap), has_hash))
    return described


def find(node, text, within="paragraph"):
    """All hits of a query in a text whose paragraphs are its lines: (start, end, paragraph, line, token)."""
    all_spans = split_words(text)
    paragraphs = split_paragraphs(text)
    scopes = paragraphs if within == "paragraph" else [(1, 1, 0, len(text))]
    hits = []
    for _, _, start, end in scopes:
        spans = [span for span in all_spans if start <= span[0] and span[1] <= end]
        words = describe_words(text, spans)
        for i, j in find_runs(node, words):
            first = spans[i][0]
            number, line = next((p[0], p[1]) for p in paragraphs if p[2] <= first < p[3])
            hits.append(
                (first - begins_with_hash(node), spans[j - 1][1], number, line, all_spans.index(spans[i]))
            )
    return hits
