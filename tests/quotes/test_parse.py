"""Speakers by a dependency parse: which model, which quotations, and which words of the parse."""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.corpus.document import Document
from corpuskit.errors import MissingExtraError, UsageError
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.quotes.attribution.parse import DependencyParser, choose_model, load_parser
from corpuskit.quotes.lexicon import read_lexicon

FAR_SUBJECT = (
    "“The town is free of cars” is what the woman who runs the shops that Tom Poe built told us.",
    """
    "/``/punct/3 this/DT/nsubj/3 "/''/punct/3 is/VBZ/ROOT/3 what/WP/dobj/15 the/DT/det/6 woman/NN/nsubj/15
    who/WP/nsubj/8 runs/VBZ/relcl/6 the/DT/det/10 shops/NNS/dobj/8 that/WDT/dobj/14 Tom/NNP/compound/13
    Poe/NNP/nsubj/14 built/VBD/relcl/10 told/VBD/ccomp/3 us/PRP/dative/15 ././punct/3
    """,
)
RELATIVE_PRONOUN = (
    "The town “is free of cars at last” to the boss of Tom Poe, who says so.",
    """
    The/DT/det/1 town/NN/ROOT/1 "/``/punct/3 this/DT/appos/1 "/''/punct/3 to/IN/prep/1 the/DT/det/7
    boss/NN/pobj/5 of/IN/prep/7 Tom/NNP/compound/10 Poe/NNP/pobj/8 ,/,/punct/7 who/WP/nsubj/13
    says/VBZ/relcl/7 so/RB/advmod/13 ././punct/1
    """,
)
SHARED_SUBJECT = (
    "“The town is free of cars” was not what Tom Poe heard when the mayor, by then tired, rose and said so.",
    """
    "/``/punct/3 this/DT/nsubj/3 "/''/punct/3 was/VBD/ROOT/3 not/RB/neg/3 what/WP/dobj/8 Tom/NNP/compound/7
    Poe/NNP/nsubj/8 heard/VBD/ccomp/3 when/WRB/advmod/17 the/DT/det/11 mayor/NN/nsubj/17 ,/,/punct/11
    by/IN/prep/15 then/RB/pcomp/13 tired/JJ/amod/11 ,/,/punct/11 rose/VBD/advcl/8 and/CC/cc/17
    said/VBD/conj/17 so/RB/advmod/19 ././punct/3
    """,
)
GOVERNING = (
    "“Free of cars at last,” which nobody says now, Tom Poe had written long ago.",
    """
    "/``/punct/1 this/DT/dobj/12 ,/,/punct/1 "/''/punct/1 which/WDT/dobj/6 nobody/NN/nsubj/6
    says/VBZ/relcl/1 now/RB/advmod/6 ,/,/punct/12 Tom/NNP/compound/10 Poe/NNP/nsubj/12 had/VBD/aux/12
    written/VBN/ROOT/12 long/RB/advmod/14 ago/RB/advmod/12 ././punct/12
    """,
)
PASSIVE = (
    "Ann Lee, who likes parks, was asked and the town “is green and free of cars at last.”",
    """
    Ann/NNP/compound/1 Lee/NNP/nsubjpass/8 ,/,/punct/1 who/WP/nsubj/4 likes/VBZ/relcl/1 parks/NNS/dobj/4
    ,/,/punct/1 was/VBD/auxpass/8 asked/VBN/ROOT/8 and/CC/cc/8 the/DT/det/11 town/NN/conj/8
    "/``/punct/13 this/DT/appos/11 ././punct/13 "/''/punct/13
    """,
)
STRONG = "“It is late,” said Ann Lee. Ann Lee called the plan “a bad joke for all of us.”"


@pytest.fixture
def without_loaded_models():
    load_parser.cache_clear()
    yield
    load_parser.cache_clear()


def make_parser(table):
    """Return a parser whose only sentence is this table of word/tag/dependency/head, and which has no model."""
    spacy = pytest.importorskip("spacy", reason="the extra 'spacy' is not installed")
    from spacy.tokens import Doc

    rows = [entry.rsplit("/", 3) for entry in table.split()]

    def look_up(doc):
        assert [word.text for word in doc] == [row[0] for row in rows]
        return Doc(
            doc.vocab,
            words=[word.text for word in doc],
            spaces=[bool(word.whitespace_) for word in doc],
            tags=[row[1] for row in rows],
            deps=[row[2] for row in rows],
            heads=[int(row[3]) for row in rows],
        )

    pipeline = spacy.blank("en")
    return DependencyParser(lambda text: look_up(pipeline(text)))


