"""Queries in the language of CQP."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.corpus.annotations import AnnotatedToken, Annotations
from corpuskit.errors import PatternError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.kwic.matching.steps import match_lookaround
from corpuskit.kwic.matching.words import SegmentWords
from corpuskit.kwic.query.cql import parse_cql
from corpuskit.kwic.query.nodes import Lookaround
from corpuskit.records import Issue


def find(pattern, text, **options):
    return [
        hit.match
        for hit in concordance([Document("d", text)], KwicOptions(pattern=pattern, cql=True, **options))
    ]


TEXT = "The UN Charter and the old, old un charter of a UN that has no charter"


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ('"UN" "Charter"', ["UN Charter"]),
        ("'UN' 'Charter'", ["UN Charter"]),
        ("“UN” “Charter”", ["UN Charter"]),
        ('[word="UN"] [word="Charter"]', ["UN Charter"]),
        ('[word="un"%c] "charter"%c', ["UN Charter", "un charter"]),
        ('"UN" [] []', ["UN Charter and", "UN that has"]),
        ('"UN" []{0,4} "charter"', ["UN that has no charter"]),
        ('"o.*"', ["old", "old", "of"]),
        ('"old"+ "un"', ["old un"]),
        ('"the" "old"? "UN"?', ["the"]),
        ('"a" "UN"? "that"', ["a UN that"]),
        ('("UN" | "un") "(C|c)harter"', ["UN Charter", "un charter"]),
        ('"old" | "no" "charter"', ["old", "old", "no charter"]),
        ('[word="UN" | word="old"] [word!="old" & word!="Charter"]', ["old un", "UN that"]),
        ('[!(word="the"%c | word=".{3,}")]', ["UN", "un", "of", "a", "UN", "no"]),
        ('[word="o.d"%l]', []),
    ],
)
def test_finds(pattern, matches):
    if "%l" in pattern:
        with pytest.raises(PatternError, match="no one word"):
            find(pattern, TEXT)
        return
    assert find(pattern, TEXT) == matches


def test_diacritics_are_left_out_with_d():
    assert find('"cafe"', "café") == []
    assert find('"cafe"%d', "café") == ["café"]
    assert find('"caf."%cd', "CAFÉ") == ["CAFÉ"]


def test_stays_within_what_is_named():
    text = "One a. Then b.\nc"
    assert find('"a" []{0,3} "b"', text) == ["a. Then b"]
    assert find('"a" []{0,3} "b" within s', text) == []
    assert find('"b" [] ', text) == []
    assert find('"b" "c" within text;', "b\nc") == ["b\nc"]


class TestAnnotations:
    """Two sentences; «don't» is two tokens in one word, «peace-keeping» one token of two words."""

    TEXT = "She went home.\nThey don't go, peace-keeping goes on.\n"
    TOKENS = (
        ("She", "she", "PRON"), ("went", "go", "VERB"), ("home", "home", "ADV"), (".", ".", "PUNCT"),
        ("They", "they", "PRON"), ("don't", "do", "AUX"), ("don't", "not", "PART"), ("go", "go", "VERB"),
        (",", ",", "PUNCT"), ("peace-keeping", "peace-keeping", "NOUN"), ("goes", "go", "VERB"), ("on", "on", "ADP"),
    )  # fmt: skip

    @classmethod
    def make_document(cls):
        tokens, place = [], 0
        for form, lemma, pos in cls.TOKENS:
            # The second token of one word stands where the first does.
            start = cls.TEXT.index(form, place)
            tokens.append(AnnotatedToken(start, start + len(form), {"lemma": lemma, "pos": pos}))
            place = start
        return Document("d", cls.TEXT, annotations=Annotations(tokens), paragraph_rule="line")

    def find(self, pattern, **options):
        options = KwicOptions(pattern=pattern, cql=True, **options)
        lines = concordance([self.make_document()], options)
        return [hit.match for hit in lines if not isinstance(hit, Issue)]

    @pytest.mark.parametrize(
        ("pattern", "matches"),
        [
            ('[lemma="go"]', ["went", "go", "goes"]),
            ('[lemma="GO"]', []),
            ('[lemma="GO"%c & pos="V.*"]', ["went", "go", "goes"]),
            ('[lemma="go" & word="go.*"]', ["go", "goes"]),
            ('[word="home" | lemma="on"]', ["home", "on"]),
            ('[lemma="go"] [pos="AD.*"]', ["went home", "goes on"]),
            ('[lemma="do" & pos="AUX"]', ["don't"]),
            ('[lemma="do" & pos="PART"]', []),
            ('[lemma="peace-keeping"] "goes"', ["peace-keeping goes"]),
            ('[pos!="V.*|P.*"]', ["home", "don't", "peace-keeping", "on"]),
            ('[!(pos="V.*" | pos="P.*")]', ["home", "don't", "peace-keeping", "on"]),
            ('[case="Nom"]', []),
            ('[case!="Nom"]', []),
            ('<s> [pos="PRON"]', ["She", "They"]),
            ('[pos="ADP"] </s>', ["on"]),
        ],
    )
    def test_words_are_found_by_what_is_said_of_them(self, pattern, matches):
        assert self.find(pattern) == matches
        counts = concordance([self.make_document()], KwicOptions(pattern=pattern, cql=True, count=True))
        assert sum(count.hits for count in counts if not isinstance(count, Issue)) == len(matches)

    @pytest.mark.parametrize("within", ["sentence", "paragraph", "document"])
    def test_they_are_found_within_anything(self, within):
        assert self.find('[lemma="go"]', within=within) == ["went", "go", "goes"]

    def test_in_a_text_that_is_not_annotated_there_are_none_and_it_is_said_why(self):
        patterns = (
            '[lemma="go"]',
            '[word="She" & pos="PRON"]',
            '[pos!="PRON"]',
            "a:[] b:[] :: a.lemma = b.lemma",
        )
        for pattern in patterns:
            (note,) = concordance([Document("d", self.TEXT)], KwicOptions(pattern=pattern, cql=True))
            assert isinstance(note, Issue)
            assert "is what annotated input says of its words" in note.message


