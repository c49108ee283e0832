"""Exports of chats that are laid out in ways of their own, as text and as JSON."""

from __future__ import annotations

import json
import time

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.errors import NothingReadableError


def read(path, content, **options):
    """Return the author, the date and the text of each document, and the documents."""
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    documents = list(open_corpus(path, **options))
    turns = [(d.metadata.get("author"), d.metadata.get("date"), d.text) for d in documents]
    return turns, documents


SAID = [
    ("Ann", "2023-05-13T22:01:22", "The boat leaves.\nBe there."),
    ("Bob", "2023-05-13T22:02:07", "I will: wait"),
    ("Ann", "2023-05-14T00:05:00", "Good night"),
]


def without_seconds(turns):
    return [(author, f"{date[:16]}:00", text) for author, date, text in turns]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("May 13, 2023 at 10:01:22 PM", "May 13, 2023 at 10:02:07 PM", "May 14, 2023 at 12:05:00 AM"),
        ("May 13, 2023 at 10:01:22\u202fPM", "May 13, 2023 at 10:02:07\u202fPM", "May 14, 2023 at 12:05:00\u202fAM"),
        ("13 May 2023, 22:01:22", "13 May 2023, 22:02:07", "14 May 2023, 00:05:00"),
        ("13. Mai 2023 um 22:01:22", "13. Mai 2023 um 22:02:07", "14. Mai 2023 um 00:05:00"),
        ("13 мая 2023 г., 22:01:22", "13 мая 2023 г., 22:02:07", "14 мая 2023 г., 00:05:00"),
        ("13 de mayo de 2023, 22:01:22", "13 de mayo de 2023, 22:02:07", "14 de mayo de 2023, 0:05:00"),
        ("2023年5月13日 22:01:22", "2023年5月13日 22:02:07", "2023年5月14日 0:05:00"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("write", ["{name}, [{when}]:\n{text}\n", "[{when}] {name}: {text}"])
def test_a_month_may_have_its_name(tmp_path, write, first, second, third):
    turns = zip((first, second, third), SAID, strict=True)
    content = "\n".join(write.format(name=name, when=when, text=text) for when, (name, _, text) in turns)
    assert read(tmp_path / "chat.txt", content + "\n")[0] == SAID


@pytest.mark.parametrize(
    "space", "\t\u00a0\u1680\u2000\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
def test_any_space_may_stand_before_the_half_of_the_day(tmp_path, space):
    lines = [
        f"5/13/23, 10:01{space}PM - Ann: See you",
        f"5/13/23, 10:02{space}p.{space}m. - Bob: Good",
        f"5/14/23, 12:05{space}AM - Ann: Good night",
    ]
    assert read(tmp_path / "chat.txt", "\n".join(lines) + "\n")[0] == [
        ("Ann", "2023-05-13T22:01:00", "See you"),
        ("Bob", "2023-05-13T22:02:00", "Good"),
        ("Ann", "2023-05-14T00:05:00", "Good night"),
    ]


def test_a_message_may_stand_below_its_time_and_author(tmp_path):
    content = "".join(f"{date.replace('T', ' ')} {name}\n{text}\n\n" for name, date, text in SAID)
    assert read(tmp_path / "wechat.txt", content)[0] == SAID


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-13 10:00:01 Server started\n2023-05-13 10:00:02 Listening\n2023-05-13 10:00:03 Listening\n",
        "[2023-05-13 10:00:01] INFO: Server started\n[2023-05-13 10:00:02] ERROR: No boat\n",
        "2023-05-13 10:00 Breakfast\nEggs.\n\n2023-05-13 13:00 Lunch\nSoup.\n",
        "2023-05-13 10:00:00 Harbour\nA boat.\n\n2023-05-13 13:00:00 Beach\nNo boat.\n",
        "13 May 2023 was a warm day.\n\n14 May 2023 was not.\n",
        "Ann, [sic] she wrote.\nBob, [13] he said.\n",
    ],
    ids=["log", "log with levels", "diary", "diary with seconds", "prose", "brackets"],
)
def test_what_has_times_before_its_paragraphs_is_no_chat_for_that(tmp_path, text):
    assert read(tmp_path / "notes.txt", text)[0] == [(None, None, text)]


SIGTOP = """Conversation: Friends

From: Ann (+15551234)
Type: incoming
Sent: Sat, 13 May 2023 22:01:22 +0200
Received: Sat, 13 May 2023 22:01:25 +0200

The boat leaves.
Note: be there.

From: Bob
Type: keychange
Sent: Sat, 13 May 2023 22:01:30 +0200

From: You
Type: outgoing
Sent: Sat, 13 May 2023 22:02:07 +0200
Attachment: photo.jpg (image/jpeg, 123 bytes)

"""


