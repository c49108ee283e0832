"""Chats, labelled turns and dialogue behind dashes, in the forms in which they are exported and printed."""

from __future__ import annotations

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.corpus.document import Document, Known
from corpuskit.quotes import QuoteOptions, count_speakers, extract_quotes


def turns(text: str, lang: str | None = None) -> list[tuple[str | None, str]]:
    document = Document("d", text, known=None if lang is None else Known(script=None, lang=lang))
    return [
        (record.speaker.text if record.speaker else None, record.text)
        for record in extract_quotes([document], QuoteOptions())
        if record.kind == "unquoted"
    ]


CHATS = {
    "WhatsApp on Android": "12/05/2023, 09:15 - Ann Lee: {}\n12/05/2023, 09:16 - Bob: {}\n",
    "WhatsApp on Android, American": "5/12/23, 9:15 PM - Ann Lee: {}\n5/12/23, 9:16\u202fPM - Bob: {}\n",
    "WhatsApp on iOS": "[12.05.23, 09:15:00] Ann Lee: {}\n\u200e[12.05.23, 09:16:01] Bob: {}\n",
    "WhatsApp, Chinese": "2023/5/12 上午9:15 - Ann Lee: {}\n2023/5/12 上午9:16 - Bob: {}\n",
    "WhatsApp, Arabic": "12/5/2023، 9:15 ص - Ann Lee: {}\n12/5/2023، 9:16 ص - Bob: {}\n",
    "WhatsApp, French": "12/05/2023 à 09:15 - Ann Lee : {}\n12/05/2023 à 09:16 - Bob : {}\n",
    "Telegram": "Ann Lee, [12.05.2023 09:15]\n{}\n\nBob, [12.05.2023 09:16]\n{}\n",
    "Telegram, months by name": "Ann Lee, [12 May 2023 at 09:15]\n{}\n\nBob, [12 May 2023 at 09:16]\n{}\n",
    "Signal": "[2023-05-12 09:15] Ann Lee: {}\n[2023-05-12 09:16] Bob: {}\n",
    "Signal, German": "[4. Sept. 2024, 17:20] Ann Lee: {}\n[4. Sept. 2024, 17:25] Bob: {}\n",
    "Signal, Arabic": "[٤ سبتمبر ٢٠٢٤، ٥:٢٠ م] Ann Lee: {}\n[٤ سبتمبر ٢٠٢٤، ٥:٢٥ م] Bob: {}\n",
    "Signal, fields": "From: Ann Lee (+44 7700 900413)\nType: incoming\nSent: Thu, 05 Dec 2024 18:22:10 +0000\n\n{}\n\n"
    "From: Bob\nType: outgoing\nSent: Thu, 05 Dec 2024 18:25:44 +0000\n\n{}\n\n",
    "LINE": "2024/09/04（三）\n17:20\tAnn Lee\t{}\n17:25\tBob\t{}\n\n",
    "stamp above the sender": "12/05/2023 à 09:15\nAnn Lee\n{}\n\n12/05/2023 à 09:16\nBob\n{}\n\n",
    "QQ, below a line with the date": "—— 2023-05-12 ——\n\nAnn Lee  09:15\n{}\n\nBob  09:16\n{}\n\n",
    "forum with numbers of posts": "#1 Ann Lee, venerdì 12 maggio 2023, 09:15\n{}\n\n#2 Bob, venerdì 12 maggio 2023, 09:16\n{}\n\n",
    "sender before the stamp": "Ann Lee (12/05/2023 09:15): {}\nBob (12/05/2023 09:16): {}\n",
}


@pytest.mark.parametrize("form", CHATS.values(), ids=CHATS)
def test_the_ten_messages_of_a_chat_are_ten_quotations_of_their_senders(form: str) -> None:
    said = [f"Message {number} is here, see you." for number in range(10)]
    text = "".join(form.format(*said[place : place + 2]) for place in range(0, 10, 2))
    assert turns(text) == [("Ann Lee" if n % 2 == 0 else "Bob", words) for n, words in enumerate(said)]


def test_lines_of_the_program_and_omitted_pictures_are_no_messages() -> None:
    text = (
        "12/05/2023, 09:10 - Messages are end-to-end encrypted.\n"
        "12/05/2023, 09:14 - Ann created group “Rome”\n"
        "12/05/2023, 09:15 - Ann: <Media omitted>\n"
        "12/05/2023, 09:15 - +39 333 123: Where are you?\nI am at the harbour.\n"
        "12/05/2023, 09:16 - Bob left\n"
    )
    assert turns(text) == [("+39 333 123", "Where are you?\nI am at the harbour.")]


def test_lines_that_a_message_quotes_are_said_by_who_wrote_them_before() -> None:
    text = (
        "Ann – 2 Jun 2025 at 12:51\nIt was cold last night. We had frost.\n\n"
        "Bea – 2 Jun 2025 at 13:02\n> It was cold last night.\nMine are inside.\n\n"
        "Cid – 2 Jun 2025 at 14:00\n> Nobody wrote this.\nHm.\n"
    )
    assert turns(text)[1:] == [
        ("Ann", "It was cold last night."),
        ("Bea", "Mine are inside."),
        (None, "Nobody wrote this."),
        ("Cid", "Hm."),
    ]


def test_the_number_of_a_telephone_is_a_sender_and_no_name() -> None:
    text = "12/05/2023, 09:15 - +39 333 123: Here I am.\n12/05/2023, 09:16 - Bob: Good.\n"
    names = [record.speaker_name for record in extract_quotes([Document("d", text)], QuoteOptions())]
    assert names == [None, "Bob"]


