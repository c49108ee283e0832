"""Constructions in which somebody else than who speaks is named, each with its brothers in other languages."""

from __future__ import annotations

import pytest

from corpuskit.corpus.document import Document, Known
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.quotes.lexicon import find_lexicon
from corpuskit.quotes.mentions.names import Names


def read(lang: str, text: str) -> list[tuple[str, str | None, str | None]]:
    """Return what is said, who is written to say it, and the name that is given."""
    document = Document("d", text, known=Known(None, lang))
    return [
        (
            " | ".join(part.text for part in record.parts),
            record.speaker.text if record.speaker else None,
            record.speaker_name,
        )
        for record in extract_quotes([document], QuoteOptions(all=True))
    ]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("ru", "По словам сына инженера Гордея Лыкова, «мост закрыт».", "сына инженера Гордея Лыкова"),
        ("ru", "«Мы ждали всю ночь», — сказал брат Ильи Громова.", "брат Ильи Громова"),
        ("uk", "За словами сина інженера Гордія Ликова, «міст закрито».", "сина інженера Гордія Ликова"),
        (
            "en",
            "“He never complained,” said the son of engineer Gordon Lyle.",
            "the son of engineer Gordon Lyle",
        ),
        (
            "fr",
            "Selon le fils de l'ingénieur Gaston Lillois, « le pont est fermé ».",
            "le fils de l'ingénieur Gaston Lillois",
        ),
        (
            "es",
            "Según el hijo del ingeniero Gonzalo Lillo, «el puente está cerrado».",
            "el hijo del ingeniero Gonzalo Lillo",
        ),
        (
            "it",
            "Secondo il figlio dell'ingegner Guido Lilli, «il ponte è chiuso».",
            "il figlio dell'ingegner Guido Lilli",
        ),
        ("ar", "قال ابن المهندس جابر ليلي: «الجسر مغلق منذ الربيع».", "ابن المهندس جابر ليلي"),
    ],
)
def test_the_name_of_whose_relative_somebody_is_is_not_theirs(lang: str, text: str, speaker: str) -> None:
    ((_, found, name),) = read(lang, text)
    assert (found, name) == (speaker, None)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ru", "«Мы ждали всю ночь», — сказал брат Илья Громов.", "Илья Громов"),
        ("en", "“He never complained,” said his son Gordon Lyle.", "Gordon Lyle"),
        ("fr", "« Le pont est fermé », dit son fils Gaston Lillois.", "Gaston Lillois"),
        ("de", "„Die Brücke ist zu“, sagte sein Sohn Gustav Lind.", "Gustav Lind"),
    ],
)
def test_a_relative_has_the_name_that_stands_in_apposition(lang: str, text: str, name: str) -> None:
    ((_, _, found),) = read(lang, text)
    assert found == name


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        (
            "it",
            "La sera tornò.\n— Dove vai? — chiese Tonio.\n— Aspetta. — Il maresciallo posò il cappello. — Devo dirti una cosa.",
            "Aspetta. | Devo dirti una cosa.",
        ),
        (
            "es",
            "La casa estaba a oscuras.\n—¿Quién es? —dijo Marina.\n—Era tu hermano. —El viejo volvió a sentarse—. Nunca avisa.",
            "Era tu hermano. | Nunca avisa.",
        ),
        (
            "pt",
            "A noite caiu.\n— Quem é? — perguntou Inácio.\n— Está bem. — O guarda tirou a chave do bolso. — Entre.",
            "Está bem. | Entre.",
        ),
        (
            "ru",
            "Стемнело.\n— Кто там? — спросил Гнат.\n— Стой! — крикнул лейтенант. Он поднял руку. — Документы!",
            "Стой! | Документы!",
        ),
    ],
)
def test_what_somebody_does_between_two_dashes_is_no_speech(lang: str, text: str, said: str) -> None:
    assert read(lang, text)[-1][0] == said


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("it", "«Torniamo lunedì». Lo assicura il sindaco Elio Brandi.", "il sindaco Elio Brandi"),
        ("ru", "«Мост откроют в октябре». Об этом сообщил мэр Олег Дымов.", "мэр Олег Дымов"),
        (
            "es",
            "«El puente abrirá en octubre». Así lo ha confirmado la alcaldesa, Nuria Sáez.",
            "la alcaldesa, Nuria Sáez",
        ),
        (
            "de",
            "„Die Brücke öffnet im Oktober.“ Das sagte Bürgermeisterin Nora Saal.",
            "Bürgermeisterin Nora Saal",
        ),
    ],
)
def test_the_sentence_behind_says_who_said_it(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        (
            "fr",
            "« La région est là », a pour sa part assuré le vice-président, Marc Thévenin.",
            "le vice-président, Marc Thévenin",
        ),
        ("fr", "« Honte à lui », a glapi le député Kévin Laroche.", "le député Kévin Laroche"),
        ("it", "«Non ci vado più» fa la Teresa.", "la Teresa"),
        ("fr", "« Et alors ? » fit le vieux.", "le vieux"),
        ("it", "Acqua razionata a Valfredda, il sindaco: «Torniamo lunedì»", "il sindaco"),
    ],
)
def test_a_report_is_known_by_its_place(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


def test_a_place_in_capitals_before_a_dash_does_not_speak() -> None:
    ((_, speaker, name),) = read("it", "VALFREDDA - «Torniamo alla normalità lunedì».")
    assert (speaker, name) == (None, None)


def test_initials_behind_a_surname_belong_to_it() -> None:
    text = "Лапина С. Г. Крыша течёт.\nЗуев П. П. Смета готова.\nЛапина С. Г. Прошу слова.\nЗуев П. П. Пожалуйста."
    assert [name for _, _, name in read("ru", text)] == ["Лапина С. Г.", "Зуев П. П."] * 2


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("ru", "Управление МЧС назвало обстановку «стабильно сложной».", "Управление МЧС"),
        ("it", "Il cardinale, che la ricevette a Roma, la chiamò «donna di troppo ingegno».", "Il cardinale"),
        (
            "fr",
            "L’an passé, le vainqueur, Bastien Noé, confiait : « J’ai triché sur un seul accent. »",
            "le vainqueur, Bastien Noé",
        ),
        (
            "en",
            "“He came home and put his boots on the porch,” told me his wife, Iris Marlowe.",
            "his wife, Iris Marlowe",
        ),
        ("zh", "六十二岁的她告诉记者：“渡船翻了，这座桥我等了二十多年。”", "她"),
        ("zh", "“过什么过，”老魏头也不抬地说，“水都漫到狮子的下巴了。”", "老魏"),
        ("zh", "孙子笑我：“奶奶，现在谁还写信？”我说，就是写给那时候的人。", "孙子"),
    ],
)
def test_a_subject_is_told_from_what_stands_beside_the_verb(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("es", "Afuera dormía la perra, a la que llamaban «la Marquesa».", "term"),
        ("fr", "La calèche que les enfants appelaient « la Baleine » attendait.", "term"),
        ("en", "The carriage that the children called “the Whale” was waiting.", "term"),
        ("en", "Ann Lee called the plan “a bad joke” on Monday.", "mixed"),
        ("zh", "他这条船叫“不沉”，名字是他儿子起的。", "term"),
        ("es", "El actor estrena este viernes «La casa del relojero».", "title"),
        ("fr", "Lecture de « L’Hiver du passeur » par l’auteur.", "title"),
    ],
)
def test_what_something_is_called_is_no_speech(lang: str, text: str, kind: str) -> None:
    document = Document("d", text, known=Known(None, lang))
    (record,) = extract_quotes([document], QuoteOptions(all=True))
    assert record.kind == kind


def test_a_sentence_in_single_marks_is_speech_beside_double_ones() -> None:
    text = "„Es war spät“, sagt sie. Mein Großvater sagte immer: ‚Das Feuer war das Einzige, was hier schnell ging.‘"
    assert [said for said, _, _ in read("de", text)][1] == "Das Feuer war das Einzige, was hier schnell ging."


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        (
            "ar",
            "٢٧\u200f/٣\u200f/٢٠٢٥، ٩:١٤ م - أم ليان: العيد الأحد؟\n٢٧\u200f/٣\u200f/٢٠٢٥، ٩:١٦ م - سامر الشغل: على الأغلب الأحد",
            [("العيد الأحد؟", "أم ليان"), ("على الأغلب الأحد", "سامر الشغل")],
        ),
        (
            "zh",
            "2025-01-24 20:11:05 二姐\n在谁家吃？\n\n2025-01-24 20:12:48 老爸\n在家吃。\n\n2025-01-24 20:15:02 老爸\n[图片]\n\n2025-01-24 20:16:02 二姐\n让你姐夫去。",
            [("在谁家吃？", "二姐"), ("在家吃。", "老爸"), ("让你姐夫去。", "二姐")],
        ),
    ],
)
def test_messages_have_their_senders(lang: str, text: str, said: list[tuple[str, str]]) -> None:
    assert [(words, name) for words, _, name in read(lang, text)] == said


def test_times_with_what_happens_then_are_no_chat() -> None:
    text = "2025-01-24 20:11:05 Opening\nThe hall was full.\n\n2025-01-24 20:12:48 Dinner\nSoup and fish.\n\n2025-01-24 21:00:00 End\nAll went home."
    assert read("en", text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ونعته وزارة الثقافة واصفة إياه بأنه «ذاكرة من ورق».", "وزارة الثقافة"),
        (
            "أعرب مدرب الفريق كمال بن يونس عن استيائه من الحكم، واصفا قراراته بأنها «غريبة».",
            "مدرب الفريق كمال بن يونس",
        ),
        ("ردّ نائب الرئيس سامي حداد قائلا: «السلامة أولا وقبل كل شيء».", "نائب الرئيس سامي حداد"),
    ],
)
def test_an_arabic_participle_has_the_subject_of_the_verb_before(text: str, speaker: str) -> None:
    assert read("ar", text)[0][1] == speaker


