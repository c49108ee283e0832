"""What the language of CQP means, as its manual and those of programs that took it over say.

Sources: Evert & The CWB Development Team, CQP Interface and Query Language Manual (chapters on queries, on matching
strategies, on labels and targets, on zero-width elements, on structural attributes and on MU queries); Sketch Engine, Corpus
Query Language (within, containing, meet, union); BlackLab, Corpus Query Language (lookaround). The facts, not the code.
A text of one sentence a line, whose signs are no words here.
"""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.corpus.annotations import AnnotatedToken, Annotations
from corpuskit.errors import PatternError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.records import Issue
from corpuskit.words.distribution import Distribution

LINES = (
    "The/the/DET old/old/ADJ man/man/NOUN saw/see/VERB the/the/DET very/very/ADV very/very/ADV old/old/ADJ dog/dog/NOUN",
    "A/a/DET dog/dog/NOUN and/and/CCONJ a/a/DET man/man/NOUN went/go/VERB home/home/ADV",
    "Dogs/dog/NOUN go/go/VERB where/where/ADV dogs/dog/NOUN went/go/VERB",
    "The/the/DET man/man/NOUN of/of/ADP the/the/DET house/house/NOUN of/of/ADP the/the/DET Café/café/NOUN",
)


def make_document():
    tokens, text = [], ""
    for line in LINES:
        for place, token in enumerate(line.split()):
            form, lemma, pos = token.split("/")
            text += " " * (place > 0)
            tokens.append(AnnotatedToken(len(text), len(text) + len(form), {"lemma": lemma, "pos": pos}))
            text += form
        text += ".\n"
    return Document("d", text, annotations=Annotations(tokens), paragraph_rule="line")