@pytest.mark.parametrize(
    ("text", "lang", "asked"),
    [
        (
            (
                "Ein Gespräch mit Lenka Wisch über Essig\n\nWann war das?\n– Am 5. Mai, das weiß ich genau.\n\n"
                "Und Sie sind geblieben.\n– Gerade deshalb.\n\nWas kommt jetzt?\n– „Die Kiste“ von 1924, sie lag hier.\n"
            ),
            "de",
            "Lenka Wisch",
        ),
        (
            "Vor dem Umzug\n\nFrau Wisch, wann war das?\n– Am 5. Mai, das weiß ich genau.\n\nUnd jetzt?\n– Jetzt warte ich.\n",
            "de",
            "Frau Wisch",
        ),
    ],
    ids=["named", "addressed"],
)
def test_dashes_before_the_answers_alone_are_those_of_who_is_asked(text: str, lang: str, asked: str) -> None:
    said = turns(text, lang)
    assert len(said) == text.count("\n–")
    assert {speaker for speaker, _ in said} == {asked}


@pytest.mark.parametrize(
    ("heading", "lang"),
    [
        ("Entrevista a Amaia Arrieta, afinadora", "es"),
        ("Conversa com Amaia Arrieta, afinadora", "pt"),
        ("Intervista a Amaia Arrieta, accordatrice", "it"),
        ("Entretien avec Amaia Arrieta, accordeuse", "fr"),
    ],
)
def test_a_heading_says_who_is_asked_whatever_the_name(heading: str, lang: str) -> None:
    text = f"{heading}\n\n—¿1999?\n—1998.\n—¿2001?\n—2002.\n"
    assert [speaker for speaker, _ in turns(text, lang)] == [None, "Amaia Arrieta", None, "Amaia Arrieta"]


def test_a_label_of_one_letter_stands_before_a_colon_inside_the_answer() -> None:
    text = "D. E poi?\nR. Tre anni fuori: dal 1966 al 1969, sulle navi.\n\nD. E adesso?\nR. Adesso sto qui.\n"
    assert [speaker for speaker, _ in turns(text, "it")] == ["D", "R", "D", "R"]


def test_lines_that_a_message_quotes_are_said_by_the_sender_whom_it_names() -> None:
    text = (
        "[2024-01-05, 10:15] Ann: Where do we meet?\n"
        "[2024-01-05, 10:17] Bea: Ann wrote:\n> Where do we meet?\nAt the pier.\n"
    )
    assert turns(text) == [
        ("Ann", "Where do we meet?"),
        ("Ann", "Where do we meet?"),
        ("Bea", "At the pier."),
    ]


def test_a_name_before_a_full_stop_is_a_label_where_other_lines_begin_with_it() -> None:
    said = [("Lina Tardivel", "It rained all night. We stayed."), ("Otto Brand", "Nobody slept. I did not.")]
    text = "\n".join(f"{name}. {words}" for name, words in said * 2)
    assert turns(text, "en") == said * 2
    assert turns(text[: text.rindex("\nLina")], "en") == []


def test_a_message_of_two_lines_has_two_parts() -> None:
    (record,) = extract_quotes([Document("d", "[12.05.23, 09:15:00] Ann: One.\nTwo.\n")])
    assert [part.text for part in record.parts] == ["One.", "Two."]


def test_a_mail_with_fields_is_no_chat() -> None:
    mail = "From: Ann Lee\nSent: Thu, 05 Dec 2024 18:22:10\nTo: Bob\n\nIt is late. We should go home now.\n"
    assert turns(mail) == []


def test_a_log_is_no_chat() -> None:
    assert turns("[2023-05-12 09:15:00] ERROR: disk full\n[2023-05-12 09:16:00] INFO: done\n") == []


