"""The files that hold command lines and their outcome: reading, writing, and what differs."""

from __future__ import annotations

import base64
import difflib
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
# From so many bytes on, output is kept as hashes.
LONG = 3000
# So many hashes of lines at most; of longer output, each hash covers several lines.
_MOST_HASHES = 1000
_HASHES_A_LINE = 20
_SHOWN_DIFFERENCES = 12
_SHOWN_WIDTH = 400
# What a diff or a terminal would not show as it is. No property of Unicode: those depend on the version of Python.
_UNSEEN = re.compile(
    "[\\\\\x00-\x1f\x7f-\xa0\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\uffff]"
    "|[\ud800-\udfff]|[\U000e0000-\U000e0fff]"
)


@dataclass
class Case:
    """A command line and its outcome.

    Attributes:
        command: As it stands after `$ `.
        lines: The outcome as it is stored.
        comments: The lines before it that begin with `#`, and blank ones.
        output: The lines of long output, by the line that stands for it: known after a run only.
    """

    command: str
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    output: dict[str, list[str]] = field(default_factory=dict)

    def agrees_with(self, other: Case) -> bool:
        """Return whether both have the same outcome."""
        return self.lines == other.lines


@dataclass
class Cases:
    """The content of a file.

    Attributes:
        name: The name of the file, without suffix.
        cases: Its command lines.
        needs: What has to be there.
        is_slow: Whether the ordinary run leaves it out.
        in_one_process: Whether all its command lines run in one process, because what they need starts slowly.
        rest: Comments after the last command line.
    """

    name: str
    cases: list[Case] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    is_slow: bool = False
    in_one_process: bool = False
    rest: list[str] = field(default_factory=list)


def list_names() -> list[str]:
    """Return the names of all files, in order."""
    return sorted(path.stem for path in HERE.glob("*.txt"))


def read(name: str) -> Cases:
    """Return the command lines of a file, with their recorded outcome."""
    found = Cases(name)
    comments: list[str] = []
    for line in (HERE / f"{name}.txt").read_bytes().decode().split("\n"):
        if line.startswith("$ "):
            found.cases.append(Case(line[2:], comments=comments))
            comments = []
        elif line.startswith("#") or not line:
            comments.append(line)
        else:
            found.cases[-1].lines.append(line)
    found.rest = comments
    directives = found.cases[0].comments
    found.needs = [line.removeprefix("# needs: ") for line in directives if line.startswith("# needs: ")]
    found.is_slow = "# slow" in directives
    found.in_one_process = "# one process" in directives
    return found


def write(cases: Cases) -> None:
    """Store command lines with their outcome."""
    lines = []
    for case in cases.cases:
        lines += [*case.comments, f"$ {case.command}", *case.lines]
    (HERE / f"{cases.name}.txt").write_bytes("\n".join([*lines, *cases.rest]).encode())


def describe(mark: str, data: bytes, case: Case) -> None:
    """Add to `case` what was put out: whole where it is short, else its size and hashes.

    Args:
        mark: `|` or `!`, which begins each line.
        data: The output.
        case: Where to.
    """
    text = data.decode("utf-8", "surrogateescape")
    lines = [_UNSEEN.sub(_escape, line) for line in text.split("\n")]
    if lines[-1]:
        lines[-1] += "\\"
    else:
        lines.pop()
    if len(data) <= LONG:
        case.lines += [f"{mark} {line}".rstrip(" ") if not line else f"{mark} {line}" for line in lines]
        return
    head = f"{mark} ({len(data)} bytes, {len(lines)} lines, SHA-256 {hashlib.sha256(data).hexdigest()})"
    case.lines.append(head)
    case.output[head] = lines
    hashes = _hash_lines(lines)
    for start in range(0, len(hashes), _HASHES_A_LINE):
        case.lines.append(f"{mark}~" + " ".join(hashes[start : start + _HASHES_A_LINE]))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in (0x5C, 0x09):
        return {0x5C: "\\\\", 0x09: "\\t"}[code]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _hash_lines(lines: list[str]) -> list[str]:
    """Return a short hash of each line, or of as many lines at a time as give _MOST_HASHES."""
    step = -(-len(lines) // _MOST_HASHES)
    pieces = ("\n".join(lines[start : start + step]) for start in range(0, len(lines), step))
    return [base64.b64encode(hashlib.sha256(piece.encode()).digest()[:3]).decode() for piece in pieces]


def describe_difference(old: Case, new: Case) -> str:
    """Return the command line and what is otherwise in its outcome."""
    shown = [f"$ {new.command}"]
    for line in difflib.unified_diff(old.lines, new.lines, "recorded", "found", n=1, lineterm=""):
        if line[1:3] not in ("|~", "!~"):
            shown.append(line[:_SHOWN_WIDTH])
    known = {text for line in old.lines if line[:2] in ("|~", "!~") for text in line[2:].split()}
    for head, lines in new.output.items():
        if head not in old.lines:
            shown += _list_new_lines(lines, known)
    return "\n  ".join(shown)


def _list_new_lines(lines: list[str], known: set[str]) -> list[str]:
    step = -(-len(lines) // _MOST_HASHES)
    new = [
        f"+   line {number * step + 1}: {lines[number * step]}"[:_SHOWN_WIDTH]
        for number, text in enumerate(_hash_lines(lines))
        if text not in known
    ]
    more = len(new) - _SHOWN_DIFFERENCES
    return new[:_SHOWN_DIFFERENCES] + ([f"+   … and {more} more lines"] if more > 0 else [])