def test_a_chat_of_signal_as_text(tmp_path):
    turns, documents = read(tmp_path / "any.txt", SIGTOP)
    assert turns == [
        ("Ann", "2023-05-13T22:01:22+02:00", "The boat leaves.\nNote: be there."),
        ("You", "2023-05-13T22:02:07+02:00", ""),
    ]
    assert documents[1].metadata["media"] == "photo.jpg (image/jpeg, 123 bytes)"
    assert {d.metadata["chat"] for d in documents} == {"Friends"}
    corpus = open_corpus(tmp_path / "any.txt")
    assert len(list(corpus)) == 2
    assert [issue.message for issue in corpus.issues] == [
        "1 lines of the system are no messages; passed over"
    ]


RULE = "=" * 62
DISCORD = f"""{RULE}
Guild: Boats
Channel: Text / harbour
{RULE}

[{{first}}] Ann
The boat leaves.
Be there.

[{{second}}] Bob (pinned)
I will: wait

{{{{Attachments}}}}
https://example.org/p.png
https://example.org/q.png

{{{{Reactions}}}}
👍 (2)

[{{third}}] Ann
Good night

{RULE}
Exported 3 message(s)
{RULE}
"""


@pytest.mark.parametrize(
    "times",
    [
        ("13-May-23 10:01 PM", "13-May-23 10:02 PM", "14-May-23 12:05 AM"),
        ("5/13/2023 10:01 PM", "5/13/2023 10:02 PM", "5/14/2023 12:05 AM"),
        ("13.05.2023 22:01", "13.05.2023 22:02", "14.05.2023 00:05"),
    ],
)
def test_a_chat_of_discord_as_text(tmp_path, times):
    content = DISCORD.format(first=times[0], second=times[1], third=times[2])
    turns, documents = read(tmp_path / "export.txt", content)
    assert turns == without_seconds(SAID)
    assert documents[1].metadata["media"] == "https://example.org/p.png, https://example.org/q.png"
    assert documents[1].metadata["reactions"] == "👍 (2)"
    assert {d.metadata["chat"] for d in documents} == {"harbour"}


@pytest.mark.parametrize(
    ("head", "days", "clocks"),
    [
        ("[LINE] Chat history with Boats\nSaved on: 5/15/2023, 10:00", ("Sat, 5/13/2023", "Sun, 5/14/2023"),
         ("10:01 PM", "10:02 PM", "12:05 AM")),
        ("[LINE] Boatsとのトーク履歴\n保存日時:2023/05/15 10:00", ("2023/05/13(土)", "2023/05/14(日)"), ("22:01", "22:02", "00:05")),
        ("[LINE] Boatsとのトーク履歴\n保存日時:2023/05/15 10:00", ("2023.05.13 土曜日", "2023.05.14 日曜日"),
         ("午後10:01", "午後10:02", "午前0:05")),
    ],
)  # fmt: skip
def test_a_chat_of_line(tmp_path, head, days, clocks):
    content = (
        f'{head}\n\n{days[0]}\n{clocks[0]}\tAnn\t"The boat leaves.\nBe there."\n{clocks[1]}\tBob\tI will: wait\n'
        f"\n{days[1]}\n{clocks[2]}\tAnn\tGood night\n{clocks[2]}\tBob\t[Sticker]\n{clocks[2]}\tAnn unsent a message.\n"
    )
    turns, documents = read(tmp_path / "talk.txt", content)
    assert turns == [*without_seconds(SAID), ("Bob", "2023-05-14T00:05:00", "")]
    assert documents[3].metadata["media"] == "[Sticker]"
    assert {d.metadata["chat"] for d in documents} == {"Boats"}


@pytest.mark.parametrize(
    ("day", "date"),
    [
        ("Fri, 1/5/2024", "2024-01-05"),
        ("Fri, 05/01/2024", "2024-01-05"),
        ("Wed, 1/5/2024", "2024-05-01"),
        ("Jum, 05/01/2024", "2024-01-05"),
        ("ศ., 05/01/2024", "2024-01-05"),
        ("2024/01/05（五）", "2024-01-05"),
        # That day has no date of these numbers.
        ("Sun, 1/5/2024", None),
    ],
)
def test_a_day_of_the_week_tells_the_order_of_day_and_month(tmp_path, day, date):
    turns, _ = read(
        tmp_path / "talk.txt", f"[LINE] Chat history with Ann\nSaved on: 1/6/2024\n\n{day}\n10:00\tAnn\tHi\n"
    )
    assert turns == [("Ann", date and f"{date}T10:00:00", "Hi")]