def test_a_noun_at_the_beginning_of_what_is_said_is_no_name() -> None:
    text = "Соседка Нина рассказала: «Дед говорил: „Река своё заберёт, и никто не поможет“. Вот и забрала»."
    assert read("ru", text)[1][2] is None


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        (
            "de",
            "„Das Mädchen hört alles“, schrieb ihr Meister in einem Brief vom 5. März 1857.",
            "ihr Meister",
        ),
        ("es", "“Esto no lo cubre la póliza”, me soltó el hombre, tan tranquilo.", "el hombre"),
        ("de", "Das THW sprach von einer „Lage am Rande des Beherrschbaren“.", "Das THW"),
        ("fr", "Pour 2025, le groupe se dit « raisonnablement confiant » et prudent.", "le groupe"),
        ("fr", "« Une peine juste », selon lui.", "lui"),
    ],
)
def test_a_mention_ends_where_something_else_begins(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


def test_a_comma_alone_divides_speech_from_its_report_in_portuguese() -> None:
    text = "Veio a carta.\n— É do doutor? — perguntou Amélia.\n— É, sim, senhora, respondeu o rapaz."
    assert read("pt", text)[1][:2] == ("É, sim, senhora", "o rapaz")


def test_a_name_and_a_noun_of_the_same_gender_are_not_two_speakers() -> None:
    text = "—No vendrán hoy —dijo Elvira.\n—Vendrán.\n—¿La carta? —preguntó la mujer."
    assert [speaker for _, speaker, _ in read("es", text)] == ["Elvira", None, "la mujer"]


@pytest.mark.parametrize(
    ("lang", "text", "mention", "name"),
    [
        (
            "de",
            "„Wir haben aufgehört, die Anrufe zu zählen“, sagte Leiterin Maike Hinrichsen der Agentur.",
            "Leiterin Maike Hinrichsen der Agentur",
            "Maike Hinrichsen",
        ),
        (
            "de",
            "„Wir gehen morgen“, sagte Ursula von der Leyen.",
            "Ursula von der Leyen",
            "Ursula von der Leyen",
        ),
        ("de", "„Ich weiß, wo er ist“, rief eine Stimme von der Tür.", "eine Stimme von der Tür", None),
        (
            "de",
            "Der Schnitt war laut Vorbesitzer „vor drei Jahren zuletzt gemacht worden“.",
            "Vorbesitzer",
            None,
        ),
        ("zh", "“不开。”那人说。", "那人", None),
        ("zh", "“船不开了。”老魏说。", "老魏", "老魏"),
    ],
)
def test_a_name_has_no_more_words_than_are_its_own(
    lang: str, text: str, mention: str, name: str | None
) -> None:
    assert read(lang, text)[0][1:] == (mention, name)


def test_a_noun_behind_a_possessive_is_what_somebody_has_and_does_not_speak() -> None:
    text = "— Où est-il ? demanda Hortense.\n\n— Au cimetière. Le capitaine se leva, prit son chapeau. Venez."
    assert read("fr", text)[1][1] != "son chapeau"


def test_who_ends_a_paragraph_with_a_colon_speaks_by_its_last_sentence() -> None:
    text = "«Amanhã mudo a fechadura», pensou Horácio, mas disse outra coisa:\n\n— Põe mais um prato, mulher."
    assert read("pt", text)[1][1] == "Horácio"


def test_who_acts_in_the_sentence_before_speaks_and_not_who_spoke_last() -> None:
    text = "«Chiudi», ordinò Bice. «Entra l’estate.»\n\nAmilcare obbedì a metà. «E quando viene?»\n\n«Martedì.»\n\n«Quale?»\n\n«Il tredici, Amilcare.»"
    assert [speaker for _, speaker, _ in read("it", text)][2] == "Amilcare"


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "Mme Maheux s’est dite « disponible, pas impatiente ».", "Mme Maheux"),
        ("fr", "Les élues se sont dites « prêtes à tout ».", "Les élues"),
        (
            "de",
            "Der Sachverständige hat überzeugend ausgeführt, dass der Riss „jedenfalls vor dem Winter“ entstanden sei.",
            "Der Sachverständige",
        ),
        (
            "ar",
            "وصف أحد النقاد عرضها الكبير بأنه «مظلم أكثر مما ينبغي»، فردت هي: «هذا هو المقصود يا أستاذ».",
            "أحد النقاد عرضها الكبير",
        ),
        (
            "fr",
            "« Ce label, on nous a répondu : “Revenez quand vous saurez compter.” », sourit Maëlle Kervella.",
            None,
        ),
    ],
)
def test_the_nearest_report_says_who_speaks(lang: str, text: str, speaker: str | None) -> None:
    assert speaker in [who for _, who, _ in read(lang, text)]


def test_a_house_that_is_called_so_says_nothing() -> None:
    text = "Une visite du site, dite « portes ouvertes », aura lieu en mai."
    document = Document("d", text, known=Known(None, "fr"))
    assert list(extract_quotes([document], QuoteOptions())) == []


def test_a_noun_that_words_are_according_to_is_no_name_in_german() -> None:
    text = "Laut Anklage war es „verbranntes Brot, sonst gar nichts mehr“."
    assert read("de", text)[0][1:] == ("Anklage", None)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("es", "Diez días después el director respondió que las abejas «volaron solas».", "el director"),
        (
            "ru",
            "Через десять дней директор общества ответил, что семьи «улетели добровольно».",
            "директор общества",
        ),
        (
            "uk",
            "Через десять днів директор товариства відповів, що сім’ї «полетіли самі».",
            "директор товариства",
        ),
        ("pt", "Dez dias depois o diretor respondeu que as abelhas «voaram sozinhas».", "o diretor"),
        ("es", "En diez días el alcalde dijo que las familias «volaron solas».", "el alcalde"),
    ],
)
def test_how_much_time_went_by_is_no_part_of_who_speaks(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


def test_the_number_of_a_point_of_minutes_does_not_speak() -> None:
    text = "PRIMERO.- Se aprueba el acta, con una corrección: donde dice «3 de febrero» debe decir «3 de marzo».\n"
    assert {speaker for _, speaker, _ in read("es", text)} == {None}


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        (
            "pt",
            "Vieram duas charretes e Seu Onofre, de 88 anos, que resumiu: “Eu pedalo desde a década de 40.”",
            "Seu Onofre",
        ),
        (
            "es",
            "Vino también Juan Robles, de 88 años, que resumió: “Yo pedaleo desde siempre.”",
            "Juan Robles",
        ),
        (
            "es",
            "El agua ya subía al segundo peldaño y mi madre me dijo: “Tú sujetas la vela y no te desmayas.”",
            "mi madre",
        ),
        ("fr", "L’eau montait déjà et ma mère m’a dit : « Tu tiens la bougie et tu te tais. »", "ma mère"),
    ],
)
def test_ages_and_other_clauses_are_no_part_of_who_speaks(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


def test_a_report_with_an_apposition_interrupts_what_is_said_in_marks() -> None:
    text = "“Quando o puxámos para cima, conta Mário Quintela, seu ajudante, só perguntou se a risca estava direita.”"
    said, speaker, _ = read("pt", text)[0]
    assert said == "Quando o puxámos para cima | só perguntou se a risca estava direita."
    assert speaker == "Mário Quintela, seu ajudante"


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        # A word that is written small elsewhere has its capital from the sentence.
        (
            "fr",
            "Il vint aussitôt. Aussitôt Dantès sortit. « Je pars », dit Dantès. « Où ? » demanda Morrel. Aussitôt Dantès revint.",
            ["Dantès", "Morrel"],
        ),
        (
            "de",
            "Sie war eine arme Frau. Arme Gisa, sie ging. „Ich gehe“, sagte Gisa. „Geh“, sagte Holm. Arme Gisa!",
            ["Gisa", "Holm"],
        ),
        (
            "it",
            "Era stanco. Stanco Brusa uscì. «Vado via», disse Brusa. «Dove?» chiese Telmo. Stanco Brusa tornò.",
            ["Brusa", "Telmo"],
        ),
    ],
)
def test_a_word_that_begins_a_sentence_is_no_part_of_a_name(lang: str, text: str, names: list[str]) -> None:
    assert [name for _, _, name in read(lang, text)] == names


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Die Wolken zogen. „Genug“, sagten Holms Worte. Holm ging. „Ja“, sagte Holm.",
            "Holms Worte",
        ),
        ("Der Schluss kam. Ein Schluss ist schwer. „Genug damit“, sagte Schluss.", "Schluss"),
    ],
)
def test_a_noun_that_stands_behind_articles_is_no_name_in_german(text: str, speaker: str) -> None:
    found = {mention: name for _, mention, name in read("de", text)}
    assert found[speaker] is None


def test_dialogue_with_two_hyphens_is_read_in_languages_that_elide() -> None:
    said = read(
        "fr", "L'armateur entra.\n\n--Mon Dieu, monsieur, dit-il.\n\n--Et après? demanda l'armateur.\n"
    )
    assert said[0][0] == "Mon Dieu, monsieur"
    assert said[1][:2] == ("Et après?", "l'armateur")


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "name"),
    [
        (
            "fr",
            "— Oui, mais en attendant, dit M. Morrel, voilà le navire.\n\n— Oh ! dit Anne.\n",
            "M. Morrel",
            "Morrel",
        ),
        (
            "fr",
            "— Voyons, dit l'abbé en refermant sa cachette, racontez.\n\n— Bien, dit Anne.\n",
            "l'abbé",
            None,
        ),
        (
            "fr",
            "— Monsieur, répondit Faria, jurez-moi que c'est vrai.\n\n— Oui ! dit Anne.\n",
            "Faria",
            "Faria",
        ),
        ("fr", "— Je l'ai dit, ajouta tout bas Danglars.\n\n— Oh ! dit Anne.\n", "Danglars", "Danglars"),
        ("de", "Es klingelte. Gleich danach meldete Johanna: „Geheimrat Holm.“", "Johanna", "Johanna"),
        ("de", "Es klingelte. Kurz darauf sagte der Diener: „Geheimrat Holm.“", "der Diener", None),
        ("fr", "Le père Dantès pleurait. Max vint. « Écoute », dit son père.", "son père", None),
        ("fr", "Sa femme, Anne Lis, entra. Paul dormait. « Va », dit sa femme.", "sa femme", "Anne Lis"),
    ],
)
def test_a_subject_behind_its_verb_is_whole_and_no_more(
    lang: str, text: str, speaker: str, name: str | None
) -> None:
    assert read(lang, text)[0][1:] == (speaker, name)


