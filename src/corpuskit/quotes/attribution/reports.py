"""Reports beside a quotation: «Ann Lee said: “…”», «“…,” said Ann Lee», and those that the paragraph before gives."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.attribution.context import Attribution, Context, attribute_to, span_of
from corpuskit.quotes.attribution.cues import PASSIVE, attribute_by_cue, beyond_an_aside, holds_its_subject
from corpuskit.quotes.attribution.insertions import cut_reports
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.syntax.inversion import is_bare_adverb, subject_after
from corpuskit.quotes.syntax.phrases import (
    first_subject,
    is_passive,
    is_report_verb,
    phrase_from,
    with_apposition,
)
from corpuskit.quotes.syntax.tokens import Token, list_tokens

_BEFORE_A_REPORT = frozenset({",", "-", "adv", "and", "aux"})
_REACH_AFTER = 40
"""How many tokens after a quotation a cue is looked for."""
LONGEST_REPORT = 12
"""How many tokens of a sentence of its own are looked at for a report."""
_REACH_BEFORE = 6
_REACH_BEFORE_COLON = 8


def interrupting(context: Context) -> Attribution | None:
    """Return the speaker of a report between dashes inside the marks: ««…, — сказала она, — …»»."""
    quotation, lexicon, text = context.quotation, context.lexicon, context.text
    if not lexicon.interrupts or quotation is None:
        return None
    if context.at and context.tokens[context.at - 1].tag == ":":
        # «Il m’avait dit : « Parle tout haut, sinon tu oublies. »»: the report stands before it.
        return None
    found = cut_reports(text, quotation.start, quotation.end, lexicon, inside_marks=True)[1]
    if found is None or found.speaker is not None or found.cue is None:
        return found
    # «Там, — додає, — знайшли гніздо»: the verb holds its subject.
    cue = list_tokens(text, *found.cue, 0, lexicon)
    return Attribution(context.subjects.latest(cue, 0, context.place), found.cue, implicit=True)


def signing(context: Context) -> Attribution | None:
    """Return who signs a quotation, behind a dash: «“…” – Ann Lee, mayor of Rome», in its line or in the next one."""
    tokens, k = context.tokens, context.at
    if not _may_be_signed(context):
        return None
    following = tokens[k + 1] if k + 1 < len(tokens) else None
    if following is not None and following.tag not in ("-", ".", ","):
        return None
    after = list(tokens[k + 1 : k + 2 + _LONGEST_SIGNATURE])
    if all(token.tag in (".", ",") for token in after):
        after = _next_sentence(context)
    if not _SHORTEST_SIGNATURE <= len(after) <= _LONGEST_SIGNATURE or after[0].tag != "-":
        return None
    if any(token.tag in OF_CLAUSES for token in after) or not any(token.tag == "cap" for token in after[1:4]):
        return None
    phrase = phrase_from(after, 1, len(after), context.lexicon)
    if phrase is None or phrase[0] != 1 or after[1].form in context.lexicon.title_before:
        # «“Ein Fest” – Komödie mit Loni Sager»
        return None
    return Attribution(span_of(after, with_apposition(after, phrase, context.lexicon)))


def _may_be_signed(context: Context) -> bool:
    """Return whether a quotation is more than a word or two, as the values behind the options of a command are."""
    quotation = context.quotation
    return quotation is not None and (
        context.last_character in _ENDS_OF_SPEECH
        or context.text.count(" ", quotation.start, quotation.end) >= _SHORTEST_SIGNED
        or context.lexicon.unspaced
    )


_ENDS_OF_SPEECH = frozenset(".!?…,؟،。！？，")
_SHORTEST_SIGNED = 2
OF_CLAUSES = frozenset({"cue", "verb", "aux", "sub", "rel", "quote", "pron", "?", "!", ":"})
_LONGEST_SIGNED_LINE = 120
_DASHES = "-–—―"
_SHORTEST_SIGNATURE = 2
_LONGEST_SIGNATURE = 16


def _next_sentence(context: Context) -> list[Token]:
    """Return the next sentence, or the next paragraph where it is one sentence and the quotation ends its own."""
    reader, place = context.subjects.reader, context.place
    sentences = reader.sentences(place.paragraph)
    if place.sentence + 1 < len(sentences):
        return sentences[place.sentence + 1]
    if place.paragraph + 1 >= len(reader.paragraphs):
        return []
    paragraph = reader.paragraphs[place.paragraph + 1]
    is_short = paragraph.end - paragraph.start <= _LONGEST_SIGNED_LINE
    if not is_short or reader.text[paragraph.start] not in _DASHES:
        return []
    following = reader.sentences(place.paragraph + 1)
    return following[0] if len(following) == 1 else []


def introducing(context: Context) -> Attribution | None:
    """Return the speaker by a cue right before the quotation: «Ann Lee told reporters that “…”»."""
    tokens, k = context.tokens, context.at
    if k == 0 or tokens[k - 1].tag not in (",", ":", "sub", "cue", "-"):
        return None
    cue = _nearest_cue(tokens, k, _REACH_BEFORE_COLON if tokens[k - 1].tag == ":" else _REACH_BEFORE)
    may_report = tokens[k - 1].tag == ":" or (tokens[k - 1].tag == "," and _is_closed(context))
    if cue is None and k > 1 and may_report and is_report_verb(tokens[k - 2], context.lexicon):
        # «My mother hollered, “Leave the chickens!”»
        cue = k - 2
    if (
        cue is None
        and k > 1
        and tokens[k - 1].tag == ":"
        and tokens[k - 2].form in context.lexicon.cues_beside
    ):
        # «Il capofficina mi fa: “Succede”»
        cue = k - 2
    found = None if cue is None else attribute_by_cue(context, cue)
    if found is not None and found.rule is PASSIVE and found.speaker is None:
        # «She added that it would be found “…”»: a verb further away may say who speaks.
        return None
    return beyond_an_aside(context, found, cue)


def _nearest_cue(tokens: Sequence[Token], k: int, reach: int) -> int | None:
    for index in range(k - 1, max(-1, k - 1 - reach), -1):
        tag = tokens[index].tag
        if tag == "cue":
            return index
        if tag == "quote" or tag in (";", "?", "!"):
            return None
    return None


def resuming(context: Context) -> Attribution | None:
    """Return the speaker of a quotation that a report interrupts: «“No,” growled Silas, “that is the wind.”»."""
    tokens, k, previous = context.tokens, context.at, context.previous
    if (
        previous is None
        or previous.speaker is None
        or k < _SHORTEST_INTERRUPTION
        or tokens[k - 1].tag not in (",", "-")
    ):
        return None
    first = next((place for place in range(k - 1, -1, -1) if tokens[place].tag == "quote"), None)
    if first is None or k - first > LONGEST_REPORT + 2 or previous.cue is None:
        return None
    inside = tokens[first].end <= previous.speaker[0] and previous.speaker[1] <= tokens[k].start
    is_report = inside and tokens[first].end <= previous.cue[0] < tokens[k].start
    if not is_report or any(token.tag in ("and", ";", ":") for token in tokens[first + 1 : k]):
        return None
    return Attribution(previous.speaker, previous.cue)


_SHORTEST_INTERRUPTION = 3


def cue_first(context: Context) -> Attribution | None:
    """Return the speaker named after the cue that follows the quotation: «“…,” said Ann Lee»."""
    report = _report_after(context)
    if report is None or _begins_another_clause(*report):
        return None
    context, cue = report
    tokens = context.tokens
    if cue >= len(tokens) or not (tokens[cue].tag == "cue" or _is_reported_by(context, cue)):
        return None
    is_added = tokens[cue].form in context.lexicon.circumstantials
    if (
        not _is_inverted(context, cue)
        or is_added
        or tokens[cue].form.endswith(context.lexicon.gerund_suffixes)
    ):
        # «…, afirmando nuestra política»: an object follows.
        return None
    phrase = subject_after(tokens, cue, context.lexicon)
    if _announces_the_next(context, cue if phrase is None else phrase[1] - 1):
        return None
    if phrase is None and tokens[cue].tag == "cue" and _holds_its_subject(context, cue):
        speaker = context.subjects.latest(tokens, cue, context.place)
        return Attribution(speaker, (tokens[cue].start, tokens[cue].end), implicit=True)
    return attribute_to(context, phrase, cue)


def _holds_its_subject(context: Context, cue: int) -> bool:
    """Return whether a verb may stand for somebody named before: «alegó», and «— казала.» where nothing else is said."""
    tokens, lexicon = context.tokens, context.lexicon
    if lexicon.drops_pronouns:
        return True
    if not holds_its_subject(tokens[cue].form, lexicon):
        return False
    behind = [token.tag for token in tokens[cue + 1 : cue + 3]]
    if behind and behind[0] in ("adv", "time"):
        # «— занотував тоді.»
        behind = behind[1:] if behind[1:] != [","] else ["word"]
    return _is_closed(context) and (not behind or behind[0] in (".", ",", "-"))


def _announces_the_next(context: Context, last: int) -> bool:
    """Return whether a quotation that has its own report is followed by that of the next: «He called it “odd”, and she said: “…”»."""
    tokens, k = context.tokens, context.at
    has_own = any(token.tag == "cue" for token in tokens[:k])
    return has_own and [token.tag for token in tokens[last + 1 : last + 3]] == [":", "quote"]


def _begins_another_clause(context: Context, cue: int) -> bool:
    """Return whether a verb with a conjunction goes on with the sentence before a quotation: «عزت التأخير إلى “…”، وقدّرت الكلفة»."""
    tokens, lexicon = context.tokens, context.lexicon
    if cue >= len(tokens) or not any(token.tag == "word" for token in tokens[: context.at]):
        return False
    form = tokens[cue].form
    return form[0] in lexicon.joined_conjunctions and form[1:] in lexicon.cues


def _is_inverted(context: Context, cue: int) -> bool:
    """Return whether a verb after a quotation may have its subject behind it: «“…,” said Ann», not «“…,” adding»."""
    tokens, lexicon = context.tokens, context.lexicon
    if is_passive(tokens, cue, lexicon) or not (
        lexicon.inverts or _is_closed(context) or _stands_first(context)
    ):
        return False
    suffixes = lexicon.participle_suffixes
    return not (suffixes and tokens[cue].form.endswith(suffixes) and lexicon.capitals and not lexicon.inverts)


def _stands_first(context: Context) -> bool:
    """Return whether a quotation begins its clause, or words are not divided by spaces, so that a report may follow."""
    if context.lexicon.unspaced:
        return True
    return context.at == 0 or context.tokens[context.at - 1].tag in ("quote", ":", "-", ",")


def subject_first(context: Context) -> Attribution | None:
    """Return the speaker named between the quotation and its cue: «“…,” Ann Lee, the mayor, said»."""
    report = _report_after(context)
    if report is None:
        return None
    context, begun = report
    tokens, lexicon = context.tokens, context.lexicon
    if begun >= len(tokens) or tokens[begun].tag not in ("cap", "det", "pron", "word", "number"):
        return None
    # «“Por suerte” la Comisión ha informado de su plan»
    is_name = begun == context.at + 1 and not _may_be_signed(context)
    if is_name or not (lexicon.inverts or _is_closed(context) or _stands_first(context)):
        return None
    cue = _cue_after(tokens, begun, lexicon)
    if cue is None:
        cue = _verb_after(context, begun)
    if cue is not None and _introduces_another(context, cue):
        return None
    phrase = None if cue is None else first_subject(tokens, begun, cue, lexicon)
    if phrase is not None and cue is not None and tokens[cue - 1].tag == ",":
        whole = with_apposition(tokens, phrase, lexicon)
        phrase = whole if whole[1] == cue - 1 else phrase
    return attribute_to(context, phrase, cue)


def _introduces_another(context: Context, cue: int) -> bool:
    """Return whether a report after a whole sentence introduces the next quotation: «“狼回来了。”她说：“…”»."""
    tokens = context.tokens
    is_announced = context.at > 0 and tokens[context.at - 1].tag == ":"
    is_whole = context.last_character in ".。" or is_announced
    return is_whole and cue + 1 < len(tokens) and tokens[cue + 1].tag == ":"


def _is_closed(context: Context) -> bool:
    """Return whether a quotation ends as speech before its report does: with a comma, or asking."""
    tokens, k = context.tokens, context.at
    return context.last_character in _BEFORE_REPORTS or (
        k + 1 < len(tokens) and tokens[k + 1].tag in (",", "-")
    )


_BEFORE_REPORTS = frozenset(",،，!?…؟！？")


def _is_reported_by(context: Context, verb: int) -> bool:
    """Return whether the word at index `verb` is a verb beside speech, and a name or a pronoun follows."""
    tokens, lexicon = context.tokens, context.lexicon
    if verb + 1 >= len(tokens):
        return False
    # «taglia | corto | il sindaco»
    following = tokens[verb + 1 + is_bare_adverb(tokens, verb + 1, lexicon)]
    is_closed = _is_closed(context)
    if _reports_beside(context, verb) or (
        is_closed and (_is_verb_by_place(context, verb) or is_report_verb(tokens[verb], lexicon))
    ):
        # What stands first is what is said: its verb follows at once.
        return following.tag in ("cap", "det", "pron") or (following.tag == "word" and not lexicon.cues)
    if not is_closed or tokens[verb].tag != "word":
        return False
    if following.tag == "pron" and context.text[tokens[verb].end] == "-":
        # «s’emporte-t-il»: only a verb has its pronoun behind a hyphen.
        return True
    begins_clause = not lexicon.subject_first and not tokens[verb].form.startswith(lexicon.article)
    # The verb begins its clause: what stands after closed speech is one, before somebody.
    return begins_clause and (
        following.tag == "det"
        or following.form in lexicon.given_names
        or (bool(lexicon.article) and following.form.startswith(lexicon.article))
    )


def _reports_beside(context: Context, verb: int) -> bool:
    """Return whether a verb of another meaning reports what it stands right behind: «“Non vengo” fa la Teresa»."""
    between = context.tokens[context.at + 1 : verb]
    is_beside = all(token.tag in (",", "-") for token in between)
    return is_beside and context.tokens[verb].form in context.lexicon.cues_beside


def _is_verb_by_place(context: Context, verb: int) -> bool:
    """Return whether a word can be nothing but a verb, right after what is said and a comma: «“Zio”, riprese la ragazza»."""
    tokens, lexicon = context.tokens, context.lexicon
    if tokens[verb].tag not in ("word", "verb") or not _stands_first(context):
        return False
    if lexicon.verb_second:
        return True
    if not (lexicon.inverts and lexicon.capitals):
        return False
    # «“…”, a twitté le député»: between an auxiliary and somebody there is a participle.
    before = tokens[verb - 1].tag
    is_first = all(token.tag in (",", "-") for token in tokens[context.at + 1 : verb])
    return (is_first and verb > context.at + 1) or (verb > context.at + 2 and before == "aux")


def _verb_after(context: Context, begun: int) -> int | None:
    """Return the verb without a listed meaning that ends a short report: «“No,” Ann growled.»."""
    tokens = context.tokens
    if not _is_closed(context):
        return None
    for verb in range(begun + 1, min(len(tokens), begun + _LONGEST_SUBJECT)):
        if tokens[verb].tag not in ("cap", "det", "pron", "word", "verb", "adv"):
            return None
        if is_report_verb(tokens[verb], context.lexicon):
            return verb
    return None


_LONGEST_SUBJECT = 5


def _report_after(context: Context) -> tuple[Context, int] | None:
    """Return where the report after a quotation begins, with its tokens; None where there can be none."""
    tokens, k, lexicon = context.tokens, context.at, context.lexicon
    ending = context.last_character
    referring = _referring_report(context)
    if referring is not None:
        following, cue = referring
        return context._replace(tokens=tokens + following), len(tokens) + cue
    if k + 1 == len(tokens) and ending in "?!؟？！":
        # «“Is it late?” Ann Lee asked.» looks like two sentences.
        tokens = tokens + _short_report(context)
        context = context._replace(tokens=tokens)
    if ending == "." and k + 1 < len(tokens) and tokens[k + 1].tag != ",":
        return None
    if ending in ".。？！" and k and tokens[k - 1].tag == ":":
        # «He said: “It is late.” The mayor added»: what follows reports something else.
        return None
    begun = k + 1
    while begun < len(tokens) and tokens[begun].tag in _BEFORE_A_REPORT:
        begun += 1
    if tokens[begun - 1].tag == "aux" and begun < len(tokens) and tokens[begun].tag == "prep":
        begun = _participle_behind(tokens, begun)
    begun = _behind_an_object(tokens, begun, lexicon)
    if begun + 1 < len(tokens) and tokens[begun].form in lexicon.habituals:
        # «“…”, solía | decir Rosa», «aimait à | dire Paul»
        begun += 2 if tokens[begun + 1].tag == "prep" else 1
        if begun < len(tokens):
            tokens = [*tokens[:begun], tokens[begun]._replace(tag="cue"), *tokens[begun + 1 :]]
            context = context._replace(tokens=tokens)
    if tokens[begun - 1].tag == "and" and any(token.tag == "cue" for token in tokens[:k]):
        # «She called it “…,” but the others said»: the other clause has its own words.
        return None
    return context, begun


def _behind_an_object(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> int:
    """Return where the verb stands behind a pronoun that is its object, where its subject follows: «nous a | confié Anne Roy»."""
    if start >= len(tokens) or tokens[start].form not in lexicon.object_pronouns:
        return start
    cue = start + 1
    while cue < len(tokens) and tokens[cue].tag in ("aux", "adv"):
        cue += 1
    is_cue = cue + 1 < len(tokens) and tokens[cue].tag == "cue" and tokens[cue + 1].tag in ("cap", "det")
    return cue if is_cue else start


def _participle_behind(tokens: Sequence[Token], start: int) -> int:
    """Return where the verb of saying stands that an adverbial divides from its auxiliary: «a pour sa part | assuré»."""
    near = range(start + 1, min(len(tokens), start + _LONGEST_SUBJECT))
    return next((place for place in near if tokens[place].tag == "cue"), start)


def _referring_report(context: Context) -> tuple[list[Token], int] | None:
    """Return the next sentence where it says who said the quotation, and its verb: «“…”. Lo assicura il sindaco.»."""
    lexicon, place = context.lexicon, context.place
    if not lexicon.refers_back or context.at + 2 < len(context.tokens) or "cue" in context.tags:
        return None
    sentences = context.subjects.reader.sentences(place.paragraph)
    if place.sentence + 1 >= len(sentences):
        return None
    following = sentences[place.sentence + 1]
    if following[0].form not in lexicon.refers_back or any(token.tag == "quote" for token in following):
        return None
    heads = following[:_REACH_OF_A_REFERENCE]
    cue = next((n for n, token in enumerate(heads) if token.form in lexicon.cues), None)
    if cue is None:
        return None
    # Behind «lo», which is an article too, it was read as a noun.
    return [*following[:cue], following[cue]._replace(tag="cue"), *following[cue + 1 :]], cue


_REACH_OF_A_REFERENCE = 4


def _short_report(context: Context) -> list[Token]:
    """Return the next sentence of the paragraph where it does no more than say who asked or exclaimed."""
    sentences = context.subjects.reader.sentences(context.place.paragraph)
    following = context.place.sentence + 1
    if following == len(sentences):
        return []
    tokens = sentences[following][:LONGEST_REPORT]
    tags = [token.tag for token in tokens]
    reports = "cue" in tags or (
        len(tokens) <= _LONGEST_SUBJECT + 1
        and any(is_report_verb(token, context.lexicon) for token in tokens[1:_LONGEST_SUBJECT])
    )
    says = reports and "quote" not in tags and ":" not in tags
    return sentences[following] if says else []


def _cue_after(tokens: Sequence[Token], begun: int, lexicon: Lexicon) -> int | None:
    """Return the first cue after the subject that begins at `begun`, unless another clause begins before it."""
    for cue in range(begun + 1, min(len(tokens), begun + _REACH_AFTER)):
        if tokens[cue].tag in ("quote", ";", ":"):
            return None
        if (
            tokens[cue].tag == "cue"
            and tokens[cue - 1].tag != "rel"
            and tokens[cue - 1].form not in lexicon.infinitive_marks
        ):
            return cue
    return None