class TestWhatIsSaidOfTheWholeHit:
    """The meanings are those of the CQP tutorial (within, MU) and of Sketch Engine (containing)."""

    TEXT = "The law of the sea. A law and the law\nof the land is peace, not war"

    @pytest.mark.parametrize(
        ("pattern", "matches"),
        [
            ('"law" []* "the"', ["law of the", "law and the"]),
            ('"law" []* "the" within 3', ["law of the", "law and the"]),
            ('"The" []* "law" []* "law"', ["The law of the sea. A law"]),
            ('"The" []* "law" []* "law" within 6', []),
            ('"The" []* "law" []* "law" within 7', ["The law of the sea. A law"]),
            ('"law" []{1,3} containing "the"', []),
            ('"law" [] [] containing "the"', ["law of the", "law and the"]),
            ('"law" [] [] !containing "of"', ["law and the"]),
            ('"law" [] [] containing "the" !containing "of"', ["law and the"]),
            ('"law" [] [] containing "of" | "the" [] within 3;', ["law of the"]),
            ('<s> []{1,9} </s> containing "peace"', ["of the land is peace, not war"]),
            ('MU(meet "law" "the" 1 2)', ["law", "law"]),
            ('MU(meet "law" "the" -1 -1)', ["law"]),
            ('MU(meet "law" "the"%c -1 2)', ["law", "law", "law"]),
            ('MU(meet "law" "sea" -9 9)', ["law", "law", "law"]),
            ('MU(meet "law" "sea" -1000 1000)', ["law", "law", "law"]),
            ('MU(meet "law" "sea" s)', ["law"]),
            ('MU(meet "law" "sea" p);', ["law", "law", "law"]),
            ('MU(meet "law" "peace" text)', ["law", "law", "law"]),
            ('MU(meet (meet "law" "the" 1 2) "A" -1 -1)', ["law"]),
            ('MU(meet (union "sea" "land") "the" -1 -1)', ["sea", "land"]),
            ('MU(meet "law" (meet "the" "sea" 1 1) 1 2)', ["law"]),
            ('MU(union (meet "sea" "the" -1 -1) [word="wa."])', ["sea", "war"]),
        ],
    )
    def test_holds(self, pattern, matches):
        assert find(pattern, self.TEXT) == matches

    @pytest.mark.parametrize(
        ("pattern", "message", "column"),
        [
            ('"a" within 1 s', "not understood", 13),
            ('"a" "b" within 1', "2 words at least", 15),
            ('"a" within -1', "1 words at least", 11),
            ('"a" containing', "a word is missing", 14),
            ('"a" containing []?', "no word at all", 14),
            ('"a" ! "b"', "not understood", 4),
            ('MU "a"', "a bracket is missing", 3),
            ('MU("a")', "meet or union", 3),
            ('MU(meet "a" "b")', "two numbers", 15),
            ('MU(meet "a" "b" 5)', "two numbers", 17),
            ('MU(meet "a" "b" 2 5)', "beside the word", 19),
            ('MU(meet "a" "b" 0 5)', "beside the word", 19),
            ('MU(meet "a" "b" 5 -5)', "beside the word", 20),
            ('MU(meet "a" "b" -2000 5)', "at most 1000", 16),
            ('MU(meet "a" (meet "b" "c" s) -1 1)', "all sentences", 29),
            ('MU(meet "a" ("b" "c") -1 1)', "meet or union", 13),
            ('MU(meet "a" <s> -1 1)', "a word is missing", 12),
            ('MU(meet "a" "b" -1 1', "not closed", 2),
            ('MU(meet "a" "b" s) within s', "not understood", 19),
            ('@"a" @"b"', "two targets", 5),
            ('@1"a" "b"', "one target", 0),
            ('@("a" "b")', "a word is missing", 10),
            ('"a" containing @"b"', "only a word of the hit itself", 15),
            ('"a" (?= @"b")', "only a word of the hit itself", 8),
            ('MU(meet @"a" "b" s)', "only a word of the hit itself", 8),
            ('a:[] "and" b:[] :: a.word = c.word', "no label 'c'", 19),
            ('"a" :: "b"', "compared with each other", 7),
            ('"a" containing b:[]', "only a word of the hit itself", 15),
            ('"a" [::]', "asks nothing", 4),
            ('"a" [: word="b" ]', ":] is missing", 16),
            ('"a" [: word="b" :', "not closed", 4),
            ('"a" (?= "b"', "not closed", 4),
            ('"a" (?= "b"?)', "no word at all", 7),
            ('(?= "a")', "no word at all", 0),
            ('"a" (?= "b")+', "not understood", 12),
        ],
    )
    def test_what_cannot_be_said_is_refused_at_its_place(self, pattern, message, column):
        with pytest.raises(PatternError, match=message) as raised:
            find(pattern, self.TEXT)
        assert raised.value.column == column


