"""What is said of a quotation, on the seeds and on small corpora."""

from __future__ import annotations

import json
import textwrap

import pytest

from corpuskit import Document, VerifyOptions, verify
from corpuskit.verify.reading.speakers import SpeakerFinder, compare_speakers

RIVER = Document(
    "river",
    "The river and the town\n\n"
    "Maria Lopez, the mayor, said: “The bridge over the river will not be closed before 14 May 2024, because the people "
    "of the old town need it every day.”\n\n"
    "The council of the town decided on Monday that the new school will be built beside the market square. "
    "Work on the roof begins in autumn.\n",
    metadata={"date": "2024-05-02"},
)
HILL = Document(
    "hill",
    "The hill\n\nJohn Smith said: “Nobody who lives on the hill has ever seen such a long and cold winter.” "
    "The village below the hill has three hundred houses and one small church.\n",
)
CORPUS = [RIVER, HILL]


def check(draft: str, corpus=CORPUS, **options):
    """Return the one record of a draft."""
    records = list(verify([Document("draft", draft)], corpus, VerifyOptions(**options)))
    assert len(records) == 1
    (record,) = records
    assert draft[record.start : record.end] == record.text
    by_id = {document.id: document.text for document in corpus}
    if record.source_doc is not None:
        assert by_id[record.source_doc][record.source_start : record.source_end] == record.source_text
    for part in record.parts:
        assert by_id[part.doc][part.start : part.end] == part.text
    return record


def test_words_that_stand_there_are_verbatim():
    record = check("They wrote: “The council of the town decided on Monday”.")
    assert (record.verdict, record.similarity, record.variants) == ("verbatim", 1.0, [])
    assert (record.source_doc, record.source_line, record.source_date) == ("river", 5, "2024-05-02")


def test_typography_is_named_and_changes_nothing():
    record = check("They wrote: “the\u00a0council of the town de\u00adcided on\nMonday…”.")
    assert record.verdict == "verbatim"
    assert record.variants == ["first capital", "invisible characters", "spaces"]


def test_what_is_left_out_is_marked_in_a_cut():
    record = check("“The council of the town … will be built beside the market square”")
    assert record.verdict == "cut"
    assert record.reason == "left out: decided on Monday that the new school"
    assert [part.text for part in record.parts] == [
        "The council of the town",
        "will be built beside the market square",
    ]


def test_what_is_put_in_is_marked_in_a_cut():
    record = check("“The council [of elders] of the town decided on Monday”")
    assert (record.verdict, record.reason) == ("cut", "put in: [of elders]")


def test_a_cut_that_takes_a_negation_away_says_so():
    record = check("“The bridge over the river will … be closed before 14 May 2024”")
    assert (record.verdict, record.change) == ("cut", "sense")
    record = check("“Work on the roof [never] begins in autumn”")
    assert (record.verdict, record.change) == ("cut", "sense")


@pytest.mark.parametrize(
    ("quotation", "change"),
    [
        ("The bridge over the river will be closed before 14 May 2024", "sense"),
        ("The bridge over the river will not be closed before 15 May 2024", "numbers"),
        ("The village below the hill has four hundred houses and one small church", "numbers"),
        ("The council of the town decided on Monday that the new station will be built", "wording"),
        ("The council of the town, decided on Monday that the new school will be built", "format"),
    ],
)
def test_what_differs_has_a_kind(quotation, change):
    record = check(f"“{quotation}”")
    assert (record.verdict, record.change) == ("differs", change)
    assert record.similarity >= 0.8


def test_another_name_is_a_difference_of_names():
    corpus = [Document("a", "On Monday the minister Sergey Lavrov met the envoys of four states in Geneva.")]
    record = check("“the minister Sergey Ivanov met the envoys of four states in Geneva”", corpus)
    assert (record.verdict, record.change) == ("differs", "names")
    assert [(step.kept, step.copy) for step in record.difference if step.operation != "equal"] == [
        ("Lavrov", "Ivanov")
    ]


