"""Chats: a message is a document with its author and its time; a chat may be one document."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.dates import extract_dates
from corpuskit.errors import NothingReadableError

NNBSP = "\u202f"
# Ten turns; the first time of day is said twice over, by a clock of 24 hours.
SAID = [
    ("Ann", "Hello"), ("Bob", "Hi"), ("Ann", "How are you?"), ("Bob", "Fine: and you?\nLong day"), ("Ann", "The same"),
    ("Bob", "I saw her yesterday"), ("Ann", "12:30 then"), ("Bob", "Good"), ("Ann", "Bye"), ("Bob", "Bye!"),
]  # fmt: skip
CLOCK = [(22, 0), (22, 5), (22, 10), (23, 59), (0, 5), (9, 1), (11, 30), (12, 0), (12, 45), (13, 0)]
DAYS = [13] * 4 + [14] * 6


def twelve(hour, minute, mark):
    return f"{hour % 12 or 12}:{minute:02}{mark[hour >= 12]}"


EXPORTS = {
    "Android, 24 hours": lambda d, h, m, name, text: f"{d:02}/05/2023, {h:02}:{m:02} - {name}: {text}",
    "Android, month first, narrow space": lambda d, h, m, name, text: (
        f"5/{d}/23, {twelve(h, m, (NNBSP + 'AM', NNBSP + 'PM'))} - {name}: {text}"
    ),
    "Android, day first, p. m.": lambda d, h, m, name, text: (
        f"{d}/5/23, {twelve(h, m, (' a. m.', ' p. m.'))} - {name}: {text}"
    ),
    "Android, full stops": lambda d, h, m, name, text: f"{d}.05.23, {h:02}:{m:02} - {name}: {text}",
    "Android, year first": lambda d, h, m, name, text: f"2023-05-{d}, {h:02}:{m:02} - {name}: {text}",
    "Android, small pm": lambda d, h, m, name, text: (
        f"{d}/05/23, {twelve(h, m, (' am', ' pm'))} - {name}: {text}"
    ),
    "iOS": lambda d, h, m, name, text: f"\u200e[{d}.05.23, {h:02}:{m:02}:00] {name}: {text}",
    "iOS, month first": lambda d, h, m, name, text: (
        f"[5/{d}/23, {twelve(h, m, (':00' + NNBSP + 'AM', ':00' + NNBSP + 'PM'))}] {name}: {text}"
    ),
    "Signal": lambda d, h, m, name, text: f"[2023-05-{d}, {h:02}:{m:02}] {name}: {text}",
    "Telegram, copied": lambda d, h, m, name, text: f"{name}, [{d}.05.23 {h:02}:{m:02}]\n{text}\n",
    "Telegram, copied in a line": lambda d, h, m, name, text: f"[{d}.05.2023 {h:02}:{m:02}] {name}: {text}",
}


def write_chat(path, write):
    turns = [
        write(day, hour, minute, name, text)
        for day, (hour, minute), (name, text) in zip(DAYS, CLOCK, SAID, strict=True)
    ]
    path.write_text("\n".join(turns) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("export", EXPORTS, ids=str)
def test_ten_turns_are_ten_documents_with_their_authors_and_times(tmp_path, export):
    documents = list(open_corpus(write_chat(tmp_path / "chat.txt", EXPORTS[export])))
    assert [(d.metadata["author"], d.text) for d in documents] == SAID
    assert [d.metadata["date"] for d in documents] == [
        f"2023-05-{day}T{hour:02}:{minute:02}:00" for day, (hour, minute) in zip(DAYS, CLOCK, strict=True)
    ]
    assert [d.id for d in documents] == [f"chat:{number}" for number in range(1, 11)]
    (yesterday,) = [
        record for record in extract_dates(documents) if getattr(record, "text", "") == "yesterday"
    ]
    assert yesterday.first_day == "2023-05-13"


@pytest.mark.parametrize(
    ("lines", "dates", "note"),
    [
        (["12/05/2023, 09:15 - Ann: a", "12/05/2023, 09:16 - Bob: b"], ["2023-05-12", "2023-05-12"], "the way they are written"),
        (["1/2/23, 9:15 AM - Ann: a", "1/2/23, 9:16 AM - Bob: b"], ["2023-01-02", "2023-01-02"], "the way they are written"),
        (["1/2/23, 9:15 - Ann: a", "1/2/23, 9:16 - Bob: b"], [None, None], "cannot be told apart"),
        (["3/1/23, 9:15 - Ann: a", "1/2/23, 9:16 - Bob: b"], ["2023-01-03", "2023-02-01"], None),
        (["1/3/23, 9:15 - Ann: a", "2/1/23, 9:16 - Bob: b"], ["2023-01-03", "2023-02-01"], None),
        (["5/5/23, 9:15 - Ann: a", "6/6/23, 9:16 - Bob: b"], ["2023-05-05", "2023-06-06"], None),
    ],
)  # fmt: skip
def test_the_order_of_day_and_month_is_told_by_the_file_or_left_open(tmp_path, lines, dates, note):
    path = tmp_path / "chat.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    corpus = open_corpus(path)
    assert [(d.metadata.get("date") or "")[:10] or None for d in corpus] == dates
    assert [note in issue.message for issue in corpus.issues] == ([True] if note else [])


def test_lines_of_the_system_and_media_are_not_what_somebody_said(tmp_path):
    path = tmp_path / "WhatsApp Chat with Ann.txt"
    path.write_text(
        "13/05/2023, 21:58 - Messages and calls are end-to-end encrypted.\n"
        "13/05/2023, 21:59 - Ann changed the subject from “A” to “B: C”\n"
        "13/05/2023, 22:00 - Ann: <Media omitted>\n"
        "13/05/2023, 22:01 - Ann: IMG-1.jpg (file attached)\nThe bridge\n"
        "13/05/2023, 22:02 - Bob: This message was deleted\n"
        "13/05/2023, 22:03 - Bob: Fine <This message was edited>\n",
        encoding="utf-8",
    )
    corpus = open_corpus(path)
    documents = list(corpus)
    assert [d.text for d in documents] == ["", "The bridge", "", "Fine"]
    assert [
        {name: d.metadata[name] for name in ("media", "deleted", "edited") if name in d.metadata}
        for d in documents
    ] == [
        {"media": "<Media omitted>"},
        {"media": "IMG-1.jpg (file attached)"},
        {"deleted": "true"},
        {"edited": "true"},
    ]
    assert {d.metadata["chat"] for d in documents} == {"Ann"}
    assert [issue.message for issue in corpus.issues] == [
        "2 lines of the system are no messages; passed over"
    ]


def test_a_chat_may_be_one_document_whose_turns_begin_with_time_and_author(tmp_path):
    path = write_chat(tmp_path / "chat.txt", EXPORTS["iOS"])
    (document,) = open_corpus(path, by_chat=True)
    assert document.text.startswith("[2023-05-13 22:00:00] Ann: Hello\n[2023-05-13 22:05:00] Bob: Hi\n")
    assert document.metadata["authors"] == "Ann, Bob"
    assert document.metadata["messages"] == "10"


@pytest.mark.parametrize(
    "text",
    [
        "12 May 2023\nThe bridge is open.\n",
        "2023-05-13\n\nA diary: it rained.\n",
        "13.05.2023 - Rain\n14.05.2023 - Sun\n",
        "10:00 - Ann: we begin\n",
        "[1] A note: this\n[2] Another: that\n",
        "13/05/2023, 22:00 - Ann: only one line begins so\nand the rest is prose\n",
        "1. Item: a\n2. Item: b\n",
    ],
)
def test_what_only_looks_like_a_chat_is_text(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert [document.text for document in open_corpus(path)] == [text]


def read_json(tmp_path, value, name="result.json", **options):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value, indent=1), encoding="utf-8")
    corpus = open_corpus(path, **options)
    return [(d.id, d.text, dict(d.metadata)) for d in corpus], corpus.issues


TELEGRAM = {
    "name": "News",
    "type": "public_channel",
    "messages": [
        {"id": 1, "type": "service", "date": "2023-05-13T22:00:00", "actor": "News", "text": ""},
        {
            "id": 2, "type": "message", "date": "2023-05-13T22:01:00", "from": "News", "reply_to_message_id": 1,
            "text": ["See ", {"type": "link", "text": "https://example.org"}, " now"],
        },
        {"id": 3, "type": "message", "date": "2023-05-13T22:02:00", "from": "Bob", "forwarded_from": "Ann", "text": "Hi"},
    ],
}  # fmt: skip


def test_an_export_of_telegram(tmp_path):
    documents, issues = read_json(tmp_path, TELEGRAM)
    common = {"chat": "News"}
    assert documents == [
        ("result:2", "See https://example.org now",
         {"date": "2023-05-13T22:01:00", "author": "News", **common, "reply_to": "1"}),
        ("result:3", "Hi", {"date": "2023-05-13T22:02:00", "author": "Bob", **common, "forwarded_from": "Ann"}),
    ]  # fmt: skip
    assert [issue.message for issue in issues] == ["1 row of the system is no message; passed over"]


def test_contacts_and_those_who_take_part_are_no_documents(tmp_path):
    whole = {
        "contacts": {"list": [{"first_name": "Bob"}, {"first_name": "Eve"}]},
        "chats": {"list": [TELEGRAM]},
    }
    documents, issues = read_json(tmp_path, whole)
    assert [text for _, text, _ in documents] == ["See https://example.org now", "Hi"]
    assert [(issue.message, issue.skipped) for issue in issues] == [
        ("2 rows beside its messages are no messages; passed over", False),
        ("1 row of the system is no message; passed over", False),
    ]


@pytest.mark.parametrize(
    ("row", "name", "media"),
    [
        ({"sender_name": "Bob", "timestamp_ms": 1684000000000, "photos": [{"uri": "x.jpg"}]}, "message_1.json", "photos"),
        ({"type": "message", "date": "2023-05-13T22:00:00", "from": "Ann", "text": "", "photo": "1.jpg"}, "result.json", "photo"),
        ({"type": "message", "date": "2023-05-13T22:00:00", "from": "Ann", "text": "", "file": "1.ogg",
          "media_type": "voice_message"}, "result.json", "voice_message"),
    ],
)  # fmt: skip
def test_a_picture_in_an_export_in_json_is_a_message_without_text(tmp_path, row, name, media):
    documents, issues = read_json(tmp_path, {"title": "x", "messages": [row]}, name)
    ((_, text, metadata),) = documents
    assert (text, metadata["media"], issues) == ("", media, [])


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ([{"type": "message", "user": "U1", "text": "Hi", "ts": "1684000000.1"},
          {"type": "message", "subtype": "channel_join", "user": "U2", "text": "joined", "ts": "1684000001.1"}], ["Hi"]),
        ({"channel": {"name": "g"}, "messages": [
            {"id": "1", "type": "Default", "timestamp": "2023-05-13", "content": "Hi", "author": {"name": "A"}},
            {"id": "2", "type": "GuildMemberJoin", "timestamp": "2023-05-13", "content": "Joined", "author": {"name": "B"}}]}, ["Hi"]),
        ({"orderedItems": [{"type": "Create", "object": {"content": "<p>Hi</p>", "published": "2023-05-13"}},
                           {"type": "Announce", "object": "https://o.s/1", "published": "2023-05-13"}]}, ["Hi"]),
    ],
    ids=["Slack", "Discord", "Mastodon"],
)  # fmt: skip
def test_what_the_program_says_is_no_message(tmp_path, rows, texts):
    documents, issues = read_json(tmp_path, rows, "export.json")
    assert [text for _, text, _ in documents] == texts
    assert [issue.message for issue in issues] == ["1 row of the system is no message; passed over"]


def test_a_channel_of_slack_is_named_by_its_folder(tmp_path):
    (tmp_path / "general").mkdir()
    row = {"type": "message", "user": "U1", "text": "Hi", "ts": "1684000000.1"}
    documents, _ = read_json(tmp_path / "general", [row], "2023-05-13.json")
    assert documents[0][2]["chat"] == "general"


@pytest.mark.parametrize(
    ("line", "author", "date", "text", "media"),
    [
        ("۲۰۲۳/۵/۱۳،\u200f ۲۲:۰۱ - علی: تا فردا", "علی", "2023-05-13T22:01:00", "تا فردا", None),
        (
            "13.5.2023, 22:01 - דנה: \u200f<המדיה לא נכללה>",
            "דנה",
            "2023-05-13T22:01:00",
            "",
            "<המדיה לא נכללה>",
        ),
    ],
)
def test_marks_of_direction_hide_neither_a_message_nor_a_picture(tmp_path, line, author, date, text, media):
    path = tmp_path / "chat.txt"
    path.write_text(f"{line}\n{line}\n", encoding="utf-8")
    document = next(iter(open_corpus(path)))
    assert (document.text, document.metadata["author"], document.metadata["date"]) == (text, author, date)
    assert document.metadata.get("media") == media


def test_an_export_of_all_chats_of_telegram(tmp_path):
    whole = {"about": "x", "chats": {"about": "y", "list": [TELEGRAM, {**TELEGRAM, "name": "Other"}]}}
    documents, _ = read_json(tmp_path, whole)
    assert [metadata["chat"] for _, _, metadata in documents] == ["News", "News", "Other", "Other"]


@pytest.mark.parametrize(
    ("value", "name", "text", "known"),
    [
        ('window.YTD.tweets.part0 = [ {"tweet": {"id_str": "7", "full_text": "Hi", "created_at": "Wed Oct 10 20:19:24 +0000 2018"}} ]',
         "tweets.js", "Hi", {"date": "2018-10-10T20:19:24+00:00"}),
        ({"title": "Ann", "messages": [{"sender_name": "Zo\u00c3\u00a9", "timestamp_ms": 1684000000000, "content": "caf\u00c3\u00a9"}]},
         "message_1.json", "café", {"author": "Zoé", "date": "2023-05-13T17:46:40+00:00"}),
        ({"channel": {"name": "general"}, "messages": [{"id": "1", "timestamp": "2023-05-13T22:00:00", "content": "Hi", "author": {"name": "Ann"}}]},
         "discord.json", "Hi", {"author": "Ann", "chat": "general"}),
        ([{"type": "message", "user": "U1", "text": "Hi", "ts": "1684000000.000200"}], "slack.json", "Hi",
         {"author": "U1", "date": "2023-05-13T17:46:40+00:00"}),
        ({"orderedItems": [{"object": {"content": "<p>Hi &amp; bye</p>", "published": "2023-05-13T22:00:00Z"}}]}, "outbox.json",
         "Hi & bye", {"date": "2023-05-13T22:00:00Z"}),
        ([{"type": "message", "subtype": "bot_message", "username": "cron", "ts": "1684000000.000200",
           "text": "See <https://a.b/c|the plan>, <@U2|bob>, <#C1|boats>, <!here>: <https://a.b/d> &lt;b&gt;"}], "slack.json",
         "See the plan, bob, boats, here: https://a.b/d <b>", {"author": "cron"}),
        ([{"timestamp": 1684000000, "data": [{"update_timestamp": 1}, {"post": "caf\u00c3\u00a9"}], "title": "Ann wrote."}], "posts.json",
         "café", {"date": "2023-05-13T17:46:40+00:00", "title": "Ann wrote."}),
        ({"comments_v2": [{"timestamp": 1684000000, "data": [{"comment": {"timestamp": 1684000000, "comment": "Hi", "author": "Zo\u00c3\u00a9"}}]}]},
         "comments.json", "Hi", {"author": "Zoé", "date": "2023-05-13T17:46:40+00:00"}),
        ([{"media": [{"uri": "a.jpg", "creation_timestamp": 1684000000, "title": "Hi"}]}], "posts_1.json", "Hi",
         {"date": "2023-05-13T17:46:40+00:00"}),
        ([{"string_map_data": {"Comment": {"value": "Hi"}, "Time": {"timestamp": 1684000000}}}], "post_comments_1.json", "Hi",
         {"date": "2023-05-13T17:46:40+00:00"}),
        ([{"ID": 9, "Timestamp": "2023-05-13 22:00:00", "Contents": "Hi", "Attachments": ""}], "c7/messages.json", "Hi",
         {"chat": "c7", "date": "2023-05-13 22:00:00"}),
        ({"items": [{"id": "a", "snippet": {"videoId": "v", "topLevelComment": {"id": "a", "snippet": {
            "textDisplay": "A &amp; B", "textOriginal": "A & B", "authorDisplayName": "@ann", "publishedAt": "2023-05-13T22:00:00Z"}}}}]},
         "comments.json", "A & B", {"author": "@ann", "date": "2023-05-13T22:00:00Z"}),
        ({"items": [{"id": "a", "snippet": {"textDisplay": "A &amp; <b>B</b>", "authorDisplayName": "@ann", "publishedAt": "2023-05-13T22:00:00Z"}}]},
         "comments.json", "A & B", {"author": "@ann"}),
        ({"feed": [{"post": {"uri": "at://1", "author": {"handle": "ann.x"}, "record": {"text": "Hi", "createdAt": "2023-05-13T22:00:00Z"}}}]},
         "feed.json", "Hi", {"author": "ann.x", "date": "2023-05-13T22:00:00Z"}),
        ({"room_name": "Boats", "messages": [{"type": "m.room.message", "sender": "@ann:x", "origin_server_ts": 1684000000000,
                                             "content": {"body": "Hi", "msgtype": "m.text"}}]},
         "matrix.json", "Hi", {"author": "@ann:x", "chat": "Boats", "date": "2023-05-13T17:46:40+00:00"}),
        ([{"id": "1", "content": "<p>Hi &amp; bye</p>", "created_at": "2023-05-13T22:00:00Z", "account": {"acct": "ann@m.x"}}], "statuses.json",
         "Hi & bye", {"author": "ann@m.x", "date": "2023-05-13T22:00:00Z"}),
        ({"messages": [{"id": "1", "messageType": "message", "createdDateTime": "2023-05-13T22:00:00Z", "from": {"user": {"displayName": "Ann"}},
                        "body": {"contentType": "html", "content": "<p>Hi &amp; bye</p>"}}]},
         "teams.json", "Hi & bye", {"author": "Ann", "date": "2023-05-13T22:00:00Z"}),
        ([{"uuid": "c", "name": "Boats", "chat_messages": [{"uuid": "m", "text": "Hi", "sender": "human", "created_at": "2023-05-13T22:00:00Z"}]}],
         "conversations.json", "Hi", {"author": "human", "chat": "Boats", "date": "2023-05-13T22:00:00Z"}),
    ],
    ids=["X", "Meta", "Discord", "Slack", "Mastodon", "Slack, a bot", "posts of Meta", "comments of Meta", "posts of Instagram",
         "comments of Instagram", "package of Discord", "YouTube", "YouTube, as shown", "Bluesky", "Matrix", "Mastodon, statuses", "Teams, by Graph", "Claude"],
)  # fmt: skip
def test_other_exports_are_known_by_their_fields(tmp_path, value, name, text, known):
    documents, issues = read_json(tmp_path, value, name)
    assert [found for _, found, _ in documents] == [text]
    assert known.items() <= documents[0][2].items()
    assert issues == []


def test_a_tree_of_messages_is_read_and_what_the_program_says_in_it_is_not(tmp_path):
    def node(role, *parts):
        author = {"role": role}
        return {
            "author": author,
            "create_time": 1684000000.5,
            "content": {"content_type": "text", "parts": [*parts]},
        }

    tree = {
        "r": None,
        "s": node("system", "Be kind."),
        "e": node("system", ""),
        "a": node("user", "When?"),
        "b": node("assistant", "At ", "six."),
    }
    mapping = {
        name: {"id": name, "message": message, "parent": None, "children": []}
        for name, message in tree.items()
    }
    documents, _ = read_json(tmp_path, [{"title": "Boats", "mapping": mapping}], "conversations.json")
    assert [(found[1], found[2]["author"], found[2]["chat"], found[2]["date"]) for found in documents] == [
        ("When?", "user", "Boats", "2023-05-13T17:46:40+00:00"),
        ("At six.", "assistant", "Boats", "2023-05-13T17:46:40+00:00"),
    ]


def test_answers_to_a_comment_follow_it(tmp_path):
    def comment(text):
        return {
            "id": text,
            "snippet": {"textDisplay": text, "textOriginal": text, "publishedAt": "2023-05-13T22:00:00Z"},
        }

    threads = [
        {
            "snippet": {"topLevelComment": comment("one")},
            "replies": {"comments": [comment("two"), comment("three")]},
        },
        {"snippet": {"topLevelComment": comment("four")}},
    ]
    documents, issues = read_json(tmp_path, {"items": threads}, "comments.json")
    assert ([text for _, text, _ in documents], issues) == (["one", "two", "three", "four"], [])


def test_rows_may_stand_under_their_ids(tmp_path):
    rows = {"a17": {"text": "one", "by": "Ann"}, "b18": {"text": "two"}, "c19": {"by": "Bob"}}
    documents, issues = read_json(tmp_path, rows, "a.json")
    assert [(doc, text) for doc, text, _ in documents] == [("a17", "one"), ("b18", "two")]
    assert len(issues) == 1


def test_an_object_with_other_objects_is_no_list_of_rows(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"post": {"text": "one"}, "by": {"name": "Ann"}}), encoding="utf-8")
    with pytest.raises(NothingReadableError, match=r"post\.text"):
        list(open_corpus(path))


ROWS = [{"id": 1, "data": {"full_text": "one"}, "likes": 3}, {"id": 2, "data": {"full_text": "two"}}]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (ROWS, "a.json"),
        ({"count": 2, "items": ROWS}, "a.json"),
        (json.dumps(ROWS), "a.jsonl"),
        ("\n".join(json.dumps(row, indent=2) for row in ROWS), "a.jsonl"),
        ("\n".join(json.dumps(row) for row in ROWS), "a.json"),
        ("\n".join(json.dumps(row) for row in ROWS), "a.jsonl"),
    ],
    ids=["array", "in an object", "array in one line", "several lines each", "lines called JSON", "lines"],
)
def test_rows_are_found_wherever_they_stand_in_json_and_fields_by_their_way(tmp_path, value, name):
    documents, issues = read_json(tmp_path, value, name, text_field="data.full_text")
    assert documents == [("1", "one", {"likes": "3"}), ("2", "two", {})]
    assert issues == []


def test_a_broken_value_loses_no_value_after_it(tmp_path):
    documents, (issue,) = read_json(tmp_path, '{"text": "one"}\n{"text": two}\n{"text": "three"}\n', "a.json")
    assert [text for _, text, _ in documents] == ["one", "three"]
    assert issue.skipped


def test_all_fields_of_a_row_are_kept(tmp_path):
    row = {
        "id": "x",
        "text": "t",
        "headline": "H",
        "likes": 3,
        "ok": True,
        "tags": ["a", "b"],
        "deep": {"a": 1.5},
        "no": None,
    }
    documents, _ = read_json(tmp_path, json.dumps(row) + "\n", "a.jsonl", title_field="headline")
    assert documents == [
        ("x", "t", {"title": "H", "likes": "3", "ok": "true", "tags": "a, b", "deep.a": "1.5"})
    ]


@pytest.mark.parametrize(
    ("name", "documents"),
    [("WhatsApp Chat with Ann.txt", 2), ("_chat.txt", 2), ("article.txt", 1), ("en-03.txt", 1)],
)
def test_in_a_directory_the_name_of_a_text_file_has_to_say_that_it_is_a_chat(tmp_path, name, documents):
    folder = tmp_path / "texts"
    folder.mkdir()
    path = folder / name
    path.write_text("5/13/23, 10:00 PM - Ann: Hi.\n5/13/23, 10:05 PM - Bob: Good.\n", encoding="utf-8")
    assert len(list(open_corpus(str(folder)))) == documents
    assert len(list(open_corpus(str(path)))) == 2
    assert len(list(open_corpus(str(folder / "*.txt")))) == 2


def read_dates(tmp_path, *lines):
    path = tmp_path / "chat.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [d.metadata.get("date") for d in open_corpus(path, input_format="chat")]


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("0:00", "00:00:00"), ("23:59", "23:59:00"), ("23:59:59", "23:59:59"), ("7.05", "07:05:00"),
        ("12:00 AM", "00:00:00"), ("12:59 am", "00:59:00"), ("1:00 AM", "01:00:00"), ("11:59 a. m.", "11:59:00"),
        ("12:00 PM", "12:00:00"), ("12:01 p.m.", "12:01:00"), ("1:00 PM", "13:00:00"), ("11:59 P.M.", "23:59:00"),
        ("上午12:05", "00:05:00"), ("上午11:05", "11:05:00"), ("下午12:05", "12:05:00"), ("下午1:05", "13:05:00"),
        ("9:30 ص", "09:30:00"), ("9:30 م", "21:30:00"),
    ],
)  # fmt: skip
def test_a_clock_of_twelve_hours_is_one_of_twenty_four(tmp_path, written, clock):
    assert read_dates(tmp_path, f"[2023-05-13, {written}] Ann: a") == [f"2023-05-13T{clock}"]


@pytest.mark.parametrize("written", ["24:00", "25:10", "10:60", "10:10:60"])
def test_what_no_clock_shows_begins_no_message(tmp_path, written):
    lines = ["[2023-05-13, 10:10] Ann: a", f"[2023-05-13, {written}] Bob: b"]
    (tmp_path / "chat.txt").write_text("\n".join(lines), encoding="utf-8")
    (document,) = open_corpus(tmp_path / "chat.txt", input_format="chat")
    assert document.text == "a\n" + lines[1]


@pytest.mark.parametrize(
    ("days", "dates"),
    [
        # A year in front, full stops, a number over 12 in either place.
        (["2023/05/06"], ["2023-05-06"]),
        (["06.05.23"], ["2023-05-06"]),
        (["13/05/23", "06/05/23"], ["2023-05-13", "2023-05-06"]),
        (["05/13/23", "05/06/23"], ["2023-05-13", "2023-05-06"]),
        # Time goes on.
        (["1/2/23", "1/3/23", "2/1/23"], ["2023-01-02", "2023-01-03", "2023-02-01"]),
        (["2/1/23", "3/1/23", "1/2/23"], ["2023-01-02", "2023-01-03", "2023-02-01"]),
        # A year of four digits, or a zero in front, stands after the day first.
        (["1/2/2023", "1/2/2023"], ["2023-02-01", "2023-02-01"]),
        (["01/2/23", "01/2/23"], ["2023-02-01", "2023-02-01"]),
        (["1/02/23", "1/02/23"], ["2023-02-01", "2023-02-01"]),
        # Neither: nothing tells it.
        (["1/2/23", "1/2/23"], [None, None]),
        (["13/13/23"], [None]),
        # A year of two digits is one of 1990 to 2049; that of the Thai calendar is none of ours.
        (["13/05/49"], ["2049-05-13"]),
        (["13/05/67"], [None]),
        (["13/05/89"], [None]),
        (["13/05/90"], ["1990-05-13"]),
        (["13/05/99"], ["1999-05-13"]),
        # Years of Iran and Thailand are others than ours.
        (["1402/05/06"], [None]),
        (["13/05/2566"], [None]),
        (["13/05/0100"], [None]),
    ],
)
def test_the_order_of_the_numbers_of_a_date(tmp_path, days, dates):
    found = read_dates(tmp_path, *(f"{day}, 09:{minute:02} - Ann: a" for minute, day in enumerate(days)))
    assert [None if date is None else date[:10] for date in found] == dates


def test_a_date_of_another_calendar_is_left_out_and_that_is_said(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text("[1402/05/06, 10:10] Ann: a\n[1402/05/07, 10:11] Bob: b\n", encoding="utf-8")
    corpus = open_corpus(path)
    documents = list(corpus)
    assert [document.metadata["written_date"] for document in documents] == ["1402/05/06", "1402/05/07"]
    assert [issue.message for issue in corpus.issues] == [
        "dates of no calendar that is known here, such as 1402/05/06, are left out (2)"
    ]


@pytest.mark.parametrize(
    ("noon", "date"), [("AM", "2023-01-02"), ("am", None), ("a.m.", "2023-02-01"), ("a. m.", "2023-02-01")]
)
def test_the_mark_of_noon_tells_the_habit_of_a_telephone(tmp_path, noon, date):
    (found,) = read_dates(tmp_path, f"1/2/23, 9:15 {noon} - Ann: a")
    assert found is None if date is None else found[:10] == date


def test_messages_and_lines_of_the_system_are_counted(tmp_path):
    lines = [
        "13/05/23, 09:00 - Messages are encrypted.", "13/05/23, 09:01 - Ann: a", "13/05/23, 09:02 - Bob left",
        "13/05/23, 09:03 - Ann: b",
    ]  # fmt: skip
    (tmp_path / "chat.txt").write_text("\n".join(lines), encoding="utf-8")
    corpus = open_corpus(tmp_path / "chat.txt", input_format="chat")
    assert [document.text for document in corpus] == ["a", "b"]
    assert [issue.message for issue in corpus.issues] == [
        "2 lines of the system are no messages; passed over"
    ]


def test_a_picture_that_is_named_in_angle_brackets_is_no_line_of_the_system(tmp_path):
    path = tmp_path / "_chat.txt"
    path.write_text(
        "[05.03.24, 09:01:12] Anna: \u200eNachrichten sind verschlüsselt.\n"
        "[05.03.24, 09:02:44] Anna: Guten Morgen!\n"
        "[05.03.24, 9:05:00] ~\u202fJörg Müller: <\u200eBild weggelassen>\n"
        "[13.03.24, 22:15:01] +49 171 1234567: Bis morgen\n",
        "utf-8",
    )
    read = [(d.metadata["author"], d.text, d.metadata.get("media")) for d in open_corpus(path)]
    assert read == [
        ("Anna", "Guten Morgen!", None),
        ("Jörg Müller", "", "<Bild weggelassen>"),
        ("+49 171 1234567", "Bis morgen", None),
    ]


def read_messages(path: Path, text: str) -> list[tuple[str, str, str]]:
    path.write_text(text, encoding="utf-8")
    return [
        (each.metadata["author"], each.metadata["date"], each.text or each.metadata["media"])
        for each in open_corpus(path, input_format="chat")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "\u200f13\u200f/5\u200f/2023، 10:01 م - علي: إلى الغد\n\u200f14\u200f/5\u200f/2023، 9:03 ص - علي: نعم\n",
        "١٣\u200f/٥\u200f/٢٠٢٣، ١٠:٠١ م - علي: إلى الغد\n١٤\u200f/٥\u200f/٢٠٢٣، ٩:٠٣ ص - علي: نعم\n",
        "13/5/2023، \u200f10:01 م - علي: إلى الغد\n14/5/2023، \u200f9:03 ص - علي: نعم\n",
    ],
)
def test_a_chat_in_arabic(tmp_path, lines):
    assert read_messages(tmp_path / "a.txt", lines) == [
        ("علي", "2023-05-13T22:01:00", "إلى الغد"),
        ("علي", "2023-05-14T09:03:00", "نعم"),
    ]


def test_media_are_known_in_any_language_and_inside_of_a_message(tmp_path):
    lines = (
        "[13-05-2023 22:00:05] Jan: Hoi\n[13-05-2023 22:00:06] Jan: \u200eafbeelding weggelaten\n"
        "[13-05-2023 22:00:07] Jan: \u200ebild utelämnad\n"
        "[13-05-2023 22:00:08] Jan: \u200eBerichten zijn versleuteld.\n"
        "[13-05-2023 22:00:09] Jan: Kijk \u200e<attached: 1-PHOTO.jpg>\n"
    )
    found = read_messages(tmp_path / "a.txt", lines)
    assert [text for _, _, text in found] == ["Hoi", "afbeelding weggelaten", "bild utelämnad", "Kijk"]


def test_the_escapes_of_x_are_undone(tmp_path):
    tweet = {
        "tweet": {
            "full_text": "Salt &amp;amp; &lt;b&gt; &copy;",
            "created_at": "Sat May 13 22:00:05 +0000 2023",
        }
    }
    (tmp_path / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps([tweet])}")
    (document,) = open_corpus(tmp_path / "tweets.js")
    assert document.text == "Salt &amp; <b> &copy;"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("12.10.2021 klo 19.05 - Aino: Hei\n13.10.2021 klo 8.06 - Aino: Moi\n",
         ("Aino", "2021-10-12T19:05:00", "Hei")),
        ("2021. 10. 12. 오후 7:05, 민수 : 안녕\n2021. 10. 13. 오전 9:06, 민수 : 네\n",
         ("민수", "2021-10-12T19:05:00", "안녕")),
        ("2021년 10월 12일 오후 7:05, 민수 : 안녕\n2021년 10월 13일 오전 9:06, 민수 : 네\n",
         ("민수", "2021-10-12T19:05:00", "안녕")),
        ("2021/10/12 午後7:05 - 太郎: はい\n2021/10/13 午前9:06 - 太郎: はい\n",
         ("太郎", "2021-10-12T19:05:00", "はい")),
        ("12.10.2021 19:05 - Ayşe: <Medya dahil edilmedi>\n13.10.2021 19:05 - Ayşe: Selam\n",
         ("Ayşe", "2021-10-12T19:05:00", "<Medya dahil edilmedi>")),
    ],
)  # fmt: skip
def test_telephones_of_other_languages(tmp_path, lines, found):
    messages = read_messages(tmp_path / "a.txt", lines)
    assert (messages[0], len(messages)) == (found, 2)
    assert messages[1][1].startswith("2021-10-13")
    (tmp_path / "WhatsApp chat.txt").write_text(lines, encoding="utf-8")
    assert len(list(open_corpus(tmp_path / "WhatsApp chat.txt"))) == 2


# --- the pages that Telegram exports

TELEGRAM_HEAD = """<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
<title>Exported Data</title>
  <link href="css/style.css" rel="stylesheet"/>
 </head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
   <div class="page_header">
    <div class="content">
     <div class="text bold">