@pytest.mark.parametrize(
    ("lang", "text", "speakers"),
    [
        ("en", "Q: Is it late?\nA: It is, and I am tired.\n", ["Q", "A"]),
        ("en", "**Q:** Is it late?\n\n**A:** It is.\n", ["Q", "A"]),
        ("en", "Ann Lee: Is it late?\n\nBob Ray: It is.\n", ["Ann Lee", "Bob Ray"]),
        ("en", "Mayor Ann Lee (Greens): Is it late?\nBob Ray: It is.\n", ["Mayor Ann Lee (Greens)", "Bob Ray"]),
        ("es", "P. ¿Es tarde?\nR. Sí, y estoy cansada.\n", ["P", "R"]),
        ("es", "Pregunta: ¿Es tarde?\nRespuesta: Sí.\n", ["Pregunta", "Respuesta"]),
        ("fr", "Question. – Est-il tard ?\nRéponse. – Oui, il est tard.\n", ["Question", "Réponse"]),
        ("fr", "Mme Anne Roy. – Il est tard.\nM. le président. – Est-ce fini ?\n", ["Mme Anne Roy", "M. le président"]),
        ("ru", "Корр.: Уже поздно?\nАнна Ли: Да, мы идём домой.\n", ["Корр.", "Анна Ли"]),
        ("ar", "الصحيفة: هل تأخر الوقت؟\nليلى حداد: نعم، نحن نعود الآن.\n", ["الصحيفة", "ليلى حداد"]),
        ("ar", "س: هل تأخر الوقت؟\nج: نعم.\n", ["س", "ج"]),
        ("zh", "记者：现在晚了吗？\n李明：是的，我们回家吧。\n", ["记者", "李明"]),
        ("zh", "问：现在晚了吗？\n答：是的。\n", ["问", "答"]),
        ("en", "INTERVIEWER: Is it late?\nMARIA: It is.\nINTERVIEWER: Then go.\nMARIA: I do.\n", ["INTERVIEWER", "MARIA"] * 2),
    ],
)  # fmt: skip
def test_turns_behind_labels_are_speech_of_the_label(lang: str, text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in turns(text, lang)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Date: 5 May\nPlace: Rome\nPrice: 12\n",
        "Key Features: It is small and light.\nNext Steps: Bring it to the shop.\n",
        "Summary: The bridge is old.\nConclusion: Build a new one.\n",
        "See http://example.org/a: it is there.\nSee http://example.org/b: it is there.\n",
        "At 10:30 we left.\nAt 11:30 we came.\n",
    ],
)
def test_labels_of_forms_and_headings_are_no_turns(text: str) -> None:
    assert turns(text, "en") == []


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        ("en", "Step 1|Warning|Problem|Solution"),
        ("de", "Schritt 1|Hinweis|Problem|Lösung"),
        ("fr", "Étape 1|Remarque|Problème|Solution"),
        ("es", "Paso 1|Advertencia|Problema|Solución"),
        ("it", "Passo 1|Avvertenza|Problema|Soluzione"),
        ("pt", "Passo 1|Aviso|Problema|Solução"),
        ("ru", "Шаг 1|Примечание|Проблема|Решение"),
        ("uk", "Крок 1|Примітка|Проблема|Рішення"),
        ("ar", "الخطوة 1|تحذير|المشكلة|الحل"),
        ("zh", "步骤1|注意|问题|解决方法"),
        ("en", "Monday|Tuesday|Wednesday|Monday"),
        ("en", "ERROR|WARNING|INFO|ERROR"),
    ],
)
def test_labels_of_manuals_and_logs_are_no_turns(lang: str, labels: str) -> None:
    lines = "\n".join(f"{label}: {n} pumps? {n}." for n, label in enumerate(2 * labels.split("|")))
    assert turns(lines, lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Severity: It is high for all.\nImpact: The old pump stops.\n"),
        ("de", "Beschluss: Der Verein kauft Boote.\nFrist: Im Mai ist alles fertig.\n"),
        ("ru", "**Решение:** Закрыть вопрос.\n\n**Срок:** До конца года.\n\n"),
        ("ar", "القرار: شراء قاربين جديدين هذا العام.\nالموعد: نهاية شهر مايو القادم.\n"),
        ("zh", "决定：购买两条新船。\n期限：五月底以前付款。\n"),
    ],
)
def test_fields_that_come_again_are_no_turns(lang: str, text: str) -> None:
    assert turns(text + text.replace(".", ", too.").replace("。", "吧。"), lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Changes in this version:\n- The wallet opens.\n- No more crashes at night.\n"),
        (
            "en",
            "- Do we need it as a user?\n    - Not much.\n- You do not need to be one.\n- We need a wizard.\n",
        ),
        ("en", "JULY 1, 1660.  This morning come home my cloak.\n\nJULY 4, 1660.  We voted on it.\n"),
        ("en", "Version 1.2:\n- Fixed: The wallet opens.\n- The net is fast.\n"),
        ("de", "Änderungen:\n- Neu: Die Börse öffnet.\n- Keine Abstürze mehr!\n"),
        ("es", "Cambios de la versión:\n- Corregido: La cartera se abre.\n- No hay más fallos.\n"),
        ("ru", "Изменения:\n- Исправлено: кошелёк открывается.\n- Больше нет сбоев!\n"),
    ],
)
def test_points_below_a_heading_with_a_colon_are_no_dialogue(lang: str, text: str) -> None:
    assert turns(text, lang) == []


def test_a_list_of_points_holds_no_labels_of_things_and_those_of_persons_all_the_same() -> None:
    points = "{0}: Look at me!\nNote: It is late.\n{1}: We do.\nTip: It is early.\n{0}: I see you.\n"
    assert turns(points.format("Valve", "Pipe"), "en") == []
    assert [label for label, _ in turns(points.format("Ann", "Bob"), "en")] == ["Ann", "Bob", "Ann"]


def test_a_paragraph_between_two_turns_goes_on_with_the_first() -> None:
    text = "ANN: It is late.\nWe all know it.\nBOB: So it is.\nANN: Good night.\nThe end came soon.\n"
    assert turns(text, "en") == [
        ("ANN", "It is late.\nWe all know it."), ("BOB", "So it is."), ("ANN", "Good night.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "es",
            "—No vengas —dijo María—. Te espero aquí.\n",
            [("María", "No vengas —dijo María—. Te espero aquí.")],
        ),
        (
            "ru",
            "— Поздно, — сказала Анна. — Идём домой.\n",
            [("Анна", "Поздно, — сказала Анна. — Идём домой.")],
        ),
        ("fr", "— Non, dit Anne.\n", [("Anne", "Non")]),
        ("fr", "— Non, grommela Anne, je reste ici.\n", [("Anne", "Non, grommela Anne, je reste ici.")]),
        (
            "fr",
            "– Est-il tard ?\n– Oui, il est tard.\n",
            [(None, "Est-il tard ?"), (None, "Oui, il est tard.")],
        ),
        ("es", "- ¿Es tarde?\n- Sí, es tarde.\n", [(None, "¿Es tarde?"), (None, "Sí, es tarde.")]),
    ],
)
def test_turns_behind_dashes_are_speech(lang: str, text: str, expected: list[tuple[str | None, str]]) -> None:
    assert turns(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "es",
            "Entonces gritó el viejo: -Dejad la puerta abierta.",
            [("el viejo", "Dejad la puerta abierta.")],
        ),
        (
            "fr",
            "Le maire répondit : — Nous verrons bien demain.",
            [("Le maire", "Nous verrons bien demain.")],
        ),
        ("ru", "Старик ответил: — Ничего не знаю.", [("Старик", "Ничего не знаю.")]),
        ("es", "El precio: -Cuesta diez euros.", []),
        ("ru", "Итоги: — Бюджет принят.", []),
    ],
)
def test_a_dash_behind_a_report_with_a_colon_begins_speech(
    lang: str, text: str, expected: list[tuple[str | None, str]]
) -> None:
    assert turns(text, lang) == expected