def test_the_gravest_of_several_changes_is_named():
    record = check(
        "“The bridge over the stream will be closed before 15 May 2024, because the people of the old town”"
    )
    assert (record.verdict, record.change) == ("differs", "sense")


def list_steps(record):
    return [(step.operation, step.kept, step.copy) for step in record.difference]


def test_a_word_that_was_replaced_at_the_end_stands_beside_what_stands_there():
    record = check("“the new school will be built beside the market hall”")
    assert record.source_text == "the new school will be built beside the market square"
    assert list_steps(record)[-1] == ("replace", "square", "hall")
    number = check("“The bridge over the river will not be closed before 14 May 2025”")
    assert (number.change, list_steps(number)[-1]) == ("numbers", ("replace", "2024", "2025"))


def test_words_that_were_replaced_at_the_beginning_stand_beside_what_stands_there():
    record = check("“The old road over the river will not be closed before 14 May 2024”")
    assert record.source_text.startswith("The bridge over the river")
    assert list_steps(record)[1] == ("replace", "bridge", "old road")


def test_a_word_that_was_added_after_the_end_of_a_sentence_replaces_nothing():
    record = check("“the new school will be built beside the market square today”")
    assert record.source_text == "the new school will be built beside the market square"
    assert list_steps(record)[-1] == ("insert", "", "today")


def test_the_last_word_of_a_text_may_be_the_one_that_was_replaced():
    corpus = [Document("end", "We open the bridge over the river on Friday")]
    record = check("“We open the bridge over the river on Monday”", corpus)
    assert list_steps(record)[-1] == ("replace", "Friday", "Monday")


def test_the_word_that_was_replaced_may_stand_in_the_next_line_of_a_wrapped_text():
    wrapped = (
        "The ferry left the harbour early in the morning and crossed the wide\n"
        "bay before noon, while the people on the pier waved to the passengers\n"
        "and the captain stood on the bridge with his old brass telescope and\n"
        "looked for the lighthouse, which nobody had seen since the long storm\n"
        "of the year before, when the keeper had left it and gone to the town."
    )
    record = check("“when the keeper had left it and gone to the village”", [Document("w", wrapped)])
    assert list_steps(record)[-1] == ("replace", "town", "village")
    record = check("“the people on the pier waved to the sailors and the”", [Document("w", wrapped)])
    assert ("replace", "passengers", "sailors") in list_steps(record)
    record = check(
        "“The ferry left the harbour early in the morning and crossed the wide sea”", [Document("w", wrapped)]
    )
    assert list_steps(record)[-1] == ("replace", "bay", "sea")
    # Each line is a paragraph here.
    lines = [Document("l", "The ferry left the harbour early in the morning\nNobody saw it.")]
    record = check("“The ferry left the harbour early in the morning light”", lines)
    assert list_steps(record)[-1] == ("insert", "", "light")


def test_two_places_joined_as_one_are_spliced():
    record = check("“The council of the town decided that such a long and cold winter”", threshold=1)
    assert record.verdict == "not found"
    record = check("“The council of the town decided on Monday such a long and cold winter”")
    assert record.verdict == "spliced"
    assert [part.doc for part in record.parts] == ["river", "hill"]


def test_an_omission_over_two_documents_is_a_splice():
    record = check("“The council of the town decided on Monday … such a long and cold winter”")
    assert record.verdict == "spliced"


def test_a_document_that_is_cited_and_has_it_not_is_named():
    quotation = "“The council of the town decided on Monday”"
    assert check(f"{quotation} (hill, 3).").verdict == "elsewhere"
    record = check(f"{quotation} (river:5).")
    assert (record.verdict, record.cited, record.cited_doc) == ("verbatim", "river", "river")
    record = check(f"{quotation} (valley).")
    assert (record.verdict, record.cited_doc) == ("verbatim", None)