def extract(monkeypatch, text, parser, **options):
    monkeypatch.setattr("corpuskit.quotes.extract.load_parser", lambda _: parser)
    return list(extract_quotes([Document("d", text)], QuoteOptions(parse=True, **options)))


def fake_spacy(monkeypatch, *names, load=None):
    utilities = SimpleNamespace(get_installed_models=lambda: list(names))
    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(util=utilities, load=load))


@pytest.mark.parametrize(
    ("sentence", "speaker", "cue"),
    [
        (FAR_SUBJECT, "the woman", "told"),
        (RELATIVE_PRONOUN, "the boss of Tom Poe", "says"),
        (SHARED_SUBJECT, "the mayor, by then tired", "said"),
        (GOVERNING, "Tom Poe", "written"),
    ],
    ids=["without relative clauses", "relative pronoun", "shared subject", "governing before nearer"],
)
def test_the_speaker_is_the_subject_in_the_parse(monkeypatch, sentence, speaker, cue):
    text, table = sentence
    (record,) = extract(monkeypatch, text, make_parser(table))
    assert record.speaker is not None
    assert record.cue is not None
    assert (record.speaker.text, record.cue.text) == (speaker, cue)
    assert text[record.speaker.start : record.speaker.end] == speaker
    assert text[record.cue.start : record.cue.end] == cue
    assert record.speaker_rule == "parse"
    assert record.confidence is None


def test_the_subject_of_a_passive_is_no_speaker(monkeypatch):
    text, table = PASSIVE
    (record,) = extract(monkeypatch, text, make_parser(table))
    assert record.speaker is None
    assert record.speaker_rule == "passive"


def test_offsets_hold_beside_tabs_and_signs_outside_the_basic_plane(monkeypatch):
    text = "🚗🚗\n\n" + FAR_SUBJECT[0].replace("cars”", "🚗 cars”").replace(" the woman", "\tthe\u00a0woman")
    (record,) = extract(monkeypatch, text, make_parser(FAR_SUBJECT[1]))
    assert record.speaker is not None
    assert record.speaker.text == text[record.speaker.start : record.speaker.end] == "the\u00a0woman"
    assert record.speaker_rule == "parse"


def refuse(text):
    raise AssertionError(f"parsed: {text}")


def test_what_a_strong_rule_attributes_is_not_parsed(monkeypatch):
    default = list(extract_quotes([Document("d", STRONG)]))
    assert extract(monkeypatch, STRONG, DependencyParser(refuse)) == default
    assert [record.speaker_rule for record in default] == ["quote-cue-subject", "left-cue"]


def test_only_english_is_parsed(monkeypatch):
    french = "La ville est “enfin verte et libre de toutes ses voitures” dans les rues et sur les places."
    (record,) = extract(monkeypatch, french, DependencyParser(refuse))
    assert record.lang == "fr"
    with pytest.raises(AssertionError, match="parsed: "):
        extract(monkeypatch, FAR_SUBJECT[0], DependencyParser(refuse))


def test_a_sentence_is_parsed_once_for_all_its_quotations(monkeypatch):
    pytest.importorskip("spacy", reason="the extra 'spacy' is not installed")
    import spacy

    pipeline, parsed = spacy.blank("en"), []

    def note(text):
        parsed.append(text)
        return pipeline(text)

    text = "The town “is free of cars at last” and the park “is green again for all of us” in May."
    records = extract(monkeypatch, text, DependencyParser(note))
    assert len(records) == 2
    assert parsed == ['The town "this" and the park "this" in May.']


WORDS = ["Ann", "Lee", "said", "who", "“never again”", ",", "(", "🚗", "\u00a0", "\t", "\ud800"]
PIECES = st.lists(st.sampled_from(WORDS) | st.characters(), max_size=6).map(" ".join)