def test_a_full_name_that_is_met_once_is_not_that_of_the_one_who_speaks_all_the_time() -> None:
    told = "„Gut“, sagte Innstetten. Innstetten ging. „Komm“, rief Holm.\n\n" * 120
    names = {name for _, _, name in read("de", f"Effi Innstetten schlief.\n\n{told}")}
    assert names == {"Innstetten", "Holm"}


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "name"),
    [
        ("en", "“I go,” said Fr. Brown softly.", "Fr. Brown", "Brown"),
        ("en", "“Ok,” said Cllr. Dean.", "Cllr. Dean", "Dean"),
        ("en", "“So,” said St. John.", "St. John", "St. John"),
        ("pt", "«Sim», gritou Eng. Costa.", "Eng. Costa", "Costa"),
        ("pt", "«Bem», disse o sr. Neves.", "o sr. Neves", "Neves"),
        ("es", "«Voy», dijo Fr. Julián en voz baja.", "Fr. Julián", "Julián"),
        ("es", "«Pues», dijo el Lic. Rocha.", "el Lic. Rocha", "Rocha"),
        ("it", "«Ora», disse il sig. Dossi.", "il sig. Dossi", "Dossi"),
        ("it", "«No», rispose Dott. Neri.", "Dott. Neri", "Neri"),
        ("fr", "« Oui », dit Mgr. Lef.", "Mgr. Lef", "Lef"),
        ("de", "„Ja“, sagte Hr. Maier.", "Hr. Maier", "Maier"),
        ("uk", "«Йду», — сказав п. Ковач.", "п. Ковач", "Ковач"),
        ("uk", "«Так», — додав акад. Рудий.", "акад. Рудий", "Рудий"),
    ],
)
def test_a_title_with_a_full_stop_does_not_end_who_speaks(
    lang: str, text: str, speaker: str, name: str
) -> None:
    assert read(lang, text)[0][1:] == (speaker, name)


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "name"),
    [
        ("fr", "« Oui, répondit Anne, les enfants dorment. »", "Anne", "Anne"),
        ("fr", "« Je pars, annonça Louise. » Personne ne répondit.", "Louise", "Louise"),
        ("it", "«No, disse il sindaco, a quest'ora la strada è chiusa.»", "il sindaco", None),
        ("uk", "«Листопад — найгірший місяць», — зітхає Ганна Романюк.", "Ганна Романюк", "Ганна Романюк"),
        ("es", "«La hora es la misma», solía decir su madre.", "su madre", None),
        ("ru", "«Час всегда один», — любил говорить дед.", "дед", None),
        ("ru", "Анна Лапина живёт одна. «Привыкла я к этому», — говорит.", "Анна Лапина", "Анна Лапина"),
        ("it", "Il vecchio marinaio scosse la testa. «Cambia il vento.»", "Il vecchio marinaio", None),
        ("it", "Lo zio Oreste, seduto sul basto, ridacchiò. «Andiamo a casa.»", "Lo zio Oreste", None),
        ("de", "Wegen des Hustens war ich beim Arzt. „Weniger Pfeife“, meinte der, und ging.", "der", None),
        ("en", "My mother hollered, “Leave the chickens!” and ran.", "My mother", None),
        ("zh", "李秀珍气喘吁吁地喊道：“等等我！”", "李秀珍", "李秀珍"),
        ("zh", "“好。”村民刘长顺乐呵呵地说，“多亏了新渠。”", "村民刘长顺", "刘长顺"),
        ("fr", "Aux dires de Jean Morel, la route est « un piège ».", "Jean Morel", "Jean Morel"),
        (
            "pt",
            "Na avaliação do economista Rui Prado, o corte “é inevitável”.",
            "economista Rui Prado",
            "Rui Prado",
        ),
    ],
)
def test_reports_of_many_forms_have_their_speaker(
    lang: str, text: str, speaker: str, name: str | None
) -> None:
    assert read(lang, text)[0][1:] == (speaker, name)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        (
            "en",
            "According to the Guardian, the minister said the plan was “dead in the water”.",
            "the minister",
        ),
        ("ru", "По данным ТАСС, министр заявил, что проект «окончательно закрыт».", "министр"),
        ("zh", "据新华社报道，外交部发言人表示，“中方对此表示关切”。", "外交部发言人"),
        (
            "it",
            "«Bene», racconta Denis Pavan; la capitana Sofia Ruggeri, 24 punti, lo smentisce ridendo: «Ha chiesto di non sbagliare.»",
            "la capitana Sofia Ruggeri, 24 punti",
        ),
        (
            "ru",
            "Как отметил эксперт института Роман Чжэн, рынок «перегрет».",
            "эксперт института Роман Чжэн",
        ),
        ("ru", "На вопрос журналистов мэр ответил коротко: «Нет».", "мэр"),
    ],
)
def test_who_speaks_is_told_from_a_source_and_from_another_clause(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[-1][1] == speaker


@pytest.mark.parametrize(
    ("lang", "text", "bearer"),
    [
        ("de", "Anna Kurz blieb stehen. Auf dem Schild stand: „Betreten verboten.“", "dem Schild"),
        ("de", "Anna Kurz blieb stehen. „Betreten verboten“, stand auf dem Schild.", "dem Schild"),
        ("es", "Pedro llegó tarde. En la puerta hay un cartel: «Vuelvo enseguida».", "un cartel"),
        ("pt", "Pedro parou. Na porta há um aviso: “Volto já”.", "um aviso"),
        ("ru", "Пётр Громов остановился. На табличке было написано: «Вход воспрещён».", "табличке"),
        ("uk", "Петро Гай зупинився. На дверях оголошення: «Скоро повернуся».", "оголошення"),
        ("ar", "عُلقت على الباب لافتة تقول: «نعود بعد قليل».", "لافتة"),
        ("zh", "王小明停了下来。门口挂着一块木牌，上面写着：“马上回来。”", "木牌"),
        ("zh", "王小明停了下来。横幅上写着：“欢迎回家！”", "横幅"),
    ],
)
def test_what_bears_the_words_speaks_and_nobody_who_stands_there(lang: str, text: str, bearer: str) -> None:
    assert read(lang, text)[-1][1:] == (bearer, None)


@pytest.mark.parametrize(
    ("lang", "lead"),
    [
        ("en", "Article 3 of the rules of the European Council is replaced by the following:"),
        ("de", "§ 5 Absatz 2 Satz 1 des Gesetzes wird wie folgt geändert:"),
        ("fr", "L'article 5 de la loi sur la Banque nationale est ainsi rédigé :"),
        ("es", "El artículo 5 de la Ley del Banco queda redactado de la siguiente forma:"),
        ("it", "Il comma 2 è sostituito dal seguente:"),
        ("pt", "O artigo 5.º da Lei do Banco Nacional passa a ter a seguinte redação:"),
        ("ru", "Пункт 5 закона о Национальном банке изложить в следующей редакции:"),
        ("uk", "Пункт 5 закону про Національний банк викласти в такій редакції:"),
        ("ar", "تعدل المادة الخامسة من قانون البنك المركزي لتصبح كالآتي:"),
        ("zh", "二、将国家银行法第五条修改为："),
    ],
)
def test_a_law_that_is_amended_is_no_sure_speaker_and_has_no_name(lang: str, lead: str) -> None:
    document = Document("d", f"{lead}\n\n“120 € 30 + 2 = 152, 7 = 7.”", known=Known(script=None, lang=lang))
    [record] = extract_quotes([document], QuoteOptions())
    assert record.speaker_name is None
    assert (record.confidence or 0) < 0.7


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Al año siguiente publicó la «Gramática de pájaros», prohibida en mayo."),
        ("fr", "Les répétitions de « La Nuit des greniers », ouvertes au public, ont lieu ici."),
        ("it", "La zia intonò «Sciur padrun» e nessuno la fermò."),
        ("pt", "Um rapaz tocava na concertina “O Luar da Barca” até tarde."),
        ("ru", "За стеной кто-то глухо пел «Лучинушку»."),
        ("uk", "Відповідно до статті 30 Закону «Про місцеве самоврядування» рада ухвалила рішення."),
        ("en", "Thomas Amory wrote in his “Treatise on Ringing” that a bell forgives."),
        ("en", "18.00 Opening\n20.15 Film: “Nights of May”, 97 min."),
        ("en", "Friday, 2 pm. Talk: “Hop-pickers of the nineties”, with slides."),
        ("es", "12:00 Misa. 19:00 Teatro: “La viuda de ayer”, de Ana Luz."),
        ("de", "Sa, 7. März, 20 Uhr\n»Drei Männer im Schnee von gestern« – Kabarett mit Loni Sager."),
        ("fr", "« Le dernier métro pour avril », comédie de Fanny Lacombe."),
        ("zh", "第二条 合同法第八十七条所称“工作任务”，包括日常工作和其他任务。"),
        ("zh", "这种现象叫“彼得原理”，在公司里很常见。"),
        ("zh", "大陆官方开始提出“有限人传人”的概念。"),
        ("zh", "门口那张“永久有效”的海报，从去年贴到现在。"),
        ("zh", "应当认定为“情节严重”，依照刑法第二百二十五条的规定处罚。"),
    ],
)
def test_titles_and_terms_in_the_middle_of_a_sentence_are_no_speech(lang: str, text: str) -> None:
    document = Document("d", text, known=Known(script=None, lang=lang))
    assert [record.text for record in extract_quotes([document], QuoteOptions())] == []


