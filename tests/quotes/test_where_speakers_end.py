"""Where a speaker ends, and where the name in it: before places, manner, addressees and what is done; in ten languages."""

from __future__ import annotations

import pytest
from tests.quotes.test_kinds_of_speakers import read


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "name"),
    [
        (
            "ru",
            "Мэр Казани Ильсур Гареев заявил: «Ремонт закончим к осени».",
            "Мэр Казани Ильсур Гареев",
            "Ильсур Гареев",
        ),
        (
            "ru",
            "Министр обороны Финляндии Антти Хяккянен сказал: «Мы готовы».",
            "Министр обороны Финляндии Антти Хяккянен",
            "Антти Хяккянен",
        ),
        (
            "ru",
            "По оценке аналитика Финама Дениса Рогова, «рынок уже заложил эти новости в цену».",
            "аналитика Финама Дениса Рогова",
            "Денис Рогов",
        ),
        (
            "ru",
            "Депутат Скрипка Иван Ильич сказал: «Мы готовы».",
            "Депутат Скрипка Иван Ильич",
            "Скрипка Иван Ильич",
        ),
        (
            "ar",
            "قال رئيس بلدية حلب معد المدلجي: «سنعيد فتح السوق القديم قبل العيد».",
            "رئيس بلدية حلب معد المدلجي",
            "معد المدلجي",
        ),
        ("ru", "Титов А. Н. сообщил: «Насос требует замены до мая».", "Титов А. Н.", "Титов А. Н."),
    ],
)
def test_a_place_or_a_firm_behind_an_office_is_no_part_of_the_name(
    lang: str, text: str, speaker: str, name: str
) -> None:
    ((_, *found),) = read(lang, text)
    assert found == [speaker, name]


@pytest.mark.parametrize(
    ("lang", "text", "speakers"),
    [
        (
            "ru",
            "— Закрой дверь, — сказала тихо мать.\n— Сам, — отозвался из угла дед.\n— Никто, — проговорил, не поднимая головы, Степан.\n",
            ["мать", "дед", "Степан"],
        ),
        (
            "uk",
            "– Тихіше, – озвалася з кутка баба.\n– Не можу, – мовив, не підводячи голови, Степан.\n",
            ["баба", "Степан"],
        ),
        (
            "fr",
            "– Il faut partir, insista doucement Marcel.\n– Jamais, objecta gravement l'enfant.\n– Alors, lança, sans lever les yeux, la marchande.\n",
            ["Marcel", "l'enfant", "la marchande"],
        ),
        (
            "es",
            "—Ya voy —contestó desde la cocina la abuela.\n—No —dijo, sin mirar, el cartero.\n",
            ["la abuela", "el cartero"],
        ),
    ],
)
def test_manner_and_place_between_a_verb_and_its_subject_are_no_part_of_the_speaker(
    lang: str, text: str, speakers: list[str]
) -> None:
    assert [found for _, found, _ in read(lang, text)] == speakers


@pytest.mark.parametrize(
    ("text", "speaker", "name"),
    [
        (
            "قال الوزير خالد الحنيفات للصحفيين: «الموسم أفضل من سابقه».",
            "الوزير خالد الحنيفات",
            "خالد الحنيفات",
        ),
        ("وعلقت المزارعة أم عمر ضاحكة: «الزيت هذه السنة ذهب».", "المزارعة أم عمر", None),
        (
            "وقال مدافع الفريق ياسين برادة مازحا لزملائه: «من يسجل أدفع له».",
            "مدافع الفريق ياسين برادة",
            "ياسين برادة",
        ),
        ("وقال غوتيريش مخاطبا الصحفيين في المطار: «جئت برسالة تضامن».", "غوتيريش", None),
        ("وقالت مديرة المدرسة للأهالي إن «الامتحانات في موعدها».", "مديرة المدرسة", None),
        ("وقال شهود عيان إن «القصف استمر طوال الليل».", "شهود عيان", None),
        ("وتساءل ولي أمر غاضب: «من يعوض أولادنا؟».", "ولي أمر غاضب", None),
        (
            "وأشار محامي الدفاع رامي شلهوب إلى أن موكله «سيستأنف الحكم».",
            "محامي الدفاع رامي شلهوب",
            "رامي شلهوب",
        ),
        (
            "وطمأن وزير التربية عباس الحلبي الطلاب قائلا: «لن يضيع عامكم».",
            "وزير التربية عباس الحلبي",
            "عباس الحلبي",
        ),
    ],
)
def test_an_arabic_subject_ends_before_whom_is_spoken_to_and_how(
    text: str, speaker: str, name: str | None
) -> None:
    ((_, found, named),) = read("ar", text)
    assert (found, named) == (speaker, name)