def test_a_date_within_a_message_begins_no_day(tmp_path):
    content = '[LINE] Chat history with Ann\nSaved on: 1/6/2024\n\nFri, 1/5/2024\n10:00\tAnn\t"When?\nSun, 1/7/2024"\n'
    turns, _ = read(tmp_path / "talk.txt", content.replace('"', "") + "10:01\tBob\tYes\n")
    assert turns == [
        ("Ann", "2024-01-05T10:00:00", "When?\nSun, 1/7/2024"),
        ("Bob", "2024-01-05T10:01:00", "Yes"),
    ]


AT = 1684008082
ISO = "2023-05-13T20:01:22+00:00"
EXPORTS = {
    "Signal Desktop": (
        [
            {"id": "a", "conversationId": "c", "type": "incoming", "body": "Hi", "sent_at": AT * 1000, "source": "+1"},
            {"id": "b", "conversationId": "c", "type": "keychange", "body": None, "sent_at": AT * 1000},
        ],
        [("+1", ISO, "Hi")],
    ),
    "Google Chat": (
        {"messages": [
            {"creator": {"name": "Ann"}, "created_date": "Saturday, May 13, 2023 at 8:01:22\u202fPM UTC", "text": "Hi", "message_id": "a"},
            {"creator": {"name": "Bob"}, "created_date": "Saturday, 13 May 2023 at 20:01:22 UTC", "attached_files": [{"x": 1}]},
        ]},
        [("Ann", ISO[:19], "Hi"), ("Bob", ISO[:19], "")],
    ),
    "Hangouts": (
        {"conversations": [{
            "conversation": {"conversation": {"participant_data": [{"id": {"gaia_id": "1"}, "fallback_name": "Ann"}]}},
            "events": [
                {"sender_id": {"gaia_id": "1"}, "timestamp": f"{AT}000000", "event_id": "e", "event_type": "REGULAR_CHAT_MESSAGE",
                 "chat_message": {"message_content": {"segment": [{"type": "TEXT", "text": "H"}, {"type": "TEXT", "text": "i"}]}}},
                {"sender_id": {"gaia_id": "1"}, "timestamp": f"{AT}000000", "event_id": "f", "event_type": "HANGOUT_EVENT"},
            ],
        }]},
        [("Ann", ISO, "Hi")],
    ),
    "Teams": (
        {"conversations": [{"id": "19:a", "displayName": "Boats", "MessageList": [
            {"id": "1", "displayName": "Ann", "originalarrivaltime": ISO, "messagetype": "RichText/Html", "content": "<p>H<b>i</b> &amp; bye</p>"},
            {"id": "2", "displayName": "Bob", "originalarrivaltime": ISO, "messagetype": "Text", "content": "3 < 4 &amp; 5"},
            {"id": "3", "displayName": None, "originalarrivaltime": ISO, "messagetype": "ThreadActivity/AddMember", "content": "<x/>"},
        ]}]},
        [("Ann", ISO, "Hi & bye"), ("Bob", ISO, "3 < 4 &amp; 5")],
    ),
    "Reddit": (
        [{"kind": "Listing", "data": {"children": [
            {"kind": "t3", "data": {"id": "p", "title": "T", "selftext": "A &amp; b", "author": "Ann", "created_utc": AT, "subreddit": "s"}}]}},
         {"kind": "Listing", "data": {"children": [
             {"kind": "t1", "data": {"id": "c", "body": "One", "author": "Bob", "created_utc": AT, "replies": {"kind": "Listing", "data": {
                 "children": [{"kind": "t1", "data": {"id": "d", "body": "Two", "author": "Ann", "created_utc": AT, "replies": ""}}]}}}},
             {"kind": "more", "data": {"id": "m", "children": ["x"], "count": 4}},
         ]}}],
        [("Ann", ISO, "A & b"), ("Bob", ISO, "One"), ("Ann", ISO, "Two")],
    ),
    "direct messages of X": (
        [{"dmConversation": {"conversationId": "1-2", "messages": [
            {"messageCreate": {"recipientId": "2", "senderId": "1", "id": "9", "text": "Hi &lt;3", "createdAt": ISO, "mediaUrls": []}},
            {"reactionCreate": {"senderId": "2"}},
        ]}}],
        [("1", ISO, "Hi <3")],
    ),
    "likes of X": (
        [{"like": {"tweetId": "5", "fullText": "Hi", "expandedUrl": "u"}}, {"like": {"tweetId": "6", "expandedUrl": "u"}}],
        [(None, None, "Hi")],
    ),
    "notes of X": (
        [{"noteTweet": {"noteTweetId": "7", "createdAt": ISO, "core": {"text": "Hi", "urls": []}}}],
        [(None, ISO, "Hi")],
    ),
    "a bot in Slack": (
        [{"type": "message", "user": "U1", "text": "Hi", "ts": f"{AT}.0"},
         {"type": "message", "subtype": "bot_message", "text": "Done", "username": "bot", "ts": f"{AT}.0"}],
        [("U1", ISO, "Hi"), ("bot", ISO, "Done")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_in_json_is_known_by_its_fields(tmp_path, name):
    value, turns = EXPORTS[name]
    assert read(tmp_path / "a.json", value)[0] == turns


def test_an_export_in_lines_of_json_is_known_by_its_fields(tmp_path):
    rows = [
        {"envelope": {"sourceName": "Ann", "timestamp": AT * 1000, "dataMessage": {"message": "Hi"}}},
        {"envelope": {"sourceName": "Bob", "timestamp": AT * 1000, "receiptMessage": {"isRead": True}}},
        {"envelope": {"sourceName": "Bob", "timestamp": AT * 1000, "dataMessage": {"message": "Bye"}}},
    ]
    content = "".join(f"{json.dumps(row)}\n" for row in rows)
    assert read(tmp_path / "a.jsonl", content)[0] == [("Ann", ISO, "Hi"), ("Bob", ISO, "Bye")]


def test_a_named_field_of_the_text_goes_before_what_is_known_of_an_export(tmp_path):
    rows = [{"body": "One", "created_utc": AT, "note": "Two"}]
    content = "".join(f"{json.dumps(row)}\n" for row in rows)
    assert read(tmp_path / "a.jsonl", content, text_field="note")[0] == [(None, None, "Two")]


def test_rows_with_lists_stay_rows_where_they_have_the_field_of_the_text(tmp_path):
    rows = [{"body": "One", "children": [{"body": "Two"}]}]
    assert [text for _, _, text in read(tmp_path / "a.json", rows, text_field="body")[0]] == ["One"]


def test_rows_that_have_a_list_of_other_things_are_rows(tmp_path):
    """A field that is called as messages are does not make a chat of a row."""
    rows = [{"content": "One.", "children": ["a"]}, {"content": "Two.", "children": []}]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    corpus = open_corpus(tmp_path / "a.json")
    with pytest.raises(NothingReadableError):
        list(corpus)
    assert [issue.message for issue in corpus.issues] == [
        "row 1: no field 'text' (content, children); skipped",
        "row 2: no field 'text' (content); skipped",
    ]
    assert [d.text for d in open_corpus(tmp_path / "a.json", text_field="content")] == ["One.", "Two."]


def test_a_line_break_among_the_pieces_of_a_text_is_one(tmp_path):
    segments = [
        {"type": "TEXT", "text": "One."},
        {"type": "LINE_BREAK"},
        {"type": "LINE_BREAK", "text": "\n"},
        {"type": "TEXT", "text": "Two."},
    ]
    event = {
        "event_type": "REGULAR_CHAT_MESSAGE", "sender_id": {"gaia_id": "1"}, "timestamp": "1684008082000000",
        "chat_message": {"message_content": {"segment": segments}},
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps({"conversations": [{"events": [event]}]}), encoding="utf-8")
    assert [document.text for document in open_corpus(tmp_path / "a.json")] == ["One.\n\nTwo."]


@pytest.mark.parametrize("nested", ["[" * 9999 + "]" * 9999, '{"a":' * 9999 + "1" + "}" * 9999])
def test_what_is_nested_too_deeply_is_said_to_be(tmp_path, nested):
    (tmp_path / "a.json").write_text(nested, encoding="utf-8")
    corpus = open_corpus(tmp_path / "a.json")
    with pytest.raises(NothingReadableError):
        list(corpus)
    assert corpus.issues[0].message.startswith("row 1: not valid JSON at character 0: nested too deeply")


ONE_OF_SIGNAL = "From: Ann\nType: incoming\nSent: Fri, 05 Jan 2024 10:00:00 +0100\n"
ONE_OF_DISCORD = "=" * 62 + "\nGuild: A\nChannel: B\n" + "=" * 62 + "\n\n[05-Jan-24 10:00 AM] ann\nHi\n\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fields.txt", ONE_OF_SIGNAL + "Attachment: a.png\n" * 300_000),
        ("parts.txt", ONE_OF_DISCORD + "{Attachments}\n" + "a.png\n" * 300_000),
        ("objects.json", json.dumps({"a": {str(n): {"b": 1} for n in range(100_000)}, "rows": [{"text": "Hi"}]})),
        ("header.xml", "<FictionBook><description/>" + "<binary/>" * 100_000 + "<body><p>Hi</p></body></FictionBook>"),
    ],
)  # fmt: skip
def test_reading_takes_time_that_grows_with_the_input_alone(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    begun = time.process_time()
    assert len(list(open_corpus(path))) == 1
    assert time.process_time() - begun < 4


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("[2023/5/13 下午10:01:22]", "[2023/5/13 晚上10:02:07]", "[2023/5/14 凌晨12:05:00]"),
        ("[2023. 5. 13. 오후 10:01:22]", "[2023. 5. 13. 밤 10:02:07]", "[2023. 5. 14. 오전 12:05:00]"),
        ("[13/5/23, 10:01:22 μ.μ.]", "[13/5/23, 10:02:07 μ.μ.]", "[14/5/23, 12:05:00 π.μ.]"),
        ("[13.05.2023 ÖS 10:01:22]", "[13.05.2023 ÖS 10:02:07]", "[14.05.2023 ÖÖ 12:05:00]"),
        ("[13/5/23, 10:01:22 CH]", "[13/5/23, 10:02:07 CH]", "[14/5/23, 12:05:00 SA]"),
        ("[13/05/23, 10:01:22 अपराह्न]", "[13/05/23, 10:02:07 अपराह्न]", "[14/05/23, 12:05:00 पूर्वाह्न]"),
        ("[2023. 05. 13. du. 10:01:22]", "[2023. 05. 13. du. 10:02:07]", "[2023. 05. 14. de. 12:05:00]"),
        ("[13.05.2023, 10:01:22 em]", "[13.05.2023, 10:02:07 em]", "[14.05.2023, 12:05:00 fm]"),
    ],
)  # fmt: skip
def test_the_halves_of_the_day_have_names(tmp_path, first, second, third):
    turns = zip((first, second, third), SAID, strict=True)
    content = "".join(f"{when} {name}: {text}\n" for when, (name, _, text) in turns)
    assert read(tmp_path / "_chat.txt", content)[0] == SAID