def test_borders_of_sentences_and_paragraphs():
    text = "The law. The end\nThe sea. An end"
    assert find('<s> "The" []', text) == ["The law", "The end", "The sea"]
    assert find('<p> "The" []', text) == ["The law", "The sea"]
    assert find('"end" </s>', text) == ["end", "end"]
    assert find('"law" </s> <s> "The"', text) == ["law. The"]
    assert find('"law" </p>', text) == []
    assert find('"end" </p>', text) == ["end", "end"]
    assert find('<p> "The" []', text, within="document") == ["The law", "The sea"]
    assert find('<p> "The" []', text, within="sentence") == ["The law", "The sea"]
    assert find('"a" <s> "b"', "a b") == []


@pytest.mark.parametrize(
    ("pattern", "message", "column"),
    [
        ("", "empty", 0),
        ("UN", "quotation marks", 0),
        ('[lemma="(go"]', "not a regular expression", 11),
        ('[lemma="go"%x]', "no flag", 7),
        ("[lemma=go]", "a value", 7),
        ("<s> </s>", "no word at all", 0),
        ("<s>+", "not understood", 3),
        ("<div> []", "not understood", 0),
        ('[word="a"', "not closed", 0),
        ('("a"', "not closed", 0),
        ('"a" )', "not understood", 4),
        ('"a" within x', "within is followed", 11),
        ('[word "a"]', "= or != is missing", 6),
        ("[word=a]", "a value", 6),
        ('"(a"', "not a regular expression", None),
        ('"a"%x', "no flag", 0),
        ('"UN Charter"', "no one word", 0),
        ("[]{0,3}", "no word at all", 0),
        ('"a"{3,1}', "bounds", 3),
        ("(" * 60 + '"a"' + ")" * 60, "nested", None),
        ("[" + "!" * 60 + 'word="a"]', "nested", None),
    ],
)
def test_what_cannot_be_read_says_where(pattern, message, column):
    with pytest.raises(PatternError, match=message) as raised:
        find(pattern, "text")
    if column is not None:
        assert raised.value.column == column


