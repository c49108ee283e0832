"""JSON: an array of objects, an object that holds one, several objects after each other, and exports of chats."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from corpuskit.corpus.chat import Message, read_messages
from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import MISSING, iter_fields, look_up, read_time
from corpuskit.corpus.formats.jsonl import decode_json
from corpuskit.corpus.input import Input, reads_text, shorten_names
from corpuskit.corpus.options import CorpusOptions
from corpuskit.patterns import compile_re
from corpuskit.records import Issue
from corpuskit.tables import read_table

_ASSIGNMENT = compile_re(r"\s*window\.YTD\.\w+\.part\d+\s*=\s*")
_SPACE = compile_re(r"[\s,;]*")


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the whole says how those are called who take part: a list, and two fields of its rows."""

    list: str
    id: str
    name: str


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An export that is known by its fields; see shapes.toml."""

    needs: list[str]
    text: list[str] = []
    id: list[str] = []
    date: list[str] = []
    author: list[str] = []
    reply: list[str] = []
    forward: list[str] = []
    chat: list[str] = []
    unwrap: str | None = None
    keep: dict[str, list[str]] = {}
    system: dict[str, list[str]] = {}
    silent: bool = False
    people: People | None = None
    replies: str | None = None
    media: list[str] = []
    signature: list[str] = []
    folder: bool = False
    markup: bool | dict[str, list[str]] = False
    escaped: bool = False
    entities: bool = False
    links: bool = False
    beside: bool = False


@cache
def read_shapes() -> dict[str, Shape]:
    """Return the exports that are known, by name."""
    return read_table(Path(__file__).with_name("shapes.toml"), dict[str, Shape])


@reads_text
def read(source: Input, text: str) -> Iterator[Document | Issue]:
    """Yield the document of each object, or of each message, and an issue for each that holds none."""
    begun = _ASSIGNMENT.match(text)
    values: list[Any] = []
    for value in _iter_values(source, text[begun.end() :] if begun else text):
        if isinstance(value, Issue):
            yield value
        else:
            values.append(value)
    yield from read_values(source, values)


def read_values(source: Input, values: list[Any]) -> Iterator[Document | Issue]:
    """Yield the documents of the values of a JSON text."""
    number = 0
    tables = [
        (whole, rows, find_shape(source.options, rows))
        for whole, rows in _iter_tables(values, source.options.text_field)
    ]
    is_export = any(shape is not None for _, _, shape in tables)
    for whole, rows, shape in tables:
        if shape is not None and shape.beside:
            yield _make_note(source, "passed_over", len(rows), "of an export")
        elif shape is not None:
            messages = _iter_messages(source, shape, whole, rows, number)
            yield from read_messages(source, messages)
        elif is_export and not any(_holds_text(row, source.options.text_field) for row in rows):
            # Those who take part, and who is known to them.
            yield _make_note(source, "passed_over", len(rows), "beside its messages")
        else:
            for each, row in enumerate(rows, start=number + 1):
                yield source.make_row_document(row, each)
        number += len(rows)
    if values == [[]]:
        # An export has a file for what there is none of.
        yield Issue(path=source.name, kind="passed_over", message="its JSON is an empty list; passed over")
    elif not number:
        yield source.make_issue("field", "its JSON holds no list of objects", hint=_AS_TEXT)


def _holds_text(row: object, text_field: str) -> bool:
    return isinstance(row, Mapping) and look_up(row, text_field) is not MISSING


def _make_note(source: Input, kind: str, count: int, which: str) -> Issue:
    """Return the note on rows of an export that are no messages."""
    number = f"{count:,} row{'s' if count > 1 else ''}"
    verb = "are no messages" if count > 1 else "is no message"
    return Issue(path=source.name, kind=kind, message=f"{number} {which} {verb}; passed over")


_AS_TEXT = "to read it as it is written: --input-format text"


def _iter_values(source: Input, text: str) -> Iterator[Any]:
    """Yield the values of a JSON text, which has one; or several after each other, and an issue where one is broken."""
    try:
        yield decode_json(text.encode())
    except ValueError:
        yield from _iter_values_in_turn(source, text)


def _iter_values_in_turn(source: Input, text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    place = _skip_space(text, 0)
    number = 0
    while place < len(text):
        number += 1
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            why = "nested too deeply" if isinstance(error, RecursionError) else error
            yield source.make_row_issue(number, f"not valid JSON at character {place}: {why}")
            # The next value begins on a line of its own, if there is one.
            place = text.find("\n", place) + 1 or len(text)
        else:
            yield value
        place = _skip_space(text, place)


def _skip_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _iter_tables(values: list[Any], text_field: str) -> Iterator[tuple[Mapping[str, Any], list[Any]]]:
    """Yield each list of rows with the object that holds it."""
    plain: list[Any] = []
    for value in values:
        if isinstance(value, list):
            rows, chats = _part(value, text_field)
            for chat in chats:
                yield from _iter_lists(chat, text_field)
            if rows or not value:
                yield {}, rows
        elif isinstance(value, Mapping) and look_up(value, text_field) is MISSING:
            tables = list(_iter_lists({"": value}, text_field))
            yield from tables
            if not tables:
                plain.append(value)
        else:
            plain.append(value)
    if plain:
        yield {}, plain


def _iter_lists(whole: Mapping[str, Any], text_field: str) -> Iterator[tuple[Mapping[str, Any], list[Any]]]:
    """Yield the lists of objects in an object, the outermost ones, in order; and those that are objects by their ids."""
    waiting = [whole]
    while waiting:
        value = waiting.pop()
        below: list[Mapping[str, Any]] = []
        for each in value.values():
            if isinstance(each, Mapping) and not _is_by_id(each, text_field):
                below.append(each)
            elif each and (isinstance(each, Mapping) or _is_list_of_objects(each)):
                listed = (
                    [{"id": name, **row} for name, row in each.items()] if isinstance(each, Mapping) else each
                )
                rows, chats = _part(listed, text_field)
                below += chats
                if rows:
                    yield value, rows
        waiting += reversed(below)


def _is_by_id(value: Mapping[str, Any], text_field: str) -> bool:
    """Return whether an object is a list of rows, each under its id: with a text, or as the messages of a tree."""
    rows = value.values()
    if not all(isinstance(row, Mapping) for row in rows):
        return False
    return 2 * sum(_holds_text(row, text_field) or _NODE.issubset(row) for row in rows) > len(rows)


# The fields of a message in a tree of messages and their answers.
_NODE = frozenset(("message", "parent", "children"))


def _part(rows: list[Any], text_field: str) -> tuple[list[Any], list[Mapping[str, Any]]]:
    """Return the rows of a list that are rows, and those that are chats."""
    found = [(row, _find_chat(row, text_field)) for row in rows]
    if not any(chat is not None and any(map(chat.get, (*_MESSAGES, _TREE))) for _, chat in found):
        # That there is none of something does not tell what it would be.
        return rows, []
    return [row for row, chat in found if chat is None], [chat for _, chat in found if chat is not None]


# The lists of messages in a row that is a chat, or a page of a forum.
_MESSAGES = ("messages", "events", "MessageList", "children", "chat_messages")
# The tree of messages in such a row, by their ids.
_TREE = "mapping"


def _find_chat(row: object, text_field: str) -> Mapping[str, Any] | None:
    """Return the chat that a row is, or holds alone, as in an export of all chats; None for other rows."""
    if not isinstance(row, Mapping) or look_up(row, text_field) is not MISSING:
        return None
    inner = [each for each in row.values() if isinstance(each, Mapping)]
    for each in (row, *(inner if len(inner) == 1 else [])):
        tree = each.get(_TREE)
        if any(_is_list_of_objects(each.get(name)) for name in _MESSAGES) or (
            isinstance(tree, Mapping) and _is_by_id(tree, text_field)
        ):
            return each
    return None


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def find_shape(options: CorpusOptions, rows: list[Any]) -> Shape | None:
    """Return the export that some rows belong to; None where it is not known, or the field of the text was named.

    Args:
        options: How the input is read.
        rows: Values of a list, or of lines.
    """
    if options.text_field != "text":
        return None
    sample = [row for row in rows[:50] if isinstance(row, Mapping)]
    for shape in read_shapes().values():
        for row in sample:
            inner = _unwrap(row, shape)
            if inner is not None and all(_look_into(inner, name) is not MISSING for name in shape.needs):
                return shape
    return None


def _unwrap(row: object, shape: Shape) -> Mapping[str, Any] | None:
    if shape.unwrap is not None and isinstance(row, Mapping):
        inner = look_up(row, shape.unwrap)
        row = inner if isinstance(inner, Mapping) else row
    return row if isinstance(row, Mapping) else None


def _look_into(value: object, name: str) -> Any:
    """Return the value of a field, also of one in the objects of a list: a list of those that have one then."""
    if isinstance(value, list):
        rows = (row for row in value if isinstance(row, Mapping))
        found = [each for row in rows if (each := _look_into(row, name)) is not MISSING]
        return found or MISSING
    if not isinstance(value, Mapping):
        return MISSING
    if (whole := look_up(value, name)) is not MISSING:
        return whole
    first, dot, rest = name.partition(".")
    return _look_into(value[first], rest) if dot and first in value else MISSING


def _iter_messages(
    source: Input, shape: Shape, whole: Mapping[str, Any], rows: list[Any], before: int
) -> Iterator[Message | Issue]:
    chat = _first(whole, shape.chat) or (_name_folder(source.name) if shape.folder else None)
    names = {} if shape.people is None else dict(_iter_people(whole, shape.people))
    system = 0
    for number, row in enumerate(_iter_with_replies(rows, shape), start=before + 1):
        inner = _unwrap(row, shape)
        if inner is None:
            yield source.make_row_issue(number, "not an object with fields")
            continue
        text = _find_text(inner, shape)
        text = MISSING if shape.silent and not _join_pieces(text) else text
        has_none = text is MISSING and _find_media(inner, shape) is None
        if _is_of_system(inner, shape) or (has_none and shape.silent):
            system += 1
        elif has_none:
            fields = (name for name, _ in iter_fields(inner))
            yield source.make_row_issue(number, f"no field {shape.text[0]!r} ({shorten_names(fields)})")
        else:
            message = _make_message(source, shape, inner, _join_pieces(text), number, chat)
            yield message._replace(author=names.get(message.author or "", message.author))
    if system:
        yield _make_note(source, "system", system, "without a text" if shape.silent else "of the system")


def _iter_with_replies(rows: list[Any], shape: Shape) -> Iterator[Any]:
    """Yield rows, each before the rows that answer it."""
    waiting = rows[::-1]
    while waiting:
        row = waiting.pop()
        yield row
        inner = _unwrap(row, shape)
        if shape.replies is not None and inner is not None:
            below = look_up(row if look_up(inner, shape.replies) is MISSING else inner, shape.replies)
            waiting += below[::-1] if isinstance(below, list) else []


def _iter_people(whole: Mapping[str, Any], people: People) -> Iterator[tuple[str, str]]:
    """Yield the id and the name of each of those who take part."""
    rows = look_up(whole, people.list)
    for row in rows if isinstance(rows, list) else []:
        given, name = _first(row, [people.id]), _first(row, [people.name])
        if given and name:
            yield given, name


def _is_of_system(row: Mapping[str, Any], shape: Shape) -> bool:
    """Return whether a row is said by the program: it says that somebody came, or was named."""
    return any(row.get(name) not in values for name, values in shape.keep.items()) or _has(row, shape.system)


def _has(row: Mapping[str, Any], wanted: Mapping[str, list[str]]) -> bool:
    """Return whether a row has one of the values in one of the fields."""
    return any(look_up(row, name) in values for name, values in wanted.items())


def _find_text(row: Mapping[str, Any], shape: Shape) -> Any:
    """Return what was written; `MISSING` where nothing was."""
    missing = (MISSING, None, "") if shape.silent else (MISSING,)
    return next((value for name in shape.text if (value := _look_into(row, name)) not in missing), MISSING)


def _find_media(row: Mapping[str, Any], shape: Shape) -> str | None:
    """Return what stands in a message beside its text, or instead of it; None where nothing does."""
    name = next((name for name in shape.media if look_up(row, name) not in (MISSING, None, "", [])), None)
    value = None if name is None else look_up(row, name)
    return value if name is not None and name.endswith("_type") and isinstance(value, str) else name


def _name_folder(path: str) -> str | None:
    """Return the name of the folder in which a file lies; None where its path names none."""
    return path.rpartition("/")[0].rpartition("/")[2] or None


def _make_message(
    source: Input, shape: Shape, row: Mapping[str, Any], text: str, number: int, chat: str | None
) -> Message:
    if shape.markup is True or (shape.markup and _has(row, shape.markup)):
        from corpuskit.corpus.formats.html import extract_visible

        text = extract_visible(text)
    if shape.links:
        text = _write_links(text)
    repair = _repair if shape.escaped else _unescape if shape.entities else str
    known = {*shape.text, *shape.id, *shape.date, *shape.author, *shape.reply, *shape.forward, *shape.keep}
    known.update(shape.signature)
    signature = _first(row, shape.signature)
    given = _first(row, shape.id)
    author = _first(row, shape.author)
    chat = chat or _first(row, shape.chat)
    media = _find_media(row, shape)
    return Message(
        number=number,
        id=f"{source.id}:{given}" if given else None,
        text=repair(text),
        date=read_time(_first(row, shape.date)),
        author=repair(author) if author else None,
        chat=repair(chat) if chat else None,
        reply_to=_first(row, shape.reply),
        forwarded_from=_first(row, shape.forward),
        more={
            **{name: value for name, value in iter_fields(row) if name not in known},
            **({} if media is None else {"media": media}),
            **({} if signature is None else {"signature": signature}),
        },
    )


def _first(row: Mapping[str, Any], names: list[str]) -> str | None:
    for name in names:
        value = _look_into(row, name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, (str, int, float)) and value != "":
            return str(value)
    return None


def _join_pieces(value: object) -> str:
    """Return a text that is a string, or a list of strings and of objects with a text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(_join_pieces(piece) for piece in value)
    if isinstance(value, Mapping):
        return _join_pieces(value.get("text", "\n" if value.get("type") == _LINE_BREAK else ""))
    return ""


# A piece that says no more than this stands for the end of a line.
_LINE_BREAK = "LINE_BREAK"


# A link with its words, a link, and who or what is called by a name or a number.
_LINK = compile_re(r"<(?:[@#!]?[^<>|\s]*\|([^<>]*)|((?:https?|mailto):[^<>|\s]*)|[!]?([@#]?\w+))>")


def _write_links(text: str) -> str:
    """Return a text with the words of its links in their place, or the links themselves."""
    return _LINK.sub(lambda found: next(filter(None, found.groups()), ""), text)


def _unescape(text: str) -> str:
    """Return a text without the escapes of the three characters that its export escapes, and of no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _repair(text: str) -> str:
    """Return a text that was written as UTF-8 and read as Latin-1 as it was meant."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