@pytest.mark.parametrize(
    ("text", "speaker", "name"),
    [
        ("واكد الوزير سامي قاسم ان اللقاء «اتسم بالصراحة في كل القضايا».", "الوزير سامي قاسم", "سامي قاسم"),
        ("واضاف المدير: «لن نغلق المدرسة هذا العام ابدا».", "المدير", None),
        ("قال مدرب ماهر للصحفيين: «لن نخسر هذه المباراة أبدا».", "مدرب ماهر", None),
        ("قال المدرب ماهر سعيد للصحفيين: «لن نخسر هذه المباراة».", "المدرب ماهر سعيد", "ماهر سعيد"),
    ],
)
def test_arabic_without_hamza_and_attributes_that_are_names_too(
    text: str, speaker: str, name: str | None
) -> None:
    assert read("ar", text)[-1][1:] == (speaker, name)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("en", "Even Mary, recalls Miller, “bore the weight” of a long history.", "Miller"),
        ("fr", "Aussi Marie, rappelle Dupont, « porta le poids » d’une longue histoire.", "Dupont"),
        ("it", "Anche Maria, ricorda Wojtyla, «portò il peso» di una lunga storia.", "Wojtyla"),
        ("es", "También María, recuerda Pérez, «llevó el peso» de una larga historia.", "Pérez"),
        ("de", "Auch Maria, erinnert Müller, „trug die Last“ einer langen Geschichte.", "Müller"),
        ("en", "The mayor said, and I quote, “Nobody will pay for this bridge.”", "The mayor"),
        ("fr", "Le maire m’a dit hier, je cite : « La fête aura lieu malgré tout. »", "Le maire"),
        ("zh", "现场各区要作出承诺：“确保没有一个居民被漏掉。”", "现场各区"),
        ("uk", "«Минулого року продала тридцять, — рахує майстриня, — а з січня вже двадцять».", "майстриня"),
        ("ar", "وكانت الوزارة قد وصفت الصيانة بأنها «شاملة ونهائية لكل السفن».", "الوزارة"),
        ("ar", "فابتسم الساعاتي وأجاب: «لأن أحدا يحتاج إلى ساعة زائدة».", "الساعاتي"),
        ("ar", "رفع الشيخ رأسه وتمتم: «ربما يأتي غدا إن شاء الله».", "الشيخ"),
        ("ar", "كل شيء ممتاز. أمي تقول: «لا تنسوا البهارات هذا العام».", "أمي"),
    ],
)
def test_the_verb_beside_the_words_has_its_own_subject(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[-1][1] == speaker


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "Top Chinese diplomat Wang Li said it was “a wise choice for all”.", "Wang Li"),
        ("en", "“I feel it,” the Donald Trump impersonator John Baker explained.", "John Baker"),
        ("en", "“We will appeal,” said the Anna Miller campaign manager Tom Baker.", "Tom Baker"),
        ("en", "Green Party leader Smith said: “There is no way back.”", "Smith"),
        ("en", "The New York mayor said: “There is no way back.”", None),
        ("en", "“There is no way back,” said the Manchester United manager.", None),
        ("en", "Amazon founder Jeff Bezos said: “There is no way back.”", "Jeff Bezos"),
        ("en", "Maria Garcia senior said: “There is no way back.”", "Maria Garcia"),
        ("de", "Der Bürgermeister von Berlin sagte: „Es ist gut so.“", None),
        ("de", "Der Sprecher der Deutschen Bahn Jens Kurz sagte: „Es ist gut so.“", "Jens Kurz"),
        ("de", "Herr von Bülow sagte: „Es ist gut so.“", "Bülow"),
        ("ru", "Мэр Москвы сказал: «Так и будет, как решили».", None),
        ("ru", "Мэр Нью-Йорка Эрик Адамс сказал: «Так и будет, как решили».", "Эрик Адамс"),
        ("ru", "Депутат Скрипка Иван сказал: «Так и будет, как решили».", "Скрипка Иван"),
        ("ru", "Мэр Лихачёва сказала: «Так и будет, как решили».", "Лихачёва"),
        ("uk", "«Так і буде, як вирішили», – сказав радник Президента.", None),
        ("ru", "«Денег нет», – сказал глава Черновицкого отделения федерации борьбы Иван Дуб.", "Иван Дуб"),
        ("uk", "«Грошей немає», – каже керівник Комітету економістів України Андрій Новак.", "Андрій Новак"),
        ("fr", "« Rien », dit le directeur du Comité des économistes André Novak.", "André Novak"),
        ("de", "„Nichts“, sagte der Leiter des Komitees der Ökonomen Andreas Nowak.", "Andreas Nowak"),
        ("ar", "قال كريم بناني ذات مرة: «لا شيء يضيع في هذا البحر».", "كريم بناني"),
        ("ar", "ويفيد الباحث كريم بوباكير للأناضول بأن القرار «جاء متأخرا جدا».", "كريم بوباكير"),
        ("ar", "قال مدير برامج الطوارئ في المنظمة إن «الأطفال يدفعون الثمن في كل مكان».", None),
    ],
)
def test_the_name_is_that_of_the_person_and_of_no_institution(lang: str, text: str, name: str | None) -> None:
    assert read(lang, text)[-1][2] == name


def test_the_subject_of_a_passive_and_of_a_reflexive_verb_of_naming_does_not_speak() -> None:
    passive = read(
        "fr", "La loi est jugée « injuste » et le ministre est accusé de « mensonge » par ses rivaux."
    )
    assert [speaker for _, speaker, _ in passive] == [None, "ses rivaux"]
    assert read("fr", "Mme Maheux s’est dite « disponible, pas impatiente ».")[0][1] == "Mme Maheux"
    assert read("it", "La ricetta della commissione si chiama «minimo vitale».")[0][1] is None
    assert read("en", "They called the sea Mare Nostrum (“Our Sea”) for long.")[0][1] is None


@pytest.mark.parametrize(
    "text",
    [
        "وقال سعيد بوليف في تدوينة على «فيسبوك» إنه توصل بالعديد من الشكايات.",
        "وشدد عادل الجبير في حديث مع شبكة «سي إن إن» على ضرورة الحوار.",
        "وقالت ليلى حداد في تصريح لـ «الصباح»، إنها سعيدة بهذا الفوز.",
        "كتب محمود في تلك السنوات أجمل مسرحياته «صانعو الفرش» في شتاء واحد.",
        'أدانت المحكمة المتهم بتهمة "التخابر مع جهة أجنبية" وحكمت عليه بالسجن عشر سنوات.',
        "أمر القضاة بمحاكمة الرجال بتهمة «انتهاك السرية المهنية»، وفقا لمطالب مكتب المدعي.",
        'وقال اللاعب السابق إن فريق "الوداد" يحتاج إلى مدرب جديد.',
        'ونشرت الصحيفة مقالا تحت عنوان "نهاية الحلم" انتقدت فيه الحكومة.',
        'تعرب نقابة "فورس أوفريير" عن أسفها على أن ملاحظاتها لم تدرج.',
    ],
)
def test_the_medium_in_which_somebody_speaks_is_not_said(text: str) -> None:
    document = Document("d", text, known=Known(script=None, lang="ar"))
    assert [record.text for record in extract_quotes([document], QuoteOptions())] == []


@pytest.mark.parametrize(
    "text",
    [
        "人民法院认定是否属于民法典第五百三十三条规定的“重大变化”时，应当综合考虑合同的性质。",
        "教育部在全国开展了“向老师学习”的活动。",
        "大陆官方开始提出“有限人传人”的概念。",
        "这种现象叫“彼得原理”，在公司里很常见。",
        "学者把这一时期称为“黄金十年”，因为工业发展很快。",
        "这就是人们常说的“木桶效应”，短板决定容量。",
        "根据成语“愚公移山”，他给公司起了名字。",
        "警方以涉嫌“寻衅滋事罪”为由将他带走。",
        "“内卷”一词表示没有意义的竞争，近年来常见于网络。",
        "国际奥委会承认“中华台北”这一名称已经使用多年。",
        "专家指出，“逆全球化”思潮正在抬头。",
        "检方以“故意伤害罪”对他提起公诉。",
        "新规要求商家设立“无理由退货”专柜。",
        "《邮报》报道，奶牛场正在使用“牛脸识别”系统。",
        "中心今天宣布，11月1日起启动“夜归人”护鸟计划。",
        "根据寓言“狐假虎威”，他画了一组漫画。",
        "考古学家认为这就是史书中记载的“楼兰古城”。",
        "今年的主题是“让阅读成为习惯”，活动持续一个月。",
    ],
)
def test_terms_campaigns_proverbs_and_charges_are_not_said(text: str) -> None:
    document = Document("d", text, known=Known(None, "zh"))
    assert [record.text for record in extract_quotes([document], QuoteOptions())] == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("公司称，将继续坚持“种子不贱卖”的原则。", "公司"),
        ("晚报曾称他为“全城唯一不戴表的人”。", "晚报"),
        ("他们按照苏联模式组成新军，称它为“人民的军队”。", "他们"),
        ("第四条 人民法院说：“合同有效，应当继续履行。”", "人民法院"),
        ("根据世界卫生组织的说法，疫情“仍未结束，各国不能放松”。", "世界卫生组织"),
        ("现场各区要作出承诺：“确保没有一个居民被漏掉。”", "现场各区"),
        ("王毅仍表示：“很好。”", "王毅"),
        ("当局表示：“很好。”", "当局"),
        ("欧盟委员会主席冯德莱恩强调，欧洲“需要更大的雄心”。", "欧盟委员会主席冯德莱恩"),
        ("据法新社援引一名外交官的话说，谈判“进展缓慢但方向正确”。", "一名外交官"),
        ("母亲说她的“老胳膊老腿”还等得起。", "母亲"),
        ("当被问到是否后悔时，吴敏沉默了一会儿，说：“从不。”", "吴敏"),
        ("专家组组长钟南山则认为，疫苗“不是万能的”。", "专家组组长钟南山"),
        ("检察机关指控称，两名被告“长期收受工程承包商的贿赂”。", "检察机关"),
        ("联合国秘书长古特雷斯说：“很好。”", "联合国秘书长古特雷斯"),
        ("判决书认定其行为构成“伪造”，并驳回反诉。", "判决书"),
        ("也门外长本·穆巴拉克说：“很好。”", "也门外长本·穆巴拉克"),
        ("日本首相说：“很好。”", "日本首相"),
    ],
)
def test_what_is_said_of_a_principle_or_by_a_name_with_common_characters_keeps_its_speaker(
    text: str, speaker: str
) -> None:
    assert read("zh", text)[-1][1] == speaker


@pytest.mark.parametrize("rule", ["公司章程", "国家规划的要求", "中华人民共和国宪法", "相关规定"])
def test_what_is_followed_is_no_source(rule: str) -> None:
    document = Document("d", f"按照{rule}，“情节较重的”处罚。", known=Known(None, "zh"))
    assert all(record.speaker_rule != "according-to" for record in extract_quotes([document], QuoteOptions()))


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("纽约市长亚当斯", "亚当斯"),
        ("曾庆红", "曾庆红"),
        ("日本首相岸田文雄", "岸田文雄"),
        ("日本首相", None),
    ],
)
def test_characters_of_function_words_and_of_countries_in_names(speaker: str, name: str | None) -> None:
    assert read("zh", f"{speaker}说：“很好。”")[0][1:] == (speaker, name)