def test_two_speakers_take_turns() -> None:
    text = "— Il est tard, dit Anne.\n— Oui, répondit Paul.\n— Alors, partons.\n— Pas encore.\n"
    assert [speaker for speaker, _ in turns(text, "fr")] == ["Anne", "Paul", "Anne", "Paul"]


@pytest.mark.parametrize("text", ["- bread\n- water\n- salt\n", "– The bridge is old.\n– The road is new.\n"])
def test_points_behind_dashes_are_no_dialogue(text: str) -> None:
    assert turns(text, "en") == []


def test_a_document_that_is_a_message_is_said_by_its_sender() -> None:
    document = Document(
        "c:1", "I said “no more” last year.\n", metadata={"author": "Ann Lee", "chat": "Rome"}
    )
    outer, inner = extract_quotes([document], QuoteOptions(all=True))
    assert (outer.kind, outer.text, outer.speaker) == ("unquoted", "I said “no more” last year.", None)
    assert (outer.speaker_name, outer.speaker_rule) == ("Ann Lee", "chat")
    assert outer.confidence is not None
    assert (inner.level, inner.inside) == (1, outer.start)


def test_messages_of_a_chat_are_counted_by_sender(tmp_path) -> None:
    chat = tmp_path / "chat.txt"
    lines = [
        f"12/05/2023, 09:{10 + n} - {'Ann Lee' if n % 2 else 'Bob'}: Message {n} is here.\n"
        for n in range(10)
    ]
    chat.write_text("".join(lines), encoding="utf-8")
    counted = {c.speaker: (c.quotations, c.words) for c in count_speakers(open_corpus(str(chat)))}
    assert counted == {"Ann Lee": (5, 20), "Bob": (5, 20)}


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "ANN: no.\nBOB: yes?\n" * 10_000,
        "".join(f"سامي{n}: نعم.\n" for n in range(10_000)),
        "12/05/2023, 09:15 - Ann: no\n" * 10_000,
        "— Non, dit Anne, non, dit Paul, non, " * 4_000 + "\n— Si.\n",
        "—No —dijo María—. " * 8_000 + "\n—Sí.\n",
        "10:30 " * 50_000,
    ],
    ids=["labels", "labels without capitals", "messages", "commas", "reports", "times"],
)
def test_hostile_turns_end(text: str) -> None:
    records = list(extract_quotes([Document("d", text)], QuoteOptions(all=True)))
    assert sum(len(record.text) for record in records) <= 8 * len(text)


def test_a_label_before_the_same_entry_again_and_again_is_a_field_of_a_form() -> None:
    entry = (
        "Required: False Position: Named Default value: None Accept pipeline input: False Accept wildcard characters: False\n"
        "Type: The name of the group that the job belongs to in the list of all jobs of the shop and the mill, or none."
    )
    text = "\n".join(f"### Parameter {number}\n{entry}" for number in range(6))
    assert turns(text, "en") == []


def speakers(text: str, lang: str) -> list[tuple[str, str | None]]:
    document = Document("d", text, known=Known(script=None, lang=lang))
    return [
        (record.text, record.speaker.text if record.speaker else None)
        for record in extract_quotes([document], QuoteOptions())
    ]


def test_labels_inside_the_points_of_minutes_are_turns() -> None:
    text = (
        "Present: Mr Sartori, Ms Donati\n\n1. Heating. Mr Sartori: the boiler leaks again. Ms Donati: it has since May. "
        "The board asked for an offer.\n\n2. Keys: two are lost.\n"
    )
    assert turns(text, "en") == [
        ("Mr Sartori", "the boiler leaks again."),
        ("Ms Donati", "it has since May."),
    ]


def test_who_holds_an_office_at_a_meeting_does_not_speak() -> None:
    assert turns("Minutes. Chair: Hugo Carver. Treasurer: Ann Lee. Absent: nobody.\n", "en") == []


def test_the_heading_of_an_interview_is_said_by_who_answers() -> None:
    text = (
        "“I never owned a watch”\nA talk in the workshop\n\nMiles Tanner: Where did you learn it?\n\n"
        "Ruth Okafor: In my mother’s kitchen, from her and from books.\n\nMiles Tanner: And the shop?\n\n"
        "Ruth Okafor: We rented it when the bakery closed.\n"
    )
    assert speakers(text, "en")[0] == ("I never owned a watch", "Ruth Okafor")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "— Письмо пришло, — сказал Кольцов.\n\n— Положите на рояль, — сказала Варвара.\n\n— Там срочное.\n\n— Срочное?\n",
            "ru",
        ),
        (
            "«Era fermo», disse Landolfi.\n\nErsilia rise. «Ci sono andata», rispose Ersilia.\n\n«A far che?»\n\n«A vedere».\n",
            "it",
        ),
    ],
    ids=["dashes", "marks"],
)
def test_the_turns_of_a_dialogue_of_two_go_to_one_and_the_other(text: str, lang: str) -> None:
    (_, first), (_, second), (_, third), (_, fourth) = speakers(text, lang)
    assert (third, fourth) == (first, second)


def test_quotations_of_one_speaker_in_paragraphs_of_their_own_are_no_dialogue() -> None:
    text = "“We will open in May,” Ann Lee said.\n\n“The old line was safe, and the new one is safer.”\n\n“Nobody asked us.”\n"
    assert {speaker for _, speaker in speakers(text, "en")} == {"Ann Lee"}


def test_what_a_meeting_decides_is_no_part_of_a_turn() -> None:
    text = "3. Fees. Mr Paiva: let us raise them in June. Carried by ten votes.\n"
    assert turns(text, "en") == [("Mr Paiva", "let us raise them in June.")]


