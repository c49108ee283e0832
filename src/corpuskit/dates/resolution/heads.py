"""Whether a date stands in the head of a text or of a post: the date that it gives itself.

Every full day of the first and the last lines is a candidate. What stands around it in its line adds to its score or
takes from it: whether it has a stretch of its own between separators, a label, a place before it and an agency after
it, a weekday or a time, or whether a sentence leads to it. One scorer serves documents and posts.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from corpuskit.dates.calendar.values import PartialDate
from corpuskit.dates.grammar.marks import show_span
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.heads import (
    begins_with,
    holds_any,
    is_byline,
    is_label_line,
    normalize_phrase,
    read_head_words,
)
from corpuskit.text.tokens import count_words

# A date with less than this is one of the text.
ENOUGH = 3
_LABELLED, _ALONE, _DATELINE, _SEGMENT, _PLACE_AND_DATE = 6, 6, 5, 4, 3
# The day of a change is that of the text where no other is given.
_UPDATED = 3
_LONGEST_PLACE = 60
_LONGEST_REST, _LONGEST_CLOSING = 12, 16
_FEW_AFTER_CLOSING = 4
_LONGEST_RECORD = 20  # A Han character is a word.
# Marks that divide the head of a text; a hyphen only between spaces.
SEPARATOR = compile_later(
    r"\s*(?:[|｜·•‧∙⋅‖/()（）\[\]【】~]|\+{2,}|\s[-–—−]{1,2}\s|[—–]|\t|\u3000| {3,})\s*"
)
# Mark-up and pictures that stand around a head, and say nothing.
_DECORATION = compile_later(
    r"^(?:</?\w+[^<>]{0,40}>|[\s*_#>=\p{So}\p{Sk}\uFE0F\u200D\u200E\u200F])+|(?:</?\w+[^<>]{0,40}>|[\s*_#=\uFE0F])+$"
)
_CALENDAR_SIGN = compile_later(r"[📅📆🗓📍🕒🕓🕑🕐⏰🗒📌]")
_YEAR_WORD = compile_later(r"^\s[гр]\.(?!\s?\p{Lu})")
_TAIL = compile_re(r"[\s|•·.,;:)\]）】年]*")
# After the date of a dateline: a dash, a stroke, an agency in brackets, «HARTOWN, 16 July 2024. Text».
_AFTER_DATELINE = compile_later(
    r"(?:\s[гр]\.)?[\s,)）】]*(?:/[^/\n]{1,40}/|[(（][^)）\n]{1,40}[)）]|[\p{Lu}\p{Lo}][\p{L}.& ]{1,24})?[\s.,:：]*(?:[-–—−:：电電讯訊]|\+{2,3}|/{1,2}|(?:[.]\s+|。\s*)[«„“\x22'‘「『]?\s?[\p{Lu}\p{Lo}]|[)）】]\s*\S)|[\s,]*[(（][^)）\n]{1,40}[)）]"
)
_PLACE = compile_later(
    r"(?:[(（][^)）\n]{1,30}[)）]\s*[-–—]?\s*)?[(（【\[\s*]*(?:\p{Ll}{1,3}\.\s?)?(?:\p{Lu}[\p{L}\p{M}’'.-]*(?:[\s-]+(?:(?:de|a|la|el|le|les|los|las|du|der|den|dem|am|an|in|ob|of|on|the|da|das|do|dos|di|del|della|delle|degli|dei|des|von|al|sur|em|bei)\s+){0,2}\p{Lu}[\p{L}\p{M}’'.-]*){0,3}"
    r"|[\p{Arabic}\p{M}\s]{3,30}|\p{Han}{2,8}(?:[电電讯訊社，, ]|\s)?)(?:\s*(?:[(（][^)）\n]{1,40}[)）]|/[^/\n]{1,30}/))?(?:\s*,\s*\p{Lu}[\p{L}\p{M}’' .-]{1,30}){0,2}\s*[,،，./(（–—-]?\s*(?:(?:den|le|el|il|a|lì|li|em|am|on|în|на|від|от|den)\s+)?"
)
_PLACE_AFTER = compile_later(
    r"\s+\p{Ll}{1,3}\.\s?\p{Lu}[\p{L}’'-]+(?:[\s-]\p{Lu}[\p{L}’'-]+)?\s*(?:$|[,№]|\s{2})|[\s,.)）】:–—-]*(?:\p{Lu}[\p{L}\p{M}’'.-]*(?:[\s-]+\p{Lu}[\p{L}\p{M}’'.-]*){0,3}|\p{Han}{2,8}|[\p{Arabic} ]{3,30})\s*(?:[(（][^)）\n]{1,40}[)）])?\s*(?:[–—:：]|-\s|[.]\s?[–—-])"
)
_IN_BRACKETS = compile_later(r"\s*[(（【\[][^()（）【】\[\]\n]+[)）】\]]\s*")
_OPENING_TIME = compile_later(
    r"[\s\[(（【<]*(?:\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?(?:[apAP]\.?\s?[mM]\.?|[صم]))?\s?[,،|-]?\s?)?"
)
# «7. Sitzung», «No. 5» and «с. Глибоке» end no sentence.
_NEXT_FIELD = compile_later(r"\.\s+\p{L}+(?:\s\p{L}+)?:\s")
_ENDS_SENTENCE = compile_later(r"(?<=\p{L}{3}|\p{Nd}{4}|[»”\"')])\.\s+(?=\p{Lu}|\p{Lo})|[!?。！？؟]\s*(?=\S)")
_SENTENCE = compile_later(r"[.!?。！？؟…]\s*$")


class HeadDate(NamedTuple):
    """How likely a date is that of its text.

    Attributes:
        score: From `ENOUGH` on it is.
        source: `line`, `label` where a word says so, `embargo` where the text must not appear before, `fields` beside other ones, `dateline`, `message` before what is said, or `brackets` after a title.
    """

    score: int
    source: str


def is_month(mention: Mention) -> bool:
    """Return whether a mention is a month of a year, and nothing of it: the date of a magazine."""
    first = mention.first
    if first is None or mention.last is not None or mention.part is not None or mention.recurring:
        return False
    return None not in (first.year, first.month) and first.granularity == "month"


def is_full(mention: Mention) -> bool:
    """Return whether a mention is a day of a year about which there is no doubt."""
    first = mention.first
    return (
        first is not None
        and mention.last is None
        and None not in (first.year, first.month, first.day)
        and first.unit is None
        and mention.part is None
        and not mention.holiday
        and "day-month" not in mention.ambiguous
    )


def score_head(
    line: str, start: int, end: int, date: PartialDate, leads: Collection[str], *, top: bool
) -> HeadDate:
    """Return how likely a full date in a line is the date of the text that begins or ends with it.

    Args:
        line: The line, without its end.
        start: Index of the date in it.
        end: Index after the date.
        date: The date.
        leads: Prepositions of its language, folded: a sentence leads to a date by one of them.
        top: Whether the line stands where a text or a post may begin.
    """
    line, start, end = show_span(line, start, end)
    before, after = _strip(line[:start], _YEAR_WORD.sub("", line[end:]))
    if _OPENING_TIME.fullmatch(before):
        before = ""
    label = _find_label_beside(line, start, before, after)
    # «Issued: 5 May 2023. Place: …» goes on with another field, «Hearing: 16/05/2023. The sittings are on Tuesdays» does not.
    words_after = 0 if _NEXT_FIELD.match(after) else count_after(after)
    if label == "field" and after.lstrip()[:1] in _FULL_STOPS and words_after:
        label = None
    special = _score_special(line, start, end, label, top=top)
    if special is not None:
        return special
    exact = (date.time is not None) + (date.weekday is not None)
    if not count_after(after) and (
        not count_words(before)
        or (top and label is None and normalize_phrase(before) in read_head_words().weak_date_labels)
    ):
        # «5 May 2023», «от 10.03.2025» are lines of a head.
        return HeadDate(_ALONE + exact, "line")
    if label is not None and words_after <= _LONGEST_REST:
        # «Next meeting: 21.01.26» at the end of a text.
        is_weak = label == "update" or (label == "field" and not top)
        source = "label" if label == "date" else "line"
        return HeadDate((_UPDATED if is_weak else _LABELLED) + exact * (label != "field" or top), source)
    if top and date.time is not None and starts_line(line, start) and _MESSAGE.match(after):
        return HeadDate(_ALONE, "message")
    # The full stop of «15 марта 2023 г.» may end more than the word.
    endings = ("", ".") if line[end - 1] == "." and _begins_with_place(before, leads) else ("",)
    is_dateline = any(_is_dateline(before, ending + after, leads) for ending in endings)
    is_dateline = is_dateline or _is_dateline_with_date_first(before, after) or _follows_byline(before, after)
    if top and is_dateline:
        return HeadDate(_DATELINE + exact, "dateline")
    exact += 2 if _CALENDAR_SIGN.search(line[:start]) else 0
    return _score_stretch(before, after, exact, leads, top=top)


def _score_special(line: str, start: int, end: int, label: str | None, *, top: bool) -> HeadDate | None:
    """Return the score of a day of birth, of the end of an embargo, or of a line in brackets; None for others."""
    words = normalize_phrase(line[:start]).split()
    births = read_head_words().births
    before, after = line[:start], line[end:]
    # A line may be wrapped within the brackets.
    closes = after[:1] in _CLOSING_BRACKETS and not any(bracket in before for bracket in _BRACKETS)
    is_life = _LIFE.search(before) or (_OPEN_BRACKET.search(before) and _DIES.match(after))
    if is_life or closes or any(" ".join(words[-count:]) in births for count in (1, 2)):
        return HeadDate(0, "line")
    if label == "embargo":
        # Nothing was published before the day, and most are on it.
        return HeadDate(ENOUGH if top else 0, "embargo")
    if top and _IN_BRACKETS.fullmatch(line) and count_words(line) <= _LONGEST_RECORD:
        # «(Recorded on 9 November 2024 at the library)».
        return HeadDate(_SEGMENT, "line")
    return None


def _closes(before: str, after: str) -> bool:
    """Return whether a line closes a ruling or a deed with its day: «Così deciso in Crema, il», «…日订于日内瓦»."""
    closings = read_head_words().closings
    if not count_words(before):
        return begins_with(after, closings) and count_words(after) <= _LONGEST_REST
    is_sentence = not _ENDS_SENTENCE.search(before) and count_words(before) <= _LONGEST_CLOSING
    # «Fait à Mâcon, le 28 septembre 2023. Reproduction autorisée.»
    is_last = not count_after(after) or (after[:1] == "." and count_words(after) <= _FEW_AFTER_CLOSING)
    return is_sentence and is_last and begins_with(before, closings)


def _score_stretch(before: str, after: str, exact: int, leads: Collection[str], *, top: bool) -> HeadDate:
    """Return the score of a date with other words in its line, by the stretch of the line that it has for itself."""
    if _stands_alone_in_segment(before, after, exact):
        rest = count_words(before) + count_after(after)
        long = 2 if rest > 2 * _LONGEST_REST else 0
        # «An article in the magazine (5 May 2023)» is the title of a text, and not the head of a post.
        source = "brackets" if before.rstrip()[-1:] in "(（" else "line"
        return HeadDate(_SEGMENT + exact - long, source)
    score = 0
    if not count_after(after) and _TAIL.fullmatch(_CLOCK.sub("", after, count=1)):
        score = _score_end_of_line(before, after, leads, exact + (_CLOCK.match(after) is not None), top=top)
    if score < ENOUGH and _is_head_line(before, after, exact):
        return HeadDate(ENOUGH, "fields")
    return HeadDate(score, "line")


def _is_head_line(before: str, after: str, exact: int) -> bool:
    """Return whether a line is no sentence and has a date as one of its fields: «The Herald, No. 19, 11 May 2018, p. 4»."""
    piece = _ENDS_SENTENCE.split(before)[-1]
    rest = _CLOCK.sub("", after, count=1)
    if _SENTENCE.search(rest) or count_words(rest) > _LONGEST_REST:
        return False
    if _ENDS_SENTENCE.search(rest) and count_words(rest) > _LONGEST_LABEL:
        return False
    words = normalize_phrase(piece).split()
    if len(words) > _LONGEST_REST:
        return False
    fields = _FIELD_MARK.split(piece)
    ends_field = not rest.strip() or _FIELD_MARK.match(rest) is not None
    if not words:
        return ends_field or exact > 0
    if ends_field and (not fields[-1].strip() or _CLOSED_TITLE.search(piece)):
        return True
    # «Minutes of 5 May 2023», «Sitting No. 14 of Thursday 27 February 2020»; «of 5 May 2023» is all of a line.
    table = read_head_words()
    only_label = not rest.strip() and " ".join(words) in table.weak_date_labels
    return ends_field and (only_label or not table.sessions.isdisjoint(words))


# Comma, bracket or separator: what stands between them in a line that is no sentence is a field.
_FIELD_MARK = compile_later(
    r"\s(?=№|[Nn][ro]?[.º°]{1,2}\s?\d)|\s*(?:[,،，;|·•‧/()（）\[\]【】]|[.]\s|\s[-–—−]\s|[—–])\s*"
)
_CLOSED_TITLE = compile_later(r"[》」』”»\"]\s*$")
# «* 3 May 1938», «† 6 February 2025», «1931 –».
_LIFE = compile_later(r"(?:[†‡✝☨]|(?:^|\s)\*)\s*$|(?<!\d)(?:1\d|20)\d\d\s?[–—-]\s?$")
# «Anna Berg (Ulm, 3 May 1802 – Bonn, 5 June 1879)», «(24 февраля 1839, Орёл — 17 октября 1911)».
_OPEN_BRACKET = compile_re(r"[(（][^()（）]*$")
_DIES = compile_later(r"[^()（）\n–—]{0,40}[–—-] ?(?:\p{Lu}|\d{1,2}\.?[ º°]|\d{4}年)")


def _strip(before: str, after: str) -> tuple[str, str]:
    """Return what stands before and after a date without mark-up at the ends of the line."""
    if _HAS_MARKUP.search(before):
        # «**HARTOWN, 5 May 2023** – Text».
        before, after = _INLINE.sub("", before), _INLINE.sub("", after)
    return _DECORATION.sub("", before + "\x00").rstrip("\x00"), _DECORATION.sub("", "\x00" + after).lstrip(
        "\x00"
    )


_HAS_MARKUP = compile_re(r"[*_<]")
_INLINE = compile_later(r"\*{1,3}|_{2,3}|</?\w+[^<>]{0,40}>")


def count_after(after: str) -> int:
    """Return how many words follow a date, a time and a unit word of it left aside."""
    return count_words(_CLOCK.sub("", after, count=1))


_CLOCK = compile_later(
    r"^(?:[\s,،，|(（·•@–—-]|at\b|à\b)*(?:um|a las|às|alle(?: ore)?|ore|at|в|о|об|الساعة)?\s*"
    r"(?:h\s)?(?:\d{1,2}\s?[:.,h時时点]\s?\d\d?(?:\s?分|:\d\d)?(?:\s?[-–—]\s?\d{1,2}[:.]\d\d)?|\d{1,2}\s?(?:h|Uhr|点|時|时|год|(?=[apAP]\.?\s?[mM]\b))|\d{4}(?=\s(?:GMT|UTC|hrs|Uhr)))"
    r"(?:\s?(?:[apAP]\.?\s?[mM]\.?|[صم]))?\s*(?:\(?(?:UTC|GMT|BST|CET|CEST|MSK|EST|EDT|PST|Uhr|ч|год|hs?|hrs)\)?[+\d:-]*)?[)）]?(?!(?!\p{Han})\p{L})"
    r"|^\s*(?:Uhr|hs?|hrs|ч|год)\b\.?(?=[\s|·,)–—-]*$)|^[\s,،]*(?:№|[Nn][ro]?[.º°]|رقم)\s?\d[\w/.-]*\s*$|^[夜晚晨]|^[\s,،，|]*(?:星期[一二三四五六日天]|周[一二三四五六日])?\s?第?\s?[A-Z]?\d+\s?版"
)


def _find_label_beside(line: str, start: int, before: str, after: str) -> str | None:
    """Return what stands before a date, or after it (2021-01-06 17:00 发布), as `_find_label` does."""
    if _closes(before, after):
        return "date"
    is_sentence = _SENTENCE.search(after or before) is not None
    article = _ARTICLE.match(line, start)
    label = None
    if article is not None:
        # «Celebrada el 30 de enero»: the article belongs to both.
        label = _find_label(f"{before.rstrip()} {article[0]}", is_sentence=is_sentence)
    label = label or _find_label(before, is_sentence=is_sentence)
    is_kind = is_label_line(before) or begins_with(before, read_head_words().references)
    if label is None and before.strip() and (is_kind or is_label_line(drop_lead(before))):
        # «Interview, 10. Oktober 2022», «Press release of 5 May 2023».
        label = "date"
    rest = _CLOCK.sub("", after, count=1)
    if (
        label is None
        and (not before.strip(_OPENING) or before.rstrip()[-1:] in _COMMAS)
        and normalize_phrase(rest) in read_head_words().update_labels
    ):
        return "update"
    follows = normalize_phrase(rest) in read_head_words().date_labels or (
        not before.strip() and is_label_line(rest)
    )
    return "date" if label is None and follows else label


def drop_lead(before: str) -> str:
    """Return what stands before a date without the word that joins them: «of»."""
    bare, _, last = before.rstrip().rpartition(" ")
    return bare if normalize_phrase(last) in read_head_words().date_leads else ""


_ARTICLE = compile_later(r"\p{Ll}{1,3}(?=\s)")


def _find_label(before: str, *, is_sentence: bool) -> str | None:
    """Return what the last words before a date lead to: `date`, `field`, `update` or `embargo`; None where they are no label.

    A single preposition is one only where a colon follows it.
    """
    segment = SEPARATOR.split(before)[-1]
    if not is_sentence:
        segment = _ENDS_SENTENCE.split(segment)[-1]
    phrase = normalize_phrase(segment)
    if not phrase:
        return None
    words, table = phrase.split(), read_head_words()
    # «… from September to July. Last updated 14 January 2025.»
    is_update = normalize_phrase(_ENDS_SENTENCE.split(segment)[-1]) in table.update_labels
    tails = {" ".join(words[-count:]) for count in range(1, min(_LONGEST_LABEL, len(words)) + 1)}
    starts = {" ".join(words[:count]) for count in range(1, min(_LONGEST_LABEL, len(words)) + 1)}
    if len(words) <= _LONGEST_REST and not table.embargo_labels.isdisjoint(tails | starts):
        return "embargo"
    # «A: On 5 May 2023» is an answer.
    has_colon = segment.rstrip()[-1:] in ":：" and len(words) <= _LONGEST_LABEL and len(phrase) > 1
    if len(words) > (_LONGEST_LABEL + 2 if is_sentence else _LONGEST_REST) and not (has_colon or is_update):
        return None
    if not table.update_labels.isdisjoint(tails):
        # «Aufgrund der Wegeordnung, zuletzt geändert am 16. Dezember 2022, wird angeordnet» is a sentence.
        return "update" if is_update or len(words) <= _LONGEST_LABEL + 2 else None
    if has_colon or not table.date_labels.isdisjoint(tails):
        return "field" if table.date_labels.isdisjoint(tails) else "date"
    # «Publicado por Toño el», «Postato da ladyfarina alle 23:15 del»: who did it stands between.
    opens = len(words) <= _LONGEST_REST and not is_sentence and words[0] in table.date_labels
    return "date" if opens and len(words) > 1 and not _YEAR.search(segment) else None


_YEAR = compile_re(r"\d{4}")


_LONGEST_LABEL = 4
_OPENING, _COMMAS = " ([（【", tuple(",，、;；")
_BRACKETS, _CLOSING_BRACKETS = tuple("(（[【"), tuple(")）]】")
_FULL_STOPS, _STROKES = tuple(".!?。！？؟"), tuple("|｜·•‧∙⋅‖")
_COMMA = compile_re("[,،，]")


# «(North Wire) –».
_AGENCY_AND_DASH = compile_later(r"\s*[(（][^)）\n]{2,40}[)）]\s*[-–—]{1,2}\s")


def _is_dateline(before: str, after: str, leads: Collection[str]) -> bool:
    words = normalize_phrase(before).split()
    if not words or (words[-1] in leads and not _COMMA.search(before) and not _AGENCY_AND_DASH.match(after)):
        # «The bridge was opened on», «On»: a sentence leads to the date.
        return False
    if len(before) > _LONGEST_PLACE or not _PLACE.fullmatch(before) or _ENDS_SENTENCE.search(before):
        # «Answer. True, on 15 August 1978. He asked me» is said.
        return False
    return (
        _AFTER_DATELINE.match(after) is not None
        or _AFTER_DATELINE.match(_CLOCK.sub("", after, count=1)) is not None
    )


def _follows_byline(before: str, after: str) -> bool:
    """Return whether an author leads to the date, and a text follows: «(by NAME, 5 May 2023) The lake», «By NAME, 5 May 2023. The»."""
    if before[:1] in _BRACKETS and before[1:].strip() and after.lstrip()[:1] in _CLOSING_BRACKETS:
        return is_byline(before[1:]) and count_after(after) > 0
    piece = _ENDS_SENTENCE.split(before)[-1]
    return piece.rstrip()[-1:] in ",،，" and is_byline(piece) and _AFTER_DATELINE.match(after) is not None


def _begins_with_place(before: str, leads: Collection[str]) -> bool:
    """Return whether a comma divides what stands before a date from it, and no preposition begins that."""
    words = normalize_phrase(before).split()
    return bool(words) and words[0] not in leads and before.rstrip()[-1:] in (",", "،", "，")


def _is_dateline_with_date_first(before: str, after: str) -> bool:
    """Return whether a place follows a date that begins the line: «(13 May 2023) HARTOWN — »."""
    return not before.strip(" ([【（") and _PLACE_AFTER.match(after) is not None


# After the stamp of a message: «] Name: », « - Name: », «: Name».
_MESSAGE = compile_later(r"\s*[\])】>]?\s*[-–—,:]?\s*\p{L}[^:：\n]{0,40}[:：]")


def _stands_alone_in_segment(before: str, after: str, exact: int) -> bool:
    """Return whether separators, or the ends of the line, enclose the date: «By NAME | date | 3 min», «Title (date)»."""
    left = SEPARATOR.split(before)[-1] if before else ""
    pieces = SEPARATOR.split(_CLOCK.sub("", after, count=1)) if after else [""]
    left_border = not before.strip() or (not left.strip() and SEPARATOR.search(before) is not None)
    right_border = not after.strip() or not pieces[0].strip(" .,:;") or SEPARATOR.match(after) is not None
    enclosed = left_border and right_border
    # «No filters. The channel, [19.04.2024 08:20]».
    is_stamp = exact > 0 and before.endswith("[") and after.strip() == "]"
    # A date in brackets inside a sentence is none of the head: «the treaty (5 May 1921) said».
    is_field = before.rstrip()[-1:] in _STROKES and after.lstrip()[:1] in _STROKES
    in_sentence = bool(before.strip() and after.strip()) and not is_field and bool(_SENTENCE.search(after))
    return (
        enclosed
        and bool(before.strip() or after.strip())
        and not in_sentence
        and (is_stamp or not _ENDS_SENTENCE.search(before))
    )


def _score_end_of_line(before: str, after: str, leads: Collection[str], exact: int, *, top: bool) -> int:
    """Return the score of a date that ends a line of words: «Hartown, 5 May 2023», «By NAME, 5 May 2023»."""
    words = normalize_phrase(before).split()
    if not words or len(words) > _LONGEST_REST or _ENDS_SENTENCE.search(before):
        return 0
    comma = before.rstrip()[-1:] in ",،，:;"
    # «NAME wrote on 27 May 2024, 22:03:».
    is_stamp = exact > 0 and len(words) <= _LONGEST_LABEL and not _SENTENCE.search(after)
    if top and (is_stamp or _leads_as_letter(words, before)):
        return _PLACE_AND_DATE + exact
    if words[-1] in leads and not comma:
        return 0 if len(words) > _LONGEST_LABEL else 1
    if is_byline(before) or _PLACE.fullmatch(before):
        return _PLACE_AND_DATE + exact
    if exact and top and date_may_follow(before):
        return _PLACE_AND_DATE
    return 1 + exact if comma and top else exact


# «Hinterstubach, am».
_COMMA_AND_LEAD = compile_later(r"[,،]\s*\p{Ll}{1,3}\s*$")


def _leads_as_letter(words: list[str], before: str) -> bool:
    """Return whether a place and the word of a letter lead to a date: «Lyon, le»."""
    after_comma = _COMMA_AND_LEAD.search(before) is not None
    if (
        not (after_comma or words[-1] in read_head_words().letter_leads)
        or not 1 < len(words) <= _LONGEST_LABEL
    ):
        return False
    return _PLACE.fullmatch(before.rstrip()[: -len(words[-1])]) is not None


def date_may_follow(title: str) -> bool:
    """Return whether a title may have the date after it: it is no sentence, and no comma leads to the date."""
    return title.rstrip()[-1:] not in ".,;:"


def starts_line(line: str, start: int) -> bool:
    """Return whether a date begins its line, a bracket or a time before it left aside: «[22:00, 13.05.2023] Ana:»."""
    return _OPENING_TIME.fullmatch(_DECORATION.sub("", line[:start] + "\x00").rstrip("\x00")) is not None


def is_place(words: str) -> bool:
    """Return whether words may be a place: «HARTOWN», «Covas do Monte»."""
    return len(words) <= _LONGEST_PLACE and _PLACE.fullmatch(words) is not None


def names_record(line: str) -> bool:
    """Return whether a line names a record of a sitting: «VERBALE DI ASSEMBLEA», «Ata n.º 3»."""
    return count_words(line) <= _LONGEST_RECORD and holds_any(line, read_head_words().records)