def test_a_document_is_cited_by_title_link_or_footnote():
    corpus = [
        RIVER,
        Document(
            "x1",
            "The winter on the hill\n\nIt was cold.",
            metadata={"source": "https://www.example.org/hill/"},
        ),
    ]
    quotation = "“The council of the town decided on Monday”"
    assert check(f"{quotation}, says The Winter on the Hill.", corpus).cited_doc == "x1"
    assert check(f"{quotation} [1](https://example.org/hill).", corpus).cited_doc == "x1"
    assert check(f"{quotation}[^1].\n\n[^1]: See The river and the town, 2024.", corpus).cited_doc == "river"
    assert check(f"{quotation} on a hill with the number 1.", corpus).cited_doc is None


def test_a_footnote_may_follow_in_the_line_in_which_a_quotation_ends():
    corpus = [RIVER, Document("x1", "The winter on the hill\n\nIt was cold.")]
    # The other lines are long and end with full stops: the paragraphs of this draft are its lines.
    others = "".join(
        f"The report of the day number {number} was read by the chair. " * 9 + "\n" for number in range(9)
    )
    draft = f"{others}It says: “The council of the town\ndecided on Monday” [^1].\n\n[^1]: x1"
    assert Document("d", draft).has_line_paragraphs
    record = check(draft, corpus)
    assert (record.verdict, record.source_doc, record.cited_doc) == ("elsewhere", "river", "x1")


def test_a_speaker_whom_a_draft_only_may_name_is_not_judged():
    text = (
        "The meeting in Madrid was chaired by “the eldest of the members of the council of the whole region”, "
        "and the next day was spent on the hill."
    )
    corpus = [
        Document("d", "It was led by the eldest of the members of the council of the whole region then.")
    ]
    (record,) = verify([Document("draft", text)], corpus)
    assert (record.verdict, record.speaker) == ("verbatim", None)


def test_the_same_words_of_somebody_else_are_told():
    said = "“Nobody who lives on the hill has ever seen such a long and cold winter”"
    record = check(f"Maria Lopez said: {said}.")
    assert (record.verdict, record.speaker, record.source_speaker) == (
        "other speaker",
        "Maria Lopez",
        "John Smith",
    )
    assert check(f"John Smith said: {said}.").verdict == "verbatim"
    assert check(f"{said}, Smith said.").verdict == "verbatim"
    record = check("Maria Lopez said: “The council of the town decided on Monday”.")
    assert record.verdict == "unattributed there"


def test_what_is_not_there_is_not_found_with_the_nearest_place():
    record = check("“There were forty dragons in the sky above us”")
    assert (record.verdict, record.source_doc) == ("not found", None)
    record = check("“The council of the town decided yesterday to buy two new fire engines”")
    assert (record.verdict, record.source_doc, record.source_line) == ("not found", "river", 5)
    assert record.similarity < 0.8


def test_what_is_too_short_or_in_another_script_is_not_checked():
    record = check("He called it “never again”.", min_words=4)
    assert (record.verdict, record.reason) == (
        "not checked",
        "it has 2 words, and 4 are wanted (--min-words)",
    )
    record = check("Он сказал: «Мост через реку не будет закрыт».")
    assert record.verdict == "not checked"
    assert "written in Cyrl" in record.reason


def test_a_translation_is_not_found_and_says_so():
    record = check(
        "El alcalde dijo: «El puente sobre el río no será cerrado antes de mayo porque la gente lo necesita»."
    )
    assert (record.verdict, record.source_doc) == ("not found", None)
    assert (
        record.reason
        == "the quotation is in es, the corpus in en; a translation or a paraphrase is not looked for"
    )


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        ("Die Brücke über den Fluss wird nicht vor Mai gesperrt, weil die Leute sie brauchen", "is in de, "),
        ("Le pont sur le fleuve ne sera pas fermé avant le mois de mai parce que les gens", "is in fr, "),
        # Names are of no language; the draft is in that of the corpus.
        ("Ponte Vecchio Firenze Arno Lungarno", None),
        # It is in the language of the corpus, and not there.
        ("The council has never been asked what it thinks of the new tunnel", None),
    ],
)
def test_a_translation_in_a_draft_in_the_language_of_the_corpus_says_so_too(quotation, said):
    record = check(f"After the meeting, the paper had this to say of it: “{quotation}”. So it is.")
    general = "a translation or a paraphrase is not looked for"
    assert record.verdict == "not found"
    assert record.reason == (f"the quotation {said}the corpus in en; {general}" if said else general)