class TestLabels:
    """Source of the first one: BlackLab, TestSearches.java; the fact, not the code."""

    @pytest.mark.parametrize(
        ("pattern", "text", "matches"),
        [
            ('a:[] "aap" b:[] :: a.word = b.word', "noot aap noot aap mies aap mies x aap y", ["noot aap noot", "mies aap mies"]),
            ('a:[] "and" b:[] :: a.word = b.word', "on and on, On and on; more and less", ["on and on"]),
            ('a:[] "and" b:[] :: a.word = b.word %c', "on and on, On and on", ["on and on", "On and on"]),
            ('a:[] "and" b:[] :: a.word != b.word', "on and on, more and less", ["more and less"]),
            ('a:[] "and" b:[] :: a.word = b.word %cd', "café and Cafe", ["café and Cafe"]),
            ('a:[] b:[] []{1,3} "x" :: a.word = b.word', "b b c x a a c d x", ["b b c x", "a a c d x"]),
            ('("the" | "a") a:[] "of" b:[] :: a.word = b.word', "the day of day a hint of law", ["the day of day"]),
            ("a:[] b:[] c:[] :: a.word = c.word & a.word != b.word", "x y x x x", ["x y x"]),
            ('a:[] "and" b:[] :: a.word = b.word within s', "on and on. On", ["on and on"]),
            ('a:[] [] b:[] :: a.word = b.word containing "y"', "x y x z x", ["x y x"]),
            ('"x"? a:[] b:[] :: a.word = b.word', "x y y, z z", ["x y y", "z z"]),
            ('a:"x"? b:[] :: a.word = b.word', "x x y", ["x x"]),
            ('(a:[] "and") []{0,2} b:[] :: a.word = b.word', "on and then on, up and down", ["on and then on"]),
            ("a:[] []{1,3} b:[] :: a.word = b.word", "a b c a b", ["a b c a", "b c a b"]),
        ],
    )  # fmt: skip
    def test_words_of_a_hit_are_compared(self, pattern, text, matches):
        assert find(pattern, text) == matches

    @pytest.mark.parametrize(
        "pattern",
        [
            'a:[] "and" b:[]',
            'a:[] "and" b:[] :: a.word = c.word',
            'a:[] "and" a:[] :: a.word = a.word',
            "a:[] | b:[] :: a.word = b.word",
            "a:[] b:[] :: a.lemma = 'x'",
            "a:[] b:[] :: a.word",
            "[] :: a.word = b.word",
        ],
    )  # fmt: skip
    def test_what_cannot_be_compared_is_refused_with_a_cure(self, pattern):
        with pytest.raises(PatternError) as caught:
            find(pattern, "x and x")
        assert caught.value.hint