@pytest.mark.parametrize(
    ("text", "speaker", "name"),
    [
        (
            "وقال رئيس الوزراء محمد شياع السوداني إن «البلد ماض في مكافحة الفساد».",
            "رئيس الوزراء محمد شياع السوداني",
            "محمد شياع السوداني",
        ),
        ("يروي الحاج عبد الله: «كانت الأرض تعطي كل شيء ثم جفت».", "الحاج عبد الله", "عبد الله"),
        ("قال عمدة نيويورك إريك آدمز: «لن نتراجع عن هذا القرار».", "عمدة نيويورك إريك آدمز", "إريك آدمز"),
        (
            "وقال مدير البرامج في المنظمة، مانويل فونتين، إن «الأطفال يدفعون الثمن في كل مكان».",
            "مدير البرامج في المنظمة، مانويل فونتين",
            "مانويل فونتين",
        ),
        ("جدد الجيش الجزائري تمسكه بأن الحل «لا يكون إلا بالحوار بين الجميع».", "الجيش الجزائري", None),
        ("وأكدت الوزيرة أن المشروع «سيوفر آلاف فرص العمل للشباب».", "الوزيرة", None),
        ("ووفقا للتقرير فإن «نصف السكان يعيشون تحت خط الفقر».", "للتقرير", None),
        (
            "وقالت المتحدثة باسم البيت الأبيض كارين جان بيير إن الرئيس «لا ينوي الانسحاب من السباق».",
            "المتحدثة باسم البيت الأبيض كارين جان بيير",
            "كارين جان بيير",
        ),
        (
            "وكشف وزير النفط إحسان عبد الجبار للصحفيين أن «الإنتاج سيعود خلال شهر».",
            "وزير النفط إحسان عبد الجبار",
            "إحسان عبد الجبار",
        ),
        ("وتساءل النائب حسن فضل الله: «أين ذهبت أموال المودعين؟».", "النائب حسن فضل الله", "حسن فضل الله"),
        ("وقال والي الرباط محمد اليعقوبي: «المدينة ستتغير».", "والي الرباط محمد اليعقوبي", "محمد اليعقوبي"),
        ("واتهمت المعارضة الحكومة بأنها «تتاجر بآلام الناس».", "المعارضة", None),
        (
            "ووصف رئيس الاتحاد جياني إنفانتينو البطولة بأنها «الأفضل في التاريخ على الإطلاق».",
            "رئيس الاتحاد جياني إنفانتينو",
            "جياني إنفانتينو",
        ),
        (
            "وقال الرئيس التركي رجب طيب أردوغان: «صبرنا له حدود».",
            "الرئيس التركي رجب طيب أردوغان",
            "رجب طيب أردوغان",
        ),
        ("واعتبر أمين عام الحزب أن القرار «ضربة للديمقراطية».", "أمين عام الحزب", None),
        ("وصف السيناتور بيرني ساندرز الخطة بأنها «هدية للأغنياء».", "السيناتور بيرني ساندرز", "بيرني ساندرز"),
        (
            "وقال الأمين العام لجامعة الدول العربية أحمد أبو الغيط إن «القدس خط أحمر».",
            "الأمين العام لجامعة الدول العربية أحمد أبو الغيط",
            "أحمد أبو الغيط",
        ),
        ("نشرت الصحيفة مقالا قالت فيه إن «الأمر انتهى تماما بالنسبة لنا».", "الصحيفة", None),
        (
            "قالت الهيئة العليا لمكافحة الفساد إن «الأمر انتهى تماما بالنسبة لنا».",
            "الهيئة العليا لمكافحة الفساد",
            None,
        ),
        ("الوزراء يؤكدون رفض القرار ويعتبرونه «قرارا باطلا وخرقا خطيرا للقانون».", "الوزراء", None),
        (
            "وقال رئيس المجلس السيادي عبد الفتاح البرهان إن الجيش «لن يفاوض المتمردين».",
            "رئيس المجلس السيادي عبد الفتاح البرهان",
            "عبد الفتاح البرهان",
        ),
        ("حسبه فإن «الحل بيد الحكومة وحدها دون غيرها».", None, None),
        ("وفق القانون فإن «كل من يخالف ذلك يعاقب بالسجن».", None, None),
    ],
)
def test_arabic_names_end_where_they_end_and_rules_and_suffixes_name_nobody(
    text: str, speaker: str | None, name: str | None
) -> None:
    assert read("ar", text)[-1][1:] == (speaker, name)


@pytest.mark.parametrize(
    ("turned", "inside"),
    [
        ("وكتب »مشاركة المغرب مهمة »، ثم سكت.", ["مشاركة المغرب مهمة"]),
        ("وقال عن المدرب » هيرفي رونار « إنه بخير.", ["هيرفي رونار"]),
        ("وقال إن الحكومة » تعمل.", []),
    ],
)
def test_a_mark_turned_by_mistake_turns_no_other_with_white_space_on_both_sides(
    turned: str, inside: list[str]
) -> None:
    right = "وأضاف « نحن لا نقبل بالضغوط »، أن الأمر انتهى، ثم قال « سنرد في الوقت المناسب »."
    found = [words for words, _, _ in read("ar", f"{right}\n\n{turned}\n\n{right}\n")]
    assert found == [*_SAID, *inside, *_SAID]


_SAID = ["نحن لا نقبل بالضغوط", "سنرد في الوقت المناسب"]


def test_a_pair_of_marks_is_itself_whatever_stands_inverted_in_another_paragraph() -> None:
    right = "وأضاف «نحن لا نقبل بالضغوط»، أن الصفقة قريبة، قبل أن يضيف: «سنرد في الوقت المناسب»."
    for wrong in (
        "سياسة الحكومة و »الزج بهم »",
        "قال إن »الأزمة« تحل",
        "قال إن «الحكومة «ستعمل",
        "قال إن الحكومة» تعمل",
    ):
        found = [words for words, _, _ in read("ar", f"{wrong}.\n\n{right}\n\n{right}\n")]
        assert found[-4:] == ["نحن لا نقبل بالضغوط", "سنرد في الوقت المناسب"] * 2


def test_an_article_ends_a_name_and_a_noun_of_persons_alone_is_none() -> None:
    assert read("de", "„Gut“, sagte Veit. Onkel Veit den Hut. „Komm“, rief Veit.")[0][2] == "Veit"
    assert read("it", "Zio ha detto: «Prima si pesa e poi si mangia».")[0][1:] == ("Zio", None)
    assert (
        read("uk", "РИБАК С. І.: Дякую.\n\nГОЛОВА: Степане Івановичу, прошу.\n\nРИБАК С. І.: Так.")[0][2]
        == "РИБАК С. І."
    )


def test_languages_without_a_table_are_read_by_capitals_and_others_name_nobody() -> None:
    def quoted(text: str) -> list[tuple[str | None, str | None]]:
        return [
            (record.speaker.text if record.speaker else None, record.speaker_name)
            for record in extract_quotes([Document("d", text)], QuoteOptions())
        ]

    polish = "„Nie zgadzam się”, powiedziała Anna Nowak w poniedziałek. Rząd nie odpowiedział na pytania."
    assert quoted(polish) == [("Anna Nowak", "Anna Nowak")]
    assert quoted("「明日は雨だ。」と田中さんは言った。") == [(None, None)]


def test_the_gender_of_one_person_is_not_that_of_another_one_of_the_surname() -> None:
    text = "Mr. Quill Lee came, and went. “It is late,” said Ash Lee."
    lexicon = find_lexicon("en", "Latn")
    entered = {"Ash Lee": {"mrs"}, "Quill Lee": set()}
    alone = Names(text, lexicon, entered).gender("Quill Lee")
    after = Names(text, lexicon, entered)
    after.gender("Ash Lee")
    assert after.gender("Quill Lee") == alone == "masculine"


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("es", "El alcalde de Nueva York Eric Adams dijo: «Está bien».", "Eric Adams"),
        ("es", "El presidente del Banco Santander Emilio Botín dijo: «Está bien».", "Emilio Botín"),
        ("fr", "« C’est bien », a déclaré le président du Real Madrid Florentino Pérez.", "Florentino Pérez"),
        ("fr", "La maire de Paris Anne Hidalgo a déclaré : « C’est bien. »", "Anne Hidalgo"),
        ("it", "Il segretario della Cgil Maurizio Landini ha detto: «Va bene».", "Maurizio Landini"),
        ("pt", "O presidente do Banco Central Roberto Campos disse: “Está bem”.", "Roberto Campos"),
        ("es", "El director del Hospital Juan Ramón Jiménez dijo: «Está bien».", None),
        ("es", "El director del Colegio Público Juan Pérez dijo: «Está bien».", None),
        ("es", "El presidente de la Fundación Juan March dijo: «Está bien».", None),
        ("es", "El alcalde de San José Juan Pérez dijo: «Está bien».", None),
        ("es", "La madre de Leo Messi Celia Cuccittini dijo: «Está bien».", None),
        ("fr", "Le proviseur du lycée Jean Moulin a déclaré : « C’est bien. »", None),
        ("it", "Il direttore del Teatro Giuseppe Verdi ha detto: «Va bene».", None),
        ("pt", "O diretor do Hospital João Paulo disse: “Está bem”.", None),
        ("uk", "Уболівальниця Люба Сорока сказала: «Це було чудово».", "Люба Сорока"),
        ("uk", "«Це було чудово», — сказала Люба Сорока.", "Люба Сорока"),
        ("uk", "Мер Москви сказав: «Це було чудово».", None),
    ],
)
def test_a_person_behind_a_place_or_a_club_has_the_name_and_an_institution_named_after_one_has_none(
    lang: str, text: str, name: str | None
) -> None:
    ((_, _, found),) = read(lang, text)
    assert found == name


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "name"),
    [
        (
            "it",
            'Contrattacca Pietro, bagnino in servizio: "Quando le abbiamo tirate fuori erano vive".',
            "Pietro, bagnino",
            "Pietro",
        ),
        ("it", 'Ruggisce Rosi: "Non lo accetto di certo".', "Rosi", "Rosi"),
        ("es", "Contraataca Pedro, el portero: «No puedo más con esto».", "Pedro, el portero", "Pedro"),
        ("en", "Dijo Pedro: “No puedo más”, and left the room with the dog.", "Pedro", "Pedro"),
        ("en", "Elton John: “We can do no more of this now.”", "Elton John", "Elton John"),
    ],
)
def test_a_verb_with_a_capital_before_a_label_is_no_part_of_it(
    lang: str, text: str, speaker: str, name: str
) -> None:
    ((_, *found),) = read(lang, text)
    assert found == [speaker, name]