def test_the_answers_of_an_interview_in_arabic_are_those_of_the_person_named_first() -> None:
    text = (
        "حوار مع سلوى بدران\n\n- متى بدأت؟\n- في ديسمبر كنت صغيرة.\n- وما جديدك؟\n- أسجل ألبوما في الصيف.\n"
    )
    assert [speaker for speaker, _ in turns(text, "ar")] == [None, "سلوى بدران", None, "سلوى بدران"]


def test_the_answers_of_an_interview_are_those_of_who_the_text_begins_with_however_rare_the_name() -> None:
    asked = "\n\n– Quand êtes-vous parti ?\n– Le 31 octobre.\n\n– Et ensuite ?\n– Rien.\n"
    text = f"Jol Barthes a gardé le phare. Il nous reçoit chez lui.{asked}"
    assert [speaker for speaker, _ in turns(text, "fr")] == [None, "Jol Barthes", None, "Jol Barthes"]
    text = f"Port Louis, la ville, a vieilli.{asked}"
    assert {speaker for speaker, _ in turns(text, "fr")} == {None}


def test_who_stands_behind_the_colon_of_a_sentence_is_no_author() -> None:
    asked = "\n\n– Wie kamen Sie dazu?\n– Zu Fuß.\n\n– Und man nahm Sie?\n– Ja.\n"
    text = f"Sie ist die letzte, die davon erzählen kann: Ruth Tönnies.{asked}"
    assert [speaker for speaker, _ in turns(text, "de")] == [None, "Ruth Tönnies", None, "Ruth Tönnies"]
    text = f"Ein Gespräch auf dem Berg. Foto: Ruth Tönnies{asked}"
    assert {speaker for speaker, _ in turns(text, "de")} == {None}


def test_a_turn_goes_on_behind_an_interjection_of_the_hall() -> None:
    text = (
        "Dr. Ute Haack:\nDas Wort hat der Abgeordnete Weiß.\n\nThorben Weiß (Freie Liste):\nDer Minister hat es gesagt.\n"
        "(Zuruf: Welcher?)\nEben. Ich habe gewartet.\n\nAgnes Nowak (Kreis):\nDas stimmt.\n(Beifall)\n\nDr. Ute Haack:\nDanke.\n"
    )
    assert [said for speaker, said in turns(text, "de") if speaker and speaker.startswith("Thorben")] == [
        "Der Minister hat es gesagt.\n(Zuruf: Welcher?)\nEben. Ich habe gewartet."
    ]
    (record,) = [
        each for each in extract_quotes([Document("d", text)], QuoteOptions()) if "Zuruf" in each.text
    ]
    assert [part.text for part in record.parts] == ["Der Minister hat es gesagt.", "Eben. Ich habe gewartet."]


def test_questions_in_bold_type_are_questions() -> None:
    text = "Nora Zabala, ingeniera, inspecciona puentes.\n\n**¿Cuándo empezó?**\n— En 1983.\n\n**¿Y después?**\n— Después, nada.\n"
    assert [speaker for speaker, _ in turns(text, "es")] == ["Nora Zabala", "Nora Zabala"]


def test_who_speaks_before_a_dash_stands_behind_the_verb_of_saying() -> None:
    text = "قالت زهرة وهي تنفض الغبار عن النافذة:\n- لم يأت الساعي.\nرد الحاج مرسي دون أن يرفع عينيه:\n- وماذا ينقصك؟\n"
    assert [speaker for speaker, _ in turns(text, "ar")] == ["زهرة", "الحاج مرسي"]


def test_in_arabic_who_stands_behind_the_verb_of_a_narrative_takes_turns() -> None:
    text = "ضحك أحمد.\n\n«أين كنت؟» سألت سلمى.\n\n«في السوق».\n\n«وماذا اشتريت؟»\n"
    assert speakers(text, "ar") == [("أين كنت؟", "سلمى"), ("في السوق", "أحمد"), ("وماذا اشتريت؟", "سلمى")]


def test_the_last_turn_goes_on_where_the_speaker_speaks_of_himself() -> None:
    text = (
        "Qu’est-ce qui vous manque ?\n\nOdilon Fressard. – Le bruit de mes propres pas.\n\nEt la relève ?\n\n"
        "O. F. – Un vendredi sur deux.\n\nEt maintenant ?\n\nO. F. – Le feu est automatique.\n\n"
        "Alors je raconte. Chaque dimanche, une page.\n\nPropos recueillis par Anne Mars\n"
    )
    assert [words for _, words in turns(text, "fr")] == [
        "Le bruit de mes propres pas.",
        "Un vendredi sur deux.",
        "Le feu est automatique.\n\nAlors je raconte. Chaque dimanche, une page.",
    ]


def test_what_begins_with_the_speaker_alone_is_no_label() -> None:
    text = (
        "ГОЛОВУЮЧА. Добрий день, колеги.\n\nЮРЧИШИН Л. О., директорка ліцею № 3. У нас діти встають о п’ятій.\n\n"
        "Я прошу одного: щоб автобус був.\n\nГОЛОВУЮЧА. Рішення прийнято.\n"
    )
    assert len(turns(text, "uk")) == 3


def test_what_a_server_writes_in_a_log_is_nobodys_speech() -> None:
    log = "[10:00:01] *** Joins: ann (~a@ )\n[10:00:05] ann: Is it out?\n[10:00:09] -!- bob: is away\n[10:00:20] bob: Not yet.\n[10:00:40] ann: Pity.\n[10:01:00] *** Quits: ann (~a@ )\n"
    assert turns(log) == [("ann", "Is it out?"), ("bob", "Not yet."), ("ann", "Pity.")]


def test_letters_of_a_list_are_no_labels_of_answers() -> None:
    law = "Art. 1\n\na) Mit diesem Vertrag wird die Agentur gegründet. b) Sie ist frei.\n\nArt. 2\n\na) Die Agentur kann haften. b) Sie muss es nicht.\n"
    assert turns(law, "de") == []
    items = "a. Die Agentur wird gegründet.\n\nb. Die Agentur kann haften.\n\nf. Sie muss es nicht.\n"
    assert turns(items, "de") == []