@pytest.mark.parametrize(
    ("text", "speaker", "name"),
    [
        ("国家卫健委要求，“各地要做好老年人疫苗接种工作”。", "国家卫健委", "国家卫健委"),
        ("公司创始人兼首席执行官韩雪表示：“资金主要用于研发。”", "公司创始人兼首席执行官韩雪", "韩雪"),
        ("李副主任汇报说，“主要原因是原材料涨价”。", "李副主任", None),
        ("美国国务院发言人米勒稍早前称，有关措施“是必要的”。", "美国国务院发言人米勒", "米勒"),
        ("有记者问：“中方对此有何评论？”", "记者", None),
        ("一位不愿具名的专家告诉记者：“冬天才是考验。”", "一位不愿具名的专家", None),
        ("对方主帅佩雷拉坦言：“裁判毁了比赛。”", "对方主帅佩雷拉", "佩雷拉"),
    ],
)
def test_chinese_demands_deputies_and_attributes_with_a_verb(
    text: str, speaker: str, name: str | None
) -> None:
    ((_, *found),) = read("zh", text)
    assert found == [speaker, name]


def test_a_chinese_name_is_divided_from_what_is_done_where_the_text_shows_it() -> None:
    text = "“妈，我回来了。”小满推开门。\n\n“洗手吃饭。”母亲说。\n\n“还行。”小满含糊地应了一声。\n"
    assert [found for _, found, _ in read("zh", text)] == ["小满", "母亲", "小满"]


@pytest.mark.parametrize(
    ("lang", "text", "senders"),
    [
        (
            "fr",
            "Julien : tu viens samedi ?\nNora : oui si le train roule\nJulien : ok\nNora : à demain\n",
            ["Julien", "Nora"],
        ),
        ("ar", "أحمد: وينك؟\nسارة: بالطريق\nأحمد: لا تتأخري\nسارة: طيب\n", ["أحمد", "سارة"]),
        ("zh", "小鹿：明天几点集合\n阿哲：七点\n小鹿：哪里\n阿哲：地铁站\n", ["小鹿", "阿哲"]),
        ("en", "Name: Lee\nPrice: twelve\nName: Ray\nPrice: six\n", []),
    ],
)
def test_persons_who_write_without_a_stop_take_turns(lang: str, text: str, senders: list[str]) -> None:
    assert [found for _, found, _ in read(lang, text)] == senders * (2 if senders else 0)


def test_a_report_of_nobody_names_nobody() -> None:
    text = "La préfecture s'est tue. « Nous n'excluons aucune piste », fait-on savoir au parquet."
    assert read("fr", text) == [("Nous n'excluons aucune piste", None, None)]


def test_a_name_behind_a_title_is_named_though_it_begins_its_sentence() -> None:
    text = "M. Peyrat s'étonne : « On nous avait promis une réponse en janvier ! »"
    assert read("fr", text)[0][1:] == ("M. Peyrat", "Peyrat")


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "name"),
    [
        (
            "pt",
            "O vereador Abílio Fontainhas votou contra e classificou a medida de «precipitada».",
            "O vereador Abílio Fontainhas",
            "Abílio Fontainhas",
        ),
        (
            "it",
            "«È una scelta», ha dichiarato l'assessora alla Mobilità Chiara Bonfigli.",
            "l'assessora alla Mobilità Chiara Bonfigli",
            "Chiara Bonfigli",
        ),
        ("it", "«Vedremo a settembre», taglia corto il sindaco Amori.", "il sindaco Amori", "Amori"),
        ("uk", "– Собаки гавкають, – відказав Левко, визираючи у вікно.", "Левко", "Левко"),
        ("ar", "«لا أحد يقرأ»، تقول علوية صبح بأسى.", "علوية صبح", None),
        ("ar", "وقالت سيدة رفضت الكشف عن اسمها: «خسرنا كل شيء».", "سيدة", None),
        (
            "ar",
            "وقال الأمير تميم بن حمد إن «وقف التصعيد ضرورة».",
            "الأمير تميم بن حمد",
            "تميم بن حمد",
        ),
        ("ar", "ويشير الحاج مصطفى بيده إلى دكان مغلق: «هنا كان معلمي».", "الحاج مصطفى", "مصطفى"),
    ],
)
def test_a_speaker_ends_before_what_is_done(lang: str, text: str, speaker: str, name: str | None) -> None:
    ((_, *found),) = read(lang, text)
    assert found == [speaker, name]


