"""From an open input to its documents, by the format that its name and its content say."""

from __future__ import annotations

import os
from collections.abc import Iterator

from corpuskit.corpus.bounded import BoundedStream
from corpuskit.corpus.contents import CONTENTS, HEAD_BYTES, find_cure, recognise, says_content
from corpuskit.corpus.document import Document
from corpuskit.corpus.formats import FORMATS, InputFormat, format_of_content, load_format
from corpuskit.corpus.input import Input
from corpuskit.corpus.sources import READ_ERRORS, STANDARD_INPUT
from corpuskit.errors import CorpuskitError
from corpuskit.records import Issue
from corpuskit.text.tokens import has_running_script

DEBUG_VARIABLE = "CORPUSKIT_DEBUG"
WORD_DIVISION = "word_division"
"""The kind of the notes on what tells words; one is enough for all inputs."""
_SAMPLED_CHARACTERS = 2000


def read_input(
    found: Input, said: InputFormat | None, *, is_named: bool = True
) -> Iterator[Document | Issue]:
    """Yield the documents of one input, and an issue for everything in it that is none.

    Args:
        found: The input.
        said: The format that its name says; None where that says nothing.
        is_named: Whether it was named itself, and not found in a directory or an archive.

    Raises:
        OSError: It cannot be read to its end, or holds more than is allowed.
    """
    chosen, content = found.options.input_format, ""
    if chosen is None:
        chosen, content = choose_format(found.stream, said, found.path or "", is_named=is_named)
    if chosen is None:
        message = f"{CONTENTS[content].described}, not {FORMATS[said or 'text'].described}"
        yield found.make_issue("content", message, hint=find_cure(content))
        return
    source = found._replace(format=chosen)
    try:
        words: Issue | None = None
        for each in load_format(chosen).read(source):
            if words is None and isinstance(each, Document) and (words := _describe_words(each)) is not None:
                source.notes.append(words)
            if source.notes:
                yield from source.take_notes()
            yield each
    except (CorpuskitError, *READ_ERRORS):
        raise
    except Exception as error:
        if DEBUG_VARIABLE in os.environ:
            raise
        message = f"cannot be read as {FORMATS[chosen].described}: {type(error).__name__}: {error}"
        is_packed = b"\0" in found.stream.read_head(HEAD_BYTES)
        hint = (
            "open it in its program and save it again"
            if is_packed
            else "as it is written: --input-format text"
        )
        yield source.make_issue("content", message, hint=hint)
    yield from source.take_notes()


def _describe_words(document: Document) -> Issue | None:
    """Return a note on what tells the words of a text, where that is not its spaces; its beginning is looked at."""
    if not has_running_script(document.content.read_characters(_SAMPLED_CHARACTERS)):
        return None
    from corpuskit.text.dictionary import find_version

    version = find_version()
    return Issue(
        path=STANDARD_INPUT if document.path is None else document.path,
        kind=WORD_DIVISION,
        message=f"words of Thai, Lao, Khmer and Burmese are those of the dictionaries of ICU {version}"
        if version
        else "each character of Thai, Lao, Khmer and Burmese is a word",
        hint=None if version else "pip install icu4py",
    )


def choose_format(
    stream: BoundedStream, said: InputFormat | None, path: str, *, is_named: bool
) -> tuple[InputFormat | None, str]:
    """Return the format that an input is read as, None where its content contradicts its name; and the name of its content.

    Args:
        stream: The input.
        said: The format that its name says; None where that says nothing.
        path: Its path; empty for none.
        is_named: Whether it was named itself, and not found in a directory or an archive.

    Raises:
        OSError: It cannot be read.
    """
    content = recognise(stream.read_head(HEAD_BYTES))
    if not content or (said == "text" and not is_named and not says_content(path, content)):
        return said or "text", ""
    if said is not None and content in FORMATS[said].contents + FORMATS[said].also:
        return said, content
    found = format_of_content(content)
    contradicts = found is not None and said is not None and said != FORMATS[found].found_in
    return None if contradicts else found, content
