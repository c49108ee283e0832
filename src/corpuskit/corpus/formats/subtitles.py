"""Subtitles (SRT, WebVTT, SBV): the cues joined to running text, with the times at which its parts are shown."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from itertools import pairwise

from corpuskit.corpus.document import Document
from corpuskit.corpus.input import Input
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

_TIME = compile_re(
    r"\s*((?:\d+:)?\d{1,2}:\d{1,2}[,.]\d{1,3})(?:\s+-->\s+|,(?=\d+:\d\d:\d\d\.\d+\s*$))((?:\d+:)?\d{1,2}:\d{1,2}[,.]\d{1,3})"
)
_VOICE = compile_re(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_TAG = compile_re(r"</?[A-Za-z][^<>]{0,100}>|<\d[\d:.]*>|\{\\[^{}]*\}")
_SPACE = compile_re(r"\s+")
# The share of cues that begin with the lines before from which a file rolls them up.
_LEAST_ROLLED = 0.6
_FEWEST_ROLLED = 2
_ENDS = frozenset(".!?…؟。！？")
_CLOSERS = "\"'”’»)]♪"


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document, or the issue that says why there is none."""
    data = source.stream.read()
    decoded = source.decode(data)
    if isinstance(decoded, Issue):
        yield decoded
        return
    cues = _unroll(list(_iter_cues(decoded.text)))
    if not cues:
        yield source.make_issue(
            "content", "no cue with its times was found in it", hint="--input-format text"
        )
        return
    text, starts = _join(cues)
    metadata = {"cues": str(len(cues)), "cue_starts": ",".join(f"{start}={time}" for start, time in starts)}
    yield source.make_extracted(text, data, encoding=decoded.encoding, metadata=metadata)


_Cue = tuple[str, list[str]]


def _iter_cues(text: str) -> Iterator[_Cue]:
    """Yield the time at which each cue is shown, and its lines."""
    time: str | None = None
    lines: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        found = _TIME.match(line)
        if found is not None:
            # Some files have no blank line between cues: the number of the next one is then the last line.
            if time is not None:
                yield from _finish(time, lines[:-1] if lines and lines[-1].strip().isdecimal() else lines)
            time, lines = found[1].replace(",", "."), []
        elif time is not None and line.strip():
            lines.append(line)
        elif time is not None and lines:
            yield from _finish(time, lines)
            time, lines = None, []


def _finish(time: str, lines: list[str]) -> Iterator[_Cue]:
    # A tag may begin on one line and end on the next.
    text = _VOICE.sub(lambda found: f"{found[1]}: ", "\n".join(lines).replace("[br]", "\n"))
    bare = [_SPACE.sub(" ", line).strip() for line in unescape(_TAG.sub("", text)).split("\n")]
    if any(bare):
        yield time, [line for line in bare if line]


def _unroll(cues: list[_Cue]) -> list[tuple[str, str]]:
    """Return the time of each cue and its text in one line.

    Captions that roll up show the last line again above the next one: it is taken once, where most cues are so.
    """
    repeated = [_count_repeated(before[1], after[1]) for before, after in pairwise(cues)]
    rolls = sum(map(bool, repeated)) >= max(_FEWEST_ROLLED, _LEAST_ROLLED * len(repeated))
    skipped = [0, *repeated] if rolls else [0] * len(cues)
    lines = [(time, " ".join(lines[skip:])) for (time, lines), skip in zip(cues, skipped, strict=True)]
    return [(time, line) for time, line in lines if line]


def _count_repeated(before: list[str], after: list[str]) -> int:
    """Return the number of lines at the end of a cue with which the next one begins."""
    most = min(len(before), len(after))
    return next((count for count in range(most, 0, -1) if before[-count:] == after[:count]), 0)


def _join(cues: list[tuple[str, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Return the text of all cues, a line for what ends with the end of a sentence, and where each cue begins."""
    pieces: list[str] = []
    starts: list[tuple[int, str]] = []
    length = 0
    for time, text in cues:
        starts.append((length, time))
        bare = text.rstrip(_CLOSERS)
        piece = text + ("\n" if bare[-1:] in _ENDS or not bare else " ")
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces).rstrip() + "\n", starts