@pytest.mark.slow
@settings(max_examples=60)
@given(
    st.tuples(PIECES, st.just("“It is free of cars at last,”"), PIECES, st.just("Ann said"), PIECES).map(
        " ".join
    )
)
def test_any_parse_of_any_text_gives_exact_slices(text):
    spacy = pytest.importorskip("spacy", reason="the extra 'spacy' is not installed")
    from spacy.tokens import Doc

    cues, pipeline = read_lexicon("en").cues, spacy.blank("en")

    def parse(sentence):
        doc = pipeline(sentence)
        count = len(doc)
        return Doc(
            doc.vocab,
            words=[word.text for word in doc],
            spaces=[bool(word.whitespace_) for word in doc],
            tags=["VBD" if word.lower_ in cues else "WP" if word.text == "who" else "NN" for word in doc],
            deps=["relcl" if word.text == "," else "nsubj" for word in doc],
            heads=[count - 1 if word.text == '"' else min(word.i + 1, count - 1) for word in doc],
        )

    parser = DependencyParser(parse)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("corpuskit.quotes.extract.load_parser", lambda _: parser)
        monkeypatch.setattr("corpuskit.quotes.extract.is_weak", lambda *_: True)
        document = Document("d", text)
        document.lang = "en"
        for record in extract_quotes([document], QuoteOptions(parse=True, all=True)):
            for span in (record.speaker, record.cue):
                assert span is None or text[span.start : span.end] == span.text != ""
            if record.speaker_rule == "parse":
                assert record.speaker.end <= record.outer_start or record.speaker.start >= record.outer_end


def test_the_largest_english_model_is_chosen_whatever_the_order():
    names = [
        "de_core_news_lg",
        "en_core_web_sm",
        "en_own",
        "en_core_web_md",
        "en_core_web_trf",
        "en_core_web_lg",
    ]
    assert choose_model(names) == choose_model(names[::-1]) == "en_core_web_trf"
    assert choose_model(["en_own", "en_core_web_sm"]) == "en_core_web_sm"
    assert choose_model(["en_b_sm", "en_a_sm"]) == "en_a_sm"
    assert choose_model(["de_core_news_lg"]) is None


@pytest.mark.usefixtures("without_loaded_models")
class TestErrors:
    def test_missing_spacy_names_the_extra(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "spacy", None)
        with pytest.raises(MissingExtraError, match="spaCy is not installed") as caught:
            extract_quotes([], QuoteOptions(parse=True))
        assert caught.value.hint == "pip install spacy"
        assert caught.value.exit_code == 4

    def test_without_parse_spacy_is_not_needed(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "spacy", None)
        assert len(list(extract_quotes([Document("d", FAR_SUBJECT[0])]))) == 1

    def test_no_english_model_names_how_to_get_one(self, monkeypatch):
        fake_spacy(monkeypatch, "de_core_news_sm")
        with pytest.raises(MissingExtraError, match="no English spaCy model is installed") as caught:
            load_parser()
        assert caught.value.hint == "python -m spacy download en_core_web_sm"

    @pytest.mark.parametrize("name", ["en_core_web_lg", "de_core_news_sm"])
    def test_a_model_that_is_not_there_or_not_english_is_named_with_those_that_are(self, monkeypatch, name):
        fake_spacy(monkeypatch, "de_core_news_sm", "en_core_web_sm")
        with pytest.raises(MissingExtraError, match=f"'{name}'") as caught:
            load_parser(name)
        assert "installed are: en_core_web_sm;" in caught.value.hint

    def test_a_model_of_another_version_says_why_it_cannot_be_loaded(self, monkeypatch):
        def load(*_, **__):
            raise ValueError("[E002] no factory")

        fake_spacy(monkeypatch, "en_core_web_sm", load=load)
        with pytest.raises(MissingExtraError, match=r"en_core_web_sm cannot be loaded: \[E002\] no factory"):
            load_parser()

    def test_a_model_without_a_parser_is_refused(self, monkeypatch):
        fake_spacy(monkeypatch, "en_vectors_lg", load=lambda *_, **__: SimpleNamespace(pipe_names=["tagger"]))
        with pytest.raises(MissingExtraError, match="en_vectors_lg has no parser"):
            load_parser()

    def test_a_model_is_loaded_once(self, monkeypatch):
        loaded = []

        def load(name, **_):
            loaded.append(name)
            return SimpleNamespace(pipe_names=["parser"])

        fake_spacy(monkeypatch, "en_core_web_sm", load=load)
        for _ in range(3):
            extract_quotes([], QuoteOptions(parse=True))
        assert loaded == ["en_core_web_sm"]

    def test_a_model_without_parse_is_refused(self):
        with pytest.raises(UsageError) as caught:
            extract_quotes([], QuoteOptions(parse_model="en_core_web_sm"))
        assert caught.value.hint == "add parse"

    def test_the_command_ends_with_exit_code_4_and_the_hint(self, corpuskit, tmp_path):
        (tmp_path / "spacy.py").write_text("raise ImportError('not here')\n")
        path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
        process = corpuskit("quotes", "seeds", "--parse", env={"PYTHONPATH": path})
        assert process.returncode == 4
        assert process.stdout == b""
        assert b"pip install spacy" in process.stderr
