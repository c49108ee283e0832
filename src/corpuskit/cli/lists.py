"""Lists in files that options and patterns name: words, ids and codes of hits."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.errors import UsageError
from corpuskit.inputs import InputFiles

_CURE = "a CSV or TSV as kwic --to-code writes it, with a header that names the columns {}"


def read_lists(patterns: Sequence[str], inputs: InputFiles) -> dict[str, tuple[str, ...]]:
    """Return the entries of the files that patterns name as `@file`, one a line; `# …` is a comment.

    Args:
        patterns: The patterns.
        inputs: Takes note of the files.

    Raises:
        UsageError: A file cannot be read.
    """
    from corpuskit.kwic.query.simple import find_list_names

    lists: dict[str, tuple[str, ...]] = {}
    for name in (name for pattern in patterns for name in find_list_names(pattern)):
        inputs.add(name)
        try:
            with open(name, encoding="utf-8-sig") as file:
                # A hashtag has no space after its sign.
                entries = (line.strip() for line in file)
                lists[name] = tuple(
                    entry for entry in entries if entry not in ("", "#") and not entry.startswith("# ")
                )
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(
                f"the list {name!r} cannot be read: {reason}", hint=r"write \@ for the character itself"
            ) from error
    return lists


def read_stop_words(named: str | None, inputs: InputFiles) -> tuple[str, ...]:
    """Return the words that `--stop` names.

    Args:
        named: The code of a language with a table of function words, or `@` and a file with a word a line; None for
            none.
        inputs: Takes note of the file.

    Raises:
        UsageError: There is no such language, or the file cannot be read.
    """
    from corpuskit.text.language import list_function_words

    if named is None:
        return ()
    if named.startswith("@"):
        inputs.add(named[1:])
        try:
            with open(named[1:], encoding="utf-8-sig") as file:
                return tuple(word for line in file if (word := line.strip()))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"--stop {named}: {error}", hint="a file of UTF-8 with a word a line") from error
    words = list_function_words()
    if named not in words:
        raise UsageError(
            f"no function words of {named!r} are known", hint=f"one of {', '.join(sorted(words))}, or @FILE"
        )
    return words[named]


def read_ids(path: str | None, inputs: InputFiles) -> tuple[str, ...]:
    """Return the ids in a file, in order: one a line, or those of its column `id`.

    Args:
        path: The file; None for none.
        inputs: Takes note of the file.

    Raises:
        UsageError: It cannot be read.
    """
    if path is None:
        return ()
    rows = _read_rows(path, inputs)
    if rows and "id" in rows[0]:
        place = rows[0].index("id")
        rows = [row[place : place + 1] for row in rows[1:]]
    return tuple(dict.fromkeys(row[0].strip() for row in rows if row and row[0].strip()))


def read_codes(paths: Sequence[str] | None, inputs: InputFiles) -> tuple[dict[str, str], ...]:
    """Return the codes in each file, by the ids of hits; rows without a code are left out.

    Args:
        paths: The files, of one coder each.
        inputs: Takes note of the files.

    Raises:
        UsageError: One cannot be read, has no such columns, or has two codes for one hit.
    """
    return tuple(_read_coder(path, inputs) for path in paths or ())


def _read_coder(path: str, inputs: InputFiles) -> dict[str, str]:
    rows = _read_rows(path, inputs)
    if not rows or not {"id", "code"} <= set(rows[0]):
        raise UsageError(f"{path!r} has no columns id and code", hint=_CURE.format("id and code"))
    place, code_place = rows[0].index("id"), rows[0].index("code")
    codes: dict[str, str] = {}
    for row in rows[1:]:
        name, code = (row[at].strip() if at < len(row) else "" for at in (place, code_place))
        if code and codes.setdefault(name, code) != code:
            raise UsageError(
                f"{path!r} has two codes for {name}: {codes[name]} and {code}", hint="give each line one code"
            )
    return codes


def _read_rows(path: str, inputs: InputFiles) -> list[list[str]]:
    import csv

    inputs.add(path)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            # Spreadsheets of many countries write semicolons.
            delimiter = max("\t;,", key=first.count)
            return list(csv.reader(file, delimiter=delimiter))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path!r} cannot be read: {reason}", hint=_CURE.format("id and code")) from error