def test_a_label_that_says_where_is_no_speaker() -> None:
    law = "**In Quebec:**\n\n- 5.1 Man wendet sich an den Minister.\n\n**In der Schweiz:**\n\n- 6.1 Wir sind das Bundesamt.\n\n**In Quebec:**\n\n- 7.1 Die Gesuche sind frei.\n"
    assert turns(law, "de") == []


def test_a_title_or_an_initial_before_a_full_stop_is_no_label() -> None:
    told = "Miró D. Fadrique al Primado un instante.\n\nHabló D. Enrique con la Reina.\n\nY D. Fadrique dio un paso.\n\nSiguió D. Alfonso su camino.\n"
    assert turns(told, "es") == []
    hall = "CATTANEO (Lista Civica). Signor presidente, voto no.\n\nPRESIDENTE. Grazie.\n\nCATTANEO (Lista Civica). Prego.\n"
    assert [who for who, _ in turns(hall, "it")] == [
        "CATTANEO (Lista Civica)",
        "PRESIDENTE",
        "CATTANEO (Lista Civica)",
    ]


def test_a_heading_in_capitals_names_nobody_who_holds_a_title() -> None:
    book = (
        "A MORGADINHA DOS CANNAVIAES\n\n— Teve carta? — perguntou a morgadinha.\n\n— Não — disse o Angelo.\n"
    )
    document = Document("d", book, known=Known(script=None, lang="pt"))
    assert next(record.speaker_name for record in extract_quotes([document])) is None


@pytest.mark.parametrize(
    ("lang", "text", "labels"),
    [
        ("de", "Vorsitzender: Wir kommen zu Punkt drei.\nFrau Lindner: Ich beantrage Vertagung.\n", ["Vorsitzender", "Frau Lindner"]),
        ("es", "La señora Beltrán: Pido que conste en acta.\nEl presidente: Así se hará.\n", ["La señora Beltrán", "El presidente"]),
        ("ru", "Судья: Вам понятно обвинение?\nПодсудимый: Понятно.\n", ["Судья", "Подсудимый"]),
        ("zh", "法官：请坐。\n律师：谢谢。\n", ["法官", "律师"]),
        ("pt", "O SR. PRESIDENTE– Declaro aberta a sessão.\n\nA SRA. ANA FALCÃO– Obrigada a todos.\n\nO SR. PRESIDENTE– Está encerrada.\n", ["O SR. PRESIDENTE", "A SRA. ANA FALCÃO", "O SR. PRESIDENTE"]),
    ],
)  # fmt: skip
def test_two_labels_of_persons_are_a_dialogue(lang: str, text: str, labels: list[str]) -> None:
    assert [speaker for speaker, _ in turns(text, lang)] == labels


def test_a_chat_whose_stamp_names_the_month_below_the_sender() -> None:
    text = "Марина Лось\n12 мая 2025 в 21:04\nКто едет?\n\nСтас\n12 мая 2025 в 21:06\nя и Лера\n"
    assert turns(text, "ru") == [("Марина Лось", "Кто едет?"), ("Стас", "я и Лера")]


def test_speech_goes_on_behind_the_sentence_of_a_report_between_dashes() -> None:
    text = "— Quem vem? — perguntou Ana.\n\n— O menino — disse o avô. Quando o sino bater, a água dá pelo joelho.\n"
    *_, record = extract_quotes([Document("d", text, known=Known(None, "pt"))], QuoteOptions())
    assert [part.text for part in record.parts] == ["O menino", "Quando o sino bater, a água dá pelo joelho."]


def _read_quoted(chat: str) -> list[tuple[str | None, str]]:
    document = Document("d", chat, known=Known(script=None, lang="en"))
    return [
        (record.speaker.text if record.speaker else None, record.text)
        for record in extract_quotes([document], QuoteOptions())
        if record.text == "The boat leaves at six"
    ]


def test_a_quoted_line_has_the_sender_of_the_one_message_that_it_repeats() -> None:
    asked = "[12.05.23, 09:15:00] Ann: The boat leaves at six\n[12.05.23, 09:16:00] Bob: Oh.\n"
    answer = "[12.05.23, 09:17:00] Bob: I read:\n> The boat leaves at six\nSo early?\n"
    assert _read_quoted(asked + answer) == [("Ann", "The boat leaves at six")] * 2
    # Two have written it.
    other = "[12.05.23, 09:16:30] Cleo: The boat leaves at six\n"
    assert _read_quoted(asked + other + answer)[-1][0] is None
    # Too long ago to be looked for.
    between = "[12.05.23, 09:16:40] Bob: Nothing new from the harbour today.\n" * 1_000
    assert _read_quoted(asked + between + answer)[-1][0] is None


