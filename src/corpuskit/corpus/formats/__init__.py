"""The registry of formats: one row holds all that is known of a format but how it is read, which its file does.

The file of a format, `corpus/formats/<name>.py`, has a function `read` that yields the documents of an input, and
an issue for everything in it that is none; it never raises for what the input contains. It may have a function
`iter_rows`, which says where in a text the rows stand, for what takes lines out of a corpus.
"""

import os
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any, Literal, NamedTuple


class Format(NamedTuple):
    """One format that can be read.

    Attributes:
        suffixes: The ends of the file names that say it, in lower case.
        described: What a file of it is, with its article, for messages.
        contents: Names of the contents, as `recognise` gives them, that it reads.
        also: Names of contents that are no contradiction to it, and do not say it.
        edited: What `dedupe --write` takes out of a file: lines of it, or the rows that its `iter_rows` yields; None
            where it takes out nothing and copies the file as it is, `refused` where it does not even do that.
        found_in: The format that the names of its files say, where their content alone tells it; None for none.
        names: Whole names of files, in lower case, of which the suffix alone says nothing; `*` stands for anything.
        unread: Names of files beside those, which it reads where they are named themselves.
    """

    suffixes: tuple[str, ...]
    described: str
    contents: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    edited: Literal["lines", "rows", "refused"] | None = None
    found_in: str | None = None
    names: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


_PACKED = ("office", "zip")

FORMATS: dict[str, Format] = {
    "text": Format((".txt", ".text"), "plain text", edited="lines"),
    "markdown": Format((".md", ".markdown", ".qmd", ".rmd"), "Markdown", also=("html",), edited="lines"),
    "chat": Format((), "an export of a chat", contents=("chat",), found_in="text"),
    "discord": Format((), "an export of a chat of Discord", contents=("discord",), found_in="text"),
    "line": Format((), "an export of a chat of LINE", contents=("line",), found_in="text"),
    "signal": Format((), "an export of a chat of Signal", contents=("signal",), found_in="text"),
    "telegram": Format((), "a page of a chat of Telegram", contents=("telegram",), found_in="html"),
    "jsonl": Format((".jsonl", ".ndjson"), "JSON lines", also=("json",), edited="rows"),
    "json": Format(
        (".json",),
        "JSON",
        contents=("json", "tweets"),
        names=("tweets.js", "tweet.js", "tweets-part*.js"),
        unread=("like.js", "note-tweet.js", "community-tweet.js", "direct-message*.js"),
    ),
    "csv": Format((".csv",), "a table with commas", edited="rows"),
    "tsv": Format((".tsv", ".tab"), "a table with tabs", edited="rows"),
    "parquet": Format((".parquet",), "Parquet", contents=("parquet",), edited="refused"),
    "archive": Format(
        (".zip", ".tar"), "an archive", contents=("zip", "tar"), also=("office", "odt", "epub")
    ),
    "xlsx": Format((".xlsx", ".xlsm"), "a workbook of Excel", also=_PACKED),
    "html": Format((".html", ".htm", ".xhtml"), "an HTML page", contents=("html",), also=("xml",)),
    "pdf": Format((".pdf",), "a PDF document", contents=("pdf",)),
    "docx": Format((".docx", ".docm"), "a document of Word", also=_PACKED),
    "odt": Format((".odt", ".odp"), "an OpenDocument file", contents=("odt",), also=_PACKED),
    "epub": Format((".epub",), "an EPUB book", contents=("epub",), also=_PACKED),
    "rtf": Format((".rtf",), "an RTF document", contents=("rtf",)),
    "pptx": Format((".pptx", ".pptm"), "a presentation of PowerPoint", also=_PACKED),
    "mail": Format((".eml", ".mbox"), "a mail or a mailbox", contents=("mbox", "eml")),
    "subtitles": Format((".srt", ".vtt", ".sbv"), "subtitles", contents=("srt", "vtt")),
    "xml": Format((".xml", ".tei", ".rss", ".atom"), "XML", contents=("xml", "tei"), also=("html",)),
    "conllu": Format(
        (".conllu", ".conll", ".vert", ".vrt"),
        "annotated text",
        contents=("conllu", "vertical"),
        also=("xml",),
    ),
}
"""The formats that can be read, by name."""

InputFormat = str
"""The name of a format."""

COMPRESSED_SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
"""The ends of the names of files that hold one compressed file."""

# Short names of a compressed archive.
_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".tbz": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
_UNREAD = [pattern for row in FORMATS.values() for pattern in row.unread]
_BY_NAME = [(pattern, name) for name, row in FORMATS.items() for pattern in row.names]
_BY_SUFFIX = {suffix: name for name, row in FORMATS.items() for suffix in row.suffixes}


def split_suffix(name: str) -> tuple[str, InputFormat | None]:
    """Return a file name without the suffixes that say its format, and the format; None where none is known.

    Args:
        name: A file name or a path; the suffix of a compressed file may stand at its end.
    """
    bare, suffix = _split(name)
    if suffix in _SHORT:
        bare, suffix = bare + os.path.splitext(_SHORT[suffix])[0], os.path.splitext(_SHORT[suffix])[1]
    if suffix in COMPRESSED_SUFFIXES:
        name = bare
        bare, suffix = _split(name)
    input_format = _BY_SUFFIX.get(suffix) or _find_by_name(name)
    return (name, None) if input_format is None else (bare, input_format)


def name_unread(path: str) -> str:
    """Return what is said of a file that is passed over: its name where it holds texts, else its suffix, or `none`."""
    last = path.rpartition("/")[2]
    if any(fnmatchcase(last.lower(), pattern) for pattern in _UNREAD):
        return last
    return os.path.splitext(last)[1] or "none"


def _find_by_name(name: str) -> InputFormat | None:
    last = name.rpartition("/")[2].lower()
    return next((each for pattern, each in _BY_NAME if fnmatchcase(last, pattern)), None)


def _split(name: str) -> tuple[str, str]:
    """Return a name without its suffix, and the suffix in lower case; empty where it has none."""
    bare, dot, suffix = name.rpartition(".")
    if not dot or "/" in suffix or not bare or bare.endswith("/"):
        return name, ""
    return bare, f".{suffix.lower()}"


def find_compression(name: str) -> str | None:
    """Return the suffix that says how a file is compressed, in lower case; None where it is not."""
    suffix = _split(name)[1]
    suffix = os.path.splitext(_SHORT.get(suffix, suffix))[1] if suffix in _SHORT else suffix
    return suffix if suffix in COMPRESSED_SUFFIXES else None


def is_compressed(name: str) -> bool:
    """Return whether a file name says that the file is compressed."""
    return find_compression(name) is not None


def format_of_content(content: str) -> InputFormat | None:
    """Return the format that reads a content; None where none does.

    Args:
        content: Its name, as `recognise` gives it.
    """
    if content in FORMATS:
        return content
    return next((name for name, row in FORMATS.items() if content in row.contents), None)


def list_suffixes() -> str:
    """Return the suffixes of all formats, for messages."""
    return " ".join(_BY_SUFFIX)


def load_format(name: str) -> Any:
    """Return the module that reads a format; it is imported when the first file of the format is met."""
    return import_module(f"{__name__}.{name}")