class TestStrategies:
    @pytest.mark.parametrize(
        ("strategy", "matches"),
        [
            ("", ["a", "a", "a"]),
            ("(?shortest) ", ["a", "a", "a"]),
            ("(?longest) ", ["a a a"]),
            ("(?all)", ["a", "a a", "a a a", "a", "a a", "a"]),
        ],
    )
    def test_which_runs_are_hits(self, strategy, matches):
        assert find(f'{strategy}"a"+', "a a a b") == matches
        counts = concordance(
            [Document("d", "a a a b")], KwicOptions(pattern=f'{strategy}"a"+', cql=True, count=True)
        )
        assert [count.hits for count in counts] == [len(matches)]

    def test_a_limit_holds_before_the_longest_is_chosen(self):
        assert find('(?longest) "a" []{0,5} "b" within 4', "a b a b a b") == ["a b a b", "a b a b"]

    def test_the_longest_run_stays_in_its_sentence(self):
        assert find('(?longest) "a" []* "b" within s', "a x b y b. Then b") == ["a x b y b"]


class TestWhatStandsAround:
    TEXT = "The law of the sea. A law, and the law of war"

    @pytest.mark.parametrize(
        ("pattern", "matches"),
        [
            ('"law" [: word="of" :]', ["law", "law"]),
            ('"law" [: word!="of" :]', []),
            ('"law" (?= "of" "the")', ["law"]),
            ('"law" (?! "of")', ["law"]),
            ('"law" (?= []{1,2} "the")', ["law", "law"]),
            ('(?<= "the"%c) "law"', ["law", "law"]),
            ('(?<! "the"%c) "law"', ["law"]),
            ('(?<= "and" []) "law"', ["law"]),
            ('[: word="[Tt].*" :] [] "law"', ["The law", "the law"]),
            ('"law" (?= "of") [] "war"', ["law of war"]),
            ('"of" ((?= "the") | (?= "war")) []', ["of the", "of war"]),
            ('(<s> | "the") "law"', ["the law"]),
            ('(<s> | "and") "the"%c', ["The", "and the"]),
            ('"war" (?= [])', []),
            ('"war" (?! [])', ["war"]),
            ('(?<= "of" []{0,2}) "the"%c', ["the"]),
            ('(?<= "of" []*) "the"%c', ["the", "the"]),
            ('(?<= []) "The"', []),
            ('(?<! []) "The"', ["The"]),
            ('"sea" (?= "A")', []),
            ('"sea" (?= [])', ["sea"]),
            ('(?<= "sea") "A"', []),
            ('(?<= "sea") []', ["A"]),
            ('(?<= "sea") (?! "B") []', ["A"]),
            ('(?<! "B") (?= "A") []', ["A"]),
            ('(?<= "sea") (?= "A" "law") []', ["A"]),
            ('"sea" (?<! "of") []', ["sea. A"]),
            ('(?<! "sea" | "law" | "of"%c | "the"%c) []', ["The", "law", "the"]),
        ],
    )
    def test_is_asked_and_is_no_part_of_the_hit(self, pattern, matches):
        assert find(pattern, self.TEXT) == matches
        counts = concordance([Document("d", self.TEXT)], KwicOptions(pattern=pattern, cql=True, count=True))
        assert sum(count.hits for count in counts if not isinstance(count, Issue)) == len(matches)

    @pytest.mark.parametrize(
        ("pattern", "places"),
        [
            ('"a"', [499]),
            ('"a" "b"', [498]),
            ('"a" "b"?', [498, 499]),
            ('"a" | "b" "c" "d"', [497, 498, 499]),
            ('"a" []{0,3}', [496, 497, 498, 499]),
        ],
    )
    def test_what_stands_before_is_sought_no_farther_away_than_it_can_begin(self, pattern, places):
        asked = []

        def ends_of(_words, place):
            asked.append(place)
            return {}

        part = Lookaround(node=parse_cql(pattern).query, is_behind=True, gap=None)
        assert not match_lookaround(ends_of, part)(SegmentWords.of("word " * 1000), 500)
        assert asked == places

    def test_annotations_are_asked_too(self):
        case = TestAnnotations()
        assert case.find('[pos="PRON"] [: lemma="go" :]') == ["She"]
        assert case.find('(?<! [pos="PRON"]) [lemma="go"]') == ["go", "goes"]
        # One token is two words.
        assert case.find('(?<= [pos="NOUN"]) [lemma="go"]') == ["goes"]
        assert case.find('(?<= [pos="NOUN"] [lemma="go"]) "on"') == ["on"]