def test_an_interview_ends_with_a_mark_of_its_language() -> None:
    text = "BLATT: Warum?\nKrüger: Weil ich gehe.\nBLATT: Und?\nKrüger: Mein Koch sagt: „Chefin, ich gehe zur Bahn.“\n"
    assert [found for _, found, _ in read("de", text)] == ["BLATT", "Krüger", "BLATT", "Krüger", "Mein Koch"]


def test_a_chinese_name_among_friends_and_one_in_marks_end_where_they_end() -> None:
    assert read("zh", "“没拿你跑什么？”民警老高蹲下来，看着他。")[0][1:] == ("民警老高", "老高")
    assert read("zh", "少年低下头，憋出一句：“我怕我爸打我。”")[0][1:] == ("少年", None)
    assert read("zh", "网友“北方的狼”评论道：“这也太贵了吧。”")[-1][1:] == ("网友“北方的狼”", None)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("en", "I had a driver, old Maddocks, who used to say “write it down, girl”.", "old Maddocks"),
        ("de", "Mein Opa pflegte in solchen Fällen zu sagen: „Das Wetter kommt von selber.“", "Mein Opa"),
        ("fr", "« Je le fais repeindre », avertit Mme le maire.", "Mme le maire"),
        ("fr", "« Je dessine tout cela », raconterait Anne Roy plus tard.", "Anne Roy"),
        ("es", "Pregunté si había agua y ella, sin levantar la vista, respondió «En mayo».", "ella"),
        ("es", "“Me admitieron por la letra”, diría después Elvira Luz.", "Elvira Luz"),
        (
            "es",
            "La presidenta, D.ª Lidia Paredes, pregunta: «¿De qué ejercicio?».",
            "La presidenta, D.ª Lidia Paredes",
        ),
        ("es", "La vecina del 3.º B manifiesta: «No pienso pagar por esto».", "La vecina del 3.º B"),
        ("en", "“Now they can climb it,” said April Lindqvist, a director.", "April Lindqvist, a director"),
        (
            "de",
            "„Wir spielen vor vollen Reihen“, so die Vorsitzende Juli Sommer.",
            "die Vorsitzende Juli Sommer",
        ),
        ("en", "On Aug 27, Farah Mirza <farah@post.example> wrote:\n> Do print my letter.", "Farah Mirza"),
        ("ar", "سأله القاضي عما رأى فأجاب: «رأيت المتهم عند البئر».", "القاضي"),
    ],
)
def test_who_speaks_ends_at_a_habit_an_office_an_ordinal_or_an_aside(
    lang: str, text: str, speaker: str
) -> None:
    assert read(lang, text)[-1][1] == speaker


def test_an_office_in_capitals_is_no_name() -> None:
    text = "El señor CONSEJERO DE TRANSPORTES (Carranza): Sí.\nLa señora OLMOS ROIG: No.\nEl señor CONSEJERO DE TRANSPORTES (Carranza): Ya.\n"
    assert [name for _, _, name in read("es", text)] == [None, "OLMOS ROIG", None]


def test_what_is_reported_by_the_mood_of_the_verb_is_said_by_who_is_named_before_the_comma() -> None:
    text = "„Das Tier schläft“, klagte sein Anwalt. Die Beklagte Gudrun Wenzel hielt dagegen, Caruso sei „sensibel, nicht laut“."
    assert read("de", text)[-1][1:] == ("Die Beklagte Gudrun Wenzel", "Gudrun Wenzel")


def test_in_arabic_whom_somebody_speaks_to_does_not_speak() -> None:
    assert read("ar", "ويروى أنها قالت للوالي: «لك الطريق يا باشا، ولي الباب».")[-1][1] != "للوالي"