@pytest.mark.parametrize(
    ("head", "days", "first", "second", "third"),
    [
        ("Boats 님과 카카오톡 대화\n저장한 날짜 : 2023년 5월 14일 오전 8:00\n\n", ("2023년 5월 13일 토요일", "2023년 5월 14일 일요일"),
         "[Ann] [오후 10:01] ", "[Bob] [오후 10:02] ", "[Ann] [오전 12:05] "),
        ("Boats KakaoTalk Chats with Bob\nDate Saved : 2023-05-14 08:00:00\n\n", ("Saturday, May 13, 2023", "Sunday, May 14, 2023"),
         "[Ann] [10:01 PM] ", "[Bob] [10:02 PM] ", "[Ann] [12:05 AM] "),
    ],
    ids=["ko", "en"],
)  # fmt: skip
def test_ten_turns_of_kakaotalk(tmp_path, head, days, first, second, third):
    rule = "-" * 15
    lines = [
        f"{rule} {days[0]} {rule}",
        first + SAID[0][2],
        second + SAID[1][2],
        f"{rule} {days[1]} {rule}",
        third + SAID[2][2],
    ]
    turns, documents = read(tmp_path / "talk.txt", head + "\n".join(lines) + "\n")
    assert turns == without_seconds(SAID)
    assert {document.metadata["chat"] for document in documents} == {"Boats"}


def test_a_poll_and_a_place_are_said_by_somebody(tmp_path):
    mark, when = "\u200e", "[5/13/23, 10:0{}:00\u202fPM]"
    content = (
        f"{when.format(1)} Boats: {mark}Messages and calls are end-to-end encrypted.\n"
        f"{when.format(2)} Ann: {mark}POLL:\nWhere to?\n{mark}OPTION: Lake (2 votes)\n"
        f"{when.format(3)} Bob: {mark}Location: https://maps.google.com/?q=1,2\n"
        f"{when.format(4)} Bob: Yes\n"
    )
    assert [
        (author, text.split("\n")[-1].strip(mark))
        for author, _, text in read(tmp_path / "_chat.txt", content)[0]
    ] == [
        ("Ann", "OPTION: Lake (2 votes)"),
        ("Bob", "Location: https://maps.google.com/?q=1,2"),
        ("Bob", "Yes"),
    ]