def find(query, **options):
    lines = concordance([make_document()], KwicOptions(pattern=query, cql=True, **options))
    return [line for line in lines if not isinstance(line, Issue)]


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        # Words are regular expressions that match a whole word, in the case in which it is written.
        ('"dog"', "dog|dog"),
        ('"dog.?"', "dog|dog|dogs"),
        ('"dog.?"%c', "dog|dog|Dogs|dogs"),
        ('"(man|house)"', "man|man|man|house"),
        ('"[Dd]ogs?"', "dog|dog|Dogs|dogs"),
        ('"cafe"%cd', "Café"),
        ('"Cafe"%d', "Café"),
        ('"cafe"%c', ""),
        ("'dog'", "dog|dog"),
        ('[word="dog"]', "dog|dog"),
        # Conditions on one word are joined by &, | and !; != is «does not match».
        ('[lemma="dog" & word="dogs"]', "dogs"),
        ('[lemma="dog" & word!="dog"]', "Dogs|dogs"),
        ('[lemma="dog" & !(word="dog" | word="dogs")]', "Dogs"),
        ('[pos="ADP" | lemma="home"]', "home|of|of"),
        ('[lemma="go" & word="w.*"%c]', "went|went"),
        ('[pos="N.*" & lemma!="dog|man"]', "house|Café"),
        # Words in a row; [] is any word; ?, *, +, {n}, {n,}, {n,m} repeat what stands before them.
        ('[pos="DET"] [pos="NOUN"]', "A dog|a man|The man|the house|the Café"),
        ('[pos="DET"] [pos="ADJ"]? [pos="NOUN"]', "The old man|A dog|a man|The man|the house|the Café"),
        ('[pos="DET"] [pos="AD."]* [pos="NOUN"]', "The old man|the very very old dog|A dog|a man|The man|the house|the Café"),
        ('"very"{2} []', "very very old"),
        ('"very"{2,} "old"', "very very old"),
        ('"The" []{2} "saw"', "The old man saw"),
        ('"the" ("very")+ "old" []', "the very very old dog"),
        ('("of" "the" []){2}', "of the house of the Café"),
        ('"man" ("saw" | "went" | "of" "the") []', "man saw the|man went home|man of the house"),
        # From each word the shortest match, which is «standard» where a query begins with a word of its own.
        ('"man" []* "the"', "man saw the|man of the"),
        ('(?longest) "man" []* "the"', "man saw the|man of the house of the"),
        ('(?shortest) "very"+', "very|very"),
        ('(?longest) "very"+', "very very"),
        ('(?all) "very"+ "old"', "very very old|very old"),
        # Hits stay in a sentence where that is asked, or have so many words at most; tags are its borders.
        ('"home" []{0,2} "go" within s', ""),
        ('"man" []* "the" within 3', "man saw the|man of the"),
        ('"The" []* "the" within 3', ""),
        ("<s> []", "The|A|Dogs|The"),
        ("[] </s>", "dog|home|went|Café"),
        ('<s> [lemma="dog"] [lemma="go"]', "Dogs go"),
        ('<s/> containing "went"', "A dog and a man went home|Dogs go where dogs went"),
        ('<s/> !containing "the"', "A dog and a man went home|Dogs go where dogs went"),
        ('[lemma="go"] within <s/>', "went|go|went"),
        # Labels name words that a condition at the end compares.
        ("a:[] []{0,3} b:[] :: a.word = b.word", "very very|of the house of|the house of the"),
        ('a:[lemma="dog"] []* b:[lemma="dog"] :: a.word != b.word', "Dogs go where dogs"),
        # What annotation says of two words is compared too; of a word of which it says nothing, nothing is true.
        ('a:[pos="NOUN"] []{1,3} b:[pos="NOUN"] :: a.lemma = b.lemma', "Dogs go where dogs"),
        ("a:[] b:[] :: a.pos = b.pos", "very very"),
        ('a:[pos="VERB"] []{0,3} b:[] :: a.lemma = b.lemma & a.word != b.word', "go where dogs went"),
        ('a:"The" []{1,9} b:[] :: b.lemma = a.word %c', "The old man saw the|The man of the"),
        ("a:[] b:[] :: a.genre != b.genre", ""),
        # What stands before or after a place is asked, and is no part of the hit.
        ('[pos="DET"] [: pos="ADV" :]', "the"),
        ('"man" (?= "of")', "man"),
        ('"man" (?! "of")', "man|man"),
        ('(?<= "the") []', "very|house|Café"),
        ('(?<! [pos="DET"]) [pos="NOUN"]', "man|dog|Dogs|dogs"),
        # So are borders, whatever signs stand there.
        ('[lemma="dog"] (?= </s>)', "dog"),
        ('[lemma="dog"] (?! </s>)', "dog|Dogs|dogs"),
        ('"man" (?= "of" | </s>)', "man"),
        ('"dog|home" (?= </s> | "and")', "dog|dog|home"),
        ('(?<! <s>) [pos="DET"]', "the|a|the|the"),
        ('(?<= <s> []{1,2}) "old|dog|go"', "old|dog|go"),
        ("[] (?= </p>)", "dog|home|went|Café"),
        # MU finds a word that has another at some distance, to its left or right, or in its sentence.
        ('MU(meet "man" "The" -2 -1)', "man|man"),
        ('MU(meet "man" "dog" s)', "man|man"),
        ('MU(meet "man" (meet "the" "old" 1 3) 1 2)', "man"),
        ('MU(union "home" "house")', "home|house"),
    ],
)  # fmt: skip
def test_hits(query, matches):
    assert "|".join(line.match for line in find(query)) == matches


@pytest.mark.parametrize(
    ("query", "targets"),
    [
        ('[pos="DET"] @[pos="ADJ"] "man"', ["old"]),
        ('[pos="DET"] []{0,3} @[pos="NOUN"] within s', ["man", "dog", "dog", "man", "man", "house", "Café"]),
        ('@[pos="NOUN"] "of"', ["man", "house"]),
        ('"man" (@"saw" | "went" @"home")', ["saw", "home"]),
        ('[pos="DET"] @[pos="ADJ"]? "man"', ["old", None, None]),
    ],
)
def test_targets(query, targets):
    assert [line.target for line in find(query)] == targets


