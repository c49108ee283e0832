from __future__ import annotations

import pytest

from corpuskit.corpus.document import Document
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.records import Quotation


def extract(text: str, **options: object) -> list[Quotation]:
    return list(extract_quotes([Document("d", text)], QuoteOptions(**options)))  # type: ignore[arg-type]


def speech(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (record.kind, record.text, record.speaker.text if record.speaker else None)
        for record in extract(text)
    ]


POST = """\
📰 Article by Minister Ann Lee (May 5, 2023)
Read in full
💬 The harbour is open again.
It will stay open.
#Harbour
A crane was moved.
"""


def test_a_speech_bubble_opens_speech_whose_speaker_the_header_names() -> None:
    (record,) = extract(POST)
    assert (record.kind, record.text) == ("unquoted", "The harbour is open again.\nIt will stay open.")
    assert record.speaker is not None
    assert (record.speaker.text, record.speaker_name, record.speaker_rule) == (
        "Minister Ann Lee",
        "Ann Lee",
        "header",
    )
    assert (record.open_mark, record.close_mark, record.outer_start) == (None, None, record.start)


def test_a_label_after_the_speech_bubble_names_the_speaker() -> None:
    text = "💬 Ann Lee in her opening remarks: I am glad to be here.\n***\nShe left at noon.\n"
    assert speech(text) == [("unquoted", "I am glad to be here.", "Ann Lee")]


def test_the_owner_of_remarks_is_their_speaker() -> None:
    text = '🎙 From Mayor Ann Lee\'s remarks on "Open Harbours" (May 5):\n💬 We built it together.\n'
    assert speech(text) == [("unquoted", "We built it together.", "Mayor Ann Lee")]


def test_points_below_a_byline_are_its_authors() -> None:
    text = "❗️ Comment by Ann Lee on the strike\nRead in full\n🔹 It is over.\n🔹 It was long.\n#Strike\n"
    assert speech(text) == [("unquoted", "It is over.\n🔹 It was long.", "Ann Lee")]


def test_points_without_a_byline_are_nobodys_speech() -> None:
    assert speech("News of the day\n🔹 The strike is over.\n🔹 The harbour is open.\n") == []


def test_a_repeated_post_has_the_speaker_of_the_first() -> None:
    text = POST + POST.split("\n", 1)[1]
    first, second = extract(text)
    assert second.text == first.text
    assert second.speaker == first.speaker
    assert second.speaker_rule == "copy"


def test_words_held_at_a_distance_inside_unquoted_speech_have_no_speaker() -> None:
    text = "📰 Article by Ann Lee\n💬 They call this “progress” in their papers.\n"
    outer, inner = extract(text, all=True)
    assert (inner.level, inner.inside, inner.kind) == (1, outer.start, "mixed")
    (scare,) = extract("📰 Article by Ann Lee\n💬 So much for “progress” here.\n", kinds=("scare",))
    assert (scare.speaker, scare.speaker_name, scare.confidence) == (None, None, None)


def test_turns_of_a_transcript_are_speech() -> None:
    text = "LEE: Is it late?\nRAY: It is.\nLEE: Then we go.\nRAY: Good.\nNOTE: edited.\n"
    assert speech(text) == [
        ("unquoted", "Is it late?", "LEE"),
        ("unquoted", "It is.", "RAY"),
        ("unquoted", "Then we go.", "LEE"),
        ("unquoted", "Good.", "RAY"),
    ]


def test_one_label_is_no_transcript() -> None:
    assert speech("Note: bring shoes.\nNote: bring water.\nNote: be early.\n") == []


def test_quoted_lines_are_speech_of_whom_the_line_before_announces() -> None:
    text = "On Monday Ann Lee wrote:\n> It is late.\n> Let us go.\nI agree.\n"
    assert speech(text) == [("unquoted", "It is late.\n> Let us go.", "Ann Lee")]


def test_dialogue_after_dashes_is_speech() -> None:
    text = "Elle regarda la mer et ne dit rien de plus.\n— Il est tard, dit Anne.\n— Oui, répondit Paul.\n— Alors, partons.\n"
    assert [item[:2] for item in speech(text)] == [
        ("unquoted", "Il est tard"),
        ("unquoted", "Oui"),
        ("unquoted", "Alors, partons."),
    ]


def test_points_after_dashes_are_no_dialogue() -> None:
    assert speech("We need:\n— bread\n— water, said to be scarce\n— salt\n") == []


def test_labels_before_figures_and_forms_are_no_transcript() -> None:
    assert speech("Lee: 547.\nRay: 46.\nLee: 2,316.\nRay: 1,547.\n") == []
    form = "Required: False\nPosition: Named and set\n"
    assert speech(form * 3) == []


def test_boxes_of_markdown_are_no_quoted_lines() -> None:
    assert speech("Text.\n\n> [!NOTE]\n> Do this first.\n\n> **Note:** and this.\n") == []


@pytest.mark.parametrize(
    ("before", "speaker", "rule"),
    [
        ("From: Ann Lee\n", "Ann Lee", "header"),
        ("To: Bob Ray\nFrom: Ann Lee\n", "Ann Lee", "header"),
        ("From: Ann Lee\n" + "To: Bob Ray\n" * 5, "Ann Lee", "header"),
        ("From: Ann Lee\n" + "To: Bob Ray\n" * 6, None, "quoted-lines"),
        ("From: Ann Lee\nOn Monday Bob Ray wrote:\n", "Bob Ray", "announced"),
        ("On Monday Ann Lee’s boss wrote:\n", "Ann Lee’s boss", "announced"),
        ("From: Ann Lee\nHello there.\n", None, "quoted-lines"),
        ("To: Bob Ray\n", None, "quoted-lines"),
        ("On Monday it was:\n", None, "quoted-lines"),
        ("Ann Lee wrote\n", None, "quoted-lines"),
        ("", None, "quoted-lines"),
    ],
)
def test_quoted_lines_are_the_senders_or_of_whom_the_line_before_announces(
    before: str, speaker: str | None, rule: str
) -> None:
    (record,) = extract(before + "> It is late.\n> Let us go.\nI agree.\n")
    assert (record.speaker and record.speaker.text, record.speaker_rule) == (speaker, rule)