@pytest.mark.parametrize(
    ("quotation", "reason"),
    [
        ("Be closed before May because the people need it", "«not» stands before it there"),
        # The draft may have the word before the mark.
        ("be closed before May because the people need it", None),
        ("It will not be closed before May because the people need it", None),
    ],
)
def test_a_sentence_that_begins_behind_a_word_that_denies_it_says_so(quotation, reason):
    corpus = [Document("c", "He said that it will not be closed before May because the people need it.")]
    (record,) = verify([Document("d", f"It says: “{quotation}”.")], corpus)
    assert (record.verdict, record.reason) == ("verbatim", reason)


@pytest.mark.parametrize(
    "around", ["", "The minister of the town has said this to the press, and nobody was there.\n\n"]
)
@pytest.mark.parametrize(
    ("source", "quotation", "change"),
    [
        (
            "우리는 6월 12일 이전에 낡은 다리를 폐쇄하지",
            "우리는 6월 13일 이전에 낡은 다리를 폐쇄하지",
            "numbers",
        ),
        ("昨天下午市长李明在会议上说渡船不是办法", "昨天下午市长张强在会议上说渡船不是办法", "names"),
        ("没有人问过渔民对这个计划的看法", "没有人问过农民对这个计划的看法", "wording"),
        ("Niemand hat die Fischer gefragt was", "Niemand hat die Matrosen gefragt was", "wording"),
        ("Das sagte der alte Tom Becker der Presse", "Das sagte der alte Tom Schmidt der Presse", "names"),
    ],
)
def test_the_kind_of_a_change_in_scripts_and_languages_of_their_own(source, quotation, change, around):
    rest = {
        "우": "않을 것이라고 말했다",
        "昨": "",
        "没": "",
        "N": " er von dem Plan hält und nicht hält",
        "D": " am Montag in der Stadt",
    }[source[0]]
    (record,) = verify([Document("d", f"{around}“{quotation}{rest}”")], [Document("c", f"{source}{rest}")])
    assert (record.verdict, record.change) == ("differs", change)


def test_words_in_brackets_that_go_on_in_the_next_line_are_put_in():
    corpus = [Document("c", "We will not close the bridge before May")]
    (record,) = verify([Document("d", "“We [the\ncouncil] will not close the bridge before May”")], corpus)
    assert (record.verdict, record.reason) == ("cut", "put in: [the council]")


def test_claims_are_sentences_with_a_date_and_a_name():
    draft = (
        "Nothing happened. On 14 May 2024 the bridge was open. "
        "In May 2024 Maria Lopez opened the new school beside the market square."
    )
    records = list(verify([Document("draft", draft)], CORPUS, VerifyOptions(claims=True)))
    assert [(record.kind, record.text[:13]) for record in records] == [("claim", "In May 2024 M")]
    assert list(verify([Document("draft", draft)], CORPUS)) == []


def test_a_block_quotation_is_one(seed_texts):
    line = next(
        line
        for line in seed_texts["004_7249c5024e0c0fdf"].splitlines()
        if line.startswith("SCO members note")
    )
    corpus = [Document(name, text) for name, text in seed_texts.items()]
    block = "\n".join(f"> {part}" for part in textwrap.wrap(line, 60))
    record = check(f"They say:\n\n{block}\n\nso it is.", corpus)
    assert record.text.startswith("SCO members note")
    assert record.verdict in ("verbatim", "unattributed there")