@pytest.mark.parametrize("form", ["<{}> {}", "**\\<{}>** {}  ", "**\\<{}\\>** {}"])
def test_nicks_in_angle_brackets_say_the_lines_of_a_chat_without_times(form: str) -> None:
    said = [
        ("anna", "Hi all"),
        ("otto", "I am late."),
        ("anna", 'Otto says "never mind".'),
        ("otto", "Fine so."),
    ]
    text = "# Logs\n\n" + "\n".join(form.format(*line) for line in said) + "\n"
    assert turns(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "<br> Then go on.\n<hr> And so on.\n<br> The “end” is near.\n",
        "<name> is the name.\n<path> is the path.\n<name> again.\n\n" + "And then there is prose.\n\n" * 5,
        "<b> One.\n<i> Two.\n<b> Three.</b>\n",
    ],
)
def test_markup_and_placeholders_are_no_nicks(text: str) -> None:
    assert turns(text) == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_posts_are_read_with_any_line_ends(end: str) -> None:
    post = "{}\n1{} января 2025, 11:0{}\n{}\n\n"
    text = "Потерялась посылка\n\n" + "".join(
        post.format(name, n, n, said)
        for n, (name, said) in enumerate(
            [("vetka_82", "Кто знает, где она?"), ("Почтальон", "На складе."), ("vetka_82", "Спасибо вам.")]
        )
    )
    found = list(extract_quotes([Document("a", text.replace("\n", end))]))
    assert [record.speaker_name for record in found] == ["vetka_82", "Почтальон", "vetka_82"]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_a_fixed_space_in_a_name_is_a_space(space: str) -> None:
    text = f"“We{space}go on,” said Dr.{space}Anna{space}Berg{space}on Monday."
    (quotation,) = extract_quotes([Document("a", text)])
    assert (quotation.speaker_name, quotation.text) == ("Anna Berg", f"We{space}go on,")
    assert quotation.speaker is not None
    assert text[quotation.speaker.start : quotation.speaker.end] == quotation.speaker.text


def test_a_fixed_space_in_the_name_of_who_is_asked_is_a_space() -> None:
    text = "Dr. Anna\u00a0Berg maps silence\n\n– Why do you do it?\n\n– I like it.\n\n– And the noise?\n\n– No, never.\n"
    assert list(extract_quotes([Document("a", text)]))


@pytest.mark.parametrize(
    ("text", "lang", "first"),
    [
        ("**P: Porque esperou?**\nR: Não esperei.\n\n**P: E agora?**\nR: Agora escrevo.\n", "pt", ("P", "Porque esperou?")),
        ("**Q: Why now?**\nA: I was ready.\n\n**Q: And then?**\nA: Then I left.\n", "en", ("Q", "Why now?")),
        ("**问：**还记得吗？\n**答：**记得，那是一只鹅。\n\n**问：**后悔吗？\n**答：**不后悔。\n", "zh", ("问", "还记得吗？")),
        ("**— Как вы сюда попали?**\n— По объявлению.\n\n**— И остались?**\n— Остался.\n", "ru", (None, "Как вы сюда попали?")),
        ("*– Come ci è arrivato?*\n– Per un annuncio.\n\n*– Ed è rimasto?*\n– Sono rimasto.\n", "it", (None, "Come ci è arrivato?")),
    ],
)  # fmt: skip
def test_a_turn_that_is_printed_bold_ends_before_the_marks(
    text: str, lang: str, first: tuple[str | None, str]
) -> None:
    found = turns(text, lang)
    assert found[0] == first
    assert len(found) == 4


@pytest.mark.parametrize(
    ("text", "lang", "speakers"),
    [
        (("Juíza: Onde estava?\n\nTestemunha: Em casa.\n\nProcurador: Quem o viu?\n\nTestemunha: Ninguém.\n\n"
         "Nos termos do artigo 138.º, a continuação ficou agendada.\n"), "pt", ["Juíza", "Testemunha", "Procurador", "Testemunha"]),
        ("Суддя — Ви підтверджуєте показання?\n\nСвідок Панчук В. С. — Підтверджую.\n\nСвідок Панчук В. С. — Крім дати.\n", "uk",
         ["Суддя", "Свідок Панчук В. С.", "Свідок Панчук В. С."]),
        ("Richterin: Wo waren Sie?\n\nZeuge: Zu Hause.\n", "de", ["Richterin", "Zeuge"]),
        ("法官：你当时在哪里？\n\n证人：我在家。\n", "zh", ["法官", "证人"]),
        ("القاضي: أين كنت؟\n\nالشاهد: كنت في البيت.\n", "ar", ["القاضي", "الشاهد"]),
    ],
)  # fmt: skip
def test_the_offices_of_a_court_are_labels(text: str, lang: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in turns(text, lang)] == speakers


def test_who_asks_first_may_be_called_in_full_there_alone() -> None:
    text = (
        "JORNAL DA BEIRA – Quando subiu à torre?\n\nNORBERTO SAMPAIO – Em agosto, com meu pai.\n\n"
        "JB – E o relógio já parou?\n\nSAMPAIO – Duas vezes.\n\nJB – Pensa em parar?\n\nSAMPAIO – Não penso.\n"
    )
    assert [speaker for speaker, _ in turns(text, "pt")][:2] == ["JORNAL DA BEIRA", "NORBERTO SAMPAIO"]


@pytest.mark.parametrize(
    ("stamp", "other"),
    [
        ("[2 июня 2025 г., 8:30]", "[2 июня 2025 г., 8:41]"),
        ("[2 June 2025, 8:30]", "[2 June 2025, 8:41]"),
        ("2 juin 2025, 8:30", "2 juin 2025, 8:41"),
    ],
)
def test_a_stamp_with_the_name_of_a_month_stands_above_the_sender(stamp: str, other: str) -> None:
    text = (
        f"{stamp}\nAnn L.\nGood morning\n\n{other}\nBob\nHello there\n\n{other}\nAnn L.\nThe water is off\n"
    )
    assert turns(text) == [("Ann L.", "Good morning"), ("Bob", "Hello there"), ("Ann L.", "The water is off")]