Harbour &amp; Friends
     </div>
    </div>
   </div>
   <div class="page_body chat_page">
    <div class="history">
"""


def write_telegram_message(number, name, when, body, kind="clearfix"):
    head = f'<div class="from_name">\n{name}\n </div>' if name else ""
    return f"""
     <div class="message default {kind}" id="message{number}">
      <div class="pull_left userpic_wrap"><div class="userpic"><div class="initials">
A
      </div></div></div>
      <div class="body">
       <div class="pull_right date details" title="{when}">
{when[11:16]}
       </div>
       {head}
       {body}
      </div>
     </div>"""


def write_telegram_text(text):
    lines = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return f'<div class="text">\n{lines}\n       </div>'


def write_telegram(path, *messages):
    path.write_text(TELEGRAM_HEAD + "".join(messages) + "</div></div></div></body></html>", encoding="utf-8")
    return path


def test_ten_turns_of_a_page_of_telegram_are_ten_documents_with_their_authors_and_times(tmp_path):
    names = [name for name, _ in SAID]
    turns = [
        write_telegram_message(
            20 + number,
            # Who goes on writing is not named again.
            None if number and names[number - 1] == name else name,
            f"{day}.05.2023 {hour:02}:{minute:02}:00 UTC+03:00",
            write_telegram_text(text),
            "clearfix joined" if number and names[number - 1] == name else "clearfix",
        )
        for number, (day, (hour, minute), (name, text)) in enumerate(zip(DAYS, CLOCK, SAID, strict=True))
    ]
    documents = list(open_corpus(write_telegram(tmp_path / "messages.html", *turns)))
    assert [(d.metadata["author"], d.text) for d in documents] == SAID
    assert [d.id for d in documents] == [str(number) for number in range(20, 30)]
    assert {d.metadata["chat"] for d in documents} == {"Harbour & Friends"}
    assert [d.metadata["date"] for d in documents] == [
        f"2023-05-{day}T{hour:02}:{minute:02}:00" for day, (hour, minute) in zip(DAYS, CLOCK, strict=True)
    ]
    (yesterday,) = [
        record for record in extract_dates(documents) if getattr(record, "text", "") == "yesterday"
    ]
    assert yesterday.first_day == "2023-05-13"


def test_a_message_of_telegram_that_joins_the_one_before_has_its_author(tmp_path):
    when = "13.05.2023 10:00:00"
    page = write_telegram(
        tmp_path / "messages.html",
        write_telegram_message(1, "Ann", when, write_telegram_text("One")),
        write_telegram_message(2, None, when, write_telegram_text("Two"), "clearfix joined"),
        write_telegram_message(3, None, when, write_telegram_text("Three")),
    )
    documents = list(open_corpus(page))
    assert [d.metadata.get("author") for d in documents] == ["Ann", "Ann", None]


def test_what_telegram_says_of_a_message_is_kept_and_is_no_text(tmp_path):
    answer = '<div class="reply_to details">\nIn reply to <a href="messages.html#go_to_message7">this message</a></div>'
    picture = (
        '<div class="media_wrap clearfix"><div class="media clearfix pull_left media_photo"><div class="body">'
        '<div class="title bold">\nPhoto\n</div><div class="description">\nNot included\n</div>'
        '<div class="status details">\n100 KB\n</div></div></div></div>'
    )
    forwarded = (
        '<div class="forwarded body"><div class="from_name">\nCity Channel <span class="date details" '
        'title="11.05.2023 10:00:00"> 11.05.2023 10:00:00</span></div>'
        + write_telegram_text("The bridge is open.")
        + "</div>"
    )
    reactions = '<span class="reactions"><span class="emoji">👍</span></span>'
    service = '<div class="message service" id="message{}"><div class="body details">\n{}\n</div></div>'
    page = write_telegram(
        tmp_path / "messages.html",
        service.format(-1, "13 May 2023"),
        service.format(6, "Ann created the group"),
        write_telegram_message(
            8,
            "Ann",
            "13.05.2023 10:00:00 UTC+03:00",
            answer + picture + write_telegram_text("Look: 3 < 4\nthere") + reactions,
        ),
        write_telegram_message(9, "Bob", "13.05.2023 11:00:00 UTC+03:00", forwarded),
    )
    corpus = open_corpus(page)
    assert [(d.id, d.text, d.metadata) for d in corpus] == [
        (
            "8",
            "Look: 3 < 4\nthere",
            {
                "date": "2023-05-13T10:00:00",
                "author": "Ann",
                "chat": "Harbour & Friends",
                "reply_to": "7",
                "media": "Photo",
            },
        ),
        (
            "9",
            "The bridge is open.",
            {
                "date": "2023-05-13T11:00:00",
                "author": "Bob",
                "chat": "Harbour & Friends",
                "forwarded_from": "City Channel",
            },
        ),
    ]
    assert [issue.message for issue in corpus.issues] == [
        "1 lines of the system are no messages; passed over"
    ]
    (joined,) = open_corpus(page, by_chat=True)
    assert joined.text == (
        "[2023-05-13 10:00:00] Ann: Look: 3 < 4\nthere\n[2023-05-13 11:00:00] Bob: The bridge is open.\n"
    )


def test_a_page_about_telegram_is_a_page(tmp_path):
    path = tmp_path / "messages.html"
    path.write_text(
        "<!DOCTYPE html><html><body><div class='page_wrap'><p>Telegram exports pages.</p></div></body></html>"
    )
    (document,) = open_corpus(path, html="all")
    assert document.text == "Telegram exports pages."
    assert document.format == "html"


TWEETS = """window.YTD.tweets.part0 = [ {"tweet": {"id_str": "7", "created_at": "Sat May 13 22:01:22 +0000 2023",
"full_text": "Hello &amp; goodbye"}} ]"""


@pytest.mark.parametrize("packed", [True, False])
def test_tweets_are_found_in_an_archive_of_x_among_its_other_scripts(packed, tmp_path):
    files = {
        "data/tweets.js": TWEETS,
        "data/tweets-part1.js": TWEETS.replace('"7"', '"8"').replace("part0", "part1"),
        "data/account.js": 'window.YTD.account.part0 = [ {"account": {"username": "ann"}} ]',
        "assets/app.js": "function tweets() {}",
    }
    if packed:
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
    else:
        for name, text in files.items():
            (tmp_path / "x" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "x" / name).write_text(text)
    corpus = open_corpus(tmp_path)
    found = {document.id: (document.text, document.metadata["date"]) for document in corpus}
    assert found == {
        "x/data/tweets-part1:8": ("Hello & goodbye", "2023-05-13T22:01:22+00:00"),
        "x/data/tweets:7": ("Hello & goodbye", "2023-05-13T22:01:22+00:00"),
    }
    (issue,) = corpus.issues
    assert (issue.kind, issue.skipped) == ("passed_over", False)
    assert "2 files passed over, by suffix: .js 2" in issue.message


@pytest.mark.parametrize("packed", [False, True])
def test_texts_beside_the_tweets_of_an_archive_of_x_are_named(packed, tmp_path):
    for name in ("tweets.js", "like.js", "direct-messages.js", "account.js"):
        (tmp_path / name).write_text(
            'window.YTD.tweets.part0 = [{"tweet": {"full_text": "Hi", "created_at": "Sat May 13 22:01:22 +0000 2023"}}]'
        )
    if packed:
        with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
            for path in sorted(tmp_path.glob("*.js")):
                archive.write(path, path.name)
    corpus = open_corpus(tmp_path / "x.zip" if packed else tmp_path)
    assert len(list(corpus)) == 1
    (issue,) = corpus.issues
    assert "3 files passed over, by suffix: .js 1, direct-messages.js 1, like.js 1" in issue.message


def test_users_and_channels_of_an_export_of_slack_are_no_fault(tmp_path):
    files = {
        "users.json": [{"id": "U1", "name": "ann", "deleted": False, "profile": {"real_name": "Ann A"}}],
        "channels.json": [{"id": "C1", "name": "general", "created": 1, "members": ["U1"]}],
        "integration_logs.json": [],
        "general/2023-05-13.json": [
            {"type": "message", "user": "U1", "text": "Hello", "ts": "1683972060.0002"}
        ],
    }
    for name, rows in files.items():
        (tmp_path / "slack" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "slack" / name).write_text(json.dumps(rows))
    corpus = open_corpus(tmp_path / "slack")
    assert [(document.text, document.metadata["chat"]) for document in corpus] == [("Hello", "general")]
    assert {
        issue.path.rpartition("/")[2]: (issue.kind, issue.skipped) for issue in corpus.issues
    } == dict.fromkeys(("users.json", "channels.json", "integration_logs.json"), ("passed_over", False))


def test_an_empty_list_alone_is_not_a_corpus(tmp_path):
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(NothingReadableError):
        list(open_corpus(tmp_path / "a.json"))


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("13 травня 2023 р.", "2023-05-13"),
        ("13 мая 2023 г.", "2023-05-13"),
        ("13 lis 2023", "2023-11-13"),
        ("13. marts 2023", "2023-03-13"),
        ("13. des. 2023", "2023-12-13"),
        ("13 Agustus 2023", "2023-08-13"),
        ("13 listopada 2023", "2023-11-13"),
        ("13. listopada 2023.", "2023-10-13"),
        ("13. srpnja 2023.", "2023-07-13"),
        ("13. srpna 2023", "2023-08-13"),
    ],
)
def test_months_are_named_in_many_languages(tmp_path, written, date):
    assert read_dates(tmp_path, f"{written}, 10:00 - Ann: a") == [f"{date}T10:00:00"]


def test_exports_are_known_as_lines_too(tmp_path):
    rows = [
        {
            "id": "1",
            "text": "A &amp; B",
            "created_at": "2023-05-13T22:00:00Z",
            "author_id": "7",
            "author": {"username": "ann"},
        }
    ]
    for name in ("a.jsonl", "a.json"):
        documents, _ = read_json(tmp_path, "".join(json.dumps(row) + "\n" for row in rows), name)
        assert [(found[1], found[2]["author"], found[2]["date"]) for found in documents] == [
            ("A & B", "ann", "2023-05-13T22:00:00Z")
        ]


@pytest.mark.parametrize(
    ("author", "name"),
    [("Ann", "Ann"), (["Ann", "Bob"], "Ann, Bob"), ({"name": "Ann", "id": 7}, "Ann"), ([{"name": "Ann"}, {"username": "bob"}], "Ann, bob"),
     (7, "7"), ({"id": 7}, None), ([], None), (None, None)],
)  # fmt: skip
def test_an_author_may_be_an_object_or_several(tmp_path, author, name):
    (document,), _ = read_json(tmp_path, [{"text": "one", "author": author}], "a.json")
    assert document[2].get("author") == name


def test_the_field_with_the_longest_text_is_named_where_none_is_called_so(tmp_path):
    rows = [
        {
            "id": "a b",
            "time": "2023-05-13 22:00:00 +0200",
            "headline": "A boat",
            "body part": "The boat leaves at six.",
            "tags": ["The boat that leaves at six"],
        }
    ]
    for name in ("a.json", "a.jsonl"):
        (tmp_path / name).write_text(json.dumps(rows), encoding="utf-8")
        with pytest.raises(NothingReadableError) as raised:
            list(open_corpus(tmp_path / name))
        assert raised.value.hint == "name the field that holds the text: --text-field 'body part'"


def test_who_signs_in_the_name_of_a_channel_is_no_author(tmp_path):
    row = {
        "id": 1,
        "type": "message",
        "date": "2023-05-13T22:01:00",
        "from": "News",
        "author": "Ann",
        "text": "Hi",
    }
    (document,), _ = read_json(tmp_path, {"name": "News", "messages": [row]})
    assert (document[2]["author"], document[2]["signature"]) == ("News", "Ann")


@pytest.mark.parametrize(("name", "written"), [("a.json", '["one", "two"]'), ("a.jsonl", '"one"\n"two"\n')])
def test_of_a_list_of_texts_each_is_a_document(tmp_path, name, written):
    documents, issues = read_json(tmp_path, written, name)
    assert ([found[:2] for found in documents], issues) == ([("a:1", "one"), ("a:2", "two")], [])


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_no_rows_are_taken_out_of_an_export_in_lines_whose_texts_are_written_otherwise(tmp_path, mark):
    copied = "The boat &amp; crew leave the harbour at six."
    rows = [
        {
            "id": str(n),
            "text": f"Row {n} &lt;\n{copied}",
            "created_at": "2023-05-13T22:00:00Z",
            "author_id": "7",
        }
        for n in (1, 2)
    ]
    written = mark + "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(written, encoding="utf-8")
    assert [d.text for d in open_corpus(tmp_path / "in")] == [
        f"Row {n} <\nThe boat & crew leave the harbour at six." for n in (1, 2)
    ]
    subprocess.run(
        [sys.executable, "-m", "corpuskit", "dedupe", tmp_path / "in", "--write", tmp_path / "out"],
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "out" / "a.jsonl").read_text(encoding="utf-8") == written