@pytest.mark.parametrize(
    ("signature", "speaker"),
    [
        ("> — Maria Lopez, mayor", "Maria Lopez"),
        (">\n> -- Maria Lopez (2019)", "Maria Lopez"),
        ("> *— Maria Lopez*", "Maria Lopez"),
        ("> — **Maria Lopez**, mayor\n>", "Maria Lopez"),
        ("> _— The Guardian_", None),
        ("> – Lopez", None),
        ("> (Maria Lopez, 2019)", "Maria Lopez"),
        ("> — The Guardian", None),
    ],
)
def test_the_line_below_a_block_quotation_that_says_whose_it_is_is_no_part_of_it(signature, speaker):
    corpus = [Document("c", "The bridge will be closed for the whole of the winter")]
    draft = Document(
        "d", f"She wrote this:\n\n> The bridge will be closed for the whole of the winter\n{signature}\n"
    )
    (record,) = verify([draft], corpus)
    assert record.text == corpus[0].text == draft.text[record.start : record.end]
    assert record.speaker == speaker
    for line_end in ("\r\n", "\r"):
        (record,) = verify([Document("d", draft.text.replace("\n", line_end))], corpus)
        assert (record.text, record.speaker) == (corpus[0].text, speaker)


@pytest.mark.parametrize(
    ("signature", "speaker"),
    [
        ("— Maria Lopez, mayor", "Maria Lopez"),
        ("-- *Maria Lopez* (2019)", "Maria Lopez"),
        ("(Maria Lopez)", "Maria Lopez"),
        ("— The Guardian", None),
        ("\n> — Maria Lopez", "Maria Lopez"),
    ],
)
@pytest.mark.parametrize("marks", ["“”", ("", "")])
def test_what_stands_behind_a_block_quotation_and_says_whose_it_is_is_no_part_of_it(
    signature, speaker, marks
):
    said = "It will be closed for the whole of the winter."
    text = f"So:\n\n> {marks[0]}{said}{marks[1]} {signature}\n\nAnd more."
    (record,) = verify([Document("d", text)], [Document("c", said)])
    assert (record.verdict, record.speaker) == ("verbatim" if speaker is None else record.verdict, speaker)
    assert record.text == f"{marks[0]}{said}{marks[1]}"


@pytest.mark.parametrize(
    ("said", "signature", "speaker"),
    [
        ("Мы не закроем старый мост до мая.", " — Иван Петров, мэр", "Иван Петров"),
        ("我们在六月之前不会关闭旧桥。", "——王丽", "王丽"),
        ("لن نغلق الجسر القديم قبل مايو.", " — خالد يوسف", "خالد يوسف"),
        ("We will not close it before May.", " — Smith et al.", None),
        ("We will not close it before May.", " [Smith 2019]", None),
        ("We will not close it before May.", "\n>\n> — Smith, *The Bridge*, p. 4", None),
    ],
)
def test_names_behind_a_block_quotation_in_other_scripts_and_citations(said, signature, speaker):
    (record,) = verify([Document("d", f"So:\n\n> {said}{signature}\n\nAnd.")], [Document("c", said)])
    assert (record.text, record.speaker) == (said, speaker)


@pytest.mark.parametrize(
    "ending", ["— Yes", "— And so he left", "(Applause)", "(Foreign Minister)", "– not before May"]
)
def test_what_stands_behind_a_block_quotation_and_names_nobody_is_part_of_it(ending):
    said = "It will be closed for the whole of the winter."
    (record,) = verify([Document("d", f"So:\n\n> {said} {ending}\n\nAnd more.")], [Document("c", said)])
    assert record.text == f"{said} {ending}"