def _speakers(text: str, lang: str) -> list[str | None]:
    document = Document("d", text, known=Known(None, lang))
    records = extract_quotes([document], QuoteOptions(all=True))
    return [record.speaker.text if record.speaker else None for record in records]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "ru",
            (
                "Лукерья стояла у окна.\n\n— Едет кто-то, — сказала она.\n\nПрохор Ильич отложил шило.\n\n— Почта была в понедельник, — проворчал он.\n\n"
                "— На санях?\n\nУрядник вошёл и сел без приглашения.\n\n— Беда, Прохор, — выдохнул урядник. — Мельника обокрали.\n\n— Когда?\n\n— Вчера.\n"
            ),
        ),
        (
            "uk",
            (
                "Килина стояла біля вікна.\n\n— Їде хтось, — сказала вона.\n\nГаврило відклав шило.\n\n— Пошта була в понеділок, — буркнув він.\n\n"
                "— На санях?\n\nЗигмунт зайшов і сів без запрошення.\n\n— Біда, Гавриле, — видихнув Зигмунт. — Мельника обікрали.\n\n— Коли?\n\n— Учора.\n"
            ),
        ),
    ],
)  # fmt: skip
def test_who_is_called_by_name_answers(lang: str, text: str) -> None:
    *_, asked, answered = _speakers(text, lang)
    assert asked is not None
    assert asked.startswith(("Прохор", "Гаврило"))
    assert answered is not None
    assert answered.lower() in {"урядник", "зигмунт"}


def test_a_noun_that_begins_a_sentence_takes_no_part_in_a_dialogue() -> None:
    text = (
        "Смена кончалась в семь, но Аркадий Ким не уходил.\n\n— Домой иди, — бросил начальник смены.\n\n— Позвонит.\n\nТелефон зазвонил.\n\n"
        "— Это я. — Она помолчала. — Ты помнишь?\n\nЖара стояла такая, что все сидели на крыше.\n\n— Помню, — ответил он.\n\n— Я возвращаюсь.\n"
    )
    assert {"Смена", "Жара"}.isdisjoint(_speakers(text, "ru"))


@pytest.mark.parametrize(
    "signature", ["\n> — Álvaro Cid, profesor", " — Álvaro Cid, profesor", "\n> -- Álvaro Cid, profesor"]
)
def test_quoted_lines_are_said_by_who_signs_them(signature: str) -> None:
    text = (
        f"Se puede consultar.\n\n> Hay obras muy malas.\n> Y otras peores.{signature}\n\nEl archivo abre.\n"
    )
    assert turns(text, "es") == [("Álvaro Cid, profesor", "Hay obras muy malas.\n> Y otras peores.")]
    text = "Se puede consultar.\n\n> Hay obras muy malas.\n> — y otras peores.\n"
    assert [speaker for speaker, _ in turns(text, "es")] == [None]


def test_posts_of_forums_say_who_wrote_them_before_their_stamp() -> None:
    text = "Message n°1 par bricolo37\ndim. 23 févr. 2025 10:12\nJoint neuf.\n\nMessage n°2 par Marthe_D\nlun. 24 févr. 2025 11:47\nBravo.\n"
    assert turns(text, "fr") == [("bricolo37", "Joint neuf."), ("Marthe_D", "Bravo.")]
    text = "#1 – motor_62 – 17/04/2023 20:41\nNon parte più.\n\n#2 – Ilaria R. – 17/04/2023 21:10\nControllato?\n"
    assert turns(text, "it") == [("motor_62", "Non parte più."), ("Ilaria R.", "Controllato?")]
    text = "كتب زهرة_الوادي بتاريخ 18-01-2025 22:05\nما الحل؟\n\nكتب أبو البساتين بتاريخ 19-01-2025 06:30\nعطش.\n"
    assert turns(text, "ar") == [("زهرة_الوادي", "ما الحل؟"), ("أبو البساتين", "عطش.")]


def test_names_in_bold_type_with_a_stop_are_labels() -> None:
    text = "**P.** ¿Desde cuándo?\n**Manuel Outeiro.** Desde mayo.\n\n**P.** ¿Y ahora?\n**M. Outeiro.** Ahora, nada.\n"
    assert [speaker for speaker, _ in turns(text, "es")] == ["P", "Manuel Outeiro", "P", "M. Outeiro"]
    assert turns("**Primera parte.** El mar sigue.\n**Segunda parte.** ¿Y la costa?\n", "es") == []


def test_who_acts_behind_what_is_said_takes_part_in_the_scene() -> None:
    text = (
        "»Du wolltest fahren«, sagte Ilse.\n\n»Wollte ich.« Konrad stellte den Koffer ab. »Aber der Vater hat geschrieben.«\n\n"
        "»Welche Herren?«\n\n»Das fragst du besser nicht.«\n"
    )
    assert [speaker for _, speaker in speakers(text, "de")] == ["Ilse", "Konrad", "Konrad", "Ilse", "Konrad"]


def test_who_only_stood_somewhere_does_not_speak_next() -> None:
    text = (
        "—¿Qué pasa? —preguntó Saldaña.\n—Es mío —dijo una voz de mujer.\nAurora estaba en el umbral.\n"
        "—¿Desde cuándo está usted ahí?\n—Desde ayer, comisario.\n"
    )
    assert [speaker for speaker, _ in turns(text, "es")][2:] == ["Saldaña", "Aurora"]


@pytest.mark.parametrize("told", ["Мельник Степан Аверин отвечает.", "Беседа с мельником Степаном Авериным."])
@pytest.mark.parametrize("label", ["С. Аверин", "Аверин С. П.", "АВЕРИН С. П."])
def test_a_label_with_initials_has_the_full_name_of_the_text(label: str, told: str) -> None:
    talk = f"Корреспондент: С чего всё началось?\n{label}: Мы нашли колесо.\nКорреспондент: А потом?\n{label}: Чистили.\n"
    named = [
        quotation.speaker_name
        for quotation in extract_quotes([Document("talk", f"{told}\n\n{talk}")])
        if quotation.speaker is not None and quotation.speaker.text == label
    ]
    assert named == ["Степан Аверин"] * 2
    # Whose initial two persons have is not known.
    texts = f"Мельник Степан Аверин отвечает. Семён Аверин молчит.\n\n{talk}"
    assert {
        quotation.speaker_name
        for quotation in extract_quotes([Document("talk", texts)])
        if quotation.speaker is not None and quotation.speaker.text == label
    } == {label}