def test_what_happened_and_to_whom_before_a_colon_is_no_label() -> None:
    def rule(lang: str, text: str) -> str | None:
        (record,) = extract_quotes([Document("d", text, known=Known(None, lang))], QuoteOptions(all=True))
        return record.speaker_rule

    assert rule("it", 'Sorpresa nella sorpresa: "Siamo felici di essere qui".') != "labelled"
    assert rule("it", 'Paura in centro: "Abbiamo sentito un botto".') != "labelled"
    assert rule("it", 'Rossi in aula: "Ci vuole tempo". Parla di Rossi.') == "labelled"
    assert rule("fr", "Nouvel appel du pape : « Arrêtez la guerre maintenant ».") != "labelled"
    assert rule("fr", "Le maire de Nancy : « Arrêtez la guerre maintenant ».") == "labelled"


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "Anne resta calme, et Paul insista :\n\n— Tu ne réponds pas ?\n\n— Non.", "Paul"),
        ("fr", "La jeune fille resta calme ; le duc ajouta :\n\n— Tu m’as appelé ?\n\n— Non.", "le duc"),
        ("fr", "Anne se leva, prit son chapeau et dit :\n\n— Tu ne réponds pas ?\n\n— Non.", "Anne"),
        ("fr", "Quand Anne entra, Paul demanda :\n\n— Tu m’as appelé ?\n\n— Non.", "Paul"),
        ("ru", "Анна молчала; Пётр добавил:\n\n— Ты для этого меня звала?\n\n— Нет.", "Пётр"),
        ("uk", "Дівчина мовчала, а Петро додав:\n\n— Ти для цього мене кликала?\n\n— Ні.", "Петро"),
        ("es", "Ana quedó callada, y Pablo insistió:\n\n—¿No respondes?\n\n—No.", "Pablo"),
        ("it", "Anna restava calma; Bruno aggiunse:\n\n— Mi hai chiamato?\n\n— No.", "Bruno"),
        ("pt", "A moça ficou calma, e o duque acrescentou:\n\n— Chamaste-me?\n\n— Não.", "o duque"),
        ("de", "Anna blieb ruhig; Paul fügte zornig hinzu:\n\n„Hast du mich dafür gerufen?“", "Paul"),
        ("en", "The girl stayed calm; the duke added:\n\n“Did you call me for this?”", "the duke"),
    ],
)
def test_the_subject_of_the_last_clause_before_a_colon_says_the_next_paragraph(
    lang: str, text: str, speaker: str
) -> None:
    assert read(lang, text)[0][1] == speaker


def test_whose_turn_it_is_by_the_order_or_by_an_act_is_no_certain_answer() -> None:
    text = (
        "Anna si alzò.\n\n— Vieni? — disse Bruno.\n\n— No.\n\nAnna chiuse la porta.\n\n— Resto qui, lo sai.\n"
    )
    document = Document("d", text, known=Known(None, "it"))
    ranked = {
        record.speaker_rule: record.confidence
        for record in extract_quotes([document], QuoteOptions())
        if record.speaker_rule in ("act", "turn-taking")
    }
    assert ranked == {"turn-taking": 0.68, "act": 0.85}


@pytest.mark.parametrize(
    ("lang", "title", "greeting"),
    [
        ("en", "MRS. BERG", "Good evening, sir."),
        ("de", "DR. BERG", "Guten Abend."),
        ("fr", "MME. BERG", "Oui."),
    ],
)
def test_a_title_in_capitals_stands_before_the_name_in_a_label_of_a_play(
    lang: str, title: str, greeting: str
) -> None:
    text = f"OTTO. {greeting}\n\n{title}. {greeting}\n\nOTTO. OK. {greeting}\n\n{title}. {greeting}"
    assert [who for _, who, _ in read(lang, text)] == ["OTTO", title, "OTTO", title]


@pytest.mark.parametrize(
    ("lang", "scene"),
    [
        ("en", "SCENE {}. A garden."),
        ("en", "ACT {}."),
        ("fr", "SCÈNE {}. ANNE, PAUL."),
        ("de", "AUFTRITT {}. Ein Garten."),
        ("es", "Escena {}. Ana, Luis."),
        ("it", "SCENA {}. Un giardino."),
        ("pt", "CENA {}. Um jardim."),
        ("ru", "ЯВЛЕНИЕ {}. Сад."),
        ("uk", "ЯВА {}. Сад."),
    ],
)
def test_the_heading_of_a_scene_says_nothing_and_belongs_to_no_turn(lang: str, scene: str) -> None:
    text = (
        f"{scene.format('I')}\n\nOTTO. Ja.\n\nANNA. Nein.\n\n{scene.format('II')}\n\nOTTO. Ja.\n\nANNA. No."
    )
    assert [who for _, who, _ in read(lang, text)] == ["OTTO", "ANNA", "OTTO", "ANNA"]
    assert [said for said, _, _ in read(lang, text)] == ["Ja.", "Nein.", "Ja.", "No."]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Саме за це острів’ян називають «народом альтернатив»."),
        ("ru", "Именно за это островитян называют «народом альтернатив»."),
        ("ru", "Иногда говорили: «Так не бывает, милые мои»."),
        ("uk", "Навпаки, додавали: «Принесіть кращу одежу і одягніть його»."),
    ],
)
def test_an_adverb_that_begins_a_sentence_does_not_speak(lang: str, text: str) -> None:
    ((_, found, name),) = read(lang, text)
    assert (found, name) == (None, None)


def test_a_call_with_a_pronoun_before_a_colon_is_no_label() -> None:
    text = "ANNA: Guten Tag, Otto.\n\nHören Sie: es ist spät.\n\nOTTO: Ja, so ist es.\n\nHören Sie: ich gehe."
    assert {who for _, who, _ in read("de", text)} == {"ANNA", "OTTO"}


def test_what_somebody_makes_is_not_the_name_of_who_speaks() -> None:
    for thing in ("o Django de Adrian", "a Casa de Adrian", "o Blog do Adrian"):
        text = f"Falámos com Adrian Holovaty sobre {thing}.\n\nAna: Como?\n\nAdrian: Bem.\n\nAna: E?\n\nAdrian: Sim."
        assert {name for _, who, name in read("pt", text) if who == "Adrian"} == {"Adrian Holovaty"}
    text = "Leemos a Miguel de Unamuno. «No puedo pensar así», escribió Unamuno."
    assert read("es", text)[0][1:] == ("Unamuno", "Miguel de Unamuno")


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("de", "„Viel zu teuer“, befand der Richter.", "der Richter"),
        ("en", "The old man claims “it was a fake”.", "The old man"),
        ("en", "“We left at once,” said the boys’ father.", "the boys’ father"),
        ("en", "“We left at once,” said Stevens’ mother, Janet.", "Stevens’ mother, Janet"),
    ],
)
def test_a_verb_of_saying_is_read_with_what_stands_beside_it(lang: str, text: str, speaker: str) -> None:
    ((_, found, _),) = read(lang, text)
    assert found == speaker


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "cue"),
    [
        ("fr", "« Il est bien tard », aimait à dire Paul.", "Paul", "dire"),
        ("fr", "« Il est bien tard », aimait dire Paul.", "Paul", "dire"),
        ("es", "«Es muy tarde», solía decir Rosa.", "Rosa", "decir"),
    ],
)
def test_what_somebody_used_to_say_is_tied_to_him_by_the_verb_of_saying(
    lang: str, text: str, speaker: str, cue: str
) -> None:
    (record,) = extract_quotes([Document("d", text, known=Known(None, lang))])
    assert record.speaker is not None
    assert record.cue is not None
    assert (record.speaker.text, record.cue.text) == (speaker, cue)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Der Richter befand, dass die alte Brücke teuer ist.", "befand"),
        ("Der Richter sagte sich, dass die alte Brücke teuer ist.", "sagte"),
        ("Der Richter befand sich, dass die alte Brücke teuer ist.", None),
    ],
)
def test_a_verb_that_says_nothing_with_a_reflexive_pronoun_says_something_without(
    text: str, cue: str | None
) -> None:
    records = extract_quotes([Document("d", text, known=Known(None, "de"))], QuoteOptions(indirect=True))
    assert [record.cue and record.cue.text for record in records] == ([cue] if cue else [])


def test_plural_nouns_and_reflexive_verbs_report_nothing() -> None:
    for lang, text in (
        ("en", "I bought in the “Wide West,” and other fine claims, and was very rich."),
        ("en", "Our top questions were “how many calories should I eat” and no more."),
        ("de", "Im Zimmer befand sich „ein großer Hund“, wie man weiß."),
    ):
        document = Document("d", text, known=Known(None, lang))
        assert all(record.cue is None for record in extract_quotes([document], QuoteOptions(all=True)))


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("de", "Oben sagte Thilde: „Nun wollen wir uns einen Tee aufgießen.“", "Thilde"),
        ("de", "Draußen rief die Mutter: „Kommt alle her zu mir.“", "die Mutter"),
        ("en", "Upstairs Anna said: “Now we drink tea.”", "Anna"),
        ("ru", "Наверху Анна сказала: «Теперь выпьем чаю».", "Анна"),
        ("ru", "Внизу сказал отец: «И я выпью с вами».", "отец"),
        ("uk", "Нагорі Ганна сказала: «Тепер вип’ємо чаю».", "Ганна"),
        ("de", "„Viel zu teuer“, meinen Kritiker.", "Kritiker"),
    ],
)
def test_an_adverb_of_place_before_the_verb_does_not_speak(lang: str, text: str, speaker: str) -> None:
    ((_, found, _),) = read(lang, text)
    assert found == speaker


def test_my_coat_reports_nothing() -> None:
    text = "„Wo ist mein Hut?“ Otto nahm meinen Mantel vom Haken."
    (record,) = extract_quotes([Document("d", text, known=Known(None, "de"))], QuoteOptions(all=True))
    assert record.cue is None
    assert record.speaker_name is None


def test_a_list_of_works_is_no_dialogue() -> None:
    works = "O. Berg: Memories of the Old Town, Boston, 1894.\n\nA. Kurz: The House by the River (1901).\n\n"
    assert read("en", f"Works used:\n\n{works}O. Berg: Letters, Boston, 1899.\n") == []
    assert read("de", works + "O. Berg: Briefe. Berlin 1899.\n") == []


@pytest.mark.parametrize(
    ("lang", "text", "speakers"),
    [
        (
            "es",
            "Hablábamos con el doctor Blanco, y yo le dije: “¿Se da cuenta?”, y él me dice: “Mire, así es la vida”.",
            ["yo", "él"],
        ),
        ("es", "El ministro dijo: «Vamos», y Ana Pérez añadió: «Ya voy».", ["El ministro", "Ana Pérez"]),
        ("es", "Estamos fuera del «telón de acero», afirmando nuestra política con los pueblos.", [None]),
        ("fr", "Nous sommes hors du « rideau de fer », affirmant notre politique d’amitié.", [None]),
        ("it", "Siamo fuori della «cortina di ferro», affermando la nostra politica di pace.", [None]),
        ("pt", "Estamos fora da «cortina de ferro», afirmando a nossa política de paz.", [None]),
    ],
)
def test_the_report_of_the_next_quotation_and_a_gerund_with_its_object_report_nothing_before(
    lang: str, text: str, speakers: list[str | None]
) -> None:
    assert [found for _, found, _ in read(lang, text)] == speakers