@pytest.mark.parametrize(
    ("quotation", "change", "steps"),
    [
        ("The bridge will not be closed before May 13, well-known people say", "numbers", [("12", "13")]),
        ("The bridge will not be closed before May 12; well-known people say", "format", []),
        ("[T]he bridge will not be closed before May 12; well-known people say", "format", []),
        (
            "The road will not be closed be-\nfore May 12, well-known people say",
            "wording",
            [("bridge", "road")],
        ),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_end_of_a_line_is_no_difference_beside_a_real_one(quotation, change, steps, line_end):
    source = "The bridge will not be closed be-\nfore May 12, well-\nknown people say"
    corpus = [Document("c", source.replace("\n", line_end))]
    (record,) = verify([Document("d", f"She said: “{quotation}”.")], corpus)
    assert (record.verdict, record.change) == ("differs", change)
    shown = [(step.kept, step.copy) for step in record.difference if step.operation != "equal"]
    assert [(kept.split()[-1], copy.split()[-1]) for kept, copy in shown] == steps


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_word_that_is_divided_in_a_block_quotation_is_one(line_end):
    corpus = [Document("c", "The bridge will be closed for the well-known winter of the government")]
    lines = ("> The bridge will be closed for the well-", "> known winter of the govern-", "> > ment", "")
    (record,) = verify([Document("d", f"She wrote this:{line_end * 2}{line_end.join(lines)}")], corpus)
    assert (record.verdict, record.similarity) == ("verbatim", 1.0)


@pytest.mark.parametrize("line", ["> — Yes, please", "> — And then he left the room"])
def test_speech_below_a_block_quotation_is_no_name(line):
    corpus = [Document("c", "The bridge will be closed for the whole of the winter")]
    draft = Document("d", f"So:\n\n> The bridge will be closed for the whole of the winter\n{line}\n")
    (record,) = verify([draft], corpus)
    assert record.text.endswith(line)


def test_what_stands_after_turns_may_be_said_by_one_of_the_speakers():
    text = "".join(
        f"**{name}:** The {kind} thing is the money that we have.\n\n"
        for name, kind in (("Anna Berg", "first"), ("Ben Moor", "second"), ("Anna Berg", "third"))
    )
    finder = SpeakerFinder(Document("talk", text + "It is late."))
    assert finder.is_among_turns(len(text), len(text) + 11)
    assert not finder.is_among_turns(0, 5)
    assert not SpeakerFinder(Document("note", "It is late. It is cold.")).is_among_turns(12, 23)
    assert compare_speakers("Anna Berg", None, is_among_turns=True) == ("open", None)
    assert compare_speakers("Anna Berg", None) == ("none", None)


def test_what_repeats_is_counted_once_for_each_time():
    (record,) = verify([Document("d", f"“{'a b ' * 150}”")], [Document("c", "nothing of it")])
    assert record.reason == "it says the same 4 words 75 times over"


def test_every_direct_quotation_of_the_seeds_is_found_in_the_seeds(seed_texts):
    corpus = [Document(name, text) for name, text in seed_texts.items()]
    for document in corpus:
        for record in verify([document], corpus):
            assert record.verdict in ("verbatim", "not checked", "unattributed there"), record


def test_a_few_words_of_a_long_quotation_are_no_place():
    words = " ".join(f"word{number}" for number in range(120))
    record = check(f"“{words} the council of the town {words}”")
    assert (record.verdict, record.source_doc) == ("not found", None)


@pytest.mark.parametrize("rows", [1, 2])
def test_rows_on_standard_input_are_quotations(rows, corpuskit):
    row = b'{"text": "primarily the UN Charter, actively contributes", "speaker": null}\n'
    process = corpuskit(
        "verify", "-", "--in", "seeds", "--columns", "verdict,source_line", "--no-header", stdin=row * rows
    )
    assert process.stdout.decode().split() == ["verbatim", "10"] * rows


@pytest.mark.parametrize(("unit", "encoding", "size"), [("bytes", "utf-8", 1), ("utf16", "utf-16-le", 2)])
def test_words_that_were_replaced_lie_inside_the_offsets_in_every_unit(
    unit, encoding, size, corpuskit, tmp_path
):
    source = "Мэр сказал, что новый мост через реку откроют в четверг утром. Потом он ушёл."
    (tmp_path / "town.txt").write_text(source, encoding="utf-8")
    (tmp_path / "draft.md").write_text("Пишут: «новый мост через реку откроют в пятницу».", encoding="utf-8")
    found = corpuskit(
        "verify", tmp_path / "draft.md", "--in", tmp_path / "town.txt", "--offsets", unit, "-f", "jsonl"
    )
    record = json.loads(found.stdout)
    part = source.encode(encoding)[record["source_start"] * size : record["source_end"] * size]
    assert part.decode(encoding) == record["source_text"] == "новый мост через реку откроют в четверг"