@pytest.mark.parametrize(
    "query",
    [
        '"old man"',
        '"well-known"',
        '[word=","]',
        "dog",
        '"a" within',
        '[foo "x"]',
        "@0[] []",
        "<div>",
        "[::]",
        "[]*",
        # What CQP and programs like it also read, or what is easily typed in its place.
        '[feats contains "Number=Plur"]',
        '[lemma=="dog"]',
        "[lemma=dog]",
        "[lemma=$animals]",
        '[not lemma="dog"]',
        '[lemma="dog" and pos="NOUN"]',
        '[lemma="dog" pos="NOUN"]',
        'lemma="dog"',
        'Dogs = [lemma="dog"]',
        '[lemma="dog"] cut 2',
        '[lemma="dog"] expand to s',
        '[lemma="dog"] within 2 s',
        '"a" "b" within 1',
        '[pos="NOUN"] :: match.lemma = "dog"',
        'a:[pos="NOUN"] :: a.lemma = "dog"',
    ],
)
def test_what_is_no_query_or_asks_for_signs_is_refused_at_its_place_with_a_cure(query):
    with pytest.raises(PatternError) as caught:
        find(query)
    assert caught.value.hint
    assert caught.value.column is not None


@pytest.mark.parametrize(
    ("query", "key", "groups"),
    [
        # As `group Last match lemma`, `group Last matchend[1] pos by match lemma` and `group Last target pos` do.
        ('[pos="NOUN"]', "match", {"man": 3, "dog": 2, "dogs": 2, "house": 1, "café": 1}),
        ('[pos="NOUN"]', "match.lemma", {"man": 3, "dog": 4, "house": 1, "café": 1}),
        ('[pos="VERB"]', "match.lemma", {"see": 1, "go": 3}),
        ('"went"', "L1.pos", {"NOUN": 2}),
        ('[lemma="go"]', "R1.pos", {"ADV": 2, None: 1}),
        ('[lemma="man"]', "r1.POS", {"VERB": 2, "ADP": 1}),
        ('[pos="DET"] @[]', "target.pos", {"ADJ": 1, "ADV": 1, "NOUN": 5}),
        ('[pos="DET"] @[pos="ADJ"]? "man"', "target.lemma", {"old": 1, None: 2}),
        ('"The" []{2}', "match.pos", {"DET ADJ NOUN": 1, "DET NOUN ADP": 1}),
        (
            '[lemma="dog"]',
            "match.lemma,R1.pos",
            {("dog", None): 1, ("dog", "CCONJ"): 1, ("dog", "VERB"): 2},
        ),
    ],
)
def test_groups_by_what_annotation_says_of_words_at_a_hit(query, key, groups):
    found = {
        (group.group_key, group.second_key) if "," in key else group.group_key: group.hits
        for group in find(query, group=key)
    }
    assert found == groups


def test_lines_are_sorted_and_counted_by_what_annotation_says():
    assert [line.match for line in find('[lemma="go"]', sort=("-R1.lemma",))] == ["go", "went", "went"]
    assert {part.part: part.hits for part in find_parts('[pos="NOUN"]', "match.lemma")} == {
        "man": 3,
        "dog": 4,
        "house": 1,
        "café": 1,
    }


def find_parts(query, key):
    options = KwicOptions(pattern=query, cql=True, count=True, by=(key,))
    return [part for part in Distribution(options).find_in([make_document()]) if not isinstance(part, Issue)]


@pytest.mark.parametrize(
    "options", [{"group": "match.genre"}, {"sort": ("R1.genre",)}, {"sort": ("-freq:L1.genre",)}]
)
def test_a_layer_that_no_word_has_is_noted(options):
    items = concordance([make_document()], KwicOptions(pattern='"dog"', cql=True, **options))
    assert [item.kind for item in items if isinstance(item, Issue)] == ["no_field"]