def test_who_is_greeted_at_the_head_of_a_speech_does_not_speak_it() -> None:
    assert read("es", "Señores ministros; señor gobernador Pablo Blanco: muchas gracias por venir.") == []
    assert read("pt", "Senhores ministros; senhor governador Paulo Branco: muito obrigado por virem.") == []


def test_a_date_before_the_verb_does_not_speak() -> None:
    text = "Y en el Día del Agua, el 22 de marzo de 2010 decía: “Así como privatizaron el petróleo, se va”."
    ((_, found, _),) = read("es", text)
    assert found != "el 22 de marzo de 2010"


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "name"),
    [
        ("ru", "— Пришлю сватов, — говорит Лукашкина мать.", "Лукашкина мать", None),
        ("ru", "«Присылай», — отвечает Марьина тётка.", "Марьина тётка", None),
        ("uk", "«Ні», — мовив Петрів батько.", "Петрів батько", None),
        ("ru", "«Так», — ответил Петров сестре.", "Петров", "Петров"),
        ("ru", "«Ну», — сказал Петров, директор.", "Петров, директор", "Петров"),
    ],
)
def test_a_possessive_before_a_relative_is_not_the_name(
    lang: str, text: str, speaker: str, name: str | None
) -> None:
    ((_, *found),) = read(lang, text)
    assert found == [speaker, name]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("“We go,” said Kado Besim. He added: “It is late.”", "Kado Besim"),
        # One word of unknown gender may be a firm.
        ("“We go,” said Besim. He added: “It is late.”", None),
        ("“We go,” said Besim. He added: “It is late.” They saw that Besim had left.", None),
        # Another paragraph, or another person in this one.
        ("“We go,” said Kado Besim.\n\nHe added: “It is late.”", None),
        ("Mary Lurin came too. “We go,” said Kado Besim. He added: “It is late.”", None),
    ],
)
def test_a_pronoun_stands_for_a_name_of_unknown_gender_only_where_it_stands_alone(
    told: str, name: str | None
) -> None:
    (found,) = (named for _, who, named in read("en", f"Mary Lurin came on Monday.\n\n{told}") if who == "He")
    assert found == name


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("20 h – « La Traversée », de Karim Olivet", "title"),
        ("« La Traversée », Karim Olivet", "title"),
        ("« La Traversée », 2019", "title"),
        ("20 h – « La Traversée » (2019)", "title"),
        ("20 h – « La Traversée » (Karim)", "term"),
        ("« La Traversée », un film", "term"),
        ("20 h – « La Traversée »,", "term"),
        ("20 h – « La Traversée »", "term"),
        ("Il part à 20 h – « La Traversée », de Karim Olivet", "term"),
        ("« La Traversée », dit Karim", "direct"),
    ],
)
def test_a_line_that_begins_with_marked_words_and_their_maker_or_year_names_a_work(
    line: str, kind: str
) -> None:
    document = Document("d", line, known=Known(None, "fr"))
    assert [record.kind for record in extract_quotes([document], QuoteOptions(all=True))] == [kind]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("en", "The bridge, says the mayor, has become “a real danger to us”.", "the mayor"),
        ("fr", "Le pont, note le maire, est devenu « un danger pour tous les passants ».", "le maire"),
        ("es", "El puente, avisa el alcalde, se ha vuelto «un peligro para todos».", "el alcalde"),
        ("uk", "Частка підробок, пишуть автори звіту, «уперше за десятиліття знизилася».", "автори звіту"),
        ("ru", "В девяностые, добавляет продавщица, «писали на обоях, и ничего, выучились».", "продавщица"),
    ],
)
def test_a_report_between_commas_has_its_subject_behind_the_verb(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("uk", "За словами міського голови Івана Скоропада, тріщину помітили ще в понеділок. «Ми замовили обстеження».", "Іван Скоропад"),
        ("en", "According to Ann Lee, the bridge is old. “We have ordered a new one.”", "Ann Lee"),
        ("es", "Según Ana Soto, el puente está viejo. «Hemos pedido uno nuevo».", "Ana Soto"),
        ("de", "Laut Anna Lee ist die Brücke alt. „Wir haben eine neue bestellt.“", "Anna Lee"),
    ],
)  # fmt: skip
def test_the_source_of_a_sentence_speaks_in_the_quotation_behind_it(lang: str, text: str, name: str) -> None:
    assert read(lang, text)[0][2] == name


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("pt", "Na venda de Santo Antônio tem uma placa: “Fiado só para maiores de noventa anos”.", "uma placa"),
        ("en", "In Saint Anthony hung a sign: “Closed until the first of May.”", "a sign"),
    ],
)  # fmt: skip
def test_the_name_of_a_place_says_nothing_beside_a_sign(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1:] == (speaker, None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "“The series came a year late,” says analyst Ann Lee of Morgan & Sons."),
        ("de", "„Die Serie kam ein Jahr zu spät“, meint Analystin Ann Lee von Morgan & Söhne."),
    ],
)
def test_the_firm_of_a_person_is_no_part_of_the_name(lang: str, text: str) -> None:
    assert read(lang, text)[0][2] == "Ann Lee"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "“El agua brotaba ahí”, señaló Leonor Zepeda. Ella misma cuenta que llegó un vecino. “Se hincó y tomó.”"),
        ("it", "«L’acqua sgorgava lì», disse Nora Zanetti. Lei stessa racconta che arrivò un vicino. «Bevve e tacque.»"),
    ],
)  # fmt: skip
def test_a_stressed_pronoun_is_no_name(lang: str, text: str) -> None:
    assert read(lang, text)[1][2] in {"Leonor Zepeda", "Nora Zanetti", None}


def test_who_owns_an_office_does_not_hold_it() -> None:
    text = (
        "“I watched the clip,” admits Dr Emi Nakagawa, the Trust’s senior ecologist.\n\n"
        "The Trust has described the reports as “greatly exaggerated”."
    )
    assert [name for _, _, name in read("en", text)] == ["Emi Nakagawa", None]


def test_initials_behind_which_nobody_is_known_are_no_name() -> None:
    text = "HR: Do people shout?\n\nTMR: Every week.\n\nHR: Any regrets?\n\nTMR: None. It was a throw-in.\n"
    known = "Thandie Mbeki-Ross is late.\n\n" + text
    assert [name for _, _, name in read("en", known)] == [
        None,
        "Thandie Mbeki-Ross",
        None,
        "Thandie Mbeki-Ross",
    ]


def test_an_outlet_in_capitals_is_known_by_its_initials() -> None:
    text = (
        "JORNAL DA BEIRA-RIO – Quando subiu à torre?\n\nSAMPAIO – Em agosto.\n\nJBR – E parou?\n\n"
        "SAMPAIO – Duas vezes.\n\nJBR – Pensa em parar?\n\nSAMPAIO – Não penso.\n"
    )
    assert {name for _, _, name in read("pt", text)} == {"JORNAL DA BEIRA-RIO", "SAMPAIO"}


def test_what_a_channel_is_for_is_no_part_of_its_name() -> None:
    text = "[14.03.2025, 06:50:00] Harbour Line – Alerts: Line B is closed.\n[14.03.2025, 11:05:00] Harbour Line – Alerts: It runs.\n"
    assert {name for _, _, name in read("en", text)} == {"Harbour Line"}


def test_what_is_told_in_an_answer_names_nobody_outside_of_it() -> None:
    text = (
        "El lutier Jorge Luna habla de su oficio.\n\nP: ¿Y el primero?\n\nR: Lo vendió mi padre. Me enfadé, y me dijo: «Él es feliz y tú aprendiste».\n\n"
        "P: ¿Cuántos hizo después?\n\nR: Seiscientos once.\n"
    )
    assert [name for said, _, name in read("es", text) if said.startswith("Él es feliz")] == [None]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("it", "Attilio Bo non si mosse.\n\n– Allora, come andiamo? – fece il dottore dalla porta.\n\n– Si va. E lei?\n", "il dottore"),
        ("es", "Luis Bo no se movió.\n\n—¿Y cómo vamos? —soltó el médico desde la puerta.\n\n—Vamos. ¿Y usted?\n", "el médico"),
    ],
)  # fmt: skip
def test_a_person_behind_any_verb_and_a_dash_speaks(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


def test_who_is_named_behind_an_interjection_speaks() -> None:
    text = "Felix Brosius: Diese Zahl war falsch.\n\n(Zuruf von der Grünen Mitte: „Vorgestern auch!“)\n\nFelix Brosius: Ich nicht.\n"
    assert read("de", text)[1][1] == "der Grünen Mitte"


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("es", "Vimos una escuela con un letrero que decía «CERRADO POR MARTES» y, de repente, el salar.", "un letrero"),
        ("en", "We saw a school with a sign that said “CLOSED ON TUESDAYS” and nothing else.", "a sign"),
        ("fr", "Nous avons vu une école avec un panneau qui disait « FERMÉ LE MARDI » et rien d’autre.", "un panneau"),
        ("pt", "Vimos uma escola com um letreiro que dizia “FECHADO ÀS TERÇAS” e mais nada.", "um letreiro"),
    ],
)  # fmt: skip
def test_what_a_sign_says_is_not_said_by_what_it_hangs_on(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1:] in {(speaker, None), (None, None)}


def test_a_pronoun_before_a_verb_may_be_its_object() -> None:
    told = "« Je n’avais jamais vu ça en vingt ans », nous a confié Karine Roussel hier soir."
    assert read("fr", told)[0][1] == "Karine Roussel"
    assert read("fr", "« Le pont est vieux », nous a dit le maire.")[0][1] == "le maire"


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("it", "Lo scorso settembre l’assessore ci promise: «Aule nuove prima di Natale».", "l’assessore"),
        ("it", "Il giorno seguente Ardizzone scrisse al prefetto: «Ne ho contati quarantuno».", "Ardizzone"),
        ("es", "El 14 de mayo el consejero prometió: «En octubre estarán abiertas las escuelas».", "el consejero"),
        ("es", "El mes pasado la alcaldesa prometió: «En octubre estarán abiertas las escuelas».", "la alcaldesa"),
        ("fr", "Le 14 mai le ministre a promis : « Les écoles ouvriront en octobre. »", "le ministre"),
        ("pt", "No dia seguinte a prefeita prometeu: “As escolas abrem em outubro”.", "a prefeita"),
    ],
)  # fmt: skip
def test_a_day_before_a_subject_is_no_part_of_it(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("it", "«Non mandava il conto a nessuno», ricordava nel 1962 la levatrice Felicina Carena.", "la levatrice Felicina Carena"),
        ("es", "«No pasaba la cuenta a nadie», recordaba en 1962 la matrona Felisa Carena.", "la matrona Felisa Carena"),
        ("fr", "« Il n’envoyait jamais la note », rappelait en 1962 la sage-femme Félicie Carène.", "la sage-femme Félicie Carène"),
    ],
)  # fmt: skip
def test_a_year_may_stand_between_a_verb_and_its_subject(lang: str, text: str, speaker: str) -> None:
    assert read(lang, text)[0][1] == speaker


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Ieri ho visto Saverio. “Il primo anno mi persi tre volte”, mi ha detto versandosi il terzo bicchiere."),
        ("es", "Ayer vi a Javier. «El primer año me perdí tres veces», me dijo sirviéndose el tercer vaso."),
        ("pt", "Ontem vi o Xavier. “No primeiro ano perdi-me três vezes”, disse-me servindo-se do terceiro copo."),
    ],
)  # fmt: skip
def test_what_somebody_does_while_speaking_has_no_speaker_behind_it(lang: str, text: str) -> None:
    speaker = read(lang, text)[0][1]
    assert speaker is None or speaker.endswith(("Saverio", "Javier", "Xavier"))


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("ru", "Причины три. Третья, признают в союзе, — «обыкновенная жадность посредников».", "союзе"),
        ("ru", "По данным Института мерзлоты, дома просели. Проблема, отмечают там, стала «системной и очень опасной».", "Института"),
        ("ru", "Дома просели. Проблема, отмечают там, стала «системной и очень опасной».", None),
        ("uk", "Частка фальсифікату, пишуть автори звіту від 4 жовтня, «уперше за десятиліття знизилася».", "автори звіту"),
        ("en", "The problem, says the mayor, is “the plain greed of the dealers.”", "the mayor"),
    ],
)  # fmt: skip
def test_who_is_named_by_a_report_between_commas_speaks(lang: str, text: str, speaker: str | None) -> None:
    assert read(lang, text)[0][1] == speaker


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Нам в октябре прошлого года было сказано: «К маю вода будет у всех»."),
        ("uk", "Нам торік було сказано: «До травня вода буде в усіх»."),
        ("fr", "Mamie dit qu’il y a écrit « service » sur la chaudière."),
        ("fr", "Sur la porte il y a écrit : « On ferme à midi tous les jours. »"),
    ],
)
def test_what_is_said_or_written_by_nobody_has_no_speaker(lang: str, text: str) -> None:
    assert [speaker for _, speaker, _ in read(lang, text)] == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("أما مريم عيسى، وهي معلمة كانت على متن العبّارة، فروت للوكالة: «غنّت البنات حتى وصل القارب الأول».", "مريم عيسى"),
        ("وصلنا إلى تازرت بعد العصر، والسائق ما زال يكرر: «ربع ساعة فقط».", "السائق"),
        ("على باب النزل لافتة كُتب عليها: «مغلق للفرح حتى يوم الأحد».", "لافتة"),
    ],
)  # fmt: skip
def test_who_stands_before_the_verb_in_arabic_speaks(text: str, speaker: str) -> None:
    assert read("ar", text)[0][1] == speaker


def test_a_verb_behind_a_conjunction_and_a_quotation_goes_on_with_its_sentence() -> None:
    text = "المحافظة من جهتها عزت التأخير إلى «إجراءات تعاقدية معقدة»، وقدّرت الكلفة بنحو 3 ملايين."
    assert read("ar", text)[0][1] in {"المحافظة", None}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Він повернувся з книжкою «Дно неба» та подряпаною щокою."),
        ("uk", "Останній зошит обривається на слові «хмарно»."),
        ("ru", "Он вернулся с книгой «Дно неба» и царапиной."),
        ("ru", "Тетрадь обрывается на слове «пасмурно»."),
        ("it", "Il primo volume, “Cara madre vi scrivo”, uscirà in primavera."),
        ("pt", "Disseram que era o tal “bug” do milénio."),
        ("es", "Dijeron que era el tal «efecto dos mil» de entonces."),
    ],
)
def test_titles_and_words_behind_their_noun_in_any_case_are_no_speech(lang: str, text: str) -> None:
    assert list(extract_quotes([Document("d", text, known=Known(None, lang))], QuoteOptions())) == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Дарка Лозова співає.\n— Запитання: Пані Дарко, де був перший концерт?\n— Відповідь: У корівнику.\n— Запитання: І давали?\n— Відповідь: Давали.",
         ["Запитання", "Відповідь", "Запитання", "Відповідь"]),
        ("Marie Roy chante.\n\n– Question : Vous partez ?\n– Réponse : Oui, en mai.\n– Question : Et la suite ?\n– Réponse : Un quatuor.",
         ["Question", "Réponse", "Question", "Réponse"]),
        ("Майя Заречная ныряет двадцать лет.\n\n**Не страшно?**\n\n— На берегу.\n\n**Когда начали?**\n\n— В феврале.\n\n**И рекорд?**\n\n— До марта.",
         ["Майя Заречная"] * 3),
        ("Председательствующий. Коллеги, переходим к дорогам.\n\nСухов В. И., фракция «Труд». Спасибо. Я проехал по ней.\n\nБелоглазова. Средства выделены.\n\nСухов. То есть опять?\n\nПредседательствующий. Голосуем.",
         ["Председательствующий", "Сухов В. И., фракция «Труд»", None, "Белоглазова", "Сухов", "Председательствующий"]),
        ("Presidente. La seduta è aperta. Ha la parola Moretti.\n\nAnna Moretti. Grazie, presidente. Il ponte è chiuso.\n\nMoretti. Aggiungo una cosa.\n\nPresidente. Grazie.",
         ["Presidente", "Anna Moretti", "Moretti", "Presidente"]),
    ],
)  # fmt: skip
def test_labels_stand_behind_dashes_and_before_full_stops(text: str, speakers: list[str | None]) -> None:
    lang = "fr" if "Marie" in text else "it" if "Anna" in text else "uk" if "Дарка" in text else "ru"
    assert sorted(str(found) for _, found, _ in read(lang, text)) == sorted(map(str, speakers))


def test_a_colon_in_speech_behind_a_dash_makes_no_label() -> None:
    text = "— Послушай, брат: пора домой.\n— Нет, Анна: рано.\n— Как рано? — спросила Анна."
    assert [speaker for _, speaker, _ in read("ru", text)] == [None, None, "Анна"]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("uk", "«Механізм чистили», — пояснює Мирослав Гнатишин. «Там, — додає, — знайшли гніздо ластівки».", "Мирослав Гнатишин"),
        ("uk", "«Лист прийшов», — писала Ксенія Грабарчук. Рудницький служив на пошті. «Миші теж ботаніки», — занотував тоді.", "Рудницький"),
        ("uk", "Юрко спитав про дурницю: “Тебе зустрічає хтось?”\n\n“Ти”, — відповіла просто.", None),
        ("uk", "Свідок пояснив, що бачив тварину. На запитання судді, скільки кіз у селі, відповів: «У нас їх було дев’ять».", "Свідок"),
        ("ru", "Свидетель Орлова пояснила: «Лодка моя».\n\nНа вопрос суда, когда это было, ответила: «Сначала летом, потом письменно».", "Свидетель Орлова"),
        ("it", "«Sono un collezionista», si è difeso Ettore Grossi. «Ne ho parlato con tutti», ha aggiunto prima di partire.", "Ettore Grossi"),
        ("pt", "Perguntada sobre o começo de tudo, Célia desata a falar: “A primeira placa eu roubei.”", "Célia"),
    ],
)  # fmt: skip
def test_a_verb_without_a_subject_stands_for_whom_it_agrees_with(
    lang: str, text: str, speaker: str | None
) -> None:
    assert read(lang, text)[-1][1] == speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Тарифы растут, следует из отчёта компании «Речпром». Компания прогнозирует «умеренное снижение» прибыли.", "Речпром"),
        ("Тарифы растут. Компания прогнозирует «умеренное снижение» прибыли.", None),
        ("Из музея пропал самовар. Полиция называет вора «человеком с тележкой».", "Полиция"),
    ],
)  # fmt: skip
def test_what_an_organisation_is_does_not_name_it(text: str, name: str | None) -> None:
    assert read("ru", text)[-1][2] == name


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("早上出发，老马边系鞋带边念叨：“昨天说今天轻松，前天也说昨天轻松。”", "老马"),
        ("女校校长登门劝学，说：“这双眼睛不读书，可惜了。”", "女校校长"),
        ("在新都桥吃面，18元一碗，老板娘听说我们从成都来，摇头说：“有车不坐，你们城里人闲得很。”", "老板娘"),
        ("護士從背後輕輕拉了拉她的衣角，壓低聲音說：「他昨晚也這樣。」", "護士"),
        ("巷口便利店的店员也听见了：“我以为谁家在看电视剧。”", "巷口便利店的店员"),
        ("主持国营染厂。晚年她常对学生讲：“颜色没有好坏，只有放错地方。”", "她"),
    ],
)  # fmt: skip
def test_a_subject_in_chinese_ends_before_what_it_does(text: str, speaker: str) -> None:
    assert read("zh", text)[-1][1] == speaker


def test_the_management_is_no_name() -> None:
    assert read("zh", "管理层预计，下半年增速将“稳中有升”。")[0][1:] == ("管理层", None)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("it", "«Vai», disse Anna Riva. Mi scrisse un biglietto con due parole: «Finalmente riposi».", "Anna Riva"),
        ("it", "Nevica. Il capofficina mi fa: «Succede».", "Il capofficina"),
        ("uk", "У висновку експертизи зазначено: «Зрізи свіжі, не старші за місяць».", "висновку експертизи"),
    ],
)  # fmt: skip
def test_what_is_written_speaks_where_it_says_so(lang: str, text: str, speaker: str | None) -> None:
    assert read(lang, text)[-1][1] == speaker
